import { head } from '../helpers/targets'
import { defineRule } from '../rule'

const gigabyte = 1024 ** 3

export default defineRule({
  group: 'locks',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'migrationpilot', name: 'MP102' },
    { tool: 'migrationpilot', name: 'MP103' },
    { tool: 'migrationpilot', name: 'MP013' },
    { tool: 'migrationpilot', name: 'MP014' },
    { tool: 'migrationpilot', name: 'MP019' },
  ],
  options: {
    gigabytes: { type: 'integer', default: 10, description: 'Report rewrites of tables from this size on, in GB.' },
  },
  docs: {
    summary: 'Rewriting a large table needs its size again on disk, and every replica replays it.',
    why: 'The old and the new copy exist side by side until the transaction commits, and the whole new copy goes through the write-ahead log: replicas lag, archives grow. Needs `lockstep statistics`.',
    instead: 'Provide the space, or avoid the rewrite: add a new column or table, fill it in batches, switch over.',
    wrong: [],
    right: [
      { before: 'CREATE TABLE orders (note varchar(50));', sql: 'ALTER TABLE orders ALTER COLUMN note TYPE text;' },
    ],
  },
  create: () => ({
    statement(context) {
      const limit = Number(context.options.gigabytes) * gigabyte
      if (!/Stmt$/.test(context.statement.tag)) return
      for (const id of context.locks.rewrites) {
        const table = context.tableById(id)
        if (!table.live || !table.statistics || table.statistics.bytes < limit) continue
        const size = (table.statistics.bytes / gigabyte).toFixed(1)
        context.report({
          at: head(context.statement, 3),
          message: `${table.shown} is written anew: it held ${size} GB when it was measured, and needs as much again on disk and in the write-ahead log.`,
          help: 'Check the free space of server and replicas first, or avoid the rewrite.',
        })
      }
    },
  }),
})
