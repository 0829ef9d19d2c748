import { quoteLiteral } from '../db/quote'
import { isParserError, parseTree } from '../syntax/parser'
import type { AnyNode, Node } from '../syntax/statement'
import { deparse, Expression, strings } from './expression'

interface KeyPart {
  readonly column?: string
  readonly expression?: Expression
  readonly collation?: string
  readonly opclass?: string
}
interface PartitionKey {
  readonly strategy: 'range' | 'list' | 'hash'
  readonly key: readonly KeyPart[]
}

const strategies: { readonly [name: string]: PartitionKey['strategy'] } = {
  PARTITION_STRATEGY_RANGE: 'range',
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_HASH: 'hash',
}

/** PARTITION BY as parsed, or as pg_get_partkeydef() prints it: `RANGE (created_at, lower(name))`. */
export function partitionKey(spec: Node<'PartitionSpec'> | string): PartitionKey {
  if (typeof spec === 'string') {
    const result = parseTree(`create table t () partition by ${spec}`)
    const parsed = isParserError(result)
      ? undefined
      : (result.stmts?.[0]?.stmt as { CreateStmt?: Node<'CreateStmt'> } | undefined)?.CreateStmt?.partspec
    return parsed ? key(parsed, true) : { strategy: 'range', key: [] }
  }
  return key(spec, false)
}

function key(spec: Node<'PartitionSpec'>, printed: boolean): PartitionKey {
  return {
    strategy: strategies[spec.strategy ?? ''] ?? 'range',
    key: (spec.partParams ?? []).map((item) => {
      const part = (item as { PartitionElem: Node<'PartitionElem'> }).PartitionElem
      const collation = strings(part.collation).at(-1)
      const opclass = strings(part.opclass).at(-1)
      const expression = part.expr && (printed ? Expression.printed(deparse(part.expr)) : Expression.written(part.expr))
      return {
        ...(part.name && { column: part.name }),
        ...(expression && { expression }),
        ...(collation && { collation }),
        ...(opclass && { opclass }),
      }
    }),
  }
}

/** As pg_get_expr(relpartbound) prints it, but for values the column's type would print otherwise. */
export function partitionBound(bound: Node<'PartitionBoundSpec'>): string {
  if (bound.is_default) return 'DEFAULT'
  const values = (list: readonly AnyNode[] | undefined) => (list ?? []).map(boundValue).join(', ')
  if (bound.strategy === 'h')
    return `FOR VALUES WITH (modulus ${bound.modulus ?? 0}, remainder ${bound.remainder ?? 0})`
  if (bound.strategy === 'l') return `FOR VALUES IN (${values(bound.listdatums)})`
  return `FOR VALUES FROM (${values(bound.lowerdatums)}) TO (${values(bound.upperdatums)})`
}

function boundValue(node: AnyNode): string {
  const any = node as { ColumnRef?: Node<'ColumnRef'>; A_Const?: Node<'A_Const'>; TypeCast?: Node<'TypeCast'> }
  const word = any.ColumnRef && strings(any.ColumnRef.fields)[0]
  if (word === 'minvalue' || word === 'maxvalue') return word.toUpperCase()
  if (any.TypeCast?.arg && 'A_Const' in any.TypeCast.arg) return boundValue(any.TypeCast.arg)
  if (any.A_Const?.sval) return quoteLiteral(any.A_Const.sval.sval ?? '')
  return deparse(node)
}

/** The server prints values as the key's type does: quotes, midnight and the zone's offset may be added. */
export function sameBound(a: string | undefined, b: string | undefined): boolean {
  const plain = (text: string | undefined): string =>
    (text ?? '')
      .replace(/'([^']*)'/g, (_, value: string) => value.replace(/(?:[ T]00:00(?::00)?)?(?:\+00(?::00)?|Z)?$/, ''))
      .toLowerCase()
  return plain(a) === plain(b)
}
