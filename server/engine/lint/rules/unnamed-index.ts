import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'naming',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'atlas', name: 'NM104' },
    { tool: 'bytebase', name: 'NAMING_INDEX_IDX' },
    { tool: 'migrationpilot', name: 'MP042' },
  ],
  docs: {
    summary: 'An index without a name gets one that depends on what is there.',
    why: 'PostgreSQL makes the name from table and columns and numbers it when it is taken: it may differ between databases, and a second run makes a second index.',
    instead: 'Give it a name.',
    wrong: ['CREATE INDEX ON t (a);'],
    right: ['CREATE INDEX t_a ON t (a);'],
  },
  create: () => ({
    IndexStmt(node, context) {
      if (node.idxname) return
      context.report({
        at: head(context.statement, 2),
        message: `The index on ${node.relation?.relname} has no name.`,
        help: 'Name it.',
      })
    },
  }),
})
