import type { Catalog, Entry, ObjectId } from '../catalog/catalog'
import { partitionsOf, tableOf } from '../catalog/read'
import { is, type Node, type Statement } from '../syntax/statement'

export type Rows = 'none' | 'few' | 'many'

export function creates(statement: Statement): Rows | undefined {
  if (is(statement, 'CreateStmt') || is(statement, 'CreateSchemaStmt')) return 'none'
  if (is(statement, 'CreateTableAsStmt')) {
    if (statement.node.into?.skipData) return 'none'
    const { SelectStmt } = (statement.node.query ?? {}) as { SelectStmt?: Node<'SelectStmt'> }
    return SelectStmt && selectsFew(SelectStmt) ? 'few' : 'many'
  }
  if (is(statement, 'SelectStmt') && statement.node.intoClause) return 'many'
  return undefined
}

interface Filled {
  /** The table and its partitions. */
  readonly entries: readonly Entry[]
  readonly rows: 'few' | 'many'
}

/** The tables a statement may put rows into, and how many. */
export function fills(statement: Statement, before: Catalog): Filled | undefined {
  const target =
    is(statement, 'InsertStmt') || is(statement, 'CopyStmt') || is(statement, 'MergeStmt')
      ? statement.node.relation
      : undefined
  const { entry } = tableOf(before, target)
  if (!target || !entry || (is(statement, 'CopyStmt') && !statement.node.is_from)) return undefined
  const tables: Entry<'table'>[] = [entry]
  for (const table of tables) tables.push(...partitionsOf(before, table.id))
  return {
    entries: tables as unknown as readonly Entry[],
    rows: is(statement, 'InsertStmt') && insertsFew(statement.node) ? 'few' : 'many',
  }
}

function insertsFew(node: Node<'InsertStmt'>): boolean {
  const select = (node.selectStmt as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt
  return !select || selectsFew(select)
}

/** VALUES, or a query without FROM that calls nothing which returns rows of its own; UNION of such. */
function selectsFew(select: Node<'SelectStmt'>): boolean {
  if (select.larg && select.rarg) return selectsFew(select.larg) && selectsFew(select.rarg)
  if (select.valuesLists) return true
  const calls = (select.targetList ?? []).map((item) => (item as { ResTarget?: Node<'ResTarget'> }).ResTarget?.val)
  const sets = calls.some((value) => {
    const call = (value as { FuncCall?: Node<'FuncCall'> } | undefined)?.FuncCall
    const name = (call?.funcname?.at(-1) as { String?: { sval?: string } } | undefined)?.String?.sval
    return (
      name !== undefined &&
      /^(generate_series|unnest|regexp_split_to_table|string_to_table|jsonb?_array_elements(_text)?)$/.test(name)
    )
  })
  return !select.fromClause && !sets
}

/** Whether rows may come into tables that the statement does not name: by functions, triggers, rules, views, WITH and code blocks. */
export function mayFillOthers(statement: Statement, before: Catalog): boolean {
  if (is(statement, 'InsertStmt') || is(statement, 'CopyStmt') || is(statement, 'MergeStmt')) {
    const { entry } = tableOf(before, statement.node.relation)
    const withClause = (statement.node as { readonly withClause?: unknown }).withClause
    if (!entry || withClause !== undefined) return true
    for (const { id } of before.childrenOf(entry.id as unknown as ObjectId))
      if (id.kind === 'trigger' || id.kind === 'rule') return true
    return false
  }
  return others.has(statement.tag)
}
const others: ReadonlySet<string> = new Set([
  'CallStmt',
  'DeleteStmt',
  'DoStmt',
  'ExecuteStmt',
  'ExplainStmt',
  'SelectStmt',
  'UpdateStmt',
])
