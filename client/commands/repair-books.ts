import { window } from 'vscode'
import { type Given, uriOf } from '../place'
import { withProgress } from '../progress'
import { plural, repairQuestion, repairReport } from '../render'
import { showFailure } from '../trouble'
import { when } from '../when'
import { defineCommand } from './command'

/** Shows each change of the books, asks once, and makes exactly those. */
export default defineCommand<[near?: Given]>({
  title: 'Repair Books…',
  icon: '$(tools)',
  trusted: true,
  palette: when.hasProject,
  menus: [{ in: 'view/item/context', when: when.changeableProject, group: '2_books@2' }],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const params = { root: project.root, ...ctx.targets.wanted(project) }
    const planned = await withProgress(ctx.server, `Looking at the books of ${project.label}`, (token, cancel) =>
      ctx.server.ask('lockstep/planRepair', { ...params, token }, cancel),
    )
    if ('error' in planned) return showFailure(ctx.log, planned.error)
    const { id, target, books, changes } = planned.ok
    if (changes.length === 0) {
      window.showInformationMessage(`Nothing to repair in ${books} of ${target.label}.`)
      return
    }
    await ctx.documents.show(`Repairs of ${target.database}`, repairReport(planned.ok))
    const { message, detail } = repairQuestion(planned.ok)
    const repair = 'Repair'
    if ((await window.showWarningMessage(message, { modal: true, detail }, repair)) !== repair) return
    const repaired = await withProgress(ctx.server, `Repairing the books of ${target.label}`, (token, cancel) =>
      ctx.server.ask('lockstep/repair', { ...params, planId: id, token }, cancel),
    )
    if ('error' in repaired) return showFailure(ctx.log, repaired.error)
    window.showInformationMessage(`${plural(repaired.ok.changes, 'change')} made in ${books} of ${target.label}.`)
  },
})
