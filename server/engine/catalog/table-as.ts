import type { AnyNode, Node } from '../syntax/statement'
import type { Catalog, Change, Entry, FoldContext, ObjectId, Objects } from './catalog'
import { put } from './catalog'
import { placeFor } from './elements'
import { strings } from './expression'
import { queryFacts, type ResultColumn } from './queries'
import { columnOf } from './read'
import { typeUse } from './types'

type Column = Objects['column']

/** The new table of CREATE TABLE AS and SELECT INTO; undefined when IF NOT EXISTS finds one. */
export function asTable(
  into: Node<'IntoClause'> | undefined,
  ifNotExists: boolean,
  { before, searchPath }: FoldContext,
): ObjectId | undefined {
  const id: ObjectId = { kind: 'table', path: placeFor(into?.rel, searchPath) }
  return ifNotExists && before.taken(id) ? undefined : id
}

/** Columns that are passed on keep type and collation; other types are known from casts and constants, or not at all. */
export function asColumns(
  query: AnyNode | undefined,
  into: Node<'IntoClause'> | undefined,
  ifNotExists: boolean,
  context: FoldContext,
): readonly Change[] {
  const { before, searchPath } = context
  const table = { kind: 'table', path: placeFor(into?.rel, searchPath) } as const
  const select = (query as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt
  if (!select || !asTable(into, ifNotExists, context)) return []
  const facts = queryFacts(select, before, searchPath)
  const names = strings(into?.colNames)
  const changes: Change[] = (facts.columns ?? names.map((name): ResultColumn => ({ name }))).map((column, i) => {
    const source = column.from && columnBehind(before, column.from)
    const object: Column = {
      type: source?.object.type ?? typeOf(column.value, before, searchPath),
      ...(source?.object.typeId && { typeId: source.object.typeId }),
      ...(source?.object.collation && { collation: source.object.collation }),
      nullable: true,
      position: i + 1,
      local: true,
      inherited: false,
      options: {},
    }
    const dependsOn = source?.object.typeId ? [source.object.typeId] : []
    return put({
      id: { kind: 'column', path: [...table.path, names[i] ?? column.name] },
      object,
      parent: table,
      dependsOn,
    })
  })
  return changes
}

/** Whether a star over something unknown hides columns of the new table. */
export function hidesColumns(query: AnyNode | undefined, { before, searchPath }: FoldContext): boolean {
  const select = (query as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt
  return !select || queryFacts(select, before, searchPath).columns === undefined
}

/** The table column that views pass on. */
export function columnBehind(catalog: Catalog, id: ObjectId): Entry<'column'> | undefined {
  const table: ObjectId = { kind: 'table', path: id.path.slice(0, 2) }
  const column = columnOf(catalog, table, id.path[2]!)
  if (column) return column
  const view = catalog.resolve(['view', 'materialized_view'], id.path.slice(0, 2))
  const from = view?.object.columns.find(({ name }) => name === id.path[2])?.from
  return from && columnBehind(catalog, from)
}

function typeOf(value: AnyNode | undefined, catalog: Catalog, searchPath: readonly string[]): string {
  const any = value as { TypeCast?: Node<'TypeCast'>; A_Const?: Node<'A_Const'> } | undefined
  if (any?.TypeCast) return typeUse(any.TypeCast.typeName, catalog, searchPath).text
  if (any?.A_Const?.sval) return 'text'
  if (any?.A_Const?.ival) return 'integer'
  if (any?.A_Const?.boolval) return 'boolean'
  return 'unknown'
}
