import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-drop-database' },
    { tool: 'pgls', name: 'banDropDatabase' },
    { tool: 'pgfence', name: 'drop-database' },
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
    { tool: 'migrationpilot', name: 'MP034' },
  ],
  docs: {
    summary: 'DROP DATABASE deletes everything in it.',
    why: 'All data is gone, and it can’t be rolled back: it doesn’t run in a transaction.',
    instead: 'Never in a migration.',
    wrong: ['DROP DATABASE shop;'],
    right: ['CREATE SCHEMA shop;'],
  },
  create: () => ({
    DropdbStmt(node, context) {
      context.report({
        at: head(context.statement, context.statement.tokens.length),
        message: `DROP DATABASE deletes everything in ${node.dbname}, and can't be rolled back.`,
        help: 'Do it by hand, never in a migration.',
      })
    },
  }),
})
