import { Map as ImmutableMap } from 'immutable'
import type { Catalog, Change, Definition, Entry, Kind, ObjectId } from './catalog'
import { definitionOf, isUnder, keyOf, movedId, placeOf, sameId } from './place'

interface Bucket {
  readonly entry: Entry | undefined
  readonly children: ReadonlyMap<string, Entry>
}
interface OwnBucket {
  entry: Entry | undefined
  readonly children: Map<string, Entry>
}
const nothing: ReadonlyMap<string, Entry> = new Map()

type Index<T> = ImmutableMap<string, T>

interface Mark {
  readonly name: string | undefined
  readonly state: State
  /** The search path after COMMIT, where SET LOCAL hides it. */
  readonly searchPath: readonly string[]
}

/** What the catalog holds and how sure it is of what it doesn't hold. */
interface State {
  readonly origin: Catalog['origin']
  readonly major: number | undefined
  readonly searchPath: readonly string[]
  /** There may be temporary objects, in the schema pg_temp. */
  readonly temporary: boolean
  /** What BEGIN and each SAVEPOINT would bring back, outermost first; the first has no name. */
  readonly marks: readonly Mark[]
  readonly buckets: Index<Bucket>
  /** Key of an object -> keys of the entries that name it in dependsOn or as a parent stored elsewhere. */
  readonly dependents: Index<readonly string[]>
  /** Schema and name of children whose default names must not clash in their schema (constraints) -> how many bear it. */
  readonly names: Index<number>
  /** Absent means non-existent where nothing else is said. */
  readonly complete: boolean
  /** true: put or dropped since, so known with all below; false: anything may have happened below. */
  readonly certain: Index<boolean>
}

const emptyIndex = ImmutableMap<string, never>()

export interface EmptyOptions {
  /** False when the world is assumed to hold more than the history creates: absent objects are unknown, not missing. */
  readonly complete?: boolean
  readonly origin?: Catalog['origin']
  readonly major?: number
  readonly searchPath?: readonly string[]
}

/** A new database: the schema public and nothing else. */
export function emptyCatalog(options: EmptyOptions = {}): Store {
  const store = new Store({
    origin: options.origin ?? 'empty',
    major: options.major,
    searchPath: options.searchPath ?? ['public'],
    marks: [],
    temporary: false,
    buckets: emptyIndex,
    dependents: emptyIndex,
    names: emptyIndex,
    complete: options.complete ?? true,
    certain: emptyIndex,
  })
  if (options.origin === 'live') return store
  const id = { kind: 'schema', path: ['public'] }
  const created: Change = { type: 'put', entry: { id, object: {}, dependsOn: [] } as unknown as Entry }
  // What is put is known with all below it; of a public schema that others made nothing below is.
  return store.with(options.complete === false ? [created, { type: 'unknown' }] : [created]).as(store.origin)
}

/** The one implementation of Catalog; a `draft()` is changed in place until `done()`. */
export class Store implements Catalog {
  private owned: Map<string, OwnBucket> | undefined

  constructor(private state: State) {}

  get origin(): Catalog['origin'] {
    return this.state.origin
  }
  get major(): number | undefined {
    return this.state.major
  }
  get searchPath(): readonly string[] {
    return this.state.searchPath
  }

  as(origin: Catalog['origin']): Store {
    return new Store({ ...this.state, origin })
  }

  /** `local`: until the end of the transaction. */
  withSearchPath(searchPath: readonly string[], local = false): Store {
    const marks = local ? this.state.marks : this.state.marks.map((mark) => ({ ...mark, searchPath }))
    return new Store({ ...this.state, searchPath, marks })
  }

  /** A file is run in a session of its own: its search path and temporary objects end with it. */
  newSession(searchPath: readonly string[] = ['public']): Store {
    const fresh = new Store({ ...this.state, searchPath, marks: [], temporary: false })
    if (!this.state.temporary) return fresh
    return fresh.with([{ type: 'drop', id: { kind: 'schema', path: ['pg_temp'] }, cascade: true }])
  }

  begin(): Store {
    if (this.state.marks.length > 0) return this
    return this.mark(undefined)
  }

  savepoint(name: string): Store {
    return this.state.marks.length > 0 ? this.mark(name) : this
  }

  commit(): Store {
    const [first] = this.state.marks
    return first ? new Store({ ...this.state, searchPath: first.searchPath, marks: [] }) : this
  }

