import type { Entry, Kind, ObjectId } from '../catalog'
import { columnsIn } from '../expression'
import { keyOf } from './account'
import { referenced, same, show, tableOfChild, tableOfIndex, type World } from './world'

const strong = 'ACCESS EXCLUSIVE'

/** What goes when something is dropped, with everything that depends on it: without CASCADE nothing else does, or the statement fails. */
export class Closure {
  private readonly seen = new Set<string>()
  /** Indexes that are gone afterwards. */
  readonly goneIndexes = new Set<string>()

  constructor(
    private readonly world: World,
    private readonly what: string,
  ) {}

  private once(id: ObjectId): boolean {
    const key = `${id.kind}\u0001${id.path.join('\u0001')}`
    if (this.seen.has(key)) return false
    this.seen.add(key)
    return true
  }

  drop(entry: Entry): void {
    if (!this.once(entry.id)) return
    const handler = handlers[entry.id.kind as Kind] as
      | ((closure: Closure, entry: Entry, world: World) => void)
      | undefined
    handler?.(this, entry, this.world)
    for (const id of namesOf(entry))
      for (const dependent of this.world.catalog.dependentsOf(id)) this.leave(dependent, entry)
  }

  /** An entry that depends on what is dropped: it goes too, or only loses a default. */
  private leave(entry: Entry, cause: Entry): void {
    const kind = entry.id.kind as string
    if (kind === 'publication' || kind === 'comment' || kind === 'sequence') return
    const keepsColumn =
      kind === 'column' &&
      (cause.id.kind === 'sequence' || cause.id.kind === 'function') &&
      (entry as Entry<'column'>).object.generated === undefined
    if (keepsColumn) {
      this.table(tableOfChild(entry), `the default of its column ${entry.id.path[2]} goes`)
      return
    }
    if (kind === 'type' && (entry as Entry<'type'>).object.form === 'composite') {
      this.lock(entry.id, 'an attribute of the type goes')
      return
    }
    this.drop(entry)
  }

  lock(id: ObjectId, why: string): void {
    this.world.lock(id, strong, why)
  }

  table(id: ObjectId, why: string): void {
    this.lock(id, `${this.what}: ${why}`)
  }

  index(entry: Entry<'index'>): void {
    const { world } = this
    this.goneIndexes.add(keyOf(entry.id))
    this.lock(entry.id, `${this.what}: the index goes`)
    const table = tableOfIndex(entry, world)
    this.table(table, `its index ${entry.id.path[1]} goes`)
    if (!entry.object.partitioned) return
    for (const partition of world.partitions(table))
      this.table(partition, `the index ${entry.id.path[1]} of its parent goes`)
    for (const child of childIndexes(world, entry)) this.index(child)
  }

  foreignKey(entry: Entry<'constraint'>): void {
    const { world } = this
    const table = tableOfChild(entry)
    this.table(table, `its foreign key ${entry.id.path[2]} goes`)
    for (const partition of world.partitions(table))
      this.table(partition, `the foreign key ${entry.id.path[2]} of its parent goes`)
    this.referencedOf(entry)
  }

  referencedOf(entry: Entry<'constraint'>): void {
    const { world } = this
    const target = referenced(entry)
    // Until 14 only what has rows has the triggers of the key that go with it.
    const tables = [target, ...world.partitions(target)]
    for (const id of world.major < 15 ? world.stored(tables) : tables) {
      this.table(id, `the foreign key ${entry.id.path[2]} of ${show(tableOfChild(entry))}, which refers to it, goes`)
    }
  }

  /** Views and materialized views that read the relation, with what reads those. */
  view(entry: Entry): void {
    this.lock(entry.id, `${this.what}: it goes too`)
    for (const index of this.world.indexes(entry.id)) this.index(index)
  }
}

/** What others may depend on by: a relation is also the type of its rows. */
const namesOf = ({ id }: Entry): readonly ObjectId[] =>
  id.kind === 'table' || id.kind === 'view' || id.kind === 'materialized_view'
    ? [id, { kind: 'type', path: id.path }]
    : [id]

/** Indexes of partitions that are attached to this one. */
export function childIndexes(world: World, index: Entry<'index'>): Entry<'index'>[] {
  if (!index.object.partitioned) return []
  const own: ObjectId = index.id
  return world
    .partitions({ kind: 'table', path: index.object.table })
    .flatMap((partition) => world.indexes(partition))
    .filter(({ object }) => object.partitionOf !== undefined && same({ kind: 'index', path: object.partitionOf }, own))
}

