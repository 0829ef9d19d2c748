import { commands, window } from 'vscode'
import { type Given, uriOf } from '../place'
import { withProgress } from '../progress'
import { driftReports, plural } from '../render'
import { showFailure } from '../trouble'
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
    const answer = await withProgress(ctx.server, `Comparing ${project.label} with its database`, (token, cancel) =>
      ctx.server.ask('lockstep/drift', { root: project.root, ...ctx.targets.wanted(project), token }, cancel),
    )
    if ('error' in answer) return showFailure(ctx.log, answer.error)
    const { differences, target, migrations } = answer.ok
    if (differences.length === 0) {
      window.showInformationMessage(`No drift: ${target} is as ${plural(migrations, 'migration')} build it.`)
      return
    }
    const { expected, actual } = driftReports(answer.ok)
    const title = `${plural(differences.length, 'difference')}: migrations ↔ ${target}`
    await commands.executeCommand(
      'vscode.diff',
      ctx.documents.put(`Drift of ${project.label} (migrations)`, expected),
      ctx.documents.put(`Drift of ${project.label} (database)`, actual),
      title,
    )
  },
})
