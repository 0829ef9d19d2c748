import type { Entry, ObjectId } from './catalog'
import type { Place } from './place'
import { type Owner, Shards } from './shards'

/** One relation, type, function name, schema … with what lies below it. */
export interface Bucket {
  readonly owner: Owner
  entry: Entry | undefined
  /** One list a kind: few kinds, short lists, copied more often than searched. */
  readonly children: Children[]
  /** Entries of other buckets that depend on something here, or have their parent here. */
  dependents: readonly ObjectId[]
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

/** The objects of one schema by namespace; those that lie in no schema are in the space ''. */
interface Space {
  readonly owner: Owner
  readonly namespaces: Map<string, Shards<Bucket>>
  /** Names of children that must not clash in their schema (constraints) -> how many bear it. */
  names: Shards<number> | undefined
}

/** The storage of a catalog: a persistent tree whose nodes a draft changes in place once it has made them its own. */
export class Tree {
  private constructor(
    private readonly spaces: Map<string, Space>,
    private readonly owner: Owner,
  ) {}

  static empty(): Tree {
    return new Tree(new Map(), {})
  }

  /** A copy whose changes leave this one as it is. */
  fork(): Tree {
    return new Tree(new Map(this.spaces), {})
  }

  bucket(place: Place): Bucket | undefined {
    return this.spaces.get(place.schema)?.namespaces.get(place.namespace)?.get(place.name)
  }

  at(place: Place): Entry | undefined {
    const bucket = this.bucket(place)
    return place.child === undefined ? bucket?.entry : named(bucket, place.kind, place.child)
  }

  *buckets(schema?: string): Iterable<Bucket> {
    for (const [name, space] of this.spaces) {
      if (schema !== undefined && schema !== name) continue
      for (const shards of space.namespaces.values()) yield* shards.values()
    }
  }

  has(schema: string, name: string): boolean {
    return this.spaces.get(schema)?.names?.get(name) !== undefined
  }

  count(schema: string, name: string, by: 1 | -1): void {
    const space = this.space(schema)
    const names = space.names?.ownedBy(this.owner) ?? Shards.empty<number>(this.owner)
    space.names = names
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

  /** An empty bucket is no bucket. */
  private drop(place: Place, bucket: Bucket): void {
    if (bucket.entry || bucket.dependents.length > 0 || bucket.children.some(({ entries }) => entries.length > 0))
      return
    this.shards(place).delete(place.name)
  }

  private space(schema: string): Space {
    let space = this.spaces.get(schema)
    if (space?.owner !== this.owner || !space) {
      space = { owner: this.owner, namespaces: new Map(space?.namespaces), names: space?.names }
      this.spaces.set(schema, space)
    }
    return space
  }

  private shards({ schema, namespace }: Place): Shards<Bucket> {
    const { namespaces } = this.space(schema)
    const old = namespaces.get(namespace)
    const shards = old?.ownedBy(this.owner) ?? Shards.empty<Bucket>(this.owner)
    if (shards !== old) namespaces.set(namespace, shards)
    return shards
  }

  private own(place: Place): Bucket {
    const shards = this.shards(place)
    const old = shards.get(place.name)
    if (old?.owner === this.owner) return old
    const bucket: Bucket = {
      owner: this.owner,
      entry: old?.entry,
      children: old?.children.slice() ?? [],
      dependents: old?.dependents ?? [],
    }
    shards.set(place.name, bucket)
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
