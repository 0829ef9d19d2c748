import { sizeOptions } from '../helpers/sizes'
import { head, spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'prefer-repack' },
    { tool: 'migrationpilot', name: 'MP032' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'CLUSTER writes the table anew while nobody can read it.',
    why: '`CLUSTER` copies the table in index order and rebuilds its indexes under ACCESS EXCLUSIVE: reads and writes wait until the copy is done.',
    instead:
      'Run `pg_repack --order-by` outside the migrations. The order is not kept for rows that come later anyway.',
    wrong: ['CLUSTER orders USING orders_pkey;'],
    right: ['ALTER TABLE orders CLUSTER ON orders_pkey;'],
  },
  create: () => ({
    ClusterStmt(node, context) {
      const table = node.relation && context.table(node.relation)
      if (table && !table.populated) return
      context.report({
        at: node.relation ? spanOfRelation(context.statement, node.relation) : head(context.statement, 1),
        ...(table && { worksThrough: table }),
        message: `CLUSTER writes ${table?.shown ?? 'every clustered table'} anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.`,
        help: 'Use pg_repack outside the migrations.',
      })
    },
  }),
})
