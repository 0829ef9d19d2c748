import { columnOf, tableOf } from '../../catalog/read'
import { tokenAt } from '../../syntax/spans'
import { is, type Node } from '../../syntax/statement'
import { mutablePart } from '../helpers/immutability'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  docs: {
    summary: 'An index, generated column or partition key on an expression that is not IMMUTABLE fails.',
    why: 'What is stored must not depend on time, time zone, locale settings or search_path, so PostgreSQL takes only IMMUTABLE functions and casts there (observed on 18 for each form named here). `timestamptz::date` depends on the time zone, `to_tsvector(text)` on default_text_search_config, `concat()` on output functions of any type.',
    instead:
      "`(c AT TIME ZONE 'UTC')::date`, `to_tsvector('english', c)`, `a || b`, or an IMMUTABLE function of your own that truly is.",
    wrong: [
      'CREATE INDEX i ON events (lower(name)) WHERE at > now();',
      { before: 'CREATE TABLE e (at timestamptz);', sql: 'CREATE INDEX ON e ((at::date));' },
      'CREATE TABLE d (body text, v tsvector GENERATED ALWAYS AS (to_tsvector(body)) STORED);',
      'CREATE TABLE p (at timestamptz) PARTITION BY RANGE ((at::date));',
    ],
    right: [
      {
        before: 'CREATE TABLE e (at timestamptz, b timestamp);',
        sql: "CREATE INDEX ON e (((at AT TIME ZONE 'UTC')::date)); CREATE INDEX ON e ((b::date));",
      },
      "CREATE TABLE d (body text, v tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED);",
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      for (const item of node.indexParams ?? [])
        check(
          (item as { IndexElem?: Node<'IndexElem'> }).IndexElem?.expr,
          'the index expression',
          node.relation,
          context,
        )
      check(node.whereClause, 'the index predicate', node.relation, context)
    },
    Constraint(node, context) {
      const { statement } = context
      if (node.contype !== 'CONSTR_GENERATED' || !(is(statement, 'CreateStmt') || is(statement, 'AlterTableStmt')))
        return
      check(node.raw_expr, 'the generated column', statement.node.relation, context)
    },
    PartitionElem(node, context) {
      if (is(context.statement, 'CreateStmt'))
        check(node.expr, 'the partition key', context.statement.node.relation, context)
    },
  }),
})

function check(expression: unknown, where: string, relation: Node<'RangeVar'> | undefined, context: RuleContext): void {
  if (!expression) return
  const { id } = tableOf(context.after, relation)
  const found = mutablePart(expression, (column) => columnOf(context.after, id, column)?.object.type, context.before)
  if (!found) return
  const at = found.location === undefined ? undefined : tokenAt(context.statement, context.statement.at(found.location))
  context.report({
    at: at?.span ?? context.statement.span,
    message: `This fails: ${found.what} in ${where} is not IMMUTABLE.`,
    help: instead(found.what),
  })
}

function instead(what: string): string {
  if (what.includes('timestamptz')) return "Fix the time zone: (… AT TIME ZONE 'UTC')."
  if (what.startsWith('to_tsvector')) return "Name the configuration: to_tsvector('english', …)."
  if (what.startsWith('concat')) return 'Use || with coalesce.'
  if (/now|current_|timestamp|age|random/.test(what))
    return 'Compare in the query instead, or store the value in a column.'
  return 'Use an IMMUTABLE expression, or store the value in a column.'
}
