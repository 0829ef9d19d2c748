import type { Node } from '../syntax/statement'
import type { Catalog, Entry, Kind, ObjectId } from './catalog'

export type Existence = 'exists' | 'absent' | 'unknown'

/** What a written name stands for at a point of the history. */
export interface Found<K extends Kind> {
  readonly id: ObjectId<K>
  readonly entry?: Entry<K>
  readonly existence: Existence
}

/** Three-valued: absent only where the catalog knows. */
export function existenceOf(catalog: Catalog, id: ObjectId): Existence {
  if (catalog.get(id)) return 'exists'
  return catalog.knows(id) ? 'absent' : 'unknown'
}

/** The name parts of a relation as written. */
export const nameOf = (relation: Node<'RangeVar'> | undefined): readonly string[] =>
  relation?.schemaname ? [relation.schemaname, relation.relname ?? ''] : [relation?.relname ?? '']

/** First match along the search path; a name nobody knows is taken to lie in the path's first schema. */
export function find<K extends Kind>(
  catalog: Catalog,
  kinds: readonly K[],
  name: readonly string[],
  searchPath: readonly string[] = catalog.searchPath,
): Found<K> {
  const entry = catalog.resolve(kinds, name, ['pg_temp', ...searchPath])
  if (entry) return { id: entry.id, entry, existence: 'exists' }
  const path = name.length > 1 ? name : [searchPath[0] ?? 'public', ...name]
  const id: ObjectId<K> = { kind: kinds[0]!, path }
  return { id, existence: existenceOf(catalog, id as unknown as ObjectId) }
}

export const tableOf = (
  catalog: Catalog,
  relation: Node<'RangeVar'> | undefined,
  searchPath?: readonly string[],
): Found<'table'> => find(catalog, ['table'], nameOf(relation), searchPath)

export const indexOf = (catalog: Catalog, name: readonly string[], searchPath?: readonly string[]): Found<'index'> =>
  find(catalog, ['index'], name, searchPath)

function childrenOf<K extends Kind>(catalog: Catalog, id: ObjectId, kind: K): Entry<K>[] {
  const found: Entry<K>[] = []
  for (const entry of catalog.childrenOf(id, kind)) found.push(entry as unknown as Entry<K>)
  return found
}

/** In table order. */
export const columnsOf = (catalog: Catalog, table: ObjectId): readonly Entry<'column'>[] =>
  childrenOf(catalog, table, 'column')

export const columnOf = (catalog: Catalog, table: ObjectId, name: string): Entry<'column'> | undefined =>
  catalog.get<'column'>({ kind: 'column', path: [...table.path, name] })

export const constraintsOf = (catalog: Catalog, table: ObjectId): readonly Entry<'constraint'>[] =>
  childrenOf(catalog, table, 'constraint')

export const constraintOf = (catalog: Catalog, table: ObjectId, name: string): Entry<'constraint'> | undefined =>
  catalog.get<'constraint'>({ kind: 'constraint', path: [...table.path, name] })

export const indexesOf = (catalog: Catalog, table: ObjectId): readonly Entry<'index'>[] =>
  childrenOf(catalog, table, 'index')

export const primaryKeyOf = (catalog: Catalog, table: ObjectId): Entry<'constraint'> | undefined =>
  constraintsOf(catalog, table).find((entry) => entry.object.form === 'primary key')

/** The NOT NULL constraint of a column, an object of its own since PostgreSQL 18. */
export const notNullOf = (catalog: Catalog, table: ObjectId, column: string): Entry<'constraint'> | undefined =>
  constraintsOf(catalog, table).find(({ object }) => object.form === 'not null' && object.columns[0] === column)

export const foreignKeysOf = (catalog: Catalog, table: ObjectId): readonly Entry<'constraint'>[] =>
  constraintsOf(catalog, table).filter((entry) => entry.object.form === 'foreign key')

/** Foreign keys of any table that reference this one. */
export function foreignKeysTo(catalog: Catalog, table: ObjectId): readonly Entry<'constraint'>[] {
  return dependents(catalog, table, 'constraint').filter(
    ({ object }) => object.form === 'foreign key' && samePath(object.references?.table, table.path),
  )
}

/** Direct partitions. */
export const partitionsOf = (catalog: Catalog, table: ObjectId): readonly Entry<'table'>[] =>
  dependents(catalog, table, 'table').filter(({ object }) => samePath(object.partitionOf, table.path))

export const defaultPartitionOf = (catalog: Catalog, table: ObjectId): Entry<'table'> | undefined =>
  partitionsOf(catalog, table).find(({ object }) => object.bound === 'DEFAULT')

/** Tables that inherit from this one without being partitions. */
export const inheritorsOf = (catalog: Catalog, table: ObjectId): readonly Entry<'table'>[] =>
  dependents(catalog, table, 'table').filter(({ object }) => object.inherits.some((path) => samePath(path, table.path)))

/** undefined: the catalog has neither the table nor a partition of it. */
export const isPartitioned = (catalog: Catalog, table: ObjectId): boolean | undefined => {
  const entry = catalog.get<'table'>({ kind: 'table', path: table.path })
  if (entry) return entry.object.partitioned !== undefined
  return partitionsOf(catalog, table).length > 0 || undefined
}

/** Views and materialized views that read a relation or one of its columns, directly. */
export function viewsOn(catalog: Catalog, id: ObjectId): readonly (Entry<'view'> | Entry<'materialized_view'>)[] {
  const found = new Set<Entry>()
  for (const entry of catalog.dependentsOf(id)) if (isView(entry)) found.add(entry)
  return [...found] as unknown as (Entry<'view'> | Entry<'materialized_view'>)[]
}
const isView = ({ id }: Entry): boolean => id.kind === 'view' || id.kind === 'materialized_view'

/** The sequences a column owns, by serial, identity or OWNED BY. */
export const sequencesOf = (catalog: Catalog, column: ObjectId): readonly Entry<'sequence'>[] =>
  childrenOf(catalog, column, 'sequence')

/** Every overload of a function, procedure or aggregate. */
export function functionsNamed(
  catalog: Catalog,
  name: readonly string[],
  searchPath: readonly string[] = catalog.searchPath,
): readonly Entry<'function'>[] {
  for (const path of name.length > 1 ? [name] : searchPath.map((schema) => [schema, ...name])) {
    const found = childrenOf(catalog, { kind: 'function', path }, 'function')
    if (found.length > 0) return found
  }
  return []
}

export const triggersOf = (catalog: Catalog, table: ObjectId): readonly Entry<'trigger'>[] =>
  childrenOf(catalog, table, 'trigger')

export const rulesOf = (catalog: Catalog, table: ObjectId): readonly Entry<'rule'>[] =>
  childrenOf(catalog, table, 'rule')

export const policiesOf = (catalog: Catalog, table: ObjectId): readonly Entry<'policy'>[] =>
  childrenOf(catalog, table, 'policy')

export const commentOf = (catalog: Catalog, id: ObjectId): string | undefined =>
  catalog.get<'comment'>({ kind: 'comment', path: [id.kind, ...id.path] })?.object.text

/** Table and columns whose type is this one, wherever they are. */
export const columnsOfType = (catalog: Catalog, type: ObjectId): readonly Entry<'column'>[] =>
  dependents(catalog, type, 'column')

function dependents<K extends Kind>(catalog: Catalog, id: ObjectId, kind: K): Entry<K>[] {
  const found: Entry<K>[] = []
  for (const entry of catalog.dependentsOf(id, kind)) found.push(entry as unknown as Entry<K>)
  return found
}

export const samePath = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((part, i) => part === b[i])
