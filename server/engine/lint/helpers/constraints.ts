import type { Catalog, Entry, ObjectId } from '../../catalog/catalog'
import { columnsIn, strings } from '../../catalog/expression'
import { columnOf, constraintsOf, indexesOf } from '../../catalog/read'
import type { AnyNode, Node } from '../../syntax/statement'
import type { Fact } from '../rule'

export const checkColumns = (constraint: Node<'Constraint'>): readonly string[] => columnsIn(constraint.raw_expr)

/** The columns an expression says are not null, alone or joined by AND: what NotNullImpliedByRelConstraints accepts as proof. */
export function provenNotNull(expression: AnyNode | undefined): readonly string[] {
  const any = expression as { NullTest?: Node<'NullTest'>; BoolExpr?: Node<'BoolExpr'> } | undefined
  if (any?.NullTest?.nulltesttype === 'IS_NOT_NULL') {
    const reference = (any.NullTest.arg as { ColumnRef?: Node<'ColumnRef'> } | undefined)?.ColumnRef
    return reference ? strings(reference.fields).slice(-1) : []
  }
  if (any?.BoolExpr?.boolop === 'AND_EXPR') return (any.BoolExpr.args ?? []).flatMap((part) => provenNotNull(part))
  return []
}

/** CHECK constraints that say `column IS NOT NULL`, validated or not. */
export const notNullChecks = (catalog: Catalog, table: ObjectId, column: string): readonly Entry<'constraint'>[] =>
  constraintsOf(catalog, table).filter(
    ({ object }) => object.form === 'check' && provenNotNull(object.expression?.node).includes(column),
  )

/** Whether the column can hold no NULL now. A NOT NULL that is NOT VALID (18) does not count. */
export function notNull(catalog: Catalog, table: ObjectId, column: string): Fact {
  const entry = columnOf(catalog, table, column)
  const said = constraintsOf(catalog, table).find(
    ({ object }) => object.form === 'not null' && object.columns[0] === column,
  )
  if (said) return said.object.validated ? 'yes' : 'no'
  if (!entry) return 'unknown'
  return entry.object.nullable ? 'no' : 'yes'
}

/** The columns a constraint names, or the one it stands at. */
export function keyColumns(
  node: Node<'CreateStmt'> | Node<'AlterTableStmt'>,
  constraint: Node<'Constraint'>,
): readonly string[] {
  if (constraint.keys) return strings(constraint.keys)
  const { tableElts, cmds } = node as Partial<Node<'CreateStmt'> & Node<'AlterTableStmt'>>
  const definitions = [
    ...(tableElts ?? []),
    ...(cmds ?? []).map((command) => (command as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd.def),
  ]
  for (const item of definitions) {
    const column = (item as { ColumnDef?: Node<'ColumnDef'> } | undefined)?.ColumnDef
    if (column?.constraints?.some((own) => (own as { Constraint?: unknown }).Constraint === constraint))
      return [column.colname ?? '']
  }
  return []
}

/** An index keeps these columns, or fewer of them, unique over all rows; `but` is the constraint whose own index does not count. */
export const isUnique = (catalog: Catalog, table: ObjectId, columns: readonly string[], but?: string): boolean =>
  indexesOf(catalog, table).some(
    ({ object }) =>
      object.unique &&
      object.valid &&
      !object.where &&
      (but === undefined || object.constraint !== but) &&
      object.keys.every(({ column }) => column !== undefined && columns.includes(column)),
  )
