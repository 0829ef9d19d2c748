import type { Entry, ObjectId } from './catalog'
import type { Place } from './place'
import { Versions } from './versions'

/** Whoever made a node in place may change it; everybody else gets a copy first. */
type Owner = object

/** One relation, type, function name, schema … with what lies below it. */
export interface Bucket {
  readonly owner: Owner
  entry: Entry | undefined
  /** One list a kind: few kinds, short lists, copied more often than searched. */
  readonly children: Children[]
  /** Entries of other buckets that depend on something here, or have their parent here. */
  dependents: readonly ObjectId[]
  /** Whether what is not here is known not to exist; there may be a bucket for this alone. */
  certain: Certainty | undefined
  certainChildren: ReadonlyMap<string, Certainty> | undefined
}
/** Holds for as long as the tree's `epoch` is the one it was said in. */
interface Certainty {
  readonly epoch: object
  readonly certain: boolean
}
/** Parallel arrays, columns in table order. */
interface Children {
  readonly owner: Owner
  readonly kind: string
  readonly names: string[]
  readonly entries: Entry[]
}

const none: readonly Entry[] = []

export function childrenOf(bucket: Bucket | undefined, kind: string): readonly Entry[] {
  if (bucket) for (const children of bucket.children) if (children.kind === kind) return children.entries
  return none
}

function named(bucket: Bucket | undefined, kind: string, name: string): Entry | undefined {
  if (!bucket) return undefined
  for (const children of bucket.children) {
    if (children.kind !== kind) continue
    const at = children.names.indexOf(name)
    return at < 0 ? undefined : children.entries[at]
  }
  return undefined
}

const childKey = ({ kind, child }: Place): string => `${kind}\u0001${child}`

/** The objects of one schema by namespace; those that lie in no schema are in the space ''. */
interface Space {
  readonly owner: Owner
  readonly namespaces: Map<string, Namespace>
  /** Names of children that must not clash in their schema (constraints) -> how many bear it. */
  readonly names: Versions<number>
}

interface Namespace {
  readonly owner: Owner
  readonly buckets: Versions<Bucket>
}

/** The storage of a catalog: a persistent tree whose nodes a draft changes in place once it has made them its own. */
export class Tree {
  private constructor(
    private readonly spaces: Map<string, Space>,
    private epoch: object,
    private readonly owner: Owner = {},
  ) {}

  static empty(): Tree {
    return new Tree(new Map(), {})
  }

  /** A copy whose changes leave this one as it is. */
  fork(): Tree {
    return new Tree(new Map(this.spaces), this.epoch)
  }

  bucket(place: Place): Bucket | undefined {
    return this.spaces.get(place.schema)?.namespaces.get(place.namespace)?.buckets.get(place.name)
  }

  at(place: Place): Entry | undefined {
    const bucket = this.bucket(place)
    return place.child === undefined ? bucket?.entry : named(bucket, place.kind, place.child)
  }

  *buckets(schema?: string, namespace?: string): Iterable<Bucket> {
    for (const [name, space] of this.spaces) {
      if (schema !== undefined && schema !== name) continue
      for (const [own, { buckets }] of space.namespaces)
        if (namespace === undefined || namespace === own) yield* buckets.values()
    }
  }

  has(schema: string, name: string): boolean {
    return this.spaces.get(schema)?.names.get(name) !== undefined
  }

  count(schema: string, name: string, by: 1 | -1): void {
    const { names } = this.space(schema)
    const count = (names.get(name) ?? 0) + by
    if (count > 0) names.set(name, count)
    else names.delete(name)
  }

  set(place: Place, entry: Entry): void {
    const bucket = this.own(place)
    if (place.child === undefined) {
      bucket.entry = entry
      return
    }
    const { names, entries } = this.children(bucket, place.kind)
    const at = names.indexOf(place.child)
    if (at >= 0) entries[at] = entry
    else {
      names.push(place.child)
      entries.push(entry)
    }
  }

  remove(place: Place): void {
    const bucket = this.own(place)
    if (place.child === undefined) bucket.entry = undefined
    else {
      const { names, entries } = this.children(bucket, place.kind)
      const at = names.indexOf(place.child)
      if (at >= 0) {
        names.splice(at, 1)
        entries.splice(at, 1)
      }
    }
    this.drop(place, bucket)
  }

