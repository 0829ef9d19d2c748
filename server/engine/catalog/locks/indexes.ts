import type { Node } from '../../syntax/statement'
import type { Entry, ObjectId } from '../catalog'
import { Expression } from '../expression'
import { canBePart, type IndexShape, keysOf } from '../indexes'
import { constraintOf } from '../read'
import type { Handlers } from './alteration'
import { childIndexes } from './closure'
import { followTriggers } from './triggers'
import { inner, option, tableOfIndex, type World } from './world'

const strong = 'ACCESS EXCLUSIVE'

function createIndex(node: Node<'IndexStmt'>, world: World): void {
  const relation = world.relation(node.relation)
  const concurrent = node.concurrent === true
  if (concurrent) world.account.refusesBlock()
  if (!relation) return
  const { id } = relation
  const mode = concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE'
  world.lock(
    id,
    mode,
    concurrent ? 'CREATE INDEX CONCURRENTLY lets reads and writes go on' : 'CREATE INDEX makes writes wait',
  )
  const only = node.relation?.inh !== true
  const partitions = only ? [] : world.partitions(id)
  for (const partition of partitions) world.lock(partition, mode, 'the index is built on the partitions')
  if (node.if_not_exists && node.idxname && world.named([id.path[0]!, node.idxname], ['index'])?.entry) return
  const shape: IndexShape = {
    method: node.accessMethod || 'btree',
    unique: node.unique === true,
    keys: keysOf(node.indexParams),
    include: (node.indexIncludingParams ?? []).map((item) => inner(item, 'IndexElem')?.name ?? ''),
    ...(node.whereClause && { where: Expression.written(node.whereClause) }),
    nullsNotDistinct: node.nulls_not_distinct === true,
  }
  for (const table of world.stored(only ? [id] : builtOn(world, id, shape))) world.account.scan(table)
}

/** The tables an index is built on. An own one of a partition that says the same is attached instead, with all below it (DefineIndex). */
export function builtOn(world: World, table: ObjectId, shape: IndexShape): ObjectId[] {
  if (!world.isPartitioned(table)) return [table]
  const below = world.children(table).flatMap(({ id }) => {
    const own = world.indexes(id).find(({ object }) => !object.partitionOf && canBePart(object, shape))
    if (own) world.lock(own.id, 'SHARE', 'it is attached to the new index')
    return own ? [] : builtOn(world, id, shape)
  })
  return [table, ...below]
}

/** One table's indexes, or some of them, built anew in place. */
function rebuild(world: World, table: ObjectId, indexes: readonly Entry<'index'>[], concurrent: boolean): void {
  world.lock(
    table,
    concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE',
    concurrent ? 'REINDEX CONCURRENTLY lets reads and writes go on' : 'REINDEX makes writes wait',
  )
  const built = indexes.filter(({ id, object }) => {
    const key = object.constraint === undefined ? undefined : constraintOf(world.catalog, table, object.constraint)
    const skipped = concurrent && (object.operators !== undefined || key?.object.period === true)
    if (skipped) world.lock(id, 'SHARE UPDATE EXCLUSIVE', 'REINDEX CONCURRENTLY leaves out what excludes')
    return !skipped
  })
  for (const index of built) {
    world.lock(
      index.id,
      strong,
      concurrent ? 'the old index goes at the end, when nobody uses it any more' : 'the index is built anew',
    )
    world.account.rewrite(index.id)
  }
  if (built.length > 0) world.account.scan(table)
}

