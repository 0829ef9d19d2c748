import type { Catalog, Entry, Kind, ObjectId } from './catalog'
import { comparePaths, sameValue } from './compare-values'
import { kinds } from './kinds/index'
import { definitionOf } from './place'

export interface AttributeDifference {
  readonly name: string
  readonly expected: unknown
  readonly actual: unknown
}

export interface Difference {
  readonly kind: Kind
  readonly path: readonly string[]
  readonly change: 'missing' | 'unexpected' | 'changed'
  /** Of a changed object. */
  readonly attributes?: readonly AttributeDifference[]
}

/** Facts that older majors don't keep: neither side of a comparison with them is asked. */
const since: readonly { readonly major: number; readonly absent: (entry: Entry) => boolean }[] = [
  {
    major: 18,
    absent: ({ id, object }) => id.kind === 'constraint' && (object as { form?: string }).form === 'not null',
  },
]
const attributesSince: { readonly [kind: string]: { readonly [attribute: string]: number } } = {
  type: { notNullName: 17 },
  constraint: { enforced: 18, period: 18, onDeleteColumns: 15 },
  index: { nullsNotDistinct: 15 },
}

/** The older of the two servers; a folded catalog has every fact of the newest. */
const olderMajor = (a: Catalog, b: Catalog): number => Math.min(a.major ?? 18, b.major ?? 18)

/** Objects of a session are nobody's schema; their comments neither. */
const isTemporary = ({ path }: ObjectId): boolean => path[0] === 'pg_temp' || path[1] === 'pg_temp'

/**
 * What `actual` lacks, has too much, or has otherwise than `expected`, sorted by kind and path. An object is missing or unexpected only
 * where the other catalog knows that it doesn't have it.
 */
export function difference(expected: Catalog, actual: Catalog): readonly Difference[] {
  const major = olderMajor(expected, actual)
  const skipped = (entry: Entry): boolean =>
    isTemporary(entry.id) || since.some((fact) => major < fact.major && fact.absent(entry))
  const result: Difference[] = []
  for (const entry of expected.all()) {
    if (skipped(entry)) continue
    const { kind, path } = entry.id
    const other = actual.get(entry.id)
    if (!other) {
      if (actual.knows(entry.id)) result.push({ kind, path, change: 'missing' })
      continue
    }
    const attributes = changedAttributes(entry, other, major)
    if (attributes.length > 0) result.push({ kind, path, change: 'changed', attributes })
  }
  for (const entry of actual.all()) {
    if (skipped(entry) || expected.get(entry.id) || !expected.knows(entry.id)) continue
    result.push({ kind: entry.id.kind, path: entry.id.path, change: 'unexpected' })
  }
  const order = Object.keys(kinds)
  return result.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || comparePaths(a.path, b.path))
}

type Attributes = { readonly [attribute: string]: unknown }

function changedAttributes(a: Entry, b: Entry, major: number): AttributeDifference[] {
  const definition = definitionOf(a.id.kind)
  const left = a.object as unknown as Attributes
  const right = b.object as unknown as Attributes
  const changed: AttributeDifference[] = []
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if ((definition.uncompared as readonly string[] | undefined)?.includes(name)) continue
    if ((attributesSince[a.id.kind]?.[name] ?? 0) > major) continue
    if (sameValue(left[name], right[name]) || definition.same?.(name as never, a, b)) continue
    changed.push({ name, expected: left[name], actual: right[name] })
  }
  return changed
}