  /** Back to the named savepoint, or to BEGIN. */
  rollback(savepoint?: string): Store {
    const { marks } = this.state
    const at = savepoint === undefined ? 0 : marks.findLastIndex((mark) => mark.name === savepoint)
    const mark = marks[at]
    if (!mark) return this
    return new Store({ ...mark.state, marks: savepoint === undefined ? [] : marks.slice(0, at + 1) })
  }

  private mark(name: string | undefined): Store {
    const { searchPath, marks } = this.state
    return new Store({ ...this.state, marks: [...marks, { name, state: this.state, searchPath }] })
  }

  knows(id: ObjectId): boolean {
    const { certain, complete } = this.state
    if (complete && certain.size === 0) return true
    for (const key of upwards(id)) {
      const answer = certain.get(key)
      if (answer !== undefined) return answer
    }
    return complete
  }

  get<K extends Kind>(id: ObjectId<K>): Entry<K> | undefined {
    const { bucket, child } = placeOf(id as unknown as ObjectId)
    const found = this.state.buckets.get(bucket)
    const entry = child === '' ? found?.entry : found?.children.get(child)
    return entry?.id.kind === (id.kind as string) ? (entry as unknown as Entry<K>) : undefined
  }

  taken(id: ObjectId): boolean {
    const { namedInSchema, length } = definitionOf(id.kind)
    if (namedInSchema && id.path.length < length) return this.state.names.has(schemaName(id))
    const { bucket, child } = placeOf(id)
    const found = this.state.buckets.get(bucket)
    return (child === '' ? found?.entry : found?.children.get(child)) !== undefined
  }

  *all(): Iterable<Entry> {
    for (const bucket of this.state.buckets.values()) {
      if (bucket.entry) yield bucket.entry
      yield* bucket.children.values()
    }
  }

  *ofKind<K extends Kind>(kind: K): Iterable<Entry<K>> {
    const { depth, length, namespace } = definitionOf(kind)
    const top = depth === length && namespace !== 'about'
    for (const bucket of this.state.buckets.values()) {
      if (top) {
        if (bucket.entry?.id.kind === (kind as string)) yield bucket.entry as unknown as Entry<K>
      } else {
        for (const entry of bucket.children.values())
          if (entry.id.kind === (kind as string)) yield entry as unknown as Entry<K>
      }
    }
  }

  *childrenOf(id: ObjectId): Iterable<Entry> {
    const { bucket, child } = placeOf(id)
    if (child === '') {
      if ((id.kind as string) === 'schema') {
        for (const other of this.state.buckets.values())
          if (other.entry && other.entry.id.path.length === 2 && other.entry.id.path[0] === id.path[0])
            yield other.entry
      }
      for (const entry of this.state.buckets.get(bucket)?.children.values() ?? [])
        if (!entry.parent || sameId(entry.parent, id)) yield entry
    } else {
      for (const entry of this.state.buckets.get(bucket)?.children.values() ?? [])
        if (entry.parent && sameId(entry.parent, id)) yield entry
    }
    for (const entry of this.dependentsOf(id)) if (entry.parent && sameId(entry.parent, id)) yield entry
  }

  *dependentsOf(id: ObjectId): Iterable<Entry> {
    for (const key of this.state.dependents.get(keyOf(id)) ?? []) {
      const entry = this.at(key)
      if (entry) yield entry
    }
  }

  resolve<K extends Kind>(
    wanted: readonly K[],
    name: readonly string[],
    searchPath: readonly string[] = this.state.searchPath,
  ): Entry<K> | undefined {
    for (const kind of wanted) {
      const { depth, length } = definitionOf(kind)
      if (name.length === length || depth === 1) {
        const entry = this.get<K>({ kind, path: name })
        if (entry) return entry
      }
    }
    for (const schema of searchPath) {
      for (const kind of wanted) {
        const { depth, length } = definitionOf(kind)
        if (depth !== 2 || name.length !== length - 1) continue
        const entry = this.get<K>({ kind, path: [schema, ...name] })
        if (entry) return entry
      }
    }
    return undefined
  }

  with(changes: readonly Change[]): Store {
    const draft = this.draft()
    for (const change of changes) draft.apply(change)
    return draft.done()
  }

  draft(): Store {
    const draft = new Store({
      ...this.state,
      origin: this.state.origin === 'empty' ? 'folded' : this.state.origin,
      buckets: this.state.buckets.asMutable(),
      dependents: this.state.dependents.asMutable(),
      names: this.state.names.asMutable(),
    })
    draft.owned = new Map()
    return draft
  }

