import { is } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { relationNamed } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'DROP TABLE of a partition locks the whole partitioned table.',
    why: 'ACCESS EXCLUSIVE on the parent, and on the default partition: all reads and writes of the partitioned table wait until the transaction ends.',
    instead: '`ALTER TABLE parent DETACH PARTITION p CONCURRENTLY` (outside a transaction), then `DROP TABLE p`.',
    wrong: [
      {
        before:
          "CREATE TABLE e (at date) PARTITION BY RANGE (at); CREATE TABLE e_23 PARTITION OF e FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');",
        sql: 'DROP TABLE e_23;',
      },
    ],
    right: [
      {
        before:
          "CREATE TABLE e (at date) PARTITION BY RANGE (at); CREATE TABLE e_23 PARTITION OF e FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');",
        sql: 'ALTER TABLE e DETACH PARTITION e_23 CONCURRENTLY; DROP TABLE e_23;',
        scope: 'statement',
      },
    ],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_TABLE' || !is(statement, 'DropStmt')) return
      for (const { path, span } of dropped(statement)) {
        const { id, shown } = context.table(relationNamed(path))
        const above = context.before.get({ kind: 'table', path: id.path })?.object.partitionOf
        if (!above) continue
        const parent = context.tableById({ kind: 'table', path: above })
        if (!parent.populated) continue
        context.report({
          at: span,
          message: `DROP TABLE of the partition ${shown} locks ${parent.shown} in ACCESS EXCLUSIVE: all its reads and writes wait.`,
          help: 'DETACH it CONCURRENTLY first, outside a transaction, then drop it.',
        })
      }
    },
  }),
})
