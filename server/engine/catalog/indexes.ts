import { isParserError, parseTree } from '../syntax/parser'
import type { AnyNode, Node } from '../syntax/statement'
import type { Catalog, Change, Draft, Entry, ObjectId, Objects } from './catalog'
import { put } from './catalog'
import { needs } from './depends'
import { childTables } from './elements'
import { columnsIn, Expression, strings } from './expression'
import { figuredName, indexColumnNames, joinedNames, relationName } from './names'
import { elements, optionValue } from './options'
import { constraintOf, indexesOf, isPartitioned, samePath } from './read'

type Index = Objects['index']
type Key = Index['keys'][number]

/** Keys as CREATE INDEX and EXCLUDE have them. */
export function keysOf(params: readonly (AnyNode | undefined)[] | undefined): Key[] {
  return (params ?? []).map((param) => {
    const element = (param as { IndexElem: Node<'IndexElem'> }).IndexElem
    const descending = element.ordering === 'SORTBY_DESC'
    const nullsFirst =
      element.nulls_ordering === 'SORTBY_NULLS_FIRST' || (descending && element.nulls_ordering !== 'SORTBY_NULLS_LAST')
    const key: Draft<Key> = { descending, nullsFirst }
    if (element.name) key.column = element.name
    if (element.expr) key.expression = Expression.written(element.expr)
    if (element.collation) key.collation = strings(element.collation).at(-1)!
    if (element.opclass) {
      const options = elements(element.opclassopts).map((option) => `${option.defname}=${optionValue(option)}`)
      const name = strings(element.opclass).at(-1)!
      key.opclass = options.length > 0 ? `${name}(${options.join(', ')})` : name
    }
    return key
  })
}

/** Columns of the table and other objects an index needs. */
export function indexNeeds(index: Index, table: ObjectId, catalog: Catalog, searchPath: readonly string[]): ObjectId[] {
  const columns = new Set([...index.keys.flatMap((key) => (key.column ? [key.column] : [])), ...index.include])
  const ids: ObjectId[] = []
  for (const expression of [...index.keys.map((key) => key.expression), index.where]) {
    if (!expression) continue
    for (const column of columnsIn(expression.node, table.path[1])) columns.add(column)
    ids.push(...needs(expression.node, catalog, searchPath))
  }
  return [...[...columns].map((column): ObjectId => ({ kind: 'column', path: [...table.path, column] })), ...ids]
}

/** An index and, for a key, its constraint with `id` moved to a partition, under the name PostgreSQL chooses for it. */
function clone(
  index: Entry<'index'>,
  partition: ObjectId,
  catalog: Catalog,
  partitioned: boolean,
): { readonly name: string; readonly changes: Change[] } {
  const [schema, table] = partition.path as [string, string]
  const { object } = index
  const named = indexColumnNames([
    ...object.keys.map(
      (key): AnyNode =>
        ({ IndexElem: { name: key.column, indexcolname: key.column ?? nameOfExpression(key) } }) as AnyNode,
    ),
    ...object.include.map((name) => ({ IndexElem: { name } }) as AnyNode),
  ])
  const label = object.primary ? 'pkey' : object.operators ? 'excl' : object.constraint !== undefined ? 'key' : 'idx'
  const name = relationName(
    catalog,
    schema,
    table,
    object.primary ? undefined : joinedNames(named),
    label,
    object.constraint !== undefined,
  )
  const move = (id: ObjectId): ObjectId =>
    id.kind === 'column' && id.path.length === 3 ? { ...id, path: [...partition.path, id.path[2]!] } : id
  const changes: Change[] = []
  const others = index.dependsOn.filter(({ kind }) => kind !== 'index' && kind !== 'constraint').map(move)
  const behind: ObjectId[] = []
  if (object.constraint !== undefined) {
    const source = constraintOf(catalog, index.parent!, object.constraint)
    const id: ObjectId<'constraint'> = { kind: 'constraint', path: [...partition.path, name] }
    behind.push(id as ObjectId)
    if (source) {
      const own: Objects['constraint'] = { ...source.object, index: name, local: false, inherited: true }
      changes.push(put({ id, object: own, parent: partition, dependsOn: source.dependsOn.map(move) }))
    }
  }
  const copy: Index = {
    ...object,
    table: partition.path,
    ...(object.constraint !== undefined && { constraint: name }),
    partitionOf: index.id.path,
    partitioned,
    valid: true,
  }
  changes.push(
    put({
      id: { kind: 'index', path: [schema, name] },
      object: copy,
      parent: partition,
      dependsOn: [...others, ...behind, index.id],
    }),
  )
  return { name, changes }
}

const nameOfExpression = ({ expression }: Key): string => (expression?.node && figuredName(expression.node)) ?? 'expr'

