import type { AnyNode, Node } from '../syntax/statement'
import { type Expression, nameParts, strings } from './expression'
import { sameType } from './types'

/**
 * Whether two expressions say the same, one possibly as an author wrote it and one as PostgreSQL prints it: the server adds casts to
 * literals and to what it coerces, qualifies names, spells IN, BETWEEN and LIKE by their operators (ruleutils.c, parse_expr.c).
 */
export function equivalent(a: Expression, b: Expression): boolean {
  if (a === b) return true
  if (a.origin === 'printed' && b.origin === 'printed' && a.text === b.text) return true
  const [left, right] = [a.node, b.node]
  if (!left || !right) return a.text === b.text
  return new Comparison(a.origin === 'printed' && b.origin === 'printed').same(left, right)
}

interface Tree {
  readonly [key: string]: unknown
}
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
const tagOf = (node: unknown): string => (isTree(node) ? (Object.keys(node)[0] ?? '') : '')
const inside = <T>(node: unknown, tag: string): T | undefined =>
  (node as { readonly [tag: string]: T } | undefined)?.[tag]

const operator = (name: string, lexpr: unknown, rexpr: unknown, kind = 'AEXPR_OP'): AnyNode =>
  ({ A_Expr: { kind, name: [{ String: { sval: name } }], lexpr, rexpr } }) as AnyNode
const bool = (boolop: string, args: readonly unknown[]): AnyNode =>
  ({ BoolExpr: { boolop, args } }) as unknown as AnyNode
const flipped = { AND_EXPR: 'AND_EXPR', OR_EXPR: 'OR_EXPR' } as const

/** One step of rewriting an outermost node into the form the server prints. */
function plain(node: AnyNode): AnyNode {
  const expression = inside<Node<'A_Expr'>>(node, 'A_Expr')
  if (expression) return plainOperator(expression, node)
  const boolean = inside<Node<'BoolExpr'>>(node, 'BoolExpr')
  if (boolean && boolean.boolop !== 'NOT_EXPR') {
    const flat = (boolean.args ?? []).flatMap((item): AnyNode[] => {
      const arg = plain(item)
      const inner = inside<Node<'BoolExpr'>>(arg, 'BoolExpr')
      return inner && inner.boolop === boolean.boolop ? ((inner.args ?? []) as AnyNode[]) : [arg]
    })
    return bool(flipped[boolean.boolop as 'AND_EXPR'], flat)
  }
  const sublink = inside<Node<'SubLink'>>(node, 'SubLink')
  if (sublink?.subLinkType === 'ANY_SUBLINK' && strings(sublink.operName).at(-1) === '=') {
    const { operName: _, ...rest } = sublink
    return { SubLink: rest } as AnyNode
  }
  const cases = inside<Node<'CaseExpr'>>(node, 'CaseExpr')
  if (cases && !cases.defresult) return { CaseExpr: { ...cases, defresult: { A_Const: { isnull: true } } } } as AnyNode
  return node
}

function plainOperator(expression: Node<'A_Expr'>, node: AnyNode): AnyNode {
  const { kind, lexpr, rexpr } = expression
  const name = strings(expression.name).at(-1) ?? ''
  const items = (inside<{ items?: readonly AnyNode[] }>(rexpr, 'List')?.items ?? []) as readonly AnyNode[]
  switch (kind) {
    case 'AEXPR_OP':
      return name === '!=' ? operator('<>', lexpr, rexpr) : operator(name, lexpr, rexpr)
    case 'AEXPR_IN': {
      if (items.length === 1) return operator(name, lexpr, items[0])
      const array = { A_ArrayExpr: { elements: items } }
      return operator(name, lexpr, array, name === '=' ? 'AEXPR_OP_ANY' : 'AEXPR_OP_ALL')
    }
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return operator(name === '!=' ? '<>' : name, lexpr, rexpr, kind)
    case 'AEXPR_BETWEEN':
      return bool('AND_EXPR', [operator('>=', lexpr, items[0]), operator('<=', lexpr, items[1])])
    case 'AEXPR_NOT_BETWEEN':
      return bool('OR_EXPR', [operator('<', lexpr, items[0]), operator('>', lexpr, items[1])])
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
    case 'AEXPR_SIMILAR':
      return operator(name, lexpr, rexpr)
    case 'AEXPR_NOT_DISTINCT':
      return bool('NOT_EXPR', [operator('=', lexpr, rexpr, 'AEXPR_DISTINCT')])
    default:
      return node
  }
}

