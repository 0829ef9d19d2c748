import { type Given, migrationOf, uriOf, versionOf } from '../place'
import { planAndRun } from '../running'
import { when } from '../when'
import { defineCommand } from './command'

/** The migration of the view's line stays, every one after it is taken back. */
export default defineCommand<[place?: Given]>({
  title: 'Roll Back to Here…',
  icon: '$(discard)',
  trusted: true,
  palette: 'false',
  menus: [{ in: 'view/item/context', when: when.appliedMigration, group: '1_run@2' }],
  async run(ctx, given) {
    const migration = migrationOf(given)
    const project = migration && (await ctx.projects.choose(uriOf(given)))
    if (project) await planAndRun(ctx, project, 'down', versionOf(migration))
  },
})
