import { listed, listedBy } from './composed'

export interface Tree {
  readonly [key: string]: unknown
}
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** How PL/pgSQL has the SQL parser read a text (PostgreSQL's parser/parser.h, RawParseMode): the higher ones are assignments. */
export enum ParseMode {
  Statement = 0,
  Expression = 2,
}

export interface Expression {
  readonly query: string
  readonly parseMode: number
}

export function expressionIn(value: unknown): Expression | undefined {
  const expression = isTree(value) ? value.PLpgSQL_expr : undefined
  if (!isTree(expression) || typeof expression.query !== 'string') return undefined
  return { query: expression.query, parseMode: (expression.parseMode as number | undefined) ?? ParseMode.Statement }
}

/** Statements whose query is put together at run time, and the field it is in. */
export const executed: { readonly [node: string]: string } = {
  PLpgSQL_stmt_dynexecute: 'query',
  PLpgSQL_stmt_dynfors: 'query',
  PLpgSQL_stmt_return_query: 'dynquery',
  PLpgSQL_stmt_open: 'dynquery',
}

/** Parts of a control statement that run only when a condition holds. */
export const branches = new Set([
  'then_body',
  'elsif_list',
  'else_body',
  'case_when_list',
  'else_stmts',
  'body',
  'exceptions',
  'action',
])
export const branching = new Set([
  'PLpgSQL_stmt_if',
  'PLpgSQL_stmt_case',
  'PLpgSQL_stmt_loop',
  'PLpgSQL_stmt_while',
  'PLpgSQL_stmt_fori',
  'PLpgSQL_stmt_fors',
  'PLpgSQL_stmt_forc',
  'PLpgSQL_stmt_foreach_a',
  'PLpgSQL_stmt_dynfors',
  'PLpgSQL_exception',
])

/** The variable of a loop whose turns are known beforehand. */
export function loopOf(
  key: string,
  node: Tree,
  datums: readonly unknown[],
): { readonly name: string; readonly values: readonly string[] } | undefined {
  if (key === 'PLpgSQL_stmt_foreach_a') {
    const values = listed(expressionIn(node.expr)?.query ?? '')
    return values && { name: nameOf(datums[Number(node.varno)]), values }
  }
  if (key === 'PLpgSQL_stmt_fori') {
    const [low, high] = [node.lower, node.upper].map((end) => Number(expressionIn(end)?.query ?? Number.NaN))
    if (node.step || node.reverse || !Number.isInteger(low) || !Number.isInteger(high)) return undefined
    const count = Math.min(Math.max(high! - low! + 1, 0), 1000)
    return { name: nameOf(node.var), values: Array.from({ length: count }, (_, i) => String(low! + i)) }
  }
  if (key !== 'PLpgSQL_stmt_fors') return undefined
  const found = listedBy(expressionIn(node.query)?.query ?? '')
  const row = isTree(node.var) && node.var.PLpgSQL_rec
  const name = nameOf(node.var)
  return found && { name: row ? `${name}.${found.column}` : name, values: found.values }
}

export function nameOf(datum: unknown): string {
  const inner = isTree(datum) ? (datum.PLpgSQL_var ?? datum.PLpgSQL_rec) : undefined
  return isTree(inner) ? String(inner.refname) : ''
}
