import type { Node } from '../../syntax/statement'
import type { Entry, ObjectId } from '../catalog'
import { canBePart } from '../indexes'
import type { Alteration, Subcommand } from './alteration'
import { addForeignKey, dependsOnPlan, openIndexes } from './foreign-keys'
import { excludesBound, impliesBound, impliesRange, writtenRange } from './proofs'
import { type ForeignKey, inner, referenced, tableOfChild, type World } from './world'

const strong = 'ACCESS EXCLUSIVE'

/** The key column of a table partitioned by one column. */
const keyColumn = (world: World, table: ObjectId): string | undefined => {
  const key = world.table(table.path)?.object.partitioned?.key ?? []
  return key.length === 1 ? key[0]!.column : undefined
}

const defaultPartition = (world: World, table: ObjectId): ObjectId | undefined =>
  world.children(table).find(({ object }) => object.bound === 'DEFAULT')?.id

/** The default partition must not hold rows that belong to the new one. */
function checkDefault(world: World, parent: ObjectId, bound: Node<'PartitionBoundSpec'> | undefined): void {
  const id = defaultPartition(world, parent)
  if (!id || !bound || bound.is_default) return
  world.lock(id, strong, 'the default partition takes fewer rows afterwards')
  const column = keyColumn(world, parent)
  if (column !== undefined && excludesBound(world, id, column, bound)) return
  for (const leaf of world.stored([id, ...world.partitions(id)])) world.account.scan(leaf)
}

/** Foreign keys that refer to the partitioned table or to one above it; a partition's part of its parent's key has no triggers there. */
const keysTo = (world: World, parent: ObjectId): ForeignKey[] =>
  [parent, ...ancestorsOf(world, parent)]
    .flatMap((id) => world.foreignKeysTo(id))
    .filter(({ object }) => !object.inherited)

/** Tables whose foreign keys refer to the partitioned table get triggers on the new partition. */
function lockReferring(world: World, parent: ObjectId): void {
  for (const key of keysTo(world, parent)) {
    const table = tableOfChild(key as unknown as Entry)
    world.lock(
      table,
      world.major >= 15 ? 'SHARE ROW EXCLUSIVE' : 'ACCESS SHARE',
      `its foreign key ${key.id.path[2]} refers to the partitioned table`,
    )
  }
}

function lockParentIndexes(world: World, parent: ObjectId): void {
  for (const index of world.indexes(parent))
    world.lock(index.id, 'SHARE UPDATE EXCLUSIVE', 'the partition gets the index too')
}

/** CREATE TABLE … PARTITION OF. */
export function createPartition(
  world: World,
  parent: ObjectId,
  bound: Node<'PartitionBoundSpec'> | undefined,
  foreign: boolean,
): void {
  world.lock(parent, strong, 'CREATE TABLE … PARTITION OF takes ACCESS EXCLUSIVE on the partitioned table')
  checkDefault(world, parent, bound)
  if (!foreign) lockParentIndexes(world, parent)
  for (const key of world.foreignKeys(parent)) {
    const target = referenced(key)
    for (const id of [target, ...world.partitions(target)])
      world.lock(id, 'SHARE ROW EXCLUSIVE', 'the partition gets the foreign key of its parent')
  }
  lockReferring(world, parent)
}

function attach(command: Node<'AlterTableCmd'>, alteration: Alteration): void {
  const { world, table: parent } = alteration
  const definition = inner(command.def, 'PartitionCmd')
  const child = world.relation(definition?.name)
  if (!child || !definition) return
  if (alteration.entry?.id.kind === 'index') {
    attachIndex(world, alteration.entry as Entry<'index'>, child.id)
    return
  }
  const table = child.id
  for (const id of world.family(table)) world.lock(id, strong, 'it becomes a partition')
  const { bound } = definition
  checkDefault(world, parent, bound)
  lockParentIndexes(world, parent)
  const leaves = world.stored([table, ...world.partitions(table)])
  const above = ancestorsOf(world, parent)
  for (const id of above) world.lock(id, 'ACCESS SHARE', 'its bound holds for the new partition too')
  const column = keyColumn(world, parent)
  const alone = bound?.is_default === true && world.children(parent).length === 0
  const implied =
    (alone || (bound !== undefined && column !== undefined && impliesBound(world, table, column, bound))) &&
    [parent, ...above.slice(0, -1)].every((id, i) => impliesOwnBound(world, table, id, above[i]))
  const missing = world
    .indexes(parent)
    .filter((index) => !world.indexes(table).some((own) => canBePart(own.object, index.object)))
  for (const id of leaves) if (!implied || missing.length > 0) world.account.scan(id)
  for (const key of world.foreignKeys(parent))
    addForeignKey(world, table, referenced(key), key.object, { validate: true, inherited: true })
  lockReferring(world, parent)
}

