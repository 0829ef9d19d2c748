import { quoteName } from '../db/quote'
import type { AnyNode, Node } from '../syntax/statement'
import { isNull } from './alter-column'
import type { Catalog, Draft, Entry, FoldContext, ObjectId, Objects } from './catalog'
import { needs } from './depends'
import { columnsIn, Expression, strings } from './expression'
import { columnsOf } from './read'
import { sequenceName } from './serial'
import { serialType, typeUse, writtenType } from './types'

type Column = Objects['column']
type ColumnDef = Node<'ColumnDef'>
type Constraint = Node<'Constraint'>

export const nextPosition = (catalog: Catalog, table: ObjectId): number =>
  (columnsOf(catalog, table).at(-1)?.object.position ?? 0) + 1

const string = (sval: string) => ({ String: { sval } }) as AnyNode

/** nextval('schema.name'::regclass), as PostgreSQL writes a serial column's default. */
function nextval(path: readonly string[]): Expression {
  const argument = { A_Const: { sval: { sval: quoteName(path) } } }
  const arg = { TypeCast: { arg: argument, typeName: { names: [string('regclass')], typemod: -1 } } }
  return Expression.written({
    FuncCall: { funcname: [string('nextval')], args: [arg], funcformat: 'COERCE_EXPLICIT_CALL' },
  } as AnyNode)
}

/** A column as its definition says; keys and CHECKs come as constraints of their own, and so does NOT NULL, as an object. */
export function define(node: ColumnDef, table: ObjectId, position: number, context: FoldContext): Entry<'column'> {
  const { before, searchPath, statement } = context
  const name = node.colname ?? ''
  const use = typeUse(node.typeName, before, searchPath)
  const dependsOn: ObjectId[] = []
  const object: Draft<Column> = {
    type: use.text,
    writtenType: writtenType(node.typeName, statement),
    nullable: true,
    position,
    local: true,
    inherited: false,
    options: noOptions,
  }
  if (use.id) {
    object.typeId = use.id
    dependsOn.push(use.id)
  }
  const collation = node.collClause && strings(node.collClause.collname).at(-1)
  if (collation && collation !== 'default') object.collation = collation
  if (node.storage_name) object.storage = node.storage_name.toLowerCase()
  if (node.compression) object.compression = node.compression.toLowerCase()
  if (serialType(node.typeName)) {
    const path = sequenceName(before, table, name, undefined)
    object.default = nextval(path)
    object.nullable = false
    dependsOn.push({ kind: 'sequence', path })
  }
  for (const item of node.constraints ?? []) {
    const constraint = (item as { Constraint?: Constraint }).Constraint
    if (constraint) constrain(object, constraint, table, dependsOn, before, searchPath)
  }
  return { id: { kind: 'column', path: [...table.path, name] }, object, parent: table, dependsOn }
}

const noOptions = Object.freeze({})

/** What a column's own constraints say about it. */
function constrain(
  object: Draft<Column>,
  constraint: Constraint,
  table: ObjectId,
  dependsOn: ObjectId[],
  before: Catalog,
  searchPath: readonly string[],
): void {
  const { contype, raw_expr } = constraint
  if (contype === 'CONSTR_NOTNULL' || contype === 'CONSTR_PRIMARY') object.nullable = false
  else if (contype === 'CONSTR_IDENTITY') {
    object.identity = constraint.generated_when === 'a' ? 'always' : 'by default'
    object.nullable = false
  } else if (contype === 'CONSTR_DEFAULT' && raw_expr && !isNull(raw_expr)) {
    object.default = Expression.written(raw_expr)
    dependsOn.push(...needs(raw_expr, before, searchPath))
  } else if (contype === 'CONSTR_GENERATED' && raw_expr) {
    object.generated = constraint.generated_kind === 's' ? 'stored' : 'virtual'
    object.expression = Expression.written(raw_expr)
    dependsOn.push(...needs(raw_expr, before, searchPath))
    for (const column of columnsIn(raw_expr, table.path[1])) {
      dependsOn.push({ kind: 'column', path: [...table.path, column] })
    }
  }
}
