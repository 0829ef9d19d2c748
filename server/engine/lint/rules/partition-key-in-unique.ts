import { tableOf } from '../../catalog/read'
import { spanOfWords, tokenAt } from '../../syntax/spans'
import { is, type Node } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { keyColumns } from '../helpers/constraints'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP049' }],
  docs: {
    summary: 'A unique constraint of a partitioned table without its partition key fails.',
    why: 'Each partition has an index of its own, so uniqueness across partitions can only be had if the key decides the partition: “unique constraint on partitioned table must include all partitioning columns”. A key that is an expression allows none at all.',
    instead: 'Add the partition key to the constraint.',
    wrong: [
      'CREATE TABLE e (id bigint PRIMARY KEY, at date) PARTITION BY RANGE (at);',
      { before: 'CREATE TABLE e (id bigint, at date) PARTITION BY RANGE (at);', sql: 'CREATE UNIQUE INDEX ON e (id);' },
    ],
    right: ['CREATE TABLE e (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);'],
  },
  create: () => ({
    Constraint(node, context) {
      const { statement } = context
      if ((node.contype !== 'CONSTR_UNIQUE' && node.contype !== 'CONSTR_PRIMARY') || node.indexname) return
      if (!(is(statement, 'CreateStmt') || is(statement, 'AlterTableStmt'))) return
      const columns = keyColumns(statement.node, node)
      const what = node.contype === 'CONSTR_UNIQUE' ? 'UNIQUE' : 'PRIMARY KEY'
      const start = node.location === undefined ? undefined : statement.at(node.location)
      const words = start === undefined ? undefined : spanOfWords(statement, what.toLowerCase().split(' '), start)
      const at = words ?? (start === undefined ? undefined : tokenAt(statement, start)?.span) ?? statement.span
      check(columns, what, statement.node.relation, at, context)
    },
    IndexStmt(node, context) {
      if (!node.unique) return
      const columns = (node.indexParams ?? []).map(
        (item) => (item as { IndexElem?: Node<'IndexElem'> }).IndexElem?.name ?? '',
      )
      const only = spanOfRelation(context.statement, node.relation)
      check(columns, 'UNIQUE', node.relation, spanOfWords(context.statement, ['unique']) ?? only, context)
    },
  }),
})

function check(
  columns: readonly string[],
  what: string,
  relation: Node<'RangeVar'> | undefined,
  at: Span,
  context: RuleContext,
): void {
  const key = tableOf(context.after, relation).entry?.object.partitioned?.key
  if (!key || columns.length === 0) return
  const missing = key.filter(({ column }) => column === undefined || !columns.includes(column))
  if (missing.length === 0) return
  const expression = missing.some(({ column }) => column === undefined)
  context.report({
    at,
    message: expression
      ? `${what} fails: ${relation?.relname} is partitioned by an expression, which allows no unique constraint.`
      : `${what} fails: it lacks ${missing.map(({ column }) => column).join(', ')}, the partition key of ${relation?.relname}.`,
    help: expression
      ? 'Make it unique on each partition.'
      : `Add ${missing.map(({ column }) => column).join(', ')} to it.`,
  })
}