function reindex(node: Node<'ReindexStmt'>, world: World): void {
  const concurrent = option(node.params, 'concurrently') === true
  if (concurrent) world.account.refusesBlock()
  if (node.kind !== 'REINDEX_OBJECT_INDEX' && node.kind !== 'REINDEX_OBJECT_TABLE') {
    world.account.refusesBlock()
    if (node.kind === 'REINDEX_OBJECT_SYSTEM') return
    for (const table of world.stored(tablesIn(world, node.kind === 'REINDEX_OBJECT_SCHEMA' ? node.name : undefined)))
      rebuild(world, table, world.indexes(table), concurrent)
    return
  }
  const relation = world.relation(node.relation)
  if (!relation) return
  if (node.kind === 'REINDEX_OBJECT_INDEX') {
    const index = world.catalog.get<'index'>({ kind: 'index', path: relation.id.path })
    if (index) reindexOne(world, index, concurrent)
    else world.lock(relation.id, strong, 'the index is built anew')
    return
  }
  const { id } = relation
  if (!world.isPartitioned(id)) {
    rebuild(world, id, world.indexes(id), concurrent)
    return
  }
  world.account.refusesBlock()
  world.lock(id, concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE', 'its partitions are worked on one by one')
  for (const partition of world.partitions(id))
    world.lock(partition, 'SHARE', 'REINDEX of a partitioned table first looks for its partitions')
  for (const leaf of world.stored(world.partitions(id))) rebuild(world, leaf, world.indexes(leaf), concurrent)
}

function reindexOne(world: World, index: Entry<'index'>, concurrent: boolean): void {
  const table = tableOfIndex(index, world)
  if (!index.object.partitioned) {
    rebuild(world, table, [index], concurrent)
    return
  }
  world.account.refusesBlock()
  world.lock(table, concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE', 'its partitions are worked on one by one')
  world.lock(index.id, concurrent ? 'SHARE UPDATE EXCLUSIVE' : strong, 'its parts are built anew one by one')
  const rebuildParts = (parent: Entry<'index'>): void => {
    for (const child of childIndexes(world, parent)) {
      world.lock(child.id, 'SHARE', 'REINDEX of a partitioned index first looks for its parts')
      if (child.object.partitioned) rebuildParts(child)
      else rebuild(world, tableOfIndex(child, world), [child], concurrent)
    }
  }
  rebuildParts(index)
}

/** Tables and materialized views of the database or of a schema. */
function tablesIn(world: World, schema?: string): ObjectId[] {
  if (!world.catalog.knows({ kind: 'table', path: [schema ?? 'public', ''] }))
    world.account.unknown('The history does not create every table that is there.')
  const kinds = ['table', 'materialized_view'] as const
  const all = kinds.flatMap((kind) => [...world.catalog.ofKind(kind)].map(({ id }): ObjectId => id))
  return all.filter(
    ({ path }) => (schema === undefined || path[0] === schema) && world.table(path)?.object.server === undefined,
  )
}

/** CLUSTER and VACUUM FULL write the table and its indexes anew. */
function rewriteAll(world: World, table: ObjectId, why: string): void {
  world.lock(table, strong, why)
  world.account.rewrite(table)
  world.account.scan(table)
  for (const index of world.indexes(table)) {
    world.lock(index.id, strong, 'the table is written anew and its indexes are built')
    world.account.rewrite(index.id)
  }
}

function cluster(node: Node<'ClusterStmt'>, world: World): void {
  if (!node.relation) {
    world.account.refusesBlock()
    world.account.unknown('CLUSTER without a table works on every table that was clustered before.')
    return
  }
  const relation = world.relation(node.relation)
  if (!relation) return
  const { id } = relation
  if (!world.isPartitioned(id)) {
    rewriteAll(world, id, 'CLUSTER writes the table anew')
    return
  }
  world.account.refusesBlock()
  world.lock(id, strong, 'CLUSTER marks the index')
  const index = world.indexes(id).find((entry) => entry.id.path[1] === node.indexname)
  if (index) world.lock(index.id, 'ACCESS SHARE', 'its partitions are worked on one by one')
  for (const leaf of world.stored(world.partitions(id))) rewriteAll(world, leaf, 'CLUSTER writes the partition anew')
}

function vacuum(node: Node<'VacuumStmt'>, world: World): void {
  const isVacuum = node.is_vacuumcmd === true
  if (isVacuum) world.account.refusesBlock()
  const full = isVacuum && option(node.options, 'full') === true
  const named = (node.rels ?? []).flatMap((item) => inner(item, 'VacuumRelation') ?? [])
  const targets =
    named.length > 0 ? named.flatMap(({ relation }) => world.relation(relation)?.id ?? []) : tablesIn(world)
  const mode = 'SHARE UPDATE EXCLUSIVE'
  targets.forEach((id, i) => {
    const only = named[i] !== undefined && named[i]!.relation?.inh !== true
    const analyzes = !isVacuum || option(node.options, 'analyze') === true
    const partitioned = world.isPartitioned(id)
    const below = only || named.length === 0 ? [] : partitioned || world.major >= 18 ? world.descendants(id) : []
    for (const table of [id, ...below]) {
      if (!world.isPartitioned(table)) continue
      const weak = !analyzes && table === id && named.length > 0
      const why = analyzes ? 'its statistics are gathered' : 'its partitions are worked on one by one'
      world.lock(table, weak ? 'ACCESS SHARE' : mode, why)
    }
    // acquire_inherited_sample_rows() reads all below.
    if (analyzes && (partitioned ? only : world.major < 18 || only))
      for (const child of world.stored(world.descendants(id)))
        world.lock(child, 'ACCESS SHARE', 'its rows count for the statistics of its parent')
    for (const table of world.stored([id, ...below])) {
      if (full) {
        rewriteAll(world, table, 'VACUUM FULL writes the table anew')
        continue
      }
      world.lock(table, mode, isVacuum ? 'VACUUM lets reads and writes go on' : 'ANALYZE lets reads and writes go on')
      for (const index of world.indexes(table))
        world.lock(
          index.id,
          isVacuum ? 'ROW EXCLUSIVE' : 'ACCESS SHARE',
          isVacuum ? 'dead entries are removed' : 'its expressions may want statistics',
        )
    }
  })
}

function truncate(node: Node<'TruncateStmt'>, world: World): void {
  const seen = new Set<string>()
  const queue: { id: ObjectId; why: string }[] = []
  const add = (id: ObjectId, why: string): void => {
    const key = id.path.join('\u0001')
    if (seen.has(key)) return
    seen.add(key)
    queue.push({ id, why })
  }
  for (const item of node.relations ?? []) {
    const relation = world.relation(inner(item, 'RangeVar'))
    if (!relation) continue
    for (const id of inner(item, 'RangeVar')?.inh === true ? world.family(relation.id) : [relation.id])
      add(id, 'TRUNCATE empties it')
  }
  for (let i = 0; i < queue.length; i++) {
    if (node.behavior !== 'DROP_CASCADE') break
    for (const key of world.foreignKeysTo(queue[i]!.id)) {
      const table: ObjectId = { kind: 'table', path: key.id.path.slice(0, 2) }
      for (const id of world.family(table))
        add(id, `TRUNCATE … CASCADE: its foreign key ${key.id.path[2]} refers to an emptied table`)
    }
  }
  for (const { id, why } of queue) {
    world.lock(id, strong, why)
    if (node.restart_seqs)
      for (const sequence of world.ownedSequences(id)) world.lock(sequence, strong, 'RESTART IDENTITY restarts it')
    followTriggers(world, id, 'truncate')
    if (world.isPartitioned(id)) continue
    world.account.rewrite(id)
    for (const index of world.indexes(id)) {
      world.lock(index.id, strong, 'the index is emptied with the table')
      world.account.rewrite(index.id)
    }
  }
}

const indexes: Handlers = {
  IndexStmt: createIndex,
  ReindexStmt: reindex,
  ClusterStmt: cluster,
  VacuumStmt: vacuum,
  TruncateStmt: truncate,
}

export default indexes
