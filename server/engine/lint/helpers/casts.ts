import type { Catalog } from '../../catalog/catalog'
import { baseType } from '../../catalog/locks/column-types'
import { type TypeText, typeNamed, typeText } from './type-change'

const strings = new Set(['text', 'character varying', 'character', 'bpchar', 'name'])

/** Built-in types among which every one becomes every other by assignment (pg_cast of PostgreSQL 18, castcontext i or a). */
const families: readonly ReadonlySet<string>[] = [
  strings,
  new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']),
  new Set(['date', 'timestamp without time zone', 'timestamp with time zone']),
  new Set(['json', 'jsonb']),
  new Set(['inet', 'cidr']),
  new Set(['bit', 'bit varying']),
  new Set(['time without time zone', 'time with time zone']),
]

/** Pairs beside the families: `from>to`. */
const pairs = new Set([
  'integer>money',
  'bigint>money',
  'numeric>money',
  'money>numeric',
  'integer>oid',
  'smallint>oid',
  'bigint>oid',
  'oid>integer',
  'oid>bigint',
  'timestamp without time zone>time without time zone',
  'timestamp with time zone>time without time zone',
  'timestamp with time zone>time with time zone',
  'time without time zone>interval',
  'interval>time without time zone',
  'macaddr>macaddr8',
  'macaddr8>macaddr',
])

/** Types this table knows everything about. */
const plain =
  /^(smallint|integer|bigint|numeric|real|double precision|boolean|date|timestamp.*|time .*|interval|uuid|jsonb?|bytea|inet|cidr|money|text|character.*|bpchar|xml|bit.*|macaddr8?)$/

/** Whether ALTER COLUMN TYPE without USING is refused; false where nothing is known. */
export function castFails(from: string, to: string, catalog: Catalog): boolean {
  const [old, next] = [typeText(baseType(catalog, from)), typeText(baseType(catalog, to))]
  if (old.base === next.base && old.array === next.array) return false
  // Everything becomes text by its output function.
  if (strings.has(next.base) && !next.array) return false
  if (old.array !== next.array) return plain.test(old.base) && plain.test(next.base)
  if (isEnum(to, catalog)) return plain.test(old.base) || isEnum(from, catalog)
  if (isEnum(from, catalog)) return plain.test(next.base)
  if (!plain.test(old.base) || !plain.test(next.base)) return false
  return (
    !families.some((family) => family.has(old.base) && family.has(next.base)) && !pairs.has(`${old.base}>${next.base}`)
  )
}

const isEnum = (text: string, catalog: Catalog): boolean => typeNamed(text, catalog)?.object.form === 'enum'

const texts = new Set(['text', 'character varying', 'name'])
const wholes = new Set(['smallint', 'integer', 'bigint'])

/**
 * Whether a foreign key may join two types: `yes` across types that one operator family compares, `same family` where the difference
 * matters to nobody, `no` where the server refuses, as observed for these built-in types; `unknown` for others.
 */
export function comparable(a: TypeText, b: TypeText): 'yes' | 'no' | 'same family' | 'unknown' {
  if (texts.has(a.base) && texts.has(b.base) && !a.array && !b.array) return 'same family'
  if (!plain.test(a.base) || !plain.test(b.base)) return 'unknown'
  if (a.array !== b.array) return 'no'
  if (wholes.has(a.base) && wholes.has(b.base)) return 'yes'
  return families.some((family) => family.has(a.base) && family.has(b.base)) ? 'yes' : 'no'
}
