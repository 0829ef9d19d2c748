/**
 * One version of a map. The version last looked at holds the map itself; every other one says in which key it differs from the version
 * after it, so that a change costs one small object and a look-up costs that of a Map (H. G. Baker, "Shallow Binding Makes Functional
 * Arrays Fast", 1991). Looking at another version walks the differences between the two.
 */
type Version<V> =
  | { map: Map<string, V>; next?: undefined; key?: undefined; value?: undefined }
  | { map?: undefined; next: Version<V>; key: string; value: V | undefined }

/** Makes `version` the one that holds the map. */
function mapOf<V>(version: Version<V>): Map<string, V> {
  if (version.map) return version.map
  const path: Version<V>[] = []
  let root: Version<V> = version
  for (; !root.map; root = root.next) path.push(root)
  const { map } = root
  for (let i = path.length - 1; i >= 0; i--) {
    const step = path[i]!
    const { key, value } = step as { key: string; value: V | undefined }
    become(root, { next: step, key, value: map.get(key) })
    if (value === undefined) map.delete(key)
    else map.set(key, value)
    root = step
  }
  become(root, { map })
  return map
}

function become<V>(version: Version<V>, now: Version<V>): void {
  version.map = now.map as never
  version.next = now.next as never
  version.key = now.key as never
  version.value = now.value as never
}

/** A map from strings whose copies are free and stay as they were. Values are never undefined. */
export class Versions<V> {
  private constructor(private version: Version<V>) {}

  static empty<V>(): Versions<V> {
    return new Versions<V>({ map: new Map(), next: undefined, key: undefined, value: undefined })
  }

  copy(): Versions<V> {
    return new Versions(this.version)
  }

  get(key: string): V | undefined {
    return (this.version.map ?? mapOf(this.version)).get(key)
  }

  set(key: string, value: V): void {
    const map = mapOf(this.version)
    const old = map.get(key)
    if (old === value) return
    map.set(key, value)
    this.move(map, key, old)
  }

  delete(key: string): void {
    const map = mapOf(this.version)
    const old = map.get(key)
    if (old === undefined) return
    map.delete(key)
    this.move(map, key, old)
  }

  /** By key: the order does not tell which version was looked at before. */
  entries(): readonly (readonly [string, V])[] {
    return [...mapOf(this.version)].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  values(): readonly V[] {
    return this.entries().map(([, value]) => value)
  }

  private move(map: Map<string, V>, key: string, value: V | undefined): void {
    const next: Version<V> = { map, next: undefined, key: undefined, value: undefined }
    become(this.version, { next, key, value })
    this.version = next
  }
}
