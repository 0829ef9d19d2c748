import { window } from 'vscode'
import { readBooks } from '../books'
import { type Given, uriOf } from '../place'
import { showFailure } from '../trouble'
import { when } from '../when'
import { defineCommand } from './command'

/** Deletes the project's own embedded database: applying makes it anew from the migrations that lie here. */
export default defineCommand<[near?: Given]>({
  title: 'Reset Embedded Database…',
  icon: '$(trash)',
  trusted: true,
  palette: when.hasEmbedded,
  menus: [{ in: 'view/item/context', when: when.embeddedProject, group: '3_database@4' }],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const environment = ctx.targets.of(project)
    if (environment.database !== 'embedded') {
      window.showInformationMessage(`${environment.name} is not the embedded database: nothing was deleted.`)
      return
    }
    const reset = 'Delete'
    const message = `Delete the embedded database of ${project.label} with everything in it?`
    const detail = 'Migrations and books are made anew when you apply; other data in it is lost.'
    if ((await window.showWarningMessage(message, { modal: true, detail }, reset)) !== reset) return
    const params = { root: project.root, ...ctx.targets.wanted(project), token: '' }
    const answer = await ctx.server.ask('lockstep/resetEmbedded', params)
    if ('error' in answer) return showFailure(ctx.log, answer.error)
    await readBooks(ctx, project)
  },
})