  done(): Store {
    if (!this.owned) return this
    this.state = {
      ...this.state,
      buckets: this.state.buckets.asImmutable(),
      dependents: this.state.dependents.asImmutable(),
      names: this.state.names.asImmutable(),
    }
    this.owned = undefined
    return this
  }

  /** Only on a draft. `origin` marks new entries with the statement that made them. */
  apply(change: Change, origin?: Definition): void {
    if (change.type === 'put') this.put(change.entry, origin)
    else if (change.type === 'drop') this.drop(change.id, change.cascade)
    else if (change.type === 'rename') this.rename(change.id, { ...change.id, path: change.to })
    else this.forget(change.below)
  }

  private at(key: string): Entry | undefined {
    const cut = key.indexOf('\u0000')
    if (cut < 0) return this.state.buckets.get(key)?.entry
    return this.state.buckets.get(key.slice(0, cut))?.children.get(key.slice(cut + 1))
  }

  private own(bucket: string): OwnBucket {
    let own = this.owned!.get(bucket)
    if (!own) {
      const old = this.state.buckets.get(bucket)
      own = { entry: old?.entry, children: new Map(old?.children ?? nothing) }
      this.owned!.set(bucket, own)
      this.state.buckets.set(bucket, own)
    }
    return own
  }

  private put(given: Entry, origin: Definition | undefined): void {
    const { bucket, child } = placeOf(given.id)
    const own = this.own(bucket)
    const old = child === '' ? own.entry : own.children.get(child)
    const definedAt = given.definedAt ?? old?.definedAt ?? origin
    const entry = definedAt && !given.definedAt ? { ...given, definedAt } : given
    if (child === '') own.entry = entry
    else own.children.set(child, entry)
    this.relink(old, entry)
    if (!old) this.settle(entry.id)
    if (given.id.path[0] === 'pg_temp') this.state = { ...this.state, temporary: true }
  }

  private remove(entry: Entry): void {
    const { bucket, child } = placeOf(entry.id)
    const own = this.own(bucket)
    if (child === '') own.entry = undefined
    else own.children.delete(child)
    this.relink(entry, undefined)
    if (!own.entry && own.children.size === 0) {
      this.state.buckets.delete(bucket)
      this.owned!.delete(bucket)
    }
  }

  private relink(old: Entry | undefined, entry: Entry | undefined): void {
    if (definitionOf((old ?? entry)!.id.kind).namedInSchema) {
      if (old) this.count(old.id, -1)
      if (entry) this.count(entry.id, 1)
    }
    if (old && entry && old.dependsOn === entry.dependsOn && old.parent === entry.parent) return
    if (old) this.link(old, false)
    if (entry) this.link(entry, true)
  }

  private link(entry: Entry, add: boolean): void {
    const foreignParent = entry.parent && placeOf(entry.parent).bucket !== placeOf(entry.id).bucket
    if (entry.dependsOn.length === 0 && !foreignParent) return
    const key = keyOf(entry.id)
    const targets = new Set(entry.dependsOn.map(keyOf))
    if (foreignParent) targets.add(keyOf(entry.parent!))
    for (const target of targets) {
      const known = this.state.dependents.get(target) ?? []
      const next = add ? (known.includes(key) ? known : [...known, key]) : known.filter((other) => other !== key)
      if (next.length > 0) this.state.dependents.set(target, next)
      else this.state.dependents.delete(target)
    }
  }

  private count(id: ObjectId, by: number): void {
    const key = schemaName(id)
    const count = (this.state.names.get(key) ?? 0) + by
    if (count > 0) this.state.names.set(key, count)
    else this.state.names.delete(key)
  }

  /** From here on `id` and all below it are known, whether there or not. */
  private settle(id: ObjectId): void {
    const { certain, complete } = this.state
    if (complete && certain.size === 0) return
    this.state = { ...this.state, certain: certain.set(keyOf(id), true) }
  }

  private forget(below: ObjectId | undefined): void {
    if (!below) {
      this.state = { ...this.state, complete: false, certain: emptyIndex }
      return
    }
    const top = keyOf(below)
    const prefix = (below.kind as string) === 'schema' ? `\u0001${below.path[0]}\u0001` : `${top}\u0000`
    const certain = this.state.certain.filterNot((_, key) => key === top || key.includes(prefix))
    this.state = { ...this.state, certain: certain.set(top, false) }
  }

