import { quoteIdentifier, quoteName } from '../db/quote'
import type { AnyNode, Node, Statement } from '../syntax/statement'
import type { Catalog, ObjectId } from './catalog'
import { strings } from './expression'
import { movedPath } from './moving'

type TypeName = Node<'TypeName'>

/** A type as the catalog keeps it. */
export interface TypeUse {
  /** As format_type() prints it with only pg_catalog on the search path: `character varying(20)`, `public.mood[]`. */
  readonly text: string
  /** The user-defined type behind it, arrays looked through. */
  readonly id?: ObjectId<'type'>
}

const standard: { readonly [name: string]: string } = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  char: '"char"',
  varchar: 'character varying',
  varbit: 'bit varying',
  // The parser accepts these spellings only unqualified; they are names of pg_type all the same.
  decimal: 'numeric',
}

/** Types of pg_catalog that users write, from pg_type of PostgreSQL 18 (typtype b, r, m, p without arrays); the rest is looked up. */
const builtin = new Set(
  `aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray anycompatiblerange anyelement
  anyenum anymultirange anynonarray anyrange bit bool box bpchar bytea char cid cidr circle cstring date datemultirange daterange
  event_trigger fdw_handler float4 float8 index_am_handler inet int2 int2vector int4 int4multirange int4range int8 int8multirange
  int8range internal interval json jsonb jsonpath language_handler line lseg macaddr macaddr8 money name numeric nummultirange numrange
  oid oidvector path pg_ddl_command pg_lsn pg_node_tree pg_snapshot point polygon record refcursor regclass regcollation regconfig
  regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype table_am_handler text tid time timestamp
  timestamptz timetz trigger tsm_handler tsmultirange tsquery tsrange tstzmultirange tstzrange tsvector txid_snapshot uuid varbit
  varchar void xid xid8 xml unknown`.split(/\s+/),
)

const serials: { readonly [name: string]: string } = {
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
  smallserial: 'smallint',
  serial2: 'smallint',
}

/** The integer type behind serial and its spellings (transformColumnDefinition in parse_utilcmd.c). */
export function serialType(type: TypeName | undefined): string | undefined {
  const names = type?.names
  if (names?.length !== 1) return undefined
  return serials[strings(names)[0]!]
}

const integers = (typmods: readonly AnyNode[] | undefined): number[] =>
  (typmods ?? []).map((node) => {
    const constant = (node as { A_Const?: Node<'A_Const'> }).A_Const
    return constant?.ival ? (constant.ival.ival ?? 0) : Number.NaN
  })

/** Field masks of intervals: INTERVAL_MASK in src/include/utils/timestamp.h, names as intervaltypmodout prints them. */
const fields: { readonly [mask: number]: string } = {
  4: ' year',
  2: ' month',
  8: ' day',
  1024: ' hour',
  2048: ' minute',
  4096: ' second',
  6: ' year to month',
  1032: ' day to hour',
  3080: ' day to minute',
  7176: ' day to second',
  3072: ' hour to minute',
  7168: ' hour to second',
  6144: ' minute to second',
}

function withModifiers(name: string, typmods: readonly AnyNode[] | undefined): string {
  const values = integers(typmods)
  const precision = values.length > 0 && !Number.isNaN(values[0]) ? `(${values[0]})` : ''
  switch (name) {
    case 'numeric':
    case 'decimal':
      return values.length === 0 ? 'numeric' : `numeric(${values[0]},${values[1] ?? 0})`
    case 'bpchar':
      return values.length === 0 ? 'bpchar' : `character${precision}`
    case 'time':
      return `time${precision} without time zone`
    case 'timetz':
      return `time${precision} with time zone`
    case 'timestamp':
      return `timestamp${precision} without time zone`
    case 'timestamptz':
      return `timestamp${precision} with time zone`
    case 'interval': {
      const digits = values.length > 1 ? `(${values[1]})` : ''
      return `interval${fields[values[0] ?? 0x7fff] ?? ''}${digits}`
    }
    case 'bit':
      return `bit${precision || '(1)'}`
    default: {
      const written = (typmods ?? []).map((node) => modifierText(node))
      return `${standard[name] ?? name}${written.length > 0 ? `(${written.join(',')})` : ''}`
    }
  }
}

