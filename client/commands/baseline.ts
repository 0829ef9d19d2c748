import { window } from 'vscode'
import type { ProjectItem } from '../../server/protocol'
import { type Given, migrationOf, uriOf, versionOf } from '../place'
import { withProgress } from '../progress'
import { baselineQuestion, plural } from '../render'
import { showFailure } from '../trouble'
import { when } from '../when'
import { defineCommand } from './command'

/** Counts everything up to a migration as applied, without running it. */
export default defineCommand<[near?: Given]>({
  title: 'Baseline…',
  icon: '$(bookmark)',
  trusted: true,
  palette: when.hasProject,
  menus: [
    { in: 'view/item/context', when: when.changeableProject, group: '2_books@1' },
    { in: 'view/item/context', when: when.pendingMigration, group: '2_books@1' },
  ],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const migration = migrationOf(given) ?? (await ask(project))
    if (!migration) return
    const params = { root: project.root, ...ctx.targets.wanted(project), to: versionOf(migration) }
    const planned = await withProgress(ctx.server, `Planning a baseline of ${project.label}`, (token, cancel) =>
      ctx.server.ask('lockstep/planBaseline', { ...params, token }, cancel),
    )
    if ('error' in planned) return showFailure(ctx.log, planned.error)
    const { target, books } = planned.ok
    const { message, detail } = baselineQuestion(planned.ok)
    const record = 'Record'
    if ((await window.showWarningMessage(message, { modal: true, detail }, record)) !== record) return
    const recorded = await withProgress(ctx.server, `Recording in ${target.label}`, (token, cancel) =>
      ctx.server.ask('lockstep/baseline', { ...params, token }, cancel),
    )
    if ('error' in recorded) return showFailure(ctx.log, recorded.error)
    const count = plural(recorded.ok.recorded, 'migration')
    window.showInformationMessage(`${count} recorded as applied in ${books} of ${target.label}; none was run.`)
  },
})

const ask = async ({ migrations, label }: ProjectItem) => {
  const items = migrations
    .filter(({ uri, kind }) => uri !== undefined && kind !== 'repeatable')
    .reverse()
    .map((migration) => ({ label: migration.name, description: migration.state, migration }))
  const placeHolder = `Up to which migration has the database of ${label} everything already?`
  return (await window.showQuickPick(items, { placeHolder }))?.migration
}
