import { commands, window } from 'vscode'
import { type Given, uriOf } from '../place'
import { tracked } from '../progress'
import { driftReports, plural } from '../render'
import { when } from '../when'
import { defineCommand } from './command'

/** What the migrations build beside what the database holds. Reads only. */
export default defineCommand<[near?: Given]>({
  title: 'Show Drift',
  icon: '$(diff)',
  trusted: true,
  palette: when.hasProject,
  menus: [{ in: 'view/item/context', when: when.project, group: '3_database@3' }],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const params = { root: project.root, ...ctx.targets.wanted(project) }
    const drift = await tracked(ctx, `Comparing ${project.label} with its database`, 'lockstep/drift', params)
    if (!drift) return
    const { differences, target, migrations } = drift
    if (differences.length === 0) {
      window.showInformationMessage(`No drift: ${target} is as ${plural(migrations, 'migration')} build it.`)
      return
    }
    const { expected, actual } = driftReports(drift)
    const title = `${plural(differences.length, 'difference')}: migrations ↔ ${target}`
    await commands.executeCommand(
      'vscode.diff',
      ctx.documents.put(`Drift of ${project.label} (migrations)`, expected),
      ctx.documents.put(`Drift of ${project.label} (database)`, actual),
      title,
    )
  },
})