/** What a table is a partition of, upwards. */
function ancestorsOf(world: World, table: ObjectId): ObjectId[] {
  const parent = world.parentOf(table)
  return parent ? [parent, ...ancestorsOf(world, parent)] : []
}

/** Whether the table's constraints imply what the partition `of` a parent holds. */
function impliesOwnBound(world: World, table: ObjectId, of: ObjectId, parent: ObjectId | undefined): boolean {
  if (!parent) return true
  const column = keyColumn(world, parent)
  return column !== undefined && impliesRange(world, table, column, writtenRange(world.table(of.path)?.object.bound))
}

function attachIndex(world: World, parent: Entry<'index'>, index: ObjectId): void {
  world.lock(index, strong, 'it becomes part of the partitioned index')
  world.lock({ kind: 'table', path: parent.object.table }, 'ACCESS SHARE', 'it is the table of the partitioned index')
  const child = world.catalog.get<'index'>({ kind: 'index', path: index.path })
  if (child)
    world.lock({ kind: 'table', path: child.object.table }, 'ACCESS SHARE', 'it is the table of the attached index')
}

function detach(command: Node<'AlterTableCmd'>, alteration: Alteration): void {
  const { world, table: parent } = alteration
  const definition = inner(command.def, 'PartitionCmd')
  const child = world.relation(definition?.name)
  if (!child) return
  const table = child.id
  if (definition?.concurrent) world.account.refusesBlock()
  for (const id of world.family(table)) world.lock(id, strong, 'it is a partition no longer')
  const rest = defaultPartition(world, parent)
  if (rest) world.lock(rest, strong, 'the default partition takes more rows afterwards')
  for (const index of world.indexes(table)) {
    if (index.object.partitionOf) world.lock(index.id, strong, 'the index leaves the partitioned index')
  }
  for (const key of world.foreignKeys(parent)) {
    const target = referenced(key)
    if (world.major < 15 && world.isPartitioned(target)) continue
    for (const id of [target, ...world.partitions(target)])
      world.lock(id, 'SHARE ROW EXCLUSIVE', 'the table keeps the foreign key as its own, with triggers on it')
  }
  const keys = keysTo(world, parent)
  for (const key of keys) {
    const referring = tableOfChild(key as unknown as Entry)
    world.lock(referring, strong, `its foreign key ${key.id.path[2]} must not point at the rows that leave`)
    checkLeaving(world, referring, table)
  }
  if (keys.length === 0) return
  for (const id of ancestorsOf(world, parent)) world.lock(id, 'ACCESS SHARE', 'the query says what the partition holds')
}

/** The query RI_PartitionRemove_Check() runs: a join of the referring table with the partition. */
function checkLeaving(world: World, referring: ObjectId, partition: ObjectId): void {
  const pointing = [referring, ...world.partitions(referring)]
  const leaving = [partition, ...world.partitions(partition)]
  const why = 'the query that checks the foreign key reads it'
  for (const id of pointing) world.lock(id, 'ACCESS SHARE', why)
  openIndexes(
    world,
    [...pointing, ...leaving],
    'ACCESS SHARE',
    'the query that checks the foreign key opens every index',
  )
  if (world.stored(pointing).every((id) => world.account.isEmpty(id))) return
  for (const id of world.stored([...pointing, ...leaving])) world.account.scan(id)
  dependsOnPlan(world, partition)
}

export const partitionSubcommands: { readonly [subtype: string]: Subcommand } = {
  AT_AttachPartition: { words: 'ATTACH PARTITION', mode: 'SHARE UPDATE EXCLUSIVE', effect: attach },
  AT_DetachPartition: {
    words: 'DETACH PARTITION',
    mode: (command) => (inner(command.def, 'PartitionCmd')?.concurrent ? 'SHARE UPDATE EXCLUSIVE' : strong),
    effect: detach,
  },
  AT_DetachPartitionFinalize: {
    words: 'DETACH PARTITION … FINALIZE',
    mode: 'SHARE UPDATE EXCLUSIVE',
    effect: (command, { world }) => {
      const child = world.relation(inner(command.def, 'PartitionCmd')?.name)
      if (child) world.lock(child.id, strong, 'it is a partition no longer')
    },
  },
}
