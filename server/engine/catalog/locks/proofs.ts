import type { AnyNode, Node } from '../../syntax/statement'
import type { ObjectId } from '../catalog'
import { strings } from '../expression'
import { hashOfKey, takesHash } from './hash'
import { constantText } from './volatility'
import { inner, type World } from './world'

/** What validated, enforced CHECKs of a table say; those the statement drops do not count. */
function checks(world: World, table: ObjectId, dropped: ReadonlySet<string>): AnyNode[] {
  return world.constraints(table).flatMap(({ id, object }) => {
    const usable = object.form === 'check' && object.validated && object.enforced && !dropped.has(id.path[2]!)
    return usable && object.expression?.node ? [object.expression.node] : []
  })
}

/** Whether SET NOT NULL may trust a CHECK (NotNullImpliedByRelConstraints): `col IS NOT NULL`, or a conjunction that holds it. */
export function provenNotNull(
  world: World,
  table: ObjectId,
  column: string,
  dropped: ReadonlySet<string> = new Set(),
): boolean {
  return checks(world, table, dropped).some((node) => impliesNotNull(node, column))
}

function impliesNotNull(node: AnyNode | undefined, column: string, negated = false): boolean {
  const test = inner(node, 'NullTest')
  if (test) return test.nulltesttype === (negated ? 'IS_NULL' : 'IS_NOT_NULL') && columnOf(test.arg) === column
  const bool = inner(node, 'BoolExpr')
  const args = bool?.args ?? []
  if (bool?.boolop === 'NOT_EXPR') return impliesNotNull(args[0], column, !negated)
  const conjunction = bool?.boolop === (negated ? 'OR_EXPR' : 'AND_EXPR')
  if (!bool) return false
  return conjunction
    ? args.some((arg) => impliesNotNull(arg, column, negated))
    : args.every((arg) => impliesNotNull(arg, column, negated))
}

const columnOf = (node: AnyNode | undefined): string | undefined => {
  const cast = inner(node, 'TypeCast')
  if (cast) return columnOf(cast.arg)
  return strings(inner(node, 'ColumnRef')?.fields).at(-1)
}

type Value = number | string
interface Interval {
  readonly low?: Value
  readonly lowIn: boolean
  readonly high?: Value
  readonly highIn: boolean
}
type Range = readonly Interval[]
const everything: Range = [{ lowIn: false, highIn: false }]

const sums: { readonly [operator: string]: (left: number, right: number) => number } = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
}

function constantOf(node: AnyNode | undefined): Value | undefined {
  const constant = inner(node, 'A_Const')
  if (constant?.ival) return constant.ival.ival ?? 0
  if (constant?.fval) return Number(constant.fval.fval)
  const cast = inner(node, 'TypeCast')
  if (cast && !constant) return constantOf(cast.arg)
  const expression = inner(node, 'A_Expr')
  if (expression) {
    const [left, right] = [expression.lexpr ? constantOf(expression.lexpr) : 0, constantOf(expression.rexpr)]
    const result =
      typeof left === 'number' && typeof right === 'number' ? sums[strings(expression.name)[0] ?? ''] : undefined
    return result?.(left as number, right as number)
  }
  const text = constantText(node)
  return text === undefined ? undefined : moment(text)
}

/** A date alone and the same day's midnight are one moment. */
const moment = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}/.test(text)
    ? text
        .replace(/^(\d{4}-\d{2}-\d{2})$/, '$1 00:00:00')
        .replace(/(?:\+00(?::?00)?|Z)$/, '')
        .replace('T', ' ')
    : text

const flipped: { readonly [operator: string]: string } = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '=': '=' }
const comparison: { readonly [operator: string]: (value: Value) => Interval } = {
  '<': (high) => ({ lowIn: false, high, highIn: false }),
  '<=': (high) => ({ lowIn: false, high, highIn: true }),
  '>': (low) => ({ low, lowIn: false, highIn: false }),
  '>=': (low) => ({ low, lowIn: true, highIn: false }),
  '=': (value) => ({ low: value, lowIn: true, high: value, highIn: true }),
}