function modifierText(node: AnyNode): string {
  const any = node as { A_Const?: Node<'A_Const'>; ColumnRef?: Node<'ColumnRef'> }
  if (any.ColumnRef) return strings(any.ColumnRef.fields).join('.')
  if (any.A_Const?.sval) return any.A_Const.sval.sval ?? ''
  return String(any.A_Const?.ival?.ival ?? 0)
}

const plain = new Map<string, TypeUse>()

/** What a written type means here. An unknown name is taken to lie in the first schema of the search path. */
export function typeUse(type: TypeName | undefined, catalog: Catalog, searchPath: readonly string[]): TypeUse {
  const names = type?.names
  if (!type || !names) return { text: 'unknown' }
  const path = strings(names)
  const name = path.at(-1)!
  const array = (type.arrayBounds?.length ?? 0) > 0 ? '[]' : ''
  const qualified = path.length > 1 ? path.at(-2) : undefined
  const ours = qualified === undefined && !serials[name] ? catalog.resolve(['type'], [name], searchPath) : undefined
  if (qualified === 'pg_catalog' || (!ours && qualified === undefined && (builtin.has(name) || name === 'decimal'))) {
    if (!type.typmods && array === '') {
      let use = plain.get(name)
      if (!use) {
        use = { text: withModifiers(name, undefined) }
        plain.set(name, use)
      }
      return use
    }
    return { text: withModifiers(name, type.typmods) + array }
  }
  const serial = qualified === undefined ? serials[name] : undefined
  if (serial) return { text: serial }
  const schema = ours?.id.path[0] ?? qualified ?? relationRow(catalog, name, searchPath) ?? searchPath[0] ?? 'public'
  const modifiers = type.typmods ? `(${type.typmods.map(modifierText).join(',')})` : ''
  return {
    text: `${quoteIdentifier(schema)}.${quoteIdentifier(name)}${modifiers}${array}`,
    id: ours?.id ?? { kind: 'type', path: [schema, name] },
  }
}

/** Every table is a type too. */
const relationRow = (catalog: Catalog, name: string, searchPath: readonly string[]): string | undefined =>
  catalog.resolve(['table', 'view', 'materialized_view'], [name], searchPath)?.id.path[0]

/** Canonical text of a type given as SQL, for printed casts. */
export function sameType(a: TypeName | undefined, b: TypeName | undefined): boolean {
  const text = (type: TypeName | undefined): string => {
    const path = strings(type?.names)
    const name = path.at(-1) ?? ''
    return withModifiers(name, type?.typmods) + ((type?.arrayBounds?.length ?? 0) > 0 ? '[]' : '')
  }
  return text(a) === text(b)
}

const written =
  /(?:[\w$]+|"[^"]*")(?:\.(?:[\w$]+|"[^"]*"))*(?:\s+(?:varying|precision|varchar|character\s+varying))?(?:\s*\([^)]*\))?(?:\s+with(?:out)?\s+time\s+zone)?(?:\s*\[\d*\])*/iy

/** The type as the author wrote it, up to the end of its modifiers and brackets. */
export function writtenType(type: TypeName | undefined, statement: Statement): string {
  if (!type) return ''
  written.lastIndex = statement.at(type.location)
  return written.exec(statement.source.text)?.[0] ?? ''
}

/** A column's type after a rename of the type or of its schema. */
export function movedType(
  column: { readonly type: string; readonly typeId?: ObjectId<'type'> },
  from: ObjectId,
  to: ObjectId,
): { readonly type?: string; readonly typeId?: ObjectId<'type'> } {
  const { type, typeId } = column
  if (!typeId) return {}
  const path = movedPath(typeId.path, from, to)
  if (path === typeId.path || (from.kind !== 'type' && from.kind !== 'schema')) return {}
  return { type: quoteName(path) + type.slice(quoteName(typeId.path).length), typeId: { kind: 'type', path } }
}
