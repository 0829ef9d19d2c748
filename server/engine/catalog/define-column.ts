import { quoteName } from '../db/quote'
import type { AnyNode, Node } from '../syntax/statement'
import { isNull } from './alter-column'
import type { Catalog, Entry, FoldContext, ObjectId, Objects } from './catalog'
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

/** A column as its definition says; NOT NULL and keys come as constraints of their own. */
export function define(node: ColumnDef, table: ObjectId, position: number, context: FoldContext): Entry<'column'> {
  const { before, searchPath, statement } = context
  const name = node.colname ?? ''
  const use = typeUse(node.typeName, before, searchPath)
  const serial = serialType(node.typeName)
  const dependsOn: ObjectId[] = use.id ? [use.id] : []
  let object: Column = {
    type: use.text,
    writtenType: writtenType(node.typeName, statement),
    ...(use.id && { typeId: use.id }),
    nullable: true,
    position,
    local: true,
    inherited: false,
    options: {},
  }
  const collation = strings(node.collClause?.collname).at(-1)
  if (collation && collation !== 'default') object = { ...object, collation }
  if (node.storage_name) object = { ...object, storage: node.storage_name.toLowerCase() }
  if (node.compression) object = { ...object, compression: node.compression.toLowerCase() }
  if (serial) {
    const path = sequenceName(before, table, name, undefined)
    object = { ...object, default: nextval(path) }
    dependsOn.push({ kind: 'sequence', path })
  }
  for (const item of node.constraints ?? []) {
    const constraint = (item as { Constraint?: Constraint }).Constraint
    if (constraint) object = constrained(object, constraint, table, dependsOn, before, searchPath)
  }
  return { id: { kind: 'column', path: [...table.path, name] }, object, parent: table, dependsOn }
}

/** What a column's own constraints say about it; NOT NULL comes as a Constraint of its own. */
function constrained(
  object: Column,
  constraint: Constraint,
  table: ObjectId,
  dependsOn: ObjectId[],
  before: Catalog,
  searchPath: readonly string[],
): Column {
  switch (constraint.contype) {
    case 'CONSTR_DEFAULT':
      if (!constraint.raw_expr || isNull(constraint.raw_expr)) return object
      dependsOn.push(...needs(constraint.raw_expr, before, searchPath))
      return { ...object, default: Expression.written(constraint.raw_expr) }
    case 'CONSTR_IDENTITY':
      return { ...object, identity: constraint.generated_when === 'a' ? 'always' : 'by default' }
    case 'CONSTR_GENERATED': {
      if (!constraint.raw_expr) return object
      dependsOn.push(...needs(constraint.raw_expr, before, searchPath))
      for (const column of columnsIn(constraint.raw_expr, table.path[1])) {
        dependsOn.push({ kind: 'column', path: [...table.path, column] })
      }
      const generated = constraint.generated_kind === 's' ? 'stored' : 'virtual'
      return { ...object, generated, expression: Expression.written(constraint.raw_expr) }
    }
    default:
      return object
  }
}