/** What decides whether an index can be a part of a partitioned one. */
export type IndexShape = Pick<
  Index,
  'method' | 'unique' | 'keys' | 'include' | 'where' | 'nullsNotDistinct' | 'constraint'
>

/** CompareIndexInfo() in src/backend/catalog/index.c: the order of keys is no part of it. */
const shapeText = (index: IndexShape): string =>
  JSON.stringify([
    index.method,
    index.unique,
    index.keys.map(({ column, expression, collation, opclass }) => [column, expression?.text, collation, opclass]),
    index.include,
    index.where?.text,
    index.nullsNotDistinct,
  ])

/** Whether a table's own index can be the part of a partitioned one; of a key it must be a key itself. */
export const canBePart = (own: Index, whole: IndexShape): boolean =>
  shapeText(own) === shapeText(whole) && (whole.constraint === undefined || own.constraint !== undefined)

/** An own index of the partition that can be the part of a partitioned one, or a new one that is. */
function attachedOrCloned(
  index: Entry<'index'>,
  partition: ObjectId,
  catalog: Catalog,
  partitioned: boolean,
): Change[] {
  for (const own of indexesOf(catalog, partition)) {
    if (!own.object.partitionOf && canBePart(own.object, index.object)) return attachment(own, index, catalog)
  }
  return clone(index, partition, catalog, partitioned).changes
}

/** Makes an index the part of a partitioned one. */
export function attachment(own: Entry<'index'>, index: Entry<'index'>, catalog: Catalog): Change[] {
  const changes: Change[] = [
    put({ ...own, object: { ...own.object, partitionOf: index.id.path }, dependsOn: [...own.dependsOn, index.id] }),
  ]
  const constraint =
    own.object.constraint === undefined ? undefined : constraintOf(catalog, own.parent!, own.object.constraint)
  if (constraint && index.object.constraint !== undefined) {
    changes.push(put({ ...constraint, object: { ...constraint.object, local: false, inherited: true } }))
  }
  return changes
}

export function detachment(own: Entry<'index'>): Change {
  const { partitionOf, ...object } = own.object
  return put({
    ...own,
    object,
    dependsOn: own.dependsOn.filter(({ kind, path }) => kind !== 'index' || !samePath(path, partitionOf)),
  })
}

/** A partitioned index reaches every partition below, new or found. `catalog` is a draft that takes each change at once. */
export function* fanOut(index: Entry<'index'>, table: ObjectId, catalog: Catalog): Iterable<Change> {
  for (const child of childTables(catalog, table)) {
    if (!child.object.partitionOf) continue
    yield* reach(index, child.id, catalog)
  }
}

/** `partitioned`: the partition is partitioned itself; a table that is just being created has to say so. */
export function* reach(
  index: Entry<'index'>,
  partition: ObjectId,
  catalog: Catalog,
  partitioned = isPartitioned(catalog, partition) === true,
): Iterable<Change> {
  const changes = attachedOrCloned(index, partition, catalog, partitioned)
  yield* changes
  const made = changes
    .map((change) => (change.type === 'put' ? change.entry : undefined))
    .find((entry) => entry?.id.kind === 'index')
  const now = made && catalog.get<'index'>(made.id as unknown as ObjectId<'index'>)
  if (now) yield* fanOut(now, partition, catalog)
}

/** validatePartitionedIndex in src/backend/commands/tablecmds.c: valid once every partition has its part, and those are. */
export function* validated(index: Entry<'index'>, catalog: Catalog): Iterable<Change> {
  if (index.object.valid) return
  const parts = [...catalog.dependentsOf(index.id)]
    .map((entry) => entry as unknown as Entry<'index'>)
    .filter(({ id, object }) => id.kind === 'index' && samePath(object.partitionOf, index.id.path) && object.valid)
  const partitions = [...childTables(catalog, index.parent!)].filter(({ object }) => object.partitionOf)
  if (parts.length < partitions.length) return
  yield put({ ...index, object: { ...index.object, valid: true } })
  const above = index.object.partitionOf && catalog.get<'index'>({ kind: 'index', path: index.object.partitionOf })
  if (above) yield* validated(above, catalog)
}

/** Which expression keys say COLLATE: pg_get_indexdef() of the whole index does only where the expression's own collation is another. */
export function saidCollations(definition: string): readonly boolean[] {
  const result = parseTree(definition)
  if (isParserError(result)) return []
  const statement = (result.stmts?.[0]?.stmt as { IndexStmt?: Node<'IndexStmt'> } | undefined)?.IndexStmt
  return (statement?.indexParams ?? []).map(
    (item) => (item as { IndexElem: Node<'IndexElem'> }).IndexElem.collation !== undefined,
  )
}
