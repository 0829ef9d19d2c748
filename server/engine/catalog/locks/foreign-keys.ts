import type { ObjectId } from '../catalog'
import { same, show, type World } from './world'

/** Whether the planner opens the table's indexes: those of a partitioned table since 16. */
export const opensIndexes = (world: World, table: ObjectId): boolean => world.major >= 16 || !world.isPartitioned(table)

/** Every index of every table in the list, as the planner opens them; those of a partitioned table itself since 16. */
export function openIndexes(
  world: World,
  tables: readonly ObjectId[],
  mode: 'ACCESS SHARE' | 'ROW SHARE' | 'ROW EXCLUSIVE',
  why: string,
): void {
  for (const table of tables) {
    for (const index of world.indexes(table)) {
      if (opensIndexes(world, table)) world.lock(index.id, mode, why)
    }
  }
}

/** The query RI_Initial_Check() runs: both tables are read, so all their indexes are opened. */
export function validateForeignKey(world: World, table: ObjectId, target: ObjectId, allNull = false): void {
  const referring = [table, ...world.partitions(table)]
  const keyed = [target, ...world.partitions(target)]
  openIndexes(
    world,
    [...world.stored(referring), ...keyed],
    'ACCESS SHARE',
    'the query that checks the foreign key opens every index',
  )
  // The join does not start on the referenced table when no row has a key.
  for (const id of world.stored(allNull ? referring : [...referring, ...keyed])) world.account.scan(id)
}

/** A new foreign key puts triggers on both tables. */
export function addForeignKey(
  world: World,
  table: ObjectId,
  target: ObjectId,
  validate: boolean,
  allNull = false,
): void {
  lockReferenced(world, table, target)
  for (const id of world.partitions(table))
    world.lock(id, 'SHARE ROW EXCLUSIVE', 'the partitions get the foreign key too')
  if (validate) validateForeignKey(world, table, target, allNull)
}

export function lockReferenced(world: World, table: ObjectId, target: ObjectId): void {
  if (same(table, target)) return
  const why = `the new foreign key of ${show(table)} refers to it and puts triggers on it`
  for (const id of [target, ...world.partitions(target)]) world.lock(id, 'SHARE ROW EXCLUSIVE', why)
}
