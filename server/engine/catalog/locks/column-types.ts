import type { Catalog, Entry } from '../catalog'

/** A type as format_type() prints it, taken apart. */
interface Shape {
  readonly base: string
  readonly modifiers: readonly number[]
  readonly array: boolean
}

function shapeOf(text: string): Shape {
  const array = text.endsWith('[]')
  const plain = array ? text.slice(0, text.indexOf('[')) : text
  const match = /^([^(]*?)\s*\(([-\d, ]+)\)\s*(.*)$/.exec(plain)
  if (!match) return { base: plain, modifiers: [], array }
  return { base: `${match[1]}${match[3] ? ` ${match[3]}` : ''}`, modifiers: match[2]!.split(',').map(Number), array }
}

export const domainOf = (catalog: Catalog, text: string): Entry<'type'> | undefined => {
  const match = /^(?:"((?:[^"]|"")+)"|(\w+))\.(?:"((?:[^"]|"")+)"|(\w+))$/.exec(text)
  if (!match) return undefined
  const path = [match[1] ?? match[2]!, match[3] ?? match[4]!].map((part) => part.replaceAll('""', '"'))
  const entry = catalog.get<'type'>({ kind: 'type', path })
  return entry?.object.form === 'domain' ? entry : undefined
}

/** The type below all domains. */
export function baseType(catalog: Catalog, text: string): string {
  const domain = domainOf(catalog, text)
  return domain?.object.form === 'domain' ? baseType(catalog, domain.object.type) : text
}

/** CHECK or NOT NULL, its own or of a domain below it (DomainHasConstraints). */
export function hasDomainConstraints(catalog: Catalog, text: string): boolean {
  const domain = domainOf(catalog, text)
  if (domain?.object.form !== 'domain') return false
  const { notNull, constraints, type } = domain.object
  return notNull || constraints.length > 0 || hasDomainConstraints(catalog, type)
}

/**
 * Pairs with a cast WITHOUT FUNCTION that applies implicitly or in assignment (pg_cast, castmethod b), one direction each. `character` to
 * text is not here: it goes through rtrim1.
 */
const binaryPairs = new Set([
  'text>character varying',
  'character varying>text',
  'text>character',
  'character varying>character',
  'cidr>inet',
  'integer>oid',
  'oid>integer',
  'bit>bit varying',
  'bit varying>bit',
  'xml>text',
  'xml>character varying',
  'xml>character',
])
const oidAliases = [
  'regproc',
  'regprocedure',
  'regoper',
  'regoperator',
  'regclass',
  'regcollation',
  'regtype',
  'regconfig',
  'regdictionary',
  'regrole',
  'regnamespace',
]
for (const alias of oidAliases) {
  for (const whole of ['integer', 'oid']) {
    binaryPairs.add(`${whole}>${alias}`)
    binaryPairs.add(`${alias}>${whole}`)
  }
}

const zones = new Set([
  'utc',
  'gmt',
  'etc/utc',
  'etc/gmt',
  'zulu',
  'etc/zulu',
  'universal',
  'etc/universal',
  'uct',
  'etc/uct',
  'greenwich',
  'etc/greenwich',
  'gmt0',
  'etc/gmt0',
  'gmt+0',
  'gmt-0',
  'etc/gmt+0',
  'etc/gmt-0',
  '0',
  '+00',
  '+00:00',
  '+0',
  '-0',
])

export type Conversion = 'free' | 'rewrite' | { readonly unknown: string }

/**
 * What ATColumnChangeRequiresRewrite() sees for an assignment cast of the column itself: relabelling is free, a length coercion is free
 * where the type's support function drops it, timestamp and timestamptz are the same where the zone is UTC.
 */
export function conversion(catalog: Catalog, from: string, to: string, timeZone: string | undefined): Conversion {
  if (from === to) return 'free'
  if (hasDomainConstraints(catalog, to)) return 'rewrite'
  const source = shapeOf(baseType(catalog, from))
  const b = shapeOf(baseType(catalog, to))
  // What comes out of a domain has lost its length (coerce_type relabels it with none).
  const a = domainOf(catalog, from) && b.modifiers.length > 0 ? { ...source, modifiers: [] } : source
  if (a.array !== b.array) return 'rewrite'
  if (a.array) return a.base === b.base && a.modifiers.join() === b.modifiers.join() ? 'free' : 'rewrite'
  if (a.base === b.base) return widened(a, b) ? 'free' : 'rewrite'
  if (a.base.startsWith('interval') && b.base.startsWith('interval')) {
    return leastField(b.base) <= leastField(a.base) && widened(a, { ...b, base: a.base }) ? 'free' : 'rewrite'
  }
  const timestamps = [a.base, b.base].sort().join()
  if (timestamps === 'timestamp with time zone,timestamp without time zone') {
    // What comes out of the cast has lost its precision.
    if (!widened({ ...a, modifiers: [] }, b)) return 'rewrite'
    if (timeZone === undefined)
      return { unknown: 'The session time zone decides: at UTC the table is kept, elsewhere it is rewritten.' }
    return zones.has(timeZone.toLowerCase()) ? 'free' : 'rewrite'
  }
  if (isEnumOrOwn(catalog, a.base) || isEnumOrOwn(catalog, b.base)) return ownConversion(catalog, a.base, b.base)
  if (!binaryPairs.has(`${a.base}>${b.base}`)) return 'rewrite'
  // bpchar without a length relabels; with one the value is padded.
  if (b.base === 'character' || b.base === 'bit') return 'rewrite'
  // So does what is relabelled as another type: a length is looked at anew.
  return b.modifiers.length === 0 ? 'free' : 'rewrite'
}

/** The finest field an interval keeps, seconds first. */
const leastField = (base: string): number =>
  Math.max(0, ['second', 'minute', 'hour', 'day', 'month', 'year'].indexOf(base.split(' ').at(-1)!))

const isEnumOrOwn = (catalog: Catalog, text: string): boolean =>
  text.includes('.') && domainOf(catalog, text) === undefined

function ownConversion(_catalog: Catalog, from: string, to: string): Conversion {
  const cite = [from, to].map((text) => text.slice(text.lastIndexOf('.') + 1).replaceAll('"', ''))
  const text = new Set(['text', 'character varying', 'citext'])
  // citext and text share their form (extension citext: casts WITHOUT FUNCTION).
  if (cite.includes('citext') && cite.every((name) => text.has(name))) return 'free'
  return 'rewrite'
}

const lengthTypes = new Set(['character varying', 'bit varying'])

/** The support functions of varchar, varbit, numeric, interval and the time types: no less than before. */
function widened(a: Shape, b: Shape): boolean {
  if (b.modifiers.length === 0) return b.base !== 'character' || a.modifiers.length === 0
  if (a.modifiers.join() === b.modifiers.join()) return true
  if (a.modifiers.length === 0)
    return b.base.startsWith('time') && b.modifiers[0]! >= 6
      ? true
      : b.base.startsWith('interval') && b.modifiers[0]! >= 6
  const [from, to] = [a.modifiers, b.modifiers]
  if (b.base === 'numeric') return to[0]! >= from[0]! && (to[1] ?? 0) === (from[1] ?? 0)
  if (lengthTypes.has(b.base) || b.base.startsWith('time') || b.base.startsWith('interval')) return to[0]! >= from[0]!
  return false
}

/** Types that share the operator class an index uses: an index over one serves the other as it is (CheckIndexCompatible). */
const families: { readonly [base: string]: string } = {
  'character varying': 'text',
  cidr: 'inet',
}

/** Whether an index on the column can be kept when the table is. */
export function sameOperators(catalog: Catalog, from: string, to: string): boolean {
  const plain = (text: string): string => {
    const { base, array } = shapeOf(baseType(catalog, text))
    return `${families[base] ?? base}${array ? '[]' : ''}`
  }
  return plain(from) === plain(to)
}
