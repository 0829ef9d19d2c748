import { columnOf, tableOf } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import { is, type Node } from '../../syntax/statement'
import { keyColumns } from '../helpers/constraints'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'off',
  since: '0.1.0',
  docs: {
    summary: 'UNIQUE on a column that may be NULL accepts any number of NULLs.',
    why: 'Two NULLs are not equal, so rows that differ only in nothing are accepted, and with several columns one NULL is enough.',
    instead: 'NOT NULL, or `NULLS NOT DISTINCT` (15 and later).',
    wrong: ['CREATE TABLE t (a int UNIQUE);'],
    right: ['CREATE TABLE t (a int NOT NULL UNIQUE);'],
  },
  create: () => ({
    IndexStmt(node, context) {
      if (!node.unique || node.nulls_not_distinct || node.whereClause) return
      const columns = (node.indexParams ?? []).map(
        (item) => (item as { IndexElem?: Node<'IndexElem'> }).IndexElem?.name,
      )
      if (columns.some((column) => column === undefined)) return
      report(context, node.relation, columns as string[], spanOfWords(context.statement, ['unique']))
    },
    Constraint(node, context) {
      if (node.contype !== 'CONSTR_UNIQUE' || node.nulls_not_distinct || node.indexname) return
      const { statement } = context
      if (!is(statement, 'CreateStmt') && !is(statement, 'AlterTableStmt')) return
      const at =
        node.location === undefined ? undefined : spanOfWords(statement, ['unique'], statement.at(node.location))
      const columns = keyColumns(statement.node, node)
      report(context, statement.node.relation, columns, at)
    },
  }),
})

function report(
  context: RuleContext,
  relation: Node<'RangeVar'> | undefined,
  columns: readonly string[],
  at: ReturnType<typeof spanOfWords>,
): void {
  const { id } = tableOf(context.after, relation)
  const nullable = columns.filter((column) => columnOf(context.after, id, column)?.object.nullable)
  if (nullable.length === 0) return
  context.report({
    at: at ?? context.statement.span,
    message: `UNIQUE accepts any number of rows whose ${nullable.join(' or ')} is NULL.`,
    help: context.postgres >= 15 ? 'Make it NOT NULL, or write NULLS NOT DISTINCT.' : 'Make it NOT NULL.',
  })
}
