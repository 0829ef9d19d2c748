import { columnOf, columnsOf, indexOf } from '../../catalog/read'
import { typeUse } from '../../catalog/types'
import { spanOfWords } from '../../syntax/spans'
import { is, type Node } from '../../syntax/statement'
import { altered } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'IF NOT EXISTS keeps what is there, although it differs.',
    why: 'PostgreSQL compares only the name. A table, index or column of that name with another definition stays as it is, and the migration succeeds.',
    instead: 'Leave out IF NOT EXISTS, so that the difference shows, or change the existing object explicitly.',
    wrong: [
      { before: 'CREATE TABLE t (a int);', sql: 'CREATE TABLE IF NOT EXISTS t (a int, b text);' },
      { before: 'CREATE TABLE t (a int);', sql: 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a text;' },
      {
        before: 'CREATE TABLE t (a int); CREATE INDEX i ON t (a);',
        sql: 'CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a);',
      },
    ],
    right: [{ before: 'CREATE TABLE t (a int);', sql: 'CREATE TABLE IF NOT EXISTS t (a int);' }],
  },
  create: () => ({
    CreateStmt(node, context) {
      if (!node.if_not_exists || node.inhRelations?.length) return
      const { entry, id, shown } = context.table(node.relation)
      if (entry?.id.kind !== 'table') return
      const there = new Map(columnsOf(context.before, id).map((column) => [column.id.path.at(-1)!, column.object.type]))
      const wanted = (node.tableElts ?? []).map((item) => (item as { ColumnDef?: Node<'ColumnDef'> }).ColumnDef)
      if (there.size === 0 || (node.tableElts ?? []).some((item) => 'TableLikeClause' in item)) return
      const columns = wanted.filter((column): column is Node<'ColumnDef'> => column !== undefined)
      const different = columns.find(
        (column) =>
          there.get(column.colname ?? '') !== typeUse(column.typeName, context.before, context.before.searchPath).text,
      )
      const lacking = [...there.keys()].find((name) => !columns.some((column) => column.colname === name))
      const name = different?.colname ?? lacking
      if (name) report(context, `${shown} exists with another definition (${name}), and stays as it is.`)
    },
    AlterTableCmd(node, context) {
      const column = (node.def as { ColumnDef?: Node<'ColumnDef'> } | undefined)?.ColumnDef
      const table = altered(context)
      if (node.subtype !== 'AT_AddColumn' || !node.missing_ok || !column || !table) return
      const there = columnOf(context.before, table.id, column.colname ?? '')
      const type = typeUse(column.typeName, context.before, context.before.searchPath).text
      if (there && there.object.type !== type)
        report(context, `${table.shown}.${column.colname} exists as ${there.object.type}, and stays so.`)
    },
    IndexStmt(node, context) {
      if (!node.if_not_exists || !node.idxname || !is(context.statement, 'IndexStmt')) return
      const table = context.table(node.relation)
      const { entry } = indexOf(context.before, [table.id.path[0]!, node.idxname])
      if (!entry) return
      const keys = (node.indexParams ?? []).map(
        (item) => (item as { IndexElem?: Node<'IndexElem'> }).IndexElem?.name ?? '',
      )
      const same =
        entry.object.unique === (node.unique === true) &&
        entry.object.table.at(-1) === node.relation?.relname &&
        entry.object.keys.map(({ column }) => column ?? '').join() === keys.join()
      if (!same) report(context, `The index ${node.idxname} exists with another definition, and stays as it is.`)
    },
  }),
})

function report(context: RuleContext, message: string): void {
  context.report({
    at: spanOfWords(context.statement, ['if', 'not', 'exists'], context.clause.start) ?? context.clause,
    message,
    help: 'Leave out IF NOT EXISTS, or change what exists.',
  })
}
