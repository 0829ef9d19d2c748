/** Whoever made a node in place may change it; everybody else gets a copy first. */
export type Owner = object

const width = 16

/** Parallel arrays: a leaf is small, and copied far more often than searched. */
interface Leaf<V> {
  readonly owner: Owner | undefined
  readonly keys: string[]
  readonly values: V[]
}
interface Branch<V> {
  readonly owner: Owner | undefined
  readonly leaves: (Leaf<V> | undefined)[]
}

/** FNV-1a, folded to 8 bits: two levels of 16. */
function hash(key: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < key.length; i++) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193)
  return (h ^ (h >>> 8) ^ (h >>> 16) ^ (h >>> 24)) & 0xff
}

/** A map from strings that shares structure: a change copies one of 256 small maps and two short arrays. */
export class Shards<V> {
  private constructor(
    private readonly branches: (Branch<V> | undefined)[],
    readonly owner: Owner | undefined,
  ) {}

  static empty<V>(owner: Owner): Shards<V> {
    return new Shards<V>(new Array(width).fill(undefined), owner)
  }

  /** Itself when `owner` may change it in place, else a copy that it may. */
  ownedBy(owner: Owner): Shards<V> {
    return this.owner === owner ? this : new Shards(this.branches.slice(), owner)
  }

  get(key: string): V | undefined {
    const h = hash(key)
    const leaf = this.branches[h >> 4]?.leaves[h & 15]
    if (!leaf) return undefined
    const at = leaf.keys.indexOf(key)
    return at < 0 ? undefined : leaf.values[at]
  }

  /** Only on what its caller owns. */
  set(key: string, value: V): void {
    const { keys, values } = this.leaf(key)
    const at = keys.indexOf(key)
    if (at >= 0) values[at] = value
    else {
      keys.push(key)
      values.push(value)
    }
  }

  /** Only on what its caller owns. */
  delete(key: string): void {
    if (this.get(key) === undefined) return
    const { keys, values } = this.leaf(key)
    const at = keys.indexOf(key)
    keys.splice(at, 1)
    values.splice(at, 1)
  }

  *values(): Iterable<V> {
    for (const branch of this.branches) {
      if (!branch) continue
      for (const leaf of branch.leaves) if (leaf) yield* leaf.values
    }
  }

  private leaf(key: string): Leaf<V> {
    const h = hash(key)
    let branch = this.branches[h >> 4]
    if (branch?.owner !== this.owner || !branch) {
      branch = { owner: this.owner, leaves: branch?.leaves.slice() ?? new Array(width).fill(undefined) }
      this.branches[h >> 4] = branch
    }
    let leaf = branch.leaves[h & 15]
    if (leaf?.owner !== this.owner || !leaf) {
      leaf = { owner: this.owner, keys: leaf?.keys.slice() ?? [], values: leaf?.values.slice() ?? [] }
      branch.leaves[h & 15] = leaf
    }
    return leaf
  }
}
