import { spanOfIdentifier } from '../../syntax/spans'
import { cased } from '../helpers/edits'
import { isVectorIndex } from '../helpers/vectors'
import { lineBefore } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'vectors',
  severity: 'info',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP109' }],
  options: { value: { type: 'string', default: '2GB', description: 'The maintenance_work_mem the fix sets.' } },
  docs: {
    summary: 'A vector index is built with the default maintenance_work_mem.',
    why: 'pgvector builds HNSW graphs in maintenance_work_mem (64 MB by default). Once the graph no longer fits, the build goes on many times more slowly.',
    instead: 'Set `maintenance_work_mem` for the session before the build.',
    wrong: [{ sql: 'create index concurrently on items using hnsw (e vector_l2_ops);', scope: 'statement' }],
    right: [
      {
        sql: "set maintenance_work_mem = '2GB';\ncreate index concurrently on items using hnsw (e vector_l2_ops);",
        scope: 'statement',
      },
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      const { statement, transaction } = context
      if (!isVectorIndex(node) || !context.table(node.relation).live) return
      if (transaction.setting('maintenance_work_mem') !== undefined) return
      const setting = `${cased(statement, transaction.open ? 'SET LOCAL' : 'SET')} maintenance_work_mem = '${context.options.value}';`
      context.report({
        at: spanOfIdentifier(statement, node.accessMethod ?? '') ?? statement.span,
        message: `This ${node.accessMethod} index is built within the default maintenance_work_mem: much more slowly once it no longer fits.`,
        help: 'Set maintenance_work_mem before it.',
        fixes: statement.enclosure
          ? []
          : [{ title: 'Set maintenance_work_mem', safety: 'review', edits: [lineBefore(statement, setting)] }],
      })
    },
  }),
})