type TypeName = Node<'TypeName'>
interface Uncast {
  readonly node: AnyNode
  readonly types: readonly TypeName[]
}

function uncast(node: AnyNode): Uncast {
  const types: TypeName[] = []
  let inner = node
  for (
    let cast = inside<Node<'TypeCast'>>(inner, 'TypeCast');
    cast;
    cast = inside<Node<'TypeCast'>>(inner, 'TypeCast')
  ) {
    if (cast.typeName) types.push(cast.typeName)
    inner = cast.arg as AnyNode
  }
  return { node: inner, types }
}

/** Keys that only say where or how something was written. */
const noise = new Set([
  'location',
  'funcformat',
  'rexpr_list_start',
  'rexpr_list_end',
  'list_start',
  'list_end',
  'typemod',
  'relpersistence',
])

class Comparison {
  constructor(private readonly strict: boolean) {}

  same(a: AnyNode, b: AnyNode): boolean {
    const left = uncast(a)
    const right = uncast(b)
    if (!this.castsAgree(left, right)) return false
    const [x, y] = [plain(left.node), plain(right.node)]
    const tag = tagOf(x)
    if (tag !== tagOf(y)) return false
    if (tag === 'A_Const') return this.sameConstant(x, y, [...left.types, ...right.types])
    if (tag === 'ColumnRef')
      return namesAgree(strings(inside<Tree>(x, tag)!.fields), strings(inside<Tree>(y, tag)!.fields))
    if (tag === 'FuncCall') return this.sameCall(inside<Tree>(x, tag)!, inside<Tree>(y, tag)!)
    if (tag === 'RangeVar') return this.sameRelation(inside<Tree>(x, tag)!, inside<Tree>(y, tag)!)
    return this.sameTree(inside<Tree>(x, tag), inside<Tree>(y, tag))
  }

  /** A cast on one side only is one the server added or left out; casts on both must agree. */
  private castsAgree(a: Uncast, b: Uncast): boolean {
    const [left] = a.types
    const [right] = b.types
    if (left && right) return sameType(left, right) || a.types.some((x) => b.types.some((y) => sameType(x, y)))
    if (!this.strict || (!left && !right)) return true
    const tag = tagOf(a.node)
    return tag === 'A_Const' || tag === 'A_ArrayExpr'
  }

  private sameConstant(a: AnyNode, b: AnyNode, types: readonly TypeName[]): boolean {
    const x = constantText(a)
    const y = constantText(b)
    if (x === y) return true
    if (inside<Node<'A_Const'>>(a, 'A_Const')?.boolval || inside<Node<'A_Const'>>(b, 'A_Const')?.boolval)
      return truth(x) === truth(y)
    const names = types.map((type) => strings(type.names).at(-1)!)
    if (names.includes('regclass')) return namesAgree(nameParts(x), nameParts(y))
    return canonical(x, names) === canonical(y, names)
  }

  private sameCall(a: Tree, b: Tree): boolean {
    const name = (call: Tree) => strings(call.funcname).filter((part) => part !== 'pg_catalog')
    const { funcname: _, ...left } = a
    const { funcname: __, ...right } = b
    return namesAgree(name(a), name(b)) && this.sameTree(left, right)
  }

  private sameRelation(a: Tree, b: Tree): boolean {
    const name = (relation: Tree) =>
      [relation.schemaname, relation.relname].filter((part) => part !== undefined) as string[]
    const alias = (relation: Tree) => (relation.alias as Tree | undefined)?.aliasname ?? relation.relname
    return namesAgree(name(a), name(b)) && alias(a) === alias(b)
  }

  private sameTree(a: unknown, b: unknown): boolean {
    if (Array.isArray(a) && Array.isArray(b))
      return a.length === b.length && a.every((item, i) => this.sameTree(item, b[i]))
    if (!isTree(a) || !isTree(b)) return a === b
    const [tag] = Object.keys(a)
    if (tag !== undefined && isUpper(tag) && isUpper(tagOf(b)))
      return this.same(a as unknown as AnyNode, b as unknown as AnyNode)
    if ('names' in a && 'names' in b) return sameType(a as TypeName, b as TypeName)
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      if (!noise.has(key) && !this.sameTree(a[key], b[key])) return false
    }
    return true
  }
}

