import { window } from 'vscode'
import type { EnvironmentItem, ProjectItem } from '../../server/protocol'
import { stateWord } from '../migration-line'
import { type Given, migrationOf, uriOf, versionOf } from '../place'
import { tracked } from '../progress'
import { baselineQuestion, plural } from '../render'
import { migrationsOf } from '../targets'
import { when } from '../when'
import { defineCommand } from './command'

/** Counts everything up to a migration as applied, without running it. */
export default defineCommand<[near?: Given]>({
  title: 'Baseline…',
  icon: '$(bookmark)',
  trusted: true,
  palette: when.canChange,
  menus: [
    { in: 'view/item/context', when: when.changeableProject, group: '2_books@1' },
    { in: 'view/item/context', when: when.pendingMigration, group: '2_books@1' },
  ],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const migration = migrationOf(given) ?? (await ask(project, ctx.targets.of(project)))
    if (!migration) return
    const params = { root: project.root, ...ctx.targets.wanted(project), to: versionOf(migration) }
    const plan = await tracked(ctx, `Planning a baseline of ${project.label}`, 'lockstep/planBaseline', params)
    if (!plan) return
    const { target, books } = plan
    const { message, detail } = baselineQuestion(plan)
    const record = 'Record'
    if ((await window.showWarningMessage(message, { modal: true, detail }, record)) !== record) return
    const recorded = await tracked(ctx, `Recording in ${target.label}`, 'lockstep/baseline', params)
    if (!recorded) return
    const count = plural(recorded.recorded, 'migration')
    window.showInformationMessage(`${count} recorded as applied in ${books} of ${target.label}; none was run.`)
  },
})

const ask = async (project: ProjectItem, environment: EnvironmentItem) => {
  const items = migrationsOf(project, environment)
    .filter(({ uri, kind }) => uri !== undefined && kind !== 'repeatable')
    .reverse()
    .map((migration) => ({ label: migration.name, description: stateWord(migration.state), migration }))
  const placeHolder = `Up to which migration has ${environment.name} of ${project.label} everything already?`
  return (await window.showQuickPick(items, { placeHolder }))?.migration
}