const besides = (value: Value): Range => [comparison['<']!(value), comparison['>']!(value)]

/** Values of the column for which the condition can be true; everything where it can't be told. */
function rangeOf(node: AnyNode | undefined, column: string): Range {
  const bool = inner(node, 'BoolExpr')
  if (bool?.boolop === 'AND_EXPR')
    return (bool.args ?? []).reduce((range: Range, arg) => both(range, rangeOf(arg, column)), everything)
  if (bool?.boolop === 'OR_EXPR') return (bool.args ?? []).flatMap((arg) => rangeOf(arg, column))
  const expression = inner(node, 'A_Expr')
  if (!expression) return everything
  const list = inner(expression.rexpr, 'List')?.items ?? []
  if (expression.kind === 'AEXPR_IN' && columnOf(expression.lexpr) === column) {
    const values = list.map(constantOf)
    if (values.includes(undefined)) return everything
    return strings(expression.name)[0] === '='
      ? values.map((value) => comparison['=']!(value!))
      : values.reduce((range: Range, value) => both(range, besides(value!)), everything)
  }
  if (expression.kind === 'AEXPR_BETWEEN' && columnOf(expression.lexpr) === column) {
    const [low, high] = list.map(constantOf)
    return low !== undefined && high !== undefined ? [{ low, lowIn: true, high, highIn: true }] : everything
  }
  if (expression.kind !== 'AEXPR_OP') return everything
  const operator = strings(expression.name).at(-1)!
  const [left, right] = [columnOf(expression.lexpr), columnOf(expression.rexpr)]
  const value =
    left === column ? constantOf(expression.rexpr) : right === column ? constantOf(expression.lexpr) : undefined
  if (value !== undefined && operator === '<>') return besides(value)
  const make = comparison[left === column ? operator : (flipped[operator] ?? '')]
  return value !== undefined && make ? [make(value)] : everything
}

const less = (a: Value, b: Value): boolean => typeof a === typeof b && a < b
/** Whether `a`'s lower end lies at or above `b`'s. */
const lowWithin = (a: Interval, b: Interval): boolean =>
  b.low === undefined || (a.low !== undefined && (less(b.low, a.low) || (a.low === b.low && (b.lowIn || !a.lowIn))))
const highWithin = (a: Interval, b: Interval): boolean =>
  b.high === undefined ||
  (a.high !== undefined && (less(a.high, b.high) || (a.high === b.high && (b.highIn || !a.highIn))))
const within = (a: Interval, b: Interval): boolean => lowWithin(a, b) && highWithin(a, b)
const isVoid = ({ low, lowIn, high, highIn }: Interval): boolean =>
  low !== undefined && high !== undefined && (less(high, low) || (low === high && !(lowIn && highIn)))

function both(a: Range, b: Range): Range {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      const lower = lowWithin(x, y) ? x : y
      const upper = highWithin(x, y) ? x : y
      const one: Interval = {
        ...(lower.low !== undefined && { low: lower.low }),
        lowIn: lower.lowIn,
        ...(upper.high !== undefined && { high: upper.high }),
        highIn: upper.highIn,
      }
      return isVoid(one) ? [] : [one]
    }),
  )
}

/** The values of a one-column key that go to a partition; undefined where we can't say. */
function boundRange(bound: Node<'PartitionBoundSpec'>): Range | undefined {
  if (bound.strategy === 'l') {
    const values = (bound.listdatums ?? []).map(constantOf)
    return values.every((value) => value !== undefined) ? values.map((value) => comparison['=']!(value!)) : undefined
  }
  if (bound.strategy !== 'r' || bound.lowerdatums?.length !== 1 || bound.upperdatums?.length !== 1) return undefined
  const word = (node: AnyNode | undefined) => strings(inner(node, 'ColumnRef')?.fields)[0]
  const low = constantOf(bound.lowerdatums[0])
  const high = constantOf(bound.upperdatums[0])
  if (
    (low === undefined && word(bound.lowerdatums[0]) !== 'minvalue') ||
    (high === undefined && word(bound.upperdatums[0]) !== 'maxvalue')
  )
    return undefined
  return [{ ...(low !== undefined && { low }), lowIn: true, ...(high !== undefined && { high }), highIn: false }]
}

