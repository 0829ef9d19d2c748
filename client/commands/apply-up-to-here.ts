import { type Given, migrationOf, uriOf, versionOf } from '../place'
import { planAndRun } from '../running'
import { when } from '../when'
import { defineCommand } from './command'

/** What is pending up to the migration of the view's line, this one included. */
export default defineCommand<[place?: Given]>({
  title: 'Apply Up to Here…',
  icon: '$(run-above)',
  trusted: true,
  palette: 'false',
  menus: [{ in: 'view/item/context', when: when.pendingMigration, group: '1_run@2' }],
  async run(ctx, given) {
    const migration = migrationOf(given)
    const project = migration && (await ctx.projects.choose(uriOf(given)))
    if (project) await planAndRun(ctx, project, 'up', versionOf(migration))
  },
})
