import type { AnyNode, Node } from '../syntax/statement'
import type { Entry, FoldContext, Objects } from './catalog'
import { needs } from './depends'
import { Expression, strings } from './expression'
import { withOptions } from './options'
import { typeUse, writtenType } from './types'

type Column = Objects['column']
type ColumnDef = Node<'ColumnDef'>
type Constraint = Node<'Constraint'>

/** DEFAULT NULL is no default (AddRelationNewConstraints in src/backend/catalog/heap.c). */
export const isNull = (node: AnyNode): boolean =>
  'A_Const' in node && (node.A_Const as { isnull?: boolean }).isnull === true

type Alteration = (entry: Entry<'column'>, node: Node<'AlterTableCmd'>, context: FoldContext) => Entry<'column'>
export const changed = (entry: Entry<'column'>, object: Partial<Column>): Entry<'column'> => ({
  ...entry,
  object: { ...entry.object, ...object },
})
export const withoutDefault = (entry: Entry<'column'>): Entry<'column'> => {
  const { default: _, ...object } = entry.object
  return { ...entry, object, dependsOn: entry.dependsOn.filter(({ kind }) => kind === 'type') }
}
const columnDef = (node: Node<'AlterTableCmd'>): ColumnDef =>
  (node.def as { ColumnDef?: ColumnDef } | undefined)?.ColumnDef ?? {}
const text = (node: Node<'AlterTableCmd'>): string =>
  (node.def as { String?: { sval?: string } } | undefined)?.String?.sval ?? ''
const items = (node: Node<'AlterTableCmd'>) => (node.def as { List?: { items?: AnyNode[] } } | undefined)?.List?.items

/** ALTER COLUMN by subcommand. NOT NULL is heard as a Constraint. */
export const alterations: { readonly [subtype: string]: Alteration } = {
  AT_ColumnDefault: (entry, node, { before, searchPath }) => {
    const bare = withoutDefault(entry)
    if (!node.def || isNull(node.def)) return bare
    const dependsOn = [...bare.dependsOn, ...needs(node.def, before, searchPath)]
    return { ...changed(bare, { default: Expression.written(node.def) }), dependsOn }
  },
  AT_DropNotNull: (entry) => changed(entry, { nullable: true }),
  AT_AlterColumnType: (entry, node, { before, searchPath, statement }) => {
    const { typeName, collClause } = columnDef(node)
    const use = typeUse(typeName, before, searchPath)
    const { collation: _, typeId: __, ...rest } = entry.object
    const collation = strings(collClause?.collname).at(-1)
    const object: Column = {
      ...rest,
      type: use.text,
      writtenType: writtenType(typeName, statement),
      ...(use.id && { typeId: use.id }),
      ...(collation && collation !== 'default' && { collation }),
    }
    const others = entry.dependsOn.filter(({ kind }) => kind !== 'type')
    return { ...entry, object, dependsOn: use.id ? [use.id, ...others] : others }
  },
  AT_AddIdentity: (entry, node) => {
    const constraint = (node.def as { Constraint?: Constraint } | undefined)?.Constraint
    return changed(entry, { identity: constraint?.generated_when === 'a' ? 'always' : 'by default' })
  },
  AT_SetIdentity: (entry, node) => {
    for (const item of items(node) ?? []) {
      const element = (item as { DefElem: Node<'DefElem'> }).DefElem
      if (element.defname !== 'generated') continue
      const when = (element.arg as { Integer?: { ival?: number } } | undefined)?.Integer?.ival
      return changed(entry, { identity: when === 97 ? 'always' : 'by default' })
    }
    return entry
  },
  AT_DropIdentity: (entry) => {
    const { identity: _, ...object } = entry.object
    return { ...entry, object }
  },
  AT_SetExpression: (entry, node) => (node.def ? changed(entry, { expression: Expression.written(node.def) }) : entry),
  AT_DropExpression: (entry) => {
    const { generated: _, expression: __, ...object } = entry.object
    return { ...entry, object, dependsOn: entry.dependsOn.filter(({ kind }) => kind === 'type') }
  },
  AT_SetStorage: (entry, node) => changed(entry, { storage: text(node).toLowerCase() }),
  AT_SetCompression: (entry, node) => changed(entry, { compression: text(node).toLowerCase() }),
  AT_SetStatistics: (entry, node) => {
    const value = (node.def as { Integer?: { ival?: number } } | undefined)?.Integer?.ival ?? (node.def ? 0 : -1)
    const { statistics: _, ...object } = entry.object
    return { ...entry, object: value < 0 ? object : { ...object, statistics: value } }
  },
  AT_SetOptions: (entry, node) => changed(entry, { options: withOptions(entry.object.options, items(node)) }),
  AT_ResetOptions: (entry, node) => changed(entry, { options: withOptions(entry.object.options, items(node), true) }),
}
