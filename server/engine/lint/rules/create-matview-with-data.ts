import { cased, insert } from '../helpers/edits'
import { head, spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'info',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP096' }],
  docs: {
    summary: 'A materialized view or table is filled by a query inside the migration.',
    why: 'The query runs for as long as it takes, inside the migration’s transaction: its snapshot holds back VACUUM, and every lock the transaction took before is kept.',
    instead: 'Create it `WITH NO DATA` and fill it outside the migration.',
    wrong: ['CREATE MATERIALIZED VIEW sales AS SELECT sum(amount) FROM orders;'],
    right: [
      'CREATE MATERIALIZED VIEW sales AS SELECT sum(amount) FROM orders WITH NO DATA;',
      'CREATE TABLE one AS SELECT 1 AS n;',
    ],
  },
  create: () => ({
    SelectStmt(node, context) {
      const into = node.intoClause?.rel
      // In PL/pgSQL INTO names a variable.
      if (!into || !node.fromClause || into.relpersistence === 't' || context.statement.enclosure) return
      context.report({
        at: spanOfRelation(context.statement, into),
        message: `${context.table(into).shown} is filled while the migration's transaction stays open.`,
        help: 'Create the table empty and fill it in batches.',
      })
    },
    CreateTableAsStmt(node, context) {
      const select = (node.query as { SelectStmt?: { fromClause?: readonly unknown[] } } | undefined)?.SelectStmt
      if (node.into?.skipData || !select?.fromClause || node.into?.rel?.relpersistence === 't') return
      const view = node.objtype === 'OBJECT_MATVIEW'
      context.report({
        at: head(context.statement, view ? 3 : 2),
        message: `${context.table(node.into?.rel).shown} is filled while the migration's transaction stays open.`,
        help: view
          ? 'Create it WITH NO DATA and refresh it afterwards.'
          : 'Create the table empty and fill it in batches.',
        ...(view &&
          !/\bwith\s+data\s*$/i.test(context.statement.text) && {
            fixes: [
              {
                title: 'Create it WITH NO DATA',
                safety: 'review',
                edits: [insert(context.statement.span.end, ` ${cased(context.statement, 'WITH NO DATA')}`)],
              },
            ],
          }),
      })
    },
  }),
})