const isUpper = (text: string): boolean => {
  const code = text.charCodeAt(0)
  return code > 64 && code < 91
}

/** One may be qualified where the other is not. */
function namesAgree(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length)
  for (let i = 1; i <= length; i++) if (a.at(-i) !== b.at(-i)) return false
  return length > 0 || a.length === b.length
}

function constantText(node: AnyNode): string {
  const constant = inside<Node<'A_Const'>>(node, 'A_Const')!
  if (constant.isnull) return '\u0000null'
  if (constant.ival) return String(constant.ival.ival ?? 0)
  if (constant.fval) return constant.fval.fval ?? ''
  if (constant.boolval) return String(constant.boolval.boolval === true)
  if (constant.bsval) return (constant.bsval.bsval ?? '').replace(/^b/i, '')
  return constant.sval?.sval ?? ''
}

/** Values the way their type prints them, for types whose output is not what was written. */
function canonical(text: string, types: readonly string[]): string {
  const is = (...names: string[]) => types.some((type) => names.includes(type))
  if (is('jsonb')) return json(text)
  if (is('interval')) return interval(text)
  if (is('timestamp', 'timestamptz', 'date'))
    return text
      .trim()
      .replace('T', ' ')
      .replace(/(?: 00:00(?::00)?)?(?:\+00(?::00)?|Z)?$/i, '')
  if (is('time', 'timetz')) return text.replace(/^(\d\d:\d\d):00(?=$|[+-])/, '$1')
  if (is('bool')) return truth(text)
  if (is('numeric', 'int2', 'int4', 'int8', 'float4', 'float8')) return numeric(text)
  if (is('uuid', 'macaddr')) return text.toLowerCase()
  if (types.length > 0 && /^\{.*\}$/s.test(text)) return text.replace(/\s*,\s*/g, ',').replaceAll('"', '')
  return text
}

const truth = (text: string): string =>
  /^(t|true|y|yes|on|1)$/i.test(text) ? 'true' : /^(f|false|n|no|off|0)$/i.test(text) ? 'false' : text

/** Digits beyond a double's precision are compared as text. */
const numeric = (text: string): string => {
  const plain = text.trim().replace(/^\+/, '')
  const value = Number(plain)
  return plain.length < 16 && !Number.isNaN(value) && /e/i.test(plain) ? String(value) : plain
}

function json(text: string): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (!isTree(value)) return value
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, sorted(value[key])]),
    )
  }
  try {
    return JSON.stringify(sorted(JSON.parse(text)))
  } catch {
    return text
  }
}

const seconds: { readonly [unit: string]: number } = {
  second: 1,
  sec: 1,
  s: 1,
  minute: 60,
  min: 60,
  m: 60,
  hour: 3600,
  hr: 3600,
  h: 3600,
}
const days: { readonly [unit: string]: number } = { day: 1, d: 1, week: 7, w: 7 }
const months: { readonly [unit: string]: number } = { month: 1, mon: 1, year: 12, yr: 12, y: 12 }

/** Months, days and seconds of an interval in the usual spellings; the text itself for others. */
function interval(text: string): string {
  let [month, day, second] = [0, 0, 0]
  const rest = text
    .toLowerCase()
    .replace(
      /([+-]?)(\d+):(\d+)(?::(\d+(?:\.\d+)?))?|([+-]?\d+(?:\.\d+)?)\s*([a-z]+)/g,
      (all, sign, h, m, s, count, unit) => {
        if (h !== undefined) {
          second += (sign === '-' ? -1 : 1) * (Number(h) * 3600 + Number(m) * 60 + Number(s ?? 0))
          return ''
        }
        const singular = unit.length > 1 ? unit.replace(/s$/, '') : unit
        if (seconds[singular]) second += Number(count) * seconds[singular]
        else if (days[singular]) day += Number(count) * days[singular]
        else if (months[singular]) month += Number(count) * months[singular]
        else return all
        return ''
      },
    )
  return rest.trim() === '' ? `${month} ${day} ${second}` : text
}
