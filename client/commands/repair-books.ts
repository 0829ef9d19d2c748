import { window } from 'vscode'
import { type Given, uriOf } from '../place'
import { tracked } from '../progress'
import { plural, repairQuestion, repairReport } from '../render'
import { when } from '../when'
import { defineCommand } from './command'

/** Shows each change of the books, asks once, and makes exactly those. */
export default defineCommand<[near?: Given]>({
  title: 'Repair Books…',
  icon: '$(tools)',
  trusted: true,
  palette: when.canChange,
  menus: [
    { in: 'view/item/context', when: when.changeableProject, group: '2_books@2' },
    { in: 'view/item/context', when: when.oddMigration, group: '2_books@2' },
  ],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const params = { root: project.root, ...ctx.targets.wanted(project) }
    const plan = await tracked(ctx, `Looking at the books of ${project.label}`, 'lockstep/planRepair', params)
    if (!plan) return
    const { id, target, books, changes } = plan
    if (changes.length === 0) {
      window.showInformationMessage(`Nothing to repair in ${books} of ${target.label}.`)
      return
    }
    await ctx.documents.show(`Repairs of ${target.database}`, repairReport(plan))
    const { message, detail } = repairQuestion(plan)
    const repair = 'Repair'
    if ((await window.showWarningMessage(message, { modal: true, detail }, repair)) !== repair) return
    const title = `Repairing the books of ${target.label}`
    const repaired = await tracked(ctx, title, 'lockstep/repair', { ...params, planId: id })
    if (!repaired) return
    window.showInformationMessage(`${plural(repaired.changes, 'change')} made in ${books} of ${target.label}.`)
  },
})