  private drop(id: ObjectId, cascade: boolean): void {
    const doomed: ObjectId[] = [id]
    const seen = new Set<string>()
    for (let top = doomed.pop(); top; top = doomed.pop()) {
      const key = keyOf(top)
      if (seen.has(key)) continue
      seen.add(key)
      const gone = this.under(top)
      for (const entry of gone) {
        for (const dependent of this.dependentsOf(entry.id)) {
          if (gone.some((other) => other === dependent)) continue
          if (isPart(dependent, entry.id)) doomed.push(dependent.id)
          else if (cascade) {
            const rest = definitionOf(dependent.id.kind).without?.(dependent, entry.id)
            if (rest) this.put(rest, undefined)
            else doomed.push(dependent.id)
          }
        }
      }
      for (const entry of gone) this.remove(entry)
    }
    this.settle(id)
  }

  /** The entry and what is stored below it. */
  private under(top: ObjectId): Entry[] {
    if ((top.kind as string) === 'schema') return [...this.all()].filter((entry) => isUnder(entry.id, top))
    const { bucket, child } = placeOf(top)
    const found = this.state.buckets.get(bucket)
    if (!found) return []
    if (child === '' && found.entry?.id.kind === top.kind) return [found.entry, ...found.children.values()]
    if (child === '') return found.entry ? [] : [...found.children.values()].filter((entry) => isUnder(entry.id, top))
    return [...found.children.values()].filter((entry) => isUnder(entry.id, top))
  }

  private rename(from: ObjectId, to: ObjectId): void {
    const touched = new Map<string, Entry>()
    for (const dependent of this.dependentsOf(from)) touched.set(keyOf(dependent.id), dependent)
    for (const entry of this.under(from)) {
      touched.set(keyOf(entry.id), entry)
      for (const dependent of this.dependentsOf(entry.id)) touched.set(keyOf(dependent.id), dependent)
    }
    // Expressions name the columns of their own table without saying so in dependsOn.
    if (placeOf(from).child !== '') for (const sibling of this.siblings(from)) touched.set(keyOf(sibling.id), sibling)
    const renamed = new Map<string, Entry>()
    for (const [key, entry] of touched) renamed.set(key, afterRename(entry, from, to))
    this.replace(placeOf(from).bucket, renamed)
    this.settle(from)
    this.settle(to)
  }

  private siblings(id: ObjectId): Iterable<Entry> {
    return this.state.buckets.get(placeOf(id).bucket)?.children.values() ?? []
  }

  /** Entries that stay in the bucket take the place of the old ones, so that columns keep their order; others move. */
  private replace(bucket: string, renamed: ReadonlyMap<string, Entry>): void {
    const moves: [Entry, Entry][] = []
    for (const [key, next] of renamed) {
      const old = this.at(key)!
      if (placeOf(old.id).bucket !== bucket || placeOf(next.id).bucket !== bucket) moves.push([old, next])
    }
    if (moves.length < renamed.size) {
      const { children } = this.own(bucket)
      const order = [...children.values()]
      children.clear()
      for (const entry of order) {
        const next = renamed.get(keyOf(entry.id)) ?? entry
        const stays = placeOf(next.id).bucket === bucket
        const { child } = placeOf(stays ? next.id : entry.id)
        children.set(child, stays ? next : entry)
        if (stays && next !== entry) this.relink(entry, next)
      }
    }
    for (const [old] of moves) this.remove(old)
    for (const [, next] of moves) this.put(next, undefined)
  }
}

const schemaName = (id: ObjectId): string => `${id.path[0]}\u0001${id.path.at(-1)}`

/** Parts go with what they belong to, without CASCADE: an index with its column, a constraint with its column, a sequence with its owner. */
function isPart(entry: Entry, gone: ObjectId): boolean {
  if (definitionOf(entry.id.kind).isPart?.(entry, gone)) return true
  if (!entry.parent) return false
  if (isUnder(entry.parent, gone)) return true
  return isUnder(gone, entry.parent)
}

function afterRename(entry: Entry, from: ObjectId, to: ObjectId): Entry {
  const id = movedId(entry.id, from, to)
  const parent = entry.parent && movedId(entry.parent, from, to)
  const dependsOn = entry.dependsOn.map((target) => movedId(target, from, to))
  const object = definitionOf(entry.id.kind).renamed?.(entry.object, from, to, entry.id) ?? entry.object
  return { ...entry, id, ...(parent && { parent }), dependsOn, object }
}

/** Keys of an object and of what it lies in, from inside out. */
function* upwards(id: ObjectId): Iterable<string> {
  const { bucket, child } = placeOf(id)
  if (child !== '') yield `${bucket}\u0000${child}`
  yield bucket
  const [, schema, name] = bucket.split('\u0001')
  if (name !== undefined) yield `schema\u0001${schema}`
}
