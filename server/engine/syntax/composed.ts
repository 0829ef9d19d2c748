import { isParserError, parseTree } from './parser'
import type { AnyNode, Node } from './statement'

/** What a variable of a code block may hold, one value a turn of its loop. */
export type Values = ReadonlyMap<string, readonly string[]>

/** So many statements one EXECUTE may stand for. */
const most = 200

/** The texts of an EXECUTE that needs no more than constants, `||`, format() and the variables of loops over constants. */
export function composed(expression: string, values: Values): readonly string[] | undefined {
  const node = valueIn(expression)
  if (!node) return undefined
  const names = namesIn(node).filter((name, i, all) => values.has(name) && all.indexOf(name) === i)
  let turns: ReadonlyMap<string, string>[] = [new Map()]
  for (const name of names) {
    turns = turns.flatMap((turn) => values.get(name)!.map((value) => new Map([...turn, [name, value]])))
    if (turns.length > most) return undefined
  }
  const texts = turns.map((turn) => evaluate(node, turn))
  return texts.includes(undefined) ? undefined : (texts as string[])
}

/** The items of ARRAY['a', 'b'], '{a,b}' or unnest() of one, and of VALUES lists. */
export function listed(expression: string, values: Values = new Map()): readonly string[] | undefined {
  const node = valueIn(expression)
  return node && items(node, values)
}

/** The column a query over constants gives, with its name: SELECT unnest(ARRAY['a', 'b']) AS name. */
export function listedBy(query: string): { readonly column: string; readonly values: readonly string[] } | undefined {
  const select = selectOf(query)
  if (!select || select.fromClause || select.targetList?.length !== 1) return undefined
  const target = (select.targetList[0] as { ResTarget?: Node<'ResTarget'> }).ResTarget
  const call = (target?.val as { FuncCall?: Node<'FuncCall'> } | undefined)?.FuncCall
  if (!call || nameOf(call) !== 'unnest' || call.args?.length !== 1) return undefined
  const values = items(call.args[0]!, new Map())
  return values && { column: target?.name ?? 'unnest', values }
}

function selectOf(sql: string): Node<'SelectStmt'> | undefined {
  const tree = parseTree(sql)
  if (isParserError(tree)) return undefined
  return (tree.stmts?.[0]?.stmt as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt
}

function valueIn(expression: string): AnyNode | undefined {
  const targets = selectOf(`SELECT ${expression}`)?.targetList
  return targets?.length === 1 ? (targets[0] as { ResTarget?: Node<'ResTarget'> }).ResTarget?.val : undefined
}

function items(node: AnyNode, values: Values): readonly string[] | undefined {
  const any = node as {
    A_ArrayExpr?: Node<'A_ArrayExpr'>
    TypeCast?: Node<'TypeCast'>
    A_Const?: Node<'A_Const'>
    ColumnRef?: Node<'ColumnRef'>
  }
  if (any.A_ArrayExpr) {
    const found = (any.A_ArrayExpr.elements ?? []).map((element) => evaluate(element, new Map()))
    return found.includes(undefined) ? undefined : (found as string[])
  }
  if (any.TypeCast?.arg) return items(any.TypeCast.arg, values)
  if (any.ColumnRef) return values.get(referenceName(any.ColumnRef))
  const text = any.A_Const?.sval?.sval
  return text !== undefined && /^\{[\w.,\s-]+\}$/.test(text)
    ? text
        .slice(1, -1)
        .split(',')
        .map((item) => item.trim())
    : undefined
}

const strings = (list: unknown): string[] =>
  ((list as readonly { readonly String?: { readonly sval?: string } }[] | undefined) ?? []).map(
    (item) => item.String?.sval ?? '',
  )
const nameOf = (call: Node<'FuncCall'>): string => strings(call.funcname).at(-1) ?? ''
const referenceName = (reference: Node<'ColumnRef'>): string => strings(reference.fields).join('.')

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([tag, inner]) =>
    tag === 'ColumnRef' ? [referenceName(inner as Node<'ColumnRef'>)] : namesIn(inner),
  )
}

const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Functions of constants that migrations build their SQL with. */
const functions: { readonly [name: string]: (...args: readonly string[]) => string | undefined } = {
  format: (template, ...args) => (template === undefined ? undefined : formatted(template, args)),
  concat: (...args) => args.join(''),
  quote_ident: (text) => text && identifier(text),
  quote_literal: (text) => text && literal(text),
  lower: (text) => text?.toLowerCase(),
  upper: (text) => text?.toUpperCase(),
}

const sums: { readonly [operator: string]: (left: number, right: number) => number } = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
}

function evaluate(node: AnyNode | undefined, turn: ReadonlyMap<string, string>): string | undefined {
  const any = node as
    | {
        A_Const?: Node<'A_Const'>
        TypeCast?: Node<'TypeCast'>
        A_Expr?: Node<'A_Expr'>
        FuncCall?: Node<'FuncCall'>
        ColumnRef?: Node<'ColumnRef'>
      }
    | undefined
  if (any?.A_Const) {
    const { isnull, sval, ival, fval } = any.A_Const
    if (isnull) return undefined
    return sval ? (sval.sval ?? '') : ival ? String(ival.ival ?? 0) : fval?.fval
  }
  if (any?.TypeCast) return evaluate(any.TypeCast.arg, turn)
  if (any?.ColumnRef) return turn.get(referenceName(any.ColumnRef))
  if (any?.A_Expr) {
    const [left, right] = [evaluate(any.A_Expr.lexpr, turn), evaluate(any.A_Expr.rexpr, turn)]
    if (left === undefined || right === undefined) return undefined
    const operator = strings(any.A_Expr.name).at(-1)
    if (operator === '||') return left + right
    const result = sums[operator ?? '']?.(Number(left), Number(right))
    return Number.isSafeInteger(result) ? String(result) : undefined
  }
  if (!any?.FuncCall) return undefined
  const args = (any.FuncCall.args ?? []).map((arg) => evaluate(arg, turn))
  return args.includes(undefined) ? undefined : functions[nameOf(any.FuncCall)]?.(...(args as string[]))
}

/** format() with %s, %I, %L and %% (manual, 9.4.1). */
function formatted(template: string, args: readonly string[]): string | undefined {
  let next = 0
  let missing = false
  const text = template.replaceAll(
    /%(?:%|(?:(\d+)\$)?([sIL]))/g,
    (whole, position: string | undefined, kind?: string) => {
      if (whole === '%%') return '%'
      next = position === undefined ? next + 1 : Number(position)
      const value = args[next - 1]
      if (value === undefined) missing = true
      else if (kind === 'I') return identifier(value)
      else if (kind === 'L') return literal(value)
      return value ?? ''
    },
  )
  return missing ? undefined : text
}
