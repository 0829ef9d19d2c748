import type { Catalog, Change, Definition, Entry, Kind, ObjectId } from './catalog'
import { definitionOf, isUnder, keyOf, type Place, placeOf, sameBucket, sameId } from './place'
import { afterRename } from './rename'
import { type Bucket, childrenOf, Tree } from './tree'

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
  /** What the search path is in a new session. */
  readonly ownPath: readonly string[]
  /** There may be temporary objects, in the schema pg_temp. */
  readonly temporary: boolean
  /** What BEGIN and each SAVEPOINT would bring back, outermost first; the first has no name. */
  readonly marks: readonly Mark[]
  readonly tree: Tree
  /** Absent means non-existent where nothing else is said. */
  readonly complete: boolean
  /** Something was said to be unknown since: the tree tells of what. */
  readonly doubted: boolean
}

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
    ownPath: options.searchPath ?? ['public'],
    marks: [],
    temporary: false,
    tree: Tree.empty(),
    complete: options.complete ?? true,
    doubted: false,
  })
  if (options.origin === 'live') return store
  const id = { kind: 'schema', path: ['public'] }
  const created: Change = { type: 'put', entry: { id, object: {}, dependsOn: [] } as unknown as Entry }
  // What is put is known with all below it; of a public schema that others made nothing below is.
  return store.with(options.complete === false ? [created, { type: 'unknown' }] : [created]).as(store.origin)
}

/** The one implementation of Catalog; only a fresh `draft()` is changed in place. */
export class Store implements Catalog {
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

  /** Without a path: that of a new session. `local`: until the end of the transaction. */
  withSearchPath(searchPath: readonly string[] = this.state.ownPath, local = false): Store {
    const marks = local ? this.state.marks : this.state.marks.map((mark) => ({ ...mark, searchPath }))
    return new Store({ ...this.state, searchPath, marks })
  }

  /** A file is run in a session of its own: its search path and temporary objects end with it. */
  newSession(): Store {
    const { searchPath, ownPath, marks, temporary } = this.state
    if (!temporary && marks.length === 0 && searchPath === ownPath) return this
    const fresh = new Store({ ...this.state, searchPath: ownPath, marks: [], temporary: false })
    if (!temporary) return fresh
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
    const { complete, doubted, tree } = this.state
    if (complete && !doubted) return true
    return tree.certainty(placeOf(id)) ?? complete
  }

  get<K extends Kind>(id: ObjectId<K>): Entry<K> | undefined {
    const entry = this.state.tree.at(placeOf(id as unknown as ObjectId))
    return entry?.id.kind === (id.kind as string) ? (entry as unknown as Entry<K>) : undefined
  }

  taken(id: ObjectId): boolean {
    const { namedInSchema, length } = definitionOf(id.kind)
    if (namedInSchema && id.path.length < length) return this.state.tree.has(id.path[0]!, id.path.at(-1)!)
    return this.state.tree.at(placeOf(id)) !== undefined
  }

  all(): Iterable<Entry> {
    return entriesOf(this.state.tree.buckets())
  }

  *ofKind<K extends Kind>(kind: K): Iterable<Entry<K>> {
    const { namespace } = definitionOf(kind as string)
    // A comment lies with what it is about.
    for (const bucket of this.state.tree.buckets(undefined, namespace === 'about' ? undefined : namespace)) {
      if (bucket.entry?.id.kind === (kind as string)) yield bucket.entry as unknown as Entry<K>
      yield* childrenOf(bucket, kind) as unknown as readonly Entry<K>[]
    }
  }

