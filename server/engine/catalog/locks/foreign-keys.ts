import type { Node } from '../../syntax/statement'
import type { ObjectId, Objects } from '../catalog'
import { strings } from '../expression'
import { actions } from '../kinds/constraint'
import { samePath } from '../read'
import { type ForeignKey, same, show, type World } from './world'

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
export function validateForeignKey(
  world: World,
  referring: readonly ObjectId[],
  target: ObjectId,
  allNull = false,
): void {
  const keyed = [target, ...world.partitions(target)]
  openIndexes(
    world,
    [...world.stored(referring), ...keyed],
    'ACCESS SHARE',
    'the query that checks the foreign key opens every index',
  )
  // The join does not start on the referenced table when no row has a key.
  const starts = !allNull && world.stored(referring).some((id) => !world.account.isEmpty(id))
  for (const id of world.stored(starts ? [...referring, ...keyed] : referring)) world.account.scan(id)
  if (starts) dependsOnPlan(world, target)
}

/** A join with a partitioned table leaves out partitions while it runs, or looks keys up in their indexes. */
export function dependsOnPlan(world: World, target: ObjectId): void {
  if (!world.isPartitioned(target)) return
  world.account.unknown(`Which partitions of ${show(target)} the check of the foreign key reads depends on its plan.`)
}

/** What decides whether a partition's own foreign key says the same as its parent's. */
export type KeyShape = Pick<
  Objects['constraint'],
  'columns' | 'onUpdate' | 'onDelete' | 'match' | 'deferrable' | 'initiallyDeferred'
>

export const writtenShape = (node: Node<'Constraint'>, columns = strings(node.fk_attrs)): KeyShape => ({
  columns,
  onUpdate: actions[node.fk_upd_action ?? 'a']!,
  onDelete: actions[node.fk_del_action ?? 'a']!,
  match: node.fk_matchtype === 'f' ? 'full' : 'simple',
  deferrable: node.deferrable === true || node.initdeferred === true,
  initiallyDeferred: node.initdeferred === true,
})

/** The own foreign key of a partition that becomes part of its parent's (tryAttachPartitionForeignKey). */
function twinOf(world: World, table: ObjectId, target: ObjectId, shape: KeyShape): ForeignKey | undefined {
  return world.foreignKeys(table).find(
    ({ object }) =>
      // One that is not valid yet is then validated with the others, since 18.
      (object.validated || world.major >= 18) &&
      samePath(object.columns, shape.columns) &&
      samePath(object.references?.table, target.path) &&
      object.onUpdate === shape.onUpdate &&
      object.onDelete === shape.onDelete &&
      object.match === shape.match &&
      object.deferrable === shape.deferrable &&
      object.initiallyDeferred === shape.initiallyDeferred,
  )
}

/** A new foreign key puts triggers on both tables. A partition of another table gets its parent's in the same way. */
export function addForeignKey(
  world: World,
  table: ObjectId,
  target: ObjectId,
  shape: KeyShape,
  { validate, allNull = false, inherited = false }: { validate: boolean; allNull?: boolean; inherited?: boolean },
): void {
  if (!same(table, target)) {
    const why = inherited
      ? 'the partition gets the foreign key of its parent'
      : `the new foreign key of ${show(table)} refers to it and puts triggers on it`
    lockReferenced(world, target, 'SHARE ROW EXCLUSIVE', why)
  }
  const referring: ObjectId[] = []
  const visit = (id: ObjectId, mayHaveOwn: boolean): void => {
    if (!same(id, table)) world.lock(id, 'SHARE ROW EXCLUSIVE', 'the partitions get the foreign key too')
    const own = mayHaveOwn ? twinOf(world, id, target, shape) : undefined
    if (own) lockReferenced(world, target, 'ACCESS EXCLUSIVE', 'the triggers of the partition’s own foreign key go')
    if (own?.object.validated) return
    referring.push(id)
    if (own) referring.push(...world.partitions(id))
    else if (world.isPartitioned(id)) for (const child of world.children(id)) visit(child.id, true)
  }
  visit(table, inherited)
  if (validate && referring.length > 0) validateForeignKey(world, referring, target, allNull)
}

function lockReferenced(
  world: World,
  target: ObjectId,
  mode: 'SHARE ROW EXCLUSIVE' | 'ACCESS EXCLUSIVE',
  why: string,
): void {
  for (const id of [target, ...world.partitions(target)]) world.lock(id, mode, why)
}
