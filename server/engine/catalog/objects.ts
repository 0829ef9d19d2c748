import type { AnyNode, Node } from '../syntax/statement'
import type { Catalog, Change, FoldContext, KindDefinition, ObjectId } from './catalog'
import { childTables, relationId } from './elements'
import { strings } from './expression'
import { kinds } from './kinds/index'
import { definitionOf, placeOf, sameBucket } from './place'

type Handler = (node: never, context: FoldContext) => Iterable<Change>

/** DROP, RENAME and SET SCHEMA work alike on every kind that says which object types it answers to. */
export const objectStatements: { readonly [tag: string]: Handler } = {
  DropStmt: dropped as Handler,
  RenameStmt: renamed as Handler,
  AlterObjectSchemaStmt: moved as Handler,
}

function kindOf(type: string | undefined): KindDefinition | undefined {
  const all = Object.values(kinds) as unknown as readonly KindDefinition[]
  return all.find(({ objectTypes }) => (objectTypes as readonly (string | undefined)[]).includes(type))
}

/** The name parts of an object as DROP and ALTER carry it. */
export function partsOf(object: AnyNode | undefined): readonly string[] {
  const any = object as
    | {
        String?: { sval?: string }
        List?: { items?: unknown }
        TypeName?: { names?: unknown }
        ObjectWithArgs?: { objname?: unknown }
      }
    | undefined
  if (any?.String) return [any.String.sval ?? '']
  return strings(any?.List?.items ?? any?.TypeName?.names ?? any?.ObjectWithArgs?.objname)
}

/** The id a name stands for; where the catalog doesn't have it, in the first schema of the search path. */
export function named(
  definition: KindDefinition,
  parts: readonly string[],
  catalog: Catalog,
  searchPath: readonly string[],
): ObjectId {
  const { kind, depth, length } = definition
  if (depth === 1 && length === 1) return { kind, path: parts.slice(-1) }
  if (length > depth) {
    const table = { schemaname: parts.length > 2 ? parts.at(-3)! : undefined, relname: parts.at(-2)!, inh: true }
    return { kind, path: [...relationId(table, catalog, searchPath).path, parts.at(-1)!] }
  }
  const found = catalog.resolve([kind], parts, ['pg_temp', ...searchPath])
  return found?.id ?? { kind, path: parts.length > 1 ? parts.slice(-2) : [searchPath[0] ?? 'public', parts[0] ?? ''] }
}

function dropped(node: Node<'DropStmt'>, { before, searchPath }: FoldContext): readonly Change[] {
  const definition = kindOf(node.removeType)
  if (!definition) return []
  const changes: Change[] = []
  for (const object of node.objects ?? []) {
    if ('ObjectWithArgs' in object) continue
    const id = named(definition, partsOf(object), before, searchPath)
    changes.push({ type: 'drop', id, cascade: node.behavior === 'DROP_CASCADE' })
  }
  return changes
}

function renamed(node: Node<'RenameStmt'>, { before, searchPath }: FoldContext): readonly Change[] {
  const { renameType, newname, subname, relation } = node
  const definition = kindOf(renameType)
  if (!definition || !newname || (node.object && 'ObjectWithArgs' in node.object)) return []
  if (!relation) {
    const parts = node.object ? partsOf(node.object) : [subname ?? '']
    const id = named(definition, parts, before, searchPath)
    return [{ type: 'rename', id, to: [...id.path.slice(0, -1), newname] }]
  }
  const table = relationId(relation, before, searchPath)
  if (definition.depth === definition.length) return [{ type: 'rename', id: table, to: [table.path[0]!, newname] }]
  const id: ObjectId = { kind: definition.kind, path: [...table.path, subname ?? ''] }
  const changes: Change[] = [{ type: 'rename', id, to: [...table.path, newname] }]
  if (definition.handedDown) {
    for (const child of descendants(before, table)) {
      const below: ObjectId = { kind: definition.kind, path: [...child.path, subname ?? ''] }
      if (before.taken(below)) changes.push({ type: 'rename', id: below, to: [...child.path, newname] })
    }
  }
  return changes
}

function* descendants(catalog: Catalog, id: ObjectId): Iterable<ObjectId> {
  for (const child of childTables(catalog, id)) {
    yield child.id
    yield* descendants(catalog, child.id)
  }
}

/** A table takes its indexes and the sequences its columns own along. */
function moved(node: Node<'AlterObjectSchemaStmt'>, { before, searchPath }: FoldContext): readonly Change[] {
  const { newschema, relation, object } = node
  const definition = kindOf(node.objectType)
  if (!definition || !newschema || (object && 'ObjectWithArgs' in object)) return []
  const id = relation
    ? relationId(relation, before, searchPath)
    : named(definition, partsOf(object), before, searchPath)
  const changes: Change[] = [{ type: 'rename', id, to: [newschema, ...id.path.slice(1)] }]
  const home = placeOf(id)
  const take = (owner: ObjectId) => {
    for (const entry of before.childrenOf(owner)) {
      if (sameBucket(placeOf(entry.id), home)) take(entry.id)
      else if (definitionOf(entry.id.kind).depth === 2 && entry.id.kind !== id.kind) {
        changes.push({ type: 'rename', id: entry.id, to: [newschema, ...entry.id.path.slice(1)] })
      }
    }
  }
  take(id)
  return changes
}
