import type { AnyNode } from '../../syntax/statement'
import type { Catalog, Entry, ObjectId } from '../catalog'
import { nameParts, parseExpression, strings, walk } from '../expression'
import { functionsNamed, sequencesOf } from '../read'
import { steadyFunctions, volatileFunctions } from './built-in-functions'

/** Functions of extensions that migrations use in defaults; true: VOLATILE (their install scripts). */
const extensionFunctions: { readonly [name: string]: boolean } = {
  uuid_generate_v1: true,
  uuid_generate_v1mc: true,
  uuid_generate_v4: true,
  uuid_generate_v3: false,
  uuid_generate_v5: false,
  uuid_nil: false,
  uuid_ns_dns: false,
  uuid_ns_url: false,
  gen_salt: true,
  gen_random_bytes: true,
  crypt: false,
  digest: false,
  hmac: false,
  unaccent: false,
}

/** Functions of the server, of well-known extensions and of PostGIS, whose names begin with st_. */
export const isKnownFunction = (name: readonly string[]): boolean => {
  const last = name.at(-1) ?? ''
  return (
    name[0] === 'pg_catalog' ||
    volatileFunctions.has(last) ||
    steadyFunctions.has(last) ||
    extensionFunctions[last] !== undefined ||
    last.startsWith('st_')
  )
}

export type Volatility = { readonly volatile: boolean } | { readonly unknown: string }
const steady: Volatility = { volatile: false }
const volatile: Volatility = { volatile: true }

/**
 * Whether an expression must be evaluated anew for each row: contain_volatile_functions_after_planning(), so after constant folding and
 * after simple SQL functions were replaced by their bodies.
 */
export function volatilityOf(node: AnyNode | undefined, catalog: Catalog): Volatility {
  let answer = steady
  const calls: string[][] = []
  const visit = (value: unknown): void => {
    walk(value, (tag, inner) => {
      if (tag === 'FuncCall') calls.push(strings(inner.funcname))
    })
  }
  visit(folded(node))
  for (const name of calls) {
    const one = volatilityOfCall(name, catalog)
    if ('volatile' in one && one.volatile) return volatile
    if ('unknown' in one) answer = one
  }
  return answer
}

function volatilityOfCall(name: readonly string[], catalog: Catalog): Volatility {
  const last = name.at(-1)!
  if (name.length === 1 || name[0] === 'pg_catalog') {
    if (volatileFunctions.has(last)) return volatile
    if (steadyFunctions.has(last)) return steady
  }
  const overloads = functionsNamed(catalog, name)
  if (overloads.length > 0) return volatilityOfOwn(overloads, catalog)
  const known = extensionFunctions[last]
  if (known !== undefined) return { volatile: known }
  return { unknown: `Whether ${name.join('.')}() is volatile is not known: if it is, the table is rewritten.` }
}

function volatilityOfOwn(overloads: readonly Entry<'function'>[], catalog: Catalog): Volatility {
  let answer = steady
  for (const { object } of overloads) {
    if (object.volatility !== 'volatile') continue
    const result = object.language === 'sql' && object.body !== undefined ? inlined(object.body) : undefined
    const one = result === undefined ? volatile : volatilityOf(result, catalog)
    if ('volatile' in one && one.volatile) return volatile
    if ('unknown' in one) answer = one
  }
  return answer
}

/** The expression a call of a simple SQL function becomes (inline_function): `SELECT expression` with nothing else. */
function inlined(body: string): AnyNode | undefined {
  const match = /^\s*select\s+([\s\S]+?)\s*;?\s*$/i.exec(body)
  if (!match || /\b(from|where|group|order|limit|union|into|with)\b/i.test(match[1]!)) return undefined
  return parseExpression(match[1]!)
}

/** The parts of an expression that are left when constant conditions are decided; enough for what people write. */
function folded(node: AnyNode | undefined): unknown {
  const any = node as { readonly [tag: string]: { readonly [field: string]: unknown } } | undefined
  if (!any) return undefined
  const coalesce = any.CoalesceExpr?.args as readonly AnyNode[] | undefined
  if (coalesce && isConstant(coalesce[0])) return coalesce[0]
  const cases = any.CaseExpr && !any.CaseExpr.arg ? (any.CaseExpr.args as readonly AnyNode[]) : undefined
  const first = (cases?.[0] as { CaseWhen?: { expr?: AnyNode; result?: AnyNode } } | undefined)?.CaseWhen
  const truth = (first?.expr as { A_Const?: { boolval?: { boolval?: boolean } } } | undefined)?.A_Const?.boolval
  if (first && truth?.boolval) return folded(first.result)
  const cast = any.TypeCast?.arg as AnyNode | undefined
  return cast ? folded(cast) : node
}

const isConstant = (node: AnyNode | undefined): boolean => {
  const any = node as
    | {
        A_Const?: { isnull?: boolean }
        TypeCast?: { arg?: AnyNode }
        A_Expr?: { kind?: string; lexpr?: AnyNode; rexpr?: AnyNode }
      }
    | undefined
  if (any?.A_Const) return any.A_Const.isnull !== true
  if (any?.A_Expr?.kind === 'AEXPR_NULLIF') return isConstant(any.A_Expr.lexpr) && isConstant(any.A_Expr.rexpr)
  return any?.TypeCast !== undefined && isConstant(any.TypeCast.arg)
}

/** Sequences whose next or current value an expression asks for by a constant name. */
export function sequencesIn(node: unknown, catalog: Catalog): ObjectId[] {
  const found: ObjectId[] = []
  walk(node, (tag, inner) => {
    if (tag !== 'FuncCall' || !['nextval', 'setval', 'currval'].includes(strings(inner.funcname).at(-1) ?? '')) return
    const argument = (inner.args as readonly AnyNode[] | undefined)?.[0]
    const id = sequenceNamed(argument, catalog)
    if (id) found.push(id)
  })
  return found
}

/** A sequence by its name, or as pg_get_serial_sequence('table', 'column'). */
function sequenceNamed(argument: AnyNode | undefined, catalog: Catalog): ObjectId | undefined {
  const text = constantText(argument)
  if (text !== undefined) return catalog.resolve(['sequence'], nameParts(text), catalog.searchPath)?.id
  const cast = (argument as { TypeCast?: { arg?: AnyNode } } | undefined)?.TypeCast
  if (cast) return sequenceNamed(cast.arg, catalog)
  const call = (argument as { FuncCall?: { funcname?: unknown; args?: readonly AnyNode[] } } | undefined)?.FuncCall
  if (!call || strings(call.funcname).at(-1) !== 'pg_get_serial_sequence') return undefined
  const [table, column] = (call.args ?? []).map(constantText)
  const path =
    table === undefined ? undefined : catalog.resolve(['table'], nameParts(table), catalog.searchPath)?.id.path
  return path && column !== undefined
    ? sequencesOf(catalog, { kind: 'column', path: [...path, column] })[0]?.id
    : undefined
}

export function constantText(node: AnyNode | undefined): string | undefined {
  const any = node as { A_Const?: { sval?: { sval?: string } }; TypeCast?: { arg?: AnyNode } } | undefined
  return any?.A_Const?.sval?.sval ?? (any?.TypeCast ? constantText(any.TypeCast.arg) : undefined)
}