const handlers: { readonly [K in Kind]?: (closure: Closure, entry: Entry<K>, world: World) => void } = {
  table: (closure, entry, world) => {
    const { id, object } = entry
    closure.table(id, 'it goes')
    for (const index of world.indexes(id)) closure.index(index)
    for (const sequence of world.ownedSequences(id)) closure.drop(world.catalog.get(sequence)!)
    for (const key of world.foreignKeys(id)) {
      // A partition's copy of its parent's key has no trigger on the other table.
      if (key.object.local || !object.partitionOf) closure.referencedOf(key)
    }
    for (const child of world.children(id)) closure.drop(child)
    for (const key of world.foreignKeysTo(id)) closure.drop(key)
    for (const column of world.columns(id)) {
      for (const dependent of world.catalog.dependentsOf(column.id)) {
        if (!same(tableOfChild(dependent), id) || dependent.id.path.length === 2) closure.drop(dependent)
      }
    }
    if (!object.partitionOf) return
    const parent: ObjectId = { kind: 'table', path: object.partitionOf }
    closure.table(parent, `its partition ${id.path[1]} goes`)
    for (const sibling of world.children(parent)) {
      if (sibling.object.bound === 'DEFAULT')
        closure.table(sibling.id, 'the default partition takes more rows afterwards')
    }
  },
  column: (closure, entry, world) => {
    const table = tableOfChild(entry)
    const name = entry.id.path[2]!
    closure.table(table, `its column ${name} goes`)
    for (const index of world.indexes(table)) if (mentions(index, name)) closure.index(index)
    for (const sequence of world.sequencesOfColumn(table, name)) closure.drop(sequence as unknown as Entry)
    for (const constraint of world.constraints(table)) {
      if (constraint.object.columns.includes(name)) closure.drop(constraint as unknown as Entry)
    }
    for (const key of world.foreignKeysTo(table)) {
      if (key.object.references!.columns.includes(name)) closure.drop(key as unknown as Entry)
    }
  },
  constraint: (closure, entry, world) => {
    const { form, index } = entry.object
    const table = tableOfChild(entry)
    if (form === 'foreign key') closure.foreignKey(entry)
    closure.table(table, `its constraint ${entry.id.path[2]} goes`)
    const backing =
      index === undefined ? undefined : world.catalog.get<'index'>({ kind: 'index', path: [table.path[0]!, index] })
    if (backing) closure.index(backing)
    if (form === 'primary key' || form === 'unique') {
      for (const key of world.foreignKeysTo(table)) {
        if (sameColumns(key.object.references!.columns, entry.object.columns)) closure.drop(key as unknown as Entry)
      }
    }
  },
  index: (closure, entry, world) => {
    closure.index(entry)
    if (!entry.object.unique) return
    const columns = entry.object.keys.map(({ column }) => column ?? '')
    for (const key of world.foreignKeysTo(tableOfIndex(entry, world))) {
      if (sameColumns(key.object.references!.columns, columns)) closure.drop(key as unknown as Entry)
    }
  },
  type: (closure, entry, world) => {
    if (entry.object.form === 'composite') closure.lock(entry.id, 'the type goes')
    for (const table of typedTables(world, entry.id)) closure.drop(world.catalog.get(table)!)
  },
  sequence: (closure, entry) => closure.lock(entry.id, 'The sequence goes'),
  view: (closure, entry) => closure.view(entry as unknown as Entry),
  materialized_view: (closure, entry) => closure.view(entry as unknown as Entry),
  trigger: (closure, entry, world) => {
    const table = world.named(entry.id.path.slice(0, 2))?.id ?? tableOfChild(entry as unknown as Entry)
    closure.table(table, `its trigger ${entry.id.path[2]} goes`)
    if (entry.object.level === 'statement') return
    for (const partition of world.partitions(table))
      closure.table(partition, `the trigger ${entry.id.path[2]} of its parent goes`)
  },
  rule: (closure, entry) =>
    closure.lock(entry.parent ?? tableOfChild(entry as unknown as Entry), `its rule ${entry.id.path[2]} goes`),
  policy: (closure, entry) =>
    closure.table(tableOfChild(entry as unknown as Entry), `its policy ${entry.id.path[2]} goes`),
}

/** Tables OF a composite type. */
export const typedTables = (world: World, type: ObjectId): ObjectId[] =>
  [...world.catalog.dependentsOf(type)].flatMap(({ id }) => {
    const ofType = id.kind === 'table' ? world.table(id.path)?.object.ofType : undefined
    return ofType && same({ kind: 'type', path: ofType }, type) ? [id] : []
  })

const sameColumns = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join('\u0001') === [...b].sort().join('\u0001')

/** Whether an index names a column: as key, included, in an expression or in its condition. */
export function mentions(index: Entry<'index'>, column: string): boolean {
  return keyed(index, column) || computed(index, column)
}
const keyed = ({ object }: Entry<'index'>, column: string): boolean =>
  object.keys.some((key) => key.column === column) || object.include.includes(column)

/** Through an expression or its condition. */
export function computed(index: Entry<'index'>, column: string): boolean {
  const { keys, where } = index.object
  return [where, ...keys.map(({ expression }) => expression)].some(
    (expression) => expression !== undefined && columnsIn(expression.node, index.object.table[1]).includes(column),
  )
}