  /** `order` replaces the children of a kind, in that order. */
  reorder(place: Place, kind: string, order: readonly (readonly [string, Entry])[]): void {
    const { names, entries } = this.children(this.own(place), kind)
    names.splice(0, names.length, ...order.map(([name]) => name))
    entries.splice(0, entries.length, ...order.map(([, entry]) => entry))
  }

  addDependent(place: Place, id: ObjectId): void {
    const bucket = this.own(place)
    bucket.dependents = [...bucket.dependents, id]
  }

  removeDependent(place: Place, is: (id: ObjectId) => boolean): void {
    if (!this.bucket(place)?.dependents.some(is)) return
    const bucket = this.own(place)
    bucket.dependents = bucket.dependents.filter((id) => !is(id))
    this.drop(place, bucket)
  }

  /** Whether absence here is known, where something was said of the place or of what it lies in. */
  certainty(place: Place): boolean | undefined {
    const bucket = this.bucket(place)
    const below = place.child === undefined ? undefined : bucket?.certainChildren?.get(childKey(place))
    if (below?.epoch === this.epoch) return below.certain
    if (bucket?.certain?.epoch === this.epoch) return bucket.certain.certain
    if (place.schema === '') return undefined
    const schema = this.spaces.get('')?.namespaces.get('schema')?.buckets.get(place.schema)?.certain
    return schema?.epoch === this.epoch ? schema.certain : undefined
  }

  say(place: Place, certain: boolean): void {
    const bucket = this.own(place)
    const said = { epoch: this.epoch, certain }
    if (place.child === undefined) bucket.certain = said
    else bucket.certainChildren = new Map(bucket.certainChildren).set(childKey(place), said)
  }

  /** Nothing that was said holds any more: of the place and all below it, or of everything. */
  unsay(place?: Place): void {
    if (!place) {
      this.epoch = {}
      return
    }
    if (place.child !== undefined) return
    if (place.namespace === 'schema') {
      for (const [namespace, { buckets }] of [...(this.spaces.get(place.name)?.namespaces ?? [])])
        for (const [name, { certain, certainChildren }] of buckets.entries())
          if (certain || certainChildren) this.silence({ ...place, schema: place.name, namespace, name })
    }
    this.silence(place)
  }

  private silence(place: Place): void {
    const bucket = this.own(place)
    bucket.certain = undefined
    bucket.certainChildren = undefined
    this.drop(place, bucket)
  }

  /** An empty bucket is no bucket. */
  private drop(place: Place, bucket: Bucket): void {
    if (bucket.entry || bucket.dependents.length > 0 || bucket.certain || bucket.certainChildren) return
    if (bucket.children.some(({ entries }) => entries.length > 0)) return
    this.writable(place).delete(place.name)
  }

  private space(schema: string): Space {
    const old = this.spaces.get(schema)
    if (old?.owner === this.owner) return old
    const space = {
      owner: this.owner,
      namespaces: new Map(old?.namespaces),
      names: old?.names.copy() ?? Versions.empty<number>(),
    }
    this.spaces.set(schema, space)
    return space
  }

  private writable({ schema, namespace }: Place): Versions<Bucket> {
    const { namespaces } = this.space(schema)
    const old = namespaces.get(namespace)
    if (old?.owner === this.owner) return old.buckets
    const buckets = old?.buckets.copy() ?? Versions.empty<Bucket>()
    namespaces.set(namespace, { owner: this.owner, buckets })
    return buckets
  }

  private own(place: Place): Bucket {
    const buckets = this.writable(place)
    const old = buckets.get(place.name)
    if (old?.owner === this.owner) return old
    const bucket: Bucket = {
      owner: this.owner,
      entry: old?.entry,
      children: old?.children.slice() ?? [],
      dependents: old?.dependents ?? [],
      certain: old?.certain,
      certainChildren: old?.certainChildren,
    }
    buckets.set(place.name, bucket)
    return bucket
  }

  private children(bucket: Bucket, kind: string): Children {
    const at = bucket.children.findIndex((children) => children.kind === kind)
    const old = bucket.children[at]
    if (old?.owner === this.owner) return old
    const children: Children = {
      owner: this.owner,
      kind,
      names: old?.names.slice() ?? [],
      entries: old?.entries.slice() ?? [],
    }
    if (at < 0) bucket.children.push(children)
    else bucket.children[at] = children
    return children
  }
}
