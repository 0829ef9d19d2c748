import type { Catalog, Change, Entry, ObjectId } from './catalog'
import { put } from './catalog'
import { constraintName } from './names'
import { columnsOf, constraintOf, constraintsOf, notNullOf, samePath } from './read'

/** Constraints a table gets from a parent when it becomes a partition of it, or inherits; those it has already become inherited. */
export function joined(parent: ObjectId, child: ObjectId, partition: boolean, before: Catalog): Change[] {
  const changes: Change[] = []
  for (const entry of constraintsOf(before, parent)) {
    const { form, noInherit } = entry.object
    if (noInherit || form === 'primary key' || form === 'unique' || form === 'exclusion') continue
    const own = matching(entry, child, before)
    if (own)
      changes.push(
        put({ ...own, object: { ...own.object, inherited: true, local: partition ? false : own.object.local } }),
      )
    else if (form === 'foreign key' && partition) changes.push(...copied(entry, child, before))
  }
  return changes
}

/** The child's constraint that says what the parent's says: by column for NOT NULL, by name for CHECK, by key for a foreign key. */
function matching(parent: Entry<'constraint'>, child: ObjectId, before: Catalog): Entry<'constraint'> | undefined {
  const { form, columns, references } = parent.object
  if (form === 'not null') return notNullOf(before, child, columns[0]!)
  if (form === 'check') return constraintOf(before, child, parent.id.path[2]!)
  return constraintsOf(before, child).find(
    ({ object }) =>
      object.form === form &&
      samePath(object.columns, columns) &&
      samePath(object.references?.table, references?.table),
  )
}

export function parted(child: ObjectId, before: Catalog): Change[] {
  return constraintsOf(before, child)
    .filter(({ object }) => object.inherited)
    .map((entry) => put({ ...entry, object: { ...entry.object, inherited: false, local: true } }))
}

/** A parent's constraint on a child, under its own name where that is free. */
export function copied(parent: Entry<'constraint'>, child: ObjectId, before: Catalog, inherited = true): Change[] {
  const move = (id: ObjectId): ObjectId =>
    samePath(id.path.slice(0, 2), parent.id.path.slice(0, 2)) && id.kind === 'column'
      ? ({ ...id, path: [...child.path, id.path[2]!] } as ObjectId)
      : id
  const taken = constraintOf(before, child, parent.id.path[2]!) !== undefined
  const [schema, table] = child.path as [string, string]
  const label = { check: 'check', 'not null': 'not_null', 'foreign key': 'fkey' }[parent.object.form as 'check']
  const name = taken
    ? constraintName(before, schema, table, parent.object.columns.join('_'), label)
    : parent.id.path[2]!
  const object = { ...parent.object, inherited, local: !inherited }
  return [
    put({
      id: { kind: 'constraint', path: [...child.path, name] },
      object,
      parent: child,
      dependsOn: parent.dependsOn.map(move),
    }),
  ]
}

/** Columns of a table that becomes a partition or inherits: those the parent has too are inherited from then on. */
export function joinedColumns(parent: ObjectId, child: ObjectId, partition: boolean, before: Catalog): Change[] {
  const names = new Set(columnsOf(before, parent).map(({ id }) => id.path[2]!))
  return columnsOf(before, child)
    .filter(({ id }) => names.has(id.path[2]!))
    .map((entry) =>
      put({ ...entry, object: { ...entry.object, inherited: true, local: partition ? false : entry.object.local } }),
    )
}

export const partedColumns = (child: ObjectId, before: Catalog): Change[] =>
  columnsOf(before, child)
    .filter(({ object }) => object.inherited)
    .map((entry) => put({ ...entry, object: { ...entry.object, inherited: false, local: true } }))

/** The constraints of partitions that a partitioned table's key put there, by way of its index. */
export function keysBelow(key: Entry<'constraint'>, before: Catalog): ObjectId[] {
  const found: ObjectId[] = []
  const index: ObjectId = { kind: 'index', path: [key.id.path[0]!, key.object.index!] }
  for (const entry of before.dependentsOf(index)) {
    const part = entry as unknown as Entry<'index'>
    if (
      entry.id.kind !== 'index' ||
      !samePath(part.object.partitionOf, index.path) ||
      part.object.constraint === undefined
    )
      continue
    const below = constraintOf(before, entry.parent!, part.object.constraint)
    if (below) found.push(...keysBelow(below, before), below.id)
  }
  return found
}
