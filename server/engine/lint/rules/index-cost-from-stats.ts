import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'migrationpilot', name: 'MP101' },
    { tool: 'migrationpilot', name: 'MP104' },
  ],
  options: {
    rows: {
      type: 'integer',
      default: 10_000_000,
      description: 'Report index builds on tables from this many rows on.',
    },
    writesPerDay: {
      type: 'integer',
      default: 1_000_000,
      description: 'Report new indexes on tables with this many writes a day.',
    },
  },
  docs: {
    summary: 'An index build on a table that was measured to be large or busy.',
    why: 'The build reads the whole table, and every write keeps the index up to date from then on. Needs `lockstep statistics`.',
    instead: 'Build it when the load is low, and only if queries need it.',
    wrong: [],
    right: [{ sql: 'CREATE INDEX CONCURRENTLY i ON t (a);', scope: 'statement' }],
  },
  create: () => ({
    IndexStmt(node, context) {
      const table = context.table(node.relation)
      if (!table.live || !table.statistics) return
      const { rows, writesPerDay = 0 } = table.statistics
      const parts = [
        ...(rows >= Number(context.options.rows) ? [`${rows} rows`] : []),
        ...(writesPerDay >= Number(context.options.writesPerDay) ? [`${writesPerDay} writes a day`] : []),
      ]
      if (parts.length === 0) return
      context.report({
        at: head(context.statement, 2),
        message: `${table.shown} had ${parts.join(' and ')} when it was measured.`,
        help: 'Build the index when the load is low.',
      })
    },
  }),
})
