import { quoteIdentifier, quoteName } from '../../db/quote'
import { spanOfWords } from '../../syntax/spans'
import { isUnique } from '../helpers/constraints'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'atlas', name: 'MF101' },
    { tool: 'atlas', name: 'MF102' },
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
  ],
  docs: {
    summary: 'A unique index on existing rows fails where they hold duplicates.',
    why: 'Duplicates make the build fail: the migration is rolled back, or with CONCURRENTLY an INVALID index stays that still refuses new duplicates. Silent where a key over the same columns keeps duplicates out already.',
    instead: 'Look for duplicates first: `SELECT key, count(*) FROM t GROUP BY key HAVING count(*) > 1`.',
    wrong: [{ sql: 'CREATE UNIQUE INDEX CONCURRENTLY i ON orders (a);', scope: 'statement' }],
    right: ['CREATE TABLE t (a int); CREATE UNIQUE INDEX ON t (a);'],
  },
  create: () => ({
    IndexStmt(node, context) {
      const table = context.table(node.relation)
      if (!node.unique || !table.live) return
      const columns = (node.indexParams ?? []).map(
        (item) => (item as { IndexElem?: { name?: string } }).IndexElem?.name,
      )
      if (
        isUnique(
          context.before,
          table.id,
          columns.filter((name) => name !== undefined),
        )
      )
        return
      const keys = columns.map((name) => name ?? '…').join(', ')
      const quoted = columns.map((name) => (name === undefined ? '…' : quoteIdentifier(name))).join(', ')
      context.report({
        at: spanOfWords(context.statement, ['unique']) ?? context.statement.span,
        message: `This fails if ${table.shown} holds duplicates of (${keys})${node.concurrent ? ', and leaves an INVALID index' : ''}.`,
        help: `Check first: SELECT ${quoted}, count(*) FROM ${quoteName(table.shown.split('.'))} GROUP BY ${quoted} HAVING count(*) > 1.`,
      })
    },
  }),
})
