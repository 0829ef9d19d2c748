import { columnsOf, sequencesOf, tableOf } from '../../catalog/read'
import { is, type Node } from '../../syntax/statement'
import { all, as, functionName, nodesOf } from '../helpers/nodes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'info',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP059' }],
  docs: {
    summary: 'Rows get ids of their own, and the sequence does not know.',
    why: 'A sequence counts the values it gave out, not those that are there. After explicit ids the next INSERT without one gets a number that is taken, and fails with "duplicate key".',
    instead: "Set the sequence afterwards: `SELECT setval(pg_get_serial_sequence('t', 'id'), max(id)) FROM t`.",
    wrong: [
      { before: 'create table t (id serial primary key, a text);', sql: "insert into t (id, a) values (1, 'x');" },
    ],
    right: [
      {
        before: 'create table t (id serial primary key, a text);',
        sql: "insert into t (id, a) values (1, 'x');\nselect setval('t_id_seq', (select max(id) from t));",
      },
      { before: 'create table t (id serial primary key, a text);', sql: "insert into t (a) values ('x');" },
    ],
  },
  create: () => ({
    InsertStmt(node, context) {
      const named = all(node.cols, 'ResTarget').map(({ name }) => name ?? '')
      const select = as(node.selectStmt, 'SelectStmt')
      if (!select) return
      const first = as(select.valuesLists?.[0], 'List')?.items?.map((item) => as(item, 'SetToDefault') === undefined)
      judge(
        node.relation,
        (name, i) => (named.length > 0 ? named.includes(name) : first !== undefined && first[i] === true),
        context,
      )
    },
    CopyStmt(node, context) {
      if (!node.is_from) return
      const named = (node.attlist ?? []).map((item) => as(item, 'String')?.sval ?? '')
      judge(node.relation, (name) => named.length === 0 || named.includes(name), context)
    },
    SelectStmt(node, context) {
      const call = as(as(node.targetList?.[0], 'ResTarget')?.val, 'FuncCall')
      if (!call || functionName(call) !== 'setval') return
      const [name, value] = (call.args ?? []).map((argument) => as(argument, 'A_Const'))
      const shown = name?.sval?.sval
      if (shown === undefined || value?.ival === undefined) return
      const sequence = context.before.resolve(['sequence'], shown.replaceAll('"', '').split('.'))
      if (sequence?.definedAt?.uri === context.source.uri) return
      context.report({
        at: context.statement.span,
        message: `If ${shown} is set below a value that is in use, later INSERTs fail with "duplicate key".`,
        help: 'Set it from the data: setval(…, max(id)).',
      })
    },
    AlterSeqStmt(node, context) {
      const restart = all(node.options, 'DefElem').find(({ defname }) => defname === 'restart')
      if (!restart) return
      const sequence = context.before.resolve(['sequence'], relationPath(node.sequence))
      if (sequence?.definedAt?.uri === context.source.uri) return
      context.report({
        at: spanOfRelation(context.statement, node.sequence),
        message: `If ${node.sequence?.relname} starts again below a value that is in use, later INSERTs fail with "duplicate key".`,
        help: 'Set it from the data: setval(…, max(id)).',
      })
    },
  }),
})

const relationPath = (relation: Node<'RangeVar'> | undefined): readonly string[] =>
  relation?.schemaname ? [relation.schemaname, relation.relname ?? ''] : [relation?.relname ?? '']

function judge(
  relation: Node<'RangeVar'> | undefined,
  given: (column: string, position: number) => boolean,
  context: RuleContext,
): void {
  const { before, statement, statements } = context
  const { entry, id } = tableOf(before, relation)
  if (!entry) return
  const column = columnsOf(before, id).find(
    (candidate, i) =>
      given(candidate.id.path.at(-1)!, i) &&
      (candidate.object.identity !== undefined || sequencesOf(before, candidate.id).length > 0),
  )
  if (!column) return
  const later = statements.slice(statement.index + 1)
  const advanced = later.some(
    (other) =>
      is(other, 'AlterSeqStmt') ||
      nodesOf(other.node, 'FuncCall').some((call) => functionName(call) === 'setval') ||
      nodesOf(other.node, 'AlterTableCmd').some(({ subtype }) => subtype === 'AT_SetIdentity'),
  )
  if (advanced) return
  context.report({
    at: spanOfRelation(statement, relation),
    message: `The sequence of ${context.table(relation).shown}.${column.id.path.at(-1)} does not count these values: a later INSERT may get one of them again.`,
    help: 'Set the sequence to max(id) afterwards.',
  })
}
