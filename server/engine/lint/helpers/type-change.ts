import type { Catalog, Entry, ObjectId } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { baseType, conversion, hasDomainConstraints } from '../../catalog/locks/column-types'
import { columnOf } from '../../catalog/read'
import { typeUse } from '../../catalog/types'
import type { AnyNode, Node } from '../../syntax/statement'
import type { Fact, RuleContext, TableFacts } from '../rule'
import { changedType } from './alter-table'
import { as } from './nodes'

/** A type as format_type() prints it, taken apart: `numeric(10,2)[]`. */
export interface TypeText {
  readonly base: string
  readonly modifiers: readonly number[]
  readonly array: boolean
}

/** `timestamp(3) without time zone` has its modifier inside. */
export function typeText(text: string): TypeText {
  const array = text.endsWith('[]')
  const plain = array ? text.slice(0, -2) : text
  const modifiers = /\(([-\d, ]+)\)/.exec(plain)
  return {
    base: (modifiers ? plain.replace(modifiers[0], '') : plain).trim(),
    modifiers: modifiers ? modifiers[1]!.split(',').map(Number) : [],
    array,
  }
}

export interface TypeChange {
  readonly rewrite: Fact
  /** What decides, when it is neither the types nor a USING expression that does something. */
  readonly by?: 'using' | 'at time zone' | 'time zone' | 'domain'
}

export interface TypeChangeContext {
  readonly catalog: Catalog
  /** The session's TimeZone, where known. */
  readonly timeZone: string | undefined
}

/**
 * Whether ALTER COLUMN TYPE writes the table anew, cast by cast, and what decides. `from` undefined: the history does not tell the old type.
 */
export function typeChange(
  from: string | undefined,
  definition: Node<'ColumnDef'>,
  column: string,
  context: TypeChangeContext,
): TypeChange {
  const to = typeUse(definition.typeName, context.catalog, context.catalog.searchPath)
  const steps = castsOf(definition.raw_default, column, context.catalog)
  if (!steps) return { rewrite: 'yes', by: isAtTimeZone(definition.raw_default) ? 'at time zone' : 'using' }
  let current = from
  let result: TypeChange = { rewrite: 'no' }
  for (const next of [...steps, to.text]) {
    const step = oneStep(current, next, context)
    if (step.rewrite === 'yes') return step
    if (step.rewrite === 'unknown') result = step
    current = next
  }
  return result
}

/** The types a USING expression casts the column to, innermost first; undefined where it is more than casts. */
function castsOf(expression: AnyNode | undefined, column: string, catalog: Catalog): readonly string[] | undefined {
  if (!expression) return []
  const reference = as(expression, 'ColumnRef')
  if (reference) return strings(reference.fields).at(-1) === column ? [] : undefined
  const cast = as(expression, 'TypeCast')
  const inner = cast && castsOf(cast.arg, column, catalog)
  return inner && [...inner, typeUse(cast.typeName, catalog, catalog.searchPath).text]
}

function isAtTimeZone(expression: AnyNode | undefined): boolean {
  const call = as(expression, 'FuncCall')
  return strings(call?.funcname).at(-1) === 'timezone'
}

function oneStep(from: string | undefined, to: string, { catalog, timeZone }: TypeChangeContext): TypeChange {
  // Whatever it was, unless this very enum: no other type's values are stored like an enum's.
  if (from === undefined && typeNamed(to, catalog)?.object.form === 'enum') return { rewrite: 'yes' }
  if (from === undefined) return fromUnknown(baseType(catalog, to), timeZone)
  if (conversion(catalog, from, to, timeZone) === 'free') return { rewrite: 'no' }
  if (hasDomainConstraints(catalog, to)) return { rewrite: 'yes', by: 'domain' }
  return conversion(catalog, from, to, 'UTC') === 'free' ? { rewrite: 'yes', by: 'time zone' } : { rewrite: 'yes' }
}

/** Nothing but the type itself (or one nobody uses for columns) becomes one of these without a rewrite. */
const alwaysRewritten =
  /^(bigint|integer|smallint|real|double precision|uuid|jsonb?|boolean|date|bytea|money|character|bit|macaddr8?|cidr|point|tsvector)$/

function fromUnknown(to: string, timeZone: string | undefined): TypeChange {
  const { base, array, modifiers } = typeText(to)
  if (array || alwaysRewritten.test(base)) return { rewrite: 'yes' }
  if (/^timestamp /.test(base) && modifiers.length === 0)
    return isUtc(timeZone) ? { rewrite: 'unknown' } : { rewrite: 'yes', by: 'time zone' }
  return { rewrite: 'unknown' }
}

export const isUtc = (timeZone: string | undefined): boolean =>
  timeZone !== undefined &&
  /^(utc|gmt|etc\/utc|etc\/gmt|etc\/uct|uct|zulu|universal|greenwich|etc\/universal|etc\/zulu)$/i.test(timeZone)

/** A type of the catalog by its printed name. */
export const typeNamed = (text: string, catalog: Catalog) =>
  catalog.get<'type'>({
    kind: 'type',
    path: typeText(text).base.replaceAll('"', '').split('.'),
  } satisfies ObjectId<'type'>)

/** One ALTER COLUMN TYPE, as far as the history tells. */
export interface ColumnTypeChange {
  readonly column: string
  readonly entry: Entry<'column'> | undefined
  /** As format_type() prints them. */
  readonly from: string | undefined
  readonly to: string
  readonly definition: Node<'ColumnDef'>
  readonly change: TypeChange
}

export function columnTypeChange(
  command: Node<'AlterTableCmd'>,
  table: TableFacts,
  context: RuleContext,
): ColumnTypeChange | undefined {
  const definition = changedType(command)
  if (!definition) return undefined
  const { before, transaction } = context
  const column = command.name ?? ''
  const entry = columnOf(before, table.id, column)
  // A column of CREATE TABLE AS has a type that nobody wrote.
  const from = entry?.object.type === 'unknown' ? undefined : entry?.object.type
  const to = typeUse(definition.typeName, before, before.searchPath).text
  const change = typeChange(from, definition, column, { catalog: before, timeZone: transaction.setting('timezone') })
  return { column, entry, from, to, definition, change }
}