  *childrenOf(id: ObjectId, kind?: Kind): Iterable<Entry> {
    const place = placeOf(id)
    const bucket = this.state.tree.bucket(place)
    if (place.namespace === 'schema' && place.child === undefined) {
      for (const { entry } of this.state.tree.buckets(id.path[0]))
        if (entry && (!kind || entry.id.kind === kind)) yield entry
    }
    const lists = kind ? [childrenOf(bucket, kind)] : (bucket?.children ?? []).map(({ entries }) => entries)
    for (const list of lists) {
      for (const entry of list) {
        if (entry.parent ? sameId(entry.parent, id) : place.child === undefined) yield entry
      }
    }
    for (const other of bucket?.dependents ?? []) {
      if (kind && other.kind !== kind) continue
      const entry = this.state.tree.at(placeOf(other))
      if (entry?.parent && sameId(entry.parent, id)) yield entry
    }
  }

  *dependentsOf(id: ObjectId, kind?: Kind): Iterable<Entry> {
    const place = placeOf(id)
    const bucket = this.state.tree.bucket(place)
    if (!bucket) return
    for (const other of bucket.dependents) {
      if (kind && other.kind !== kind) continue
      const entry = this.state.tree.at(placeOf(other))
      if (entry && dependsOn(entry, id)) yield entry
    }
    for (const children of bucket.children) {
      if (kind && children.kind !== kind) continue
      for (const entry of children.entries) if (entry.dependsOn.some((target) => sameId(target, id))) yield entry
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
    return draft
  }

  draft(): Store {
    return new Store({
      ...this.state,
      origin: this.state.origin === 'empty' ? 'folded' : this.state.origin,
      tree: this.state.tree.fork(),
    })
  }

  /** Only on a draft. `origin` marks new entries with the statement that made them. */
  apply(change: Change, origin?: Definition): void {
    if (change.type === 'put') this.put(change.entry, origin)
    else if (change.type === 'drop') this.drop(change.id, change.cascade)
    else if (change.type === 'rename') this.rename(change.id, { ...change.id, path: change.to })
    else this.forget(change.below)
  }

  private put(given: Entry, origin: Definition | undefined): void {
    const place = placeOf(given.id)
    const { tree } = this.state
    const old = tree.at(place)
    const definedAt = given.definedAt ?? old?.definedAt ?? origin
    // What a kind just made is nobody else's yet: no need for another copy.
    const entry = definedAt && !given.definedAt ? Object.assign(given, { definedAt }) : given
    tree.set(place, entry)
    this.relink(old, entry)
    if (!old) this.settle(entry.id)
    if (place.schema === 'pg_temp' && !this.state.temporary) this.state = { ...this.state, temporary: true }
  }

  private remove(entry: Entry): void {
    this.state.tree.remove(placeOf(entry.id))
    this.relink(entry, undefined)
  }

  private relink(old: Entry | undefined, entry: Entry | undefined): void {
    if (definitionOf((old ?? entry)!.id.kind).namedInSchema) {
      const [was, is] = [old?.id.path, entry?.id.path]
      if (was && was.at(-1) !== is?.at(-1)) this.state.tree.count(was[0]!, was.at(-1)!, -1)
      if (is && was?.at(-1) !== is.at(-1)) this.state.tree.count(is[0]!, is.at(-1)!, 1)
    }
    if (old && entry && old.dependsOn === entry.dependsOn && old.parent === entry.parent && old.id === entry.id) return
    if (old) this.link(old, false)
    if (entry) this.link(entry, true)
  }

  /** Tells the other buckets an entry leans on of it. */
  private link(entry: Entry, add: boolean): void {
    const home = placeOf(entry.id)
    const told: Place[] = [home]
    for (const target of entry.parent ? [entry.parent, ...entry.dependsOn] : entry.dependsOn) {
      const place = placeOf(target)
      if (told.some((other) => sameBucket(other, place))) continue
      told.push(place)
      if (add) this.state.tree.addDependent(place, entry.id)
      else this.state.tree.removeDependent(place, (id) => id === entry.id || sameId(id, entry.id))
    }
  }

  /** From here on `id` and all below it are known, whether there or not. */
  private settle(id: ObjectId): void {
    // Below what was put or dropped here everything is known anyway.
    if (!this.knows(id)) this.state.tree.say(placeOf(id), true)
  }

  private forget(below: ObjectId | undefined): void {
    const { tree } = this.state
    if (!below) {
      this.state = { ...this.state, complete: false }
      tree.unsay()
      return
    }
    if (!this.state.doubted) this.state = { ...this.state, doubted: true }
    const place = placeOf(below)
    tree.unsay(place)
    tree.say(place, false)
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
    const place = placeOf(top)
    const { tree } = this.state
    const own = [...entriesOf([tree.bucket(place)])]
    if (place.namespace === 'schema' && place.child === undefined)
      return [...own, ...entriesOf(tree.buckets(place.name))]
    return own.filter((entry) => isUnder(entry.id, top))
  }

  private rename(from: ObjectId, to: ObjectId): void {
    const touched = new Set<Entry>(this.under(from))
    const home = placeOf(from)
    const bucket = this.state.tree.bucket(home)
    const told = this.knows(from) || this.taken(from)
    if (home.child !== undefined) {
      for (const sibling of entriesOf([bucket])) {
        if (!definitionOf(sibling.id.kind).declaresColumns || dependsOn(sibling, from)) touched.add(sibling)
      }
    }
    for (const each of home.namespace === 'schema' ? [bucket, ...this.state.tree.buckets(from.path[0])] : [bucket]) {
      for (const id of each?.dependents ?? []) {
        const dependent = this.state.tree.at(placeOf(id))
        if (dependent) touched.add(dependent)
      }
    }
    const renamed = new Map<Entry, Entry>()
    for (const entry of touched) {
      const next = afterRename(entry, from, to)
      if (next !== entry) renamed.set(entry, next)
    }
    this.replace(home, renamed)
    this.settle(from)
    // What was not known is there under its new name, and known no better.
    if (told) this.settle(to)
    else this.forget(to)
  }

  /** Entries that stay in the bucket take the place of the old ones, so that columns keep their order; others move. */
  private replace(home: Place, renamed: ReadonlyMap<Entry, Entry>): void {
    const { tree } = this.state
    const moves: [Entry, Entry][] = []
    const kinds = new Set<string>()
    for (const [old, next] of renamed) {
      const stays = sameBucket(placeOf(old.id), home) && sameBucket(placeOf(next.id), home)
      if (stays && placeOf(old.id).child !== undefined) kinds.add(old.id.kind)
      else if (sameId(old.id, next.id)) this.put(next, undefined)
      else moves.push([old, next])
    }
    for (const kind of kinds) {
      const order: [string, Entry][] = []
      for (const entry of [...childrenOf(tree.bucket(home), kind)]) {
        const next = renamed.get(entry)
        const stays = next && sameBucket(placeOf(next.id), home)
        order.push([placeOf(stays ? next.id : entry.id).child!, stays ? next : entry])
        if (stays) this.relink(entry, next)
      }
      tree.reorder(home, kind, order)
    }
    for (const [old] of moves) this.remove(old)
    for (const [, next] of moves) this.put(next, undefined)
  }
}

function* entriesOf(buckets: Iterable<Bucket | undefined>): Iterable<Entry> {
  for (const bucket of buckets) {
    if (!bucket) continue
    if (bucket.entry) yield bucket.entry
    for (const { entries } of bucket.children) yield* entries
  }
}

const dependsOn = (entry: Entry, id: ObjectId): boolean =>
  entry.dependsOn.some((target) => sameId(target, id)) || (entry.parent !== undefined && sameId(entry.parent, id))

/** Parts go with what they belong to, without CASCADE: an index with its column, a constraint with its column, a sequence with its owner. */
function isPart(entry: Entry, gone: ObjectId): boolean {
  if (definitionOf(entry.id.kind).isPart?.(entry, gone)) return true
  if (!entry.parent) return false
  if (isUnder(entry.parent, gone)) return true
  return isUnder(gone, entry.parent)
}
