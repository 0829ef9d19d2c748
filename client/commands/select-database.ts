import { window } from 'vscode'
import { readBooks } from '../books'
import { type Given, uriOf } from '../place'
import { when } from '../when'
import { defineCommand } from './command'

/** Which database of the configuration commands mean from now on; its books are read at once. */
export default defineCommand<[near?: Given]>({
  title: 'Select Database…',
  icon: '$(database)',
  trusted: true,
  palette: when.hasProject,
  menus: [{ in: 'view/item/context', when: when.project, group: '3_database@1' }],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const current = ctx.targets.of(project).name
    const items = project.environments.map(({ name, tier, database }) => ({
      label: name,
      description: name === current ? `${database}, chosen` : database,
      detail: tier === 'production' ? 'Production: the editor reads it and changes nothing.' : undefined,
    }))
    const placeHolder = `Which database of ${project.label}? lockstep.json names them.`
    const picked = await window.showQuickPick(items, { placeHolder })
    if (!picked) return
    await ctx.targets.select(project, picked.label)
    await readBooks(ctx, project)
  },
})
