import type { AnyNode } from '../../syntax/statement'
import type { Entry, ObjectId } from '../catalog'
import { openIndexes } from './foreign-keys'
import { routeOf } from './proofs'
import { type Columns, followTriggers } from './triggers'
import { type ForeignKey, referenced, show, tableOfChild, type World } from './world'

const writes = 'ROW EXCLUSIVE'

/** The check of a foreign key locks the row it refers to. Keys of columns that stay NULL are not checked. */
export function checkKeys(
  world: World,
  table: ObjectId,
  written: Columns,
  rows: readonly ((column: string) => AnyNode | undefined)[] = [],
): void {
  if (world.table(table.path)?.object.unchecked) return
  for (const key of world.foreignKeys(table)) {
    // A deferred one is checked at COMMIT.
    if (
      !key.object.enforced ||
      key.object.initiallyDeferred ||
      (written !== 'all' && !key.object.columns.some((column) => written.has(column)))
    )
      continue
    const target = referenced(key)
    for (const id of keyPartitions(world, key, target, rows)) {
      const why = `the foreign key ${key.id.path[2]} is checked`
      world.lock(id, 'ROW SHARE', why)
      openIndexes(world, [id], 'ROW SHARE', why)
    }
  }
}

/** The referenced table and the partitions the keys point to. */
function keyPartitions(
  world: World,
  key: Entry<'constraint'>,
  target: ObjectId,
  rows: readonly ((column: string) => AnyNode | undefined)[],
): ObjectId[] {
  if (!world.isPartitioned(target)) return [target]
  const { columns, references } = key.object
  const routes = rows.map((row) =>
    routeOf(world, target, (column) => row(columns[references!.columns.indexOf(column)] ?? '')),
  )
  if (routes.length === 0 || routes.includes(undefined))
    world.account.unknown(
      `Which partitions of ${show(target)} the keys point to is not known: these are locked ROW SHARE too.`,
    )
  return [target, ...routes.flatMap((route) => route ?? [])]
}

/** Foreign keys to a table or to one it is a partition of. */
function keysTo(world: World, table: ObjectId): ForeignKey[] {
  const parent = world.parentOf(table)
  return [...world.foreignKeysTo(table), ...(parent ? keysTo(world, parent) : [])]
}

/** Rows that refer to changed ones are looked for, or changed too. */
export function followReferences(
  world: World,
  table: ObjectId,
  event: 'update' | 'delete',
  columns: Columns,
  seen = new Set<string>(),
): void {
  if (world.table(table.path)?.object.unchecked) return
  for (const key of keysTo(world, table)) {
    const { references, onDelete, onUpdate, enforced, initiallyDeferred } = key.object
    const name = key.id.path.join('\u0001')
    if (
      seen.has(name) ||
      !enforced ||
      (columns !== 'all' && !references!.columns.some((column) => columns.has(column)))
    )
      continue
    seen.add(name)
    const action = (event === 'delete' ? onDelete : onUpdate) ?? 'no action'
    const changes = action !== 'no action' && action !== 'restrict'
    // Only NO ACTION waits for COMMIT (createForeignKeyActionTriggers).
    if (initiallyDeferred && action === 'no action') continue
    const other = tableOfChild(key as unknown as Entry)
    const why = `its foreign key ${key.id.path[2]} refers to the changed rows`
    const parts = world.table(other.path)?.object.partitioned?.key ?? []
    if (parts.some(({ column }) => column !== undefined && key.object.columns.includes(column)))
      world.account.unknown(`Only those partitions of ${show(other)} are locked to which the changed keys belong.`)
    for (const id of world.family(other)) {
      world.lock(id, changes ? writes : 'ROW SHARE', why)
      openIndexes(world, [id], changes ? writes : 'ROW SHARE', why)
    }
    if (!changes) continue
    const removes = action === 'cascade' && event === 'delete'
    followTriggers(world, other, removes ? 'delete' : 'update', new Set(key.object.columns))
    if (action === 'cascade')
      followReferences(world, other, event, event === 'delete' ? 'all' : new Set(key.object.columns), seen)
  }
}
