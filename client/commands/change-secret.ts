import { window } from 'vscode'
import { readBooks } from '../books'
import { type Given, uriOf } from '../place'
import { askSecret } from '../secrets'
import { isSecret } from '../targets'
import { when } from '../when'
import { defineCommand } from './command'

/** A stored connection string that leads elsewhere, or nowhere, is typed anew; an empty one forgets it. */
export default defineCommand<[near?: Given]>({
  title: 'Change Connection Secret…',
  icon: '$(key)',
  trusted: true,
  palette: when.hasSecret,
  menus: [{ in: 'view/item/context', when: when.secretProject, group: '3_database@4' }],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const environment = ctx.targets.of(project)
    if (!isSecret(environment)) {
      window.showInformationMessage(
        `${environment.name} is reached by ${environment.database}, not by a stored secret.`,
      )
      return
    }
    const name = environment.database.slice('secret:'.length)
    const changed = await askSecret(ctx.extension.secrets, {
      root: project.root,
      name,
      purpose: `The connection string of ${name}, or nothing to forget it`,
    })
    // Without one reading would ask for it at once.
    if (changed) await readBooks(ctx, project)
  },
})
