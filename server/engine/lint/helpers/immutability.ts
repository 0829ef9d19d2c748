import type { Catalog } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { functionsNamed } from '../../catalog/read'
import type { Node } from '../../syntax/statement'

/** Functions of pg_catalog without an immutable overload (pg_proc.provolatile of PostgreSQL 18), as far as they are written in expressions. */
const never = new Set(
  `array_to_string clock_timestamp concat concat_ws convert convert_from convert_to currval format format_type gen_random_uuid
  json_build_array json_build_object jsonb_build_array jsonb_build_object lastval make_timestamptz nextval now random random_normal
  row_to_json set_config current_setting setval statement_timestamp timeofday to_char to_date to_json to_jsonb to_number
  transaction_timestamp uuidv4 uuidv7 version quote_nullable`.split(/\s+/),
)
/** Functions that are stable only for an argument of type timestamptz (the last one), with this many arguments. */
const byZone: { readonly [name: string]: number } = {
  date_trunc: 2,
  date_part: 2,
  extract: 2,
  date: 1,
  date_add: 2,
  date_subtract: 2,
}

type Type = 'timestamptz' | 'timestamp' | 'date' | 'text' | 'interval' | 'other' | undefined

/** A part of an expression that PostgreSQL does not take for IMMUTABLE. */
export interface Mutable {
  /** As the author knows it: `now()`, `timestamptz::date`. */
  readonly what: string
  readonly location?: number
}

const types: { readonly [name: string]: Type } = {
  timestamptz: 'timestamptz',
  'timestamp with time zone': 'timestamptz',
  timestamp: 'timestamp',
  'timestamp without time zone': 'timestamp',
  date: 'date',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  'character varying': 'text',
  character: 'text',
  interval: 'interval',
}

/** Casts that depend on the session (pg_cast and the I/O functions of PostgreSQL 14 to 18), by source type. */
const casts: { readonly [from: string]: readonly Type[] } = {
  timestamptz: ['timestamp', 'date', 'text'],
  timestamp: ['timestamptz', 'text'],
  date: ['timestamptz', 'text'],
  text: ['timestamptz', 'timestamp', 'date', 'interval'],
  interval: ['text'],
}

/** The first part of an expression that is certainly not IMMUTABLE; `columnType` gives a column's type as the catalog prints it. */
export function mutablePart(
  expression: unknown,
  columnType: (column: string) => string | undefined,
  catalog: Catalog,
): Mutable | undefined {
  const typeOf = (node: unknown): Type => {
    const any = node as
      | {
          ColumnRef?: Node<'ColumnRef'>
          TypeCast?: Node<'TypeCast'>
          A_Expr?: Node<'A_Expr'>
          FuncCall?: Node<'FuncCall'>
        }
      | undefined
    if (any?.ColumnRef)
      return types[
        (columnType(strings(any.ColumnRef.fields).at(-1) ?? '') ?? '')
          .replace(/\(.*\)/, '')
          .replace(/ +/g, ' ')
          .trim()
      ]
    if (any?.TypeCast) return types[strings(any.TypeCast.typeName?.names).at(-1) ?? ''] ?? 'other'
    if (any?.A_Expr && strings(any.A_Expr.name).at(-1)?.endsWith('>>')) return 'text'
    if (any?.FuncCall && strings(any.FuncCall.funcname).at(-1) === 'timezone') {
      const inner = typeOf(any.FuncCall.args?.[1])
      return inner === 'timestamptz' ? 'timestamp' : inner === 'timestamp' ? 'timestamptz' : undefined
    }
    return undefined
  }
  const visit = (node: unknown): Mutable | undefined => {
    if (Array.isArray(node)) return first(node, visit)
    if (typeof node !== 'object' || node === null) return undefined
    const any = node as {
      FuncCall?: Node<'FuncCall'>
      TypeCast?: Node<'TypeCast'>
      SQLValueFunction?: Node<'SQLValueFunction'>
      A_Expr?: Node<'A_Expr'>
    }
    const own =
      (any.FuncCall && call(any.FuncCall)) ?? (any.TypeCast && cast(any.TypeCast)) ?? (any.A_Expr && sum(any.A_Expr))
    if (own) return own
    if (any.SQLValueFunction) {
      const { op, location } = any.SQLValueFunction
      return at((op ?? '').replace(/^SVFOP_/, '').toLowerCase(), location)
    }
    return first(Object.values(node), visit)
  }
  const call = (node: Node<'FuncCall'>): Mutable | undefined => {
    const path = strings(node.funcname)
    const name = path.at(-1) ?? ''
    const args = node.args ?? []
    const own = functionsNamed(catalog, path)
    if (own.length > 0)
      return own.every(({ object }) => object.volatility !== 'immutable') ? at(`${name}()`, node.location) : undefined
    if (path.length > 1 && path[0] !== 'pg_catalog') return undefined
    if (never.has(name)) return at(`${name}()`, node.location)
    if (name === 'to_tsvector' && args.length === 1) return at('to_tsvector() without a configuration', node.location)
    if (name === 'age' && args.length === 1) return at('age() of one argument', node.location)
    if (
      byZone[name] === args.length &&
      typeOf(args.at(name.startsWith('date_add') || name.startsWith('date_sub') ? 0 : -1)) === 'timestamptz'
    )
      return at(`${name}() of a timestamptz`, node.location)
    return undefined
  }
  const cast = (node: Node<'TypeCast'>): Mutable | undefined => {
    // A constant is read once, when the statement is.
    if ((node.arg as { A_Const?: unknown } | undefined)?.A_Const) return undefined
    const from = typeOf(node.arg)
    const to = types[strings(node.typeName?.names).at(-1) ?? '']
    return from && to && casts[from]?.includes(to) ? at(`${from}::${to}`, node.location) : undefined
  }
  const sum = (node: Node<'A_Expr'>): Mutable | undefined => {
    const operator = strings(node.name).at(-1)
    if (
      (operator !== '+' && operator !== '-') ||
      typeOf(node.lexpr) !== 'timestamptz' ||
      typeOf(node.rexpr) !== 'interval'
    )
      return undefined
    return at(`timestamptz ${operator} interval`, node.location)
  }
  return visit(expression)
}

const at = (what: string, location: number | undefined): Mutable => ({
  what,
  ...(location !== undefined && { location }),
})

function first<T>(list: readonly unknown[], find: (item: unknown) => T | undefined): T | undefined {
  for (const item of list) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