/** Whether the table's constraints imply the bound (ConstraintImpliedByRelConstraint), so that ATTACH need not read it. */
export const impliesBound = (
  world: World,
  table: ObjectId,
  column: string,
  bound: Node<'PartitionBoundSpec'>,
): boolean => impliesRange(world, table, column, boundRange(bound))

export function impliesRange(world: World, table: ObjectId, column: string, target: Range | undefined): boolean {
  if (!target) return false
  if (world.column(table, column)?.object.nullable !== false && !provenNotNull(world, table, column)) return false
  const actual = rangeFor(world, table, column)
  return actual.length > 0 && actual.every((one) => target.some((part) => within(one, part)))
}

/** Whether a default partition's constraints keep the new partition's rows out of it. */
export function excludesBound(
  world: World,
  table: ObjectId,
  column: string,
  bound: Node<'PartitionBoundSpec'>,
): boolean {
  const target = boundRange(bound)
  return target !== undefined && both(rangeFor(world, table, column), target).length === 0
}

const rangeFor = (world: World, table: ObjectId, column: string): Range =>
  checks(world, table, new Set()).reduce((range: Range, node) => both(range, rangeOf(node, column)), everything)

/** The ends of a range by key column; undefined stands for MINVALUE in the lower one and MAXVALUE in the upper one. */
interface Ends {
  readonly from: readonly (Value | undefined)[]
  readonly to: readonly (Value | undefined)[]
}

const listsIn = (bound: string): string[] =>
  [...bound.matchAll(/\(((?:'(?:[^']|'')*'|[^')])*)\)/g)].map((match) => match[1]!)

const valuesIn = (text: string): (Value | undefined)[] =>
  [...text.matchAll(/'((?:[^']|'')*)'|([^,\s][^,]*)/g)].map(([, quoted, plain]) => {
    if (quoted !== undefined) return moment(quoted.replaceAll("''", "'"))
    return /^-?[\d.]+$/.test(plain!.trim()) ? Number(plain) : undefined
  })

/** Of `FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`, as the catalog keeps it. */
function endsOf(bound: string | undefined): Ends | undefined {
  const [from, to, ...rest] = bound?.startsWith('FOR VALUES FROM') ? listsIn(bound) : []
  if (from === undefined || to === undefined || rest.length > 0) return undefined
  const open = (text: string, word: RegExp) =>
    valuesIn(text).filter((value) => value === undefined).length === [...text.matchAll(word)].length
  if (!open(from, /minvalue/gi) || !open(to, /maxvalue/gi)) return undefined
  return { from: valuesIn(from), to: valuesIn(to) }
}

/** The values of the first key column in a partition; those at the ends of a range of several columns may lie in another one. */
export function writtenRange(bound: string | undefined): Range | undefined {
  if (bound?.startsWith('FOR VALUES IN')) {
    const [list, ...rest] = listsIn(bound).map(valuesIn)
    if (!list || rest.length > 0 || list.includes(undefined)) return undefined
    return list.map((value) => comparison['=']!(value!))
  }
  const ends = endsOf(bound)
  if (!ends) return undefined
  const [low, high] = [ends.from[0], ends.to[0]]
  const highIn = ends.to.length > 1
  return [{ ...(low !== undefined && { low }), lowIn: true, ...(high !== undefined && { high }), highIn }]
}

/** Whether a key lies between both ends, the lower one included; undefined where values can't be compared. */
function between(key: readonly Value[], { from, to }: Ends): boolean | undefined {
  if (key.some((value, i) => [from[i], to[i]].some((end) => end !== undefined && typeof end !== typeof value)))
    return undefined
  const low = key.findIndex((value, i) => value !== from[i])
  const high = key.findIndex((value, i) => value !== to[i])
  const above = low < 0 || from[low] === undefined || less(from[low]!, key[low]!)
  const below = high >= 0 && (to[high] === undefined || less(key[high]!, to[high]!))
  return above && below
}

