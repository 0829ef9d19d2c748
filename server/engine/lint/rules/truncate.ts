import type { Node } from '../../syntax/statement'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'banTruncate' },
    { tool: 'pgfence', name: 'truncate' },
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_TRUNCATE' },
  ],
  docs: {
    summary: 'TRUNCATE deletes every row of the table for good.',
    why: 'ACCESS EXCLUSIVE: reads and writes wait. DELETE triggers don’t fire, change data capture may miss it, RESTART IDENTITY gives out old keys again. With CASCADE: see truncate-cascade.',
    instead: 'Delete the rows that are not needed, in batches.',
    wrong: ['TRUNCATE orders;'],
    right: ['CREATE TABLE t (a int); TRUNCATE t;', 'CREATE TEMP TABLE t (a int); TRUNCATE t;'],
  },
  create: () => ({
    TruncateStmt(node, context) {
      if (node.behavior === 'DROP_CASCADE') return
      for (const item of node.relations ?? []) {
        const relation = (item as { RangeVar: Node<'RangeVar'> }).RangeVar
        const table = context.table(relation)
        if (!table.live) continue
        context.report({
          at: spanOfRelation(context.statement, relation),
          message: `TRUNCATE deletes every row of ${table.shown}, under ACCESS EXCLUSIVE.`,
          help: 'Delete in batches only what is not needed any more.',
        })
      }
    },
  }),
})
