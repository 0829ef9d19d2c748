import type { AnyNode, Node } from '../syntax/statement'
import type { Catalog, Change, Entry, ObjectId } from './catalog'
import { put } from './catalog'
import type { Expression } from './expression'
import { columnsOfType, constraintsOf, indexesOf } from './read'

/** Defaults, CHECKs and index predicates of an enum's columns keep the value, under the label's new name. */
export function relabelled(type: ObjectId, from: string, to: string, catalog: Catalog): readonly Change[] {
  const replaced = (expression: Expression): Expression =>
    expression.map((node) => {
      const constant = (node as { A_Const?: Node<'A_Const'> }).A_Const
      return constant?.sval?.sval === from ? ({ A_Const: { sval: { sval: to } } } as AnyNode) : undefined
    })
  const changes: Change[] = []
  const tables = new Map<string, { readonly id: ObjectId; readonly columns: Set<string> }>()
  for (const column of columnsOfType(catalog, type)) {
    const table = column.parent!
    const key = table.path.join('\u0001')
    const known = tables.get(key) ?? { id: table, columns: new Set() }
    tables.set(key, known)
    known.columns.add(column.id.path[2]!)
    const { default: value } = column.object
    if (value) changes.push(put({ ...column, object: { ...column.object, default: replaced(value) } }))
  }
  const mentions = (entry: Entry, columns: ReadonlySet<string>) =>
    entry.dependsOn.some(({ kind, path }) => kind === 'column' && columns.has(path[2]!))
  for (const { id, columns } of tables.values()) {
    for (const entry of constraintsOf(catalog, id)) {
      const { expression } = entry.object
      if (expression && mentions(entry as unknown as Entry, columns)) {
        changes.push(put({ ...entry, object: { ...entry.object, expression: replaced(expression) } }))
      }
    }
    for (const entry of indexesOf(catalog, id)) {
      const { where } = entry.object
      if (where && mentions(entry as unknown as Entry, columns)) {
        changes.push(put({ ...entry, object: { ...entry.object, where: replaced(where) } }))
      }
    }
  }
  return changes
}