/**
 * The partitions a condition with constants leaves (partprune.c), the partitioned tables between among them. All where the condition or a bound
 * can't be read.
 */
export function partitionsLeft(world: World, table: ObjectId, where: AnyNode | undefined): ObjectId[] {
  const key = world.table(table.path)?.object.partitioned?.key ?? []
  const hashed = hashedPartitions(world, table, key, where)
  if (hashed) return hashed.flatMap((child) => [child, ...partitionsLeft(world, child, where)])
  const column = key[0]?.column
  const wanted = column === undefined ? everything : rangeOf(where, column)
  const bounds = world.children(table).map((child) => ({ child, range: writtenRange(child.object.bound) }))
  const others = bounds.flatMap(({ range }) => range ?? [])
  return bounds.flatMap(({ child, range }) => {
    const isDefault = child.object.bound === 'DEFAULT'
    const left = isDefault
      ? key.length > 1 || !wanted.every((one) => others.some((other) => within(one, other)))
      : range === undefined || both(wanted, range).length > 0
    return left ? [child.id, ...partitionsLeft(world, child.id, where)] : []
  })
}

/** Of a table partitioned by hash: a condition leaves one only where it gives every key column a value, or a list to the only one. */
function hashedPartitions(
  world: World,
  table: ObjectId,
  key: readonly { readonly column?: string }[],
  where: AnyNode | undefined,
): ObjectId[] | undefined {
  const children = world.children(table)
  if (!children.some(({ object }) => isHashed(object.bound))) return undefined
  const all = children.map(({ id }) => id)
  const values = key.map(({ column }) => (column === undefined ? undefined : pointsOf(rangeOf(where, column))))
  if (values.includes(undefined) || (values.length > 1 && values.some((list) => list!.length !== 1))) return all
  const rows = values.length === 1 ? values[0]!.map((value) => [value]) : [values.map((list) => list![0]!)]
  const left = rows.map((row) => children.filter(({ object }) => holds(object.bound, row, typesOf(world, table, key))))
  if (left.some((found) => found.length !== 1)) return all
  return all.filter((id) => left.some(([found]) => found!.id === id))
}

const isHashed = (bound: string | undefined): boolean => bound?.startsWith('FOR VALUES WITH') === true
/** Undefined: a range that is not made of single values. */
const pointsOf = (range: Range): Value[] | undefined =>
  range.every(({ low, high, lowIn, highIn }) => low !== undefined && low === high && lowIn && highIn)
    ? range.map(({ low }) => low!)
    : undefined
const typesOf = (world: World, table: ObjectId, key: readonly { readonly column?: string }[]): string[] =>
  key.map(({ column }) => world.column(table, column ?? '')?.object.type ?? '')

/** The partition a row with these constants goes to, with the partitioned tables above it; undefined where we can't say. */
export function routeOf(
  world: World,
  table: ObjectId,
  valueAt: (column: string) => AnyNode | undefined,
): ObjectId[] | undefined {
  const key = world.table(table.path)?.object.partitioned?.key
  if (!key) return [table]
  const values = key.map(({ column }) => (column === undefined ? undefined : constantOf(valueAt(column))))
  if (values.includes(undefined)) return undefined
  const children = world.children(table)
  const answers = children.map(({ object }) => holds(object.bound, values as Value[], typesOf(world, table, key)))
  if (answers.includes(undefined)) return undefined
  const target = children[answers.indexOf(true)] ?? children.find(({ object }) => object.bound === 'DEFAULT')
  const below = target && routeOf(world, target.id, valueAt)
  return below && [table, ...below]
}

/** Whether a partition takes the key; the default partition takes what no other does. */
function holds(bound: string | undefined, key: readonly Value[], types: readonly string[]): boolean | undefined {
  if (bound === 'DEFAULT') return false
  if (bound !== undefined && isHashed(bound)) {
    const hash = hashOfKey(key, types)
    return hash === undefined ? undefined : takesHash(bound, hash)
  }
  const ends = endsOf(bound)
  if (ends) return between(key, ends)
  const list = writtenRange(bound)
  return list && both(list, [comparison['=']!(key[0]!)]).length > 0
}
