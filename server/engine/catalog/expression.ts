import { Deparser } from 'pgsql-deparser'
import { quoteIdentifier } from '../db/quote'
import { isParserError, parseTree } from '../syntax/parser'
import type { AnyNode } from '../syntax/statement'
import type { ObjectId } from './catalog'

const bare = new Set([
  'A_Const',
  'FuncCall',
  'TypeCast',
  'SQLValueFunction',
  'A_ArrayExpr',
  'CoalesceExpr',
  'MinMaxExpr',
  'CaseExpr',
])

/**
 * A scalar expression of the schema: a default, a CHECK, a policy, an index key. `written` ones come from a migration and are
 * deparsed on first use; `printed` ones come from a server (pg_get_expr and its kin) and are parsed on first use.
 */
export class Expression {
  private cachedText: string | undefined
  private cachedNode: AnyNode | null | undefined

  private constructor(
    readonly origin: 'written' | 'printed',
    text: string | undefined,
    node: AnyNode | undefined,
    private readonly fallback?: () => string,
  ) {
    this.cachedText = text
    this.cachedNode = node
  }

  /** `fallback` gives the author's own words, for what the deparser gets wrong. */
  static written(node: AnyNode, fallback?: () => string): Expression {
    return new Expression('written', undefined, node, fallback)
  }

  static printed(text: string): Expression {
    return new Expression('printed', text, undefined)
  }

  get text(): string {
    this.cachedText ??= this.deparsed()
    return this.cachedText
  }

  private deparsed(): string {
    const text = deparse(this.cachedNode!)
    return this.fallback && isParserError(parseTree(text)) ? this.fallback() : text
  }

  /** In parentheses where a DEFAULT clause needs them. */
  get enclosed(): string {
    const { text, node } = this
    const tag = node && Object.keys(node)[0]!
    const call = node && (node as { FuncCall?: { funcformat?: string } }).FuncCall
    const plain = tag !== undefined && bare.has(tag) && call?.funcformat !== 'COERCE_SQL_SYNTAX'
    return plain ? text : `(${text})`
  }

  /** Undefined for printed text that libpg-query can't read. */
  get node(): AnyNode | undefined {
    if (this.cachedNode === undefined) this.cachedNode = parseExpression(this.cachedText!) ?? null
    return this.cachedNode ?? undefined
  }

  /** Same expression with each node replaced that `change` answers for. */
  map(change: (node: AnyNode) => AnyNode | undefined): Expression {
    const { node } = this
    if (!node) return this
    const next = mapTree(node, change) as AnyNode
    return next === node ? this : new Expression(this.origin, undefined, next, this.fallback)
  }

  toJSON(): string {
    return this.text
  }

  toString(): string {
    return this.text
  }
}

export function deparse(node: AnyNode): string {
  try {
    return Deparser.deparse(node as never, { pretty: false })
  } catch {
    return ''
  }
}

export function parseExpression(text: string): AnyNode | undefined {
  const result = parseTree(`select ${text}`)
  if (isParserError(result)) return undefined
  const select = result.stmts?.[0]?.stmt as { SelectStmt?: { targetList?: readonly AnyNode[] } } | undefined
  const target = select?.SelectStmt?.targetList?.[0] as { ResTarget?: { val?: AnyNode } } | undefined
  return target?.ResTarget?.val
}

interface Tree {
  readonly [key: string]: unknown
}
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

function mapTree(value: unknown, change: (node: AnyNode) => AnyNode | undefined): unknown {
  if (Array.isArray(value)) {
    let next: unknown[] | undefined
    for (let i = 0; i < value.length; i++) {
      const mapped = mapTree(value[i], change)
      if (mapped !== value[i]) {
        next ??= value.slice()
        next[i] = mapped
      }
    }
    return next ?? value
  }
  if (!isTree(value)) return value
  const replaced = change(value as unknown as AnyNode)
  if (replaced) return replaced
  let next: { [key: string]: unknown } | undefined
  for (const key of Object.keys(value)) {
    const mapped = mapTree(value[key], change)
    if (mapped !== value[key]) {
      next ??= { ...value }
      next[key] = mapped
    }
  }
  return next ?? value
}

/** Depth first, outer nodes first; `visit` gets each tagged node's tag and content. */
export function walk(value: unknown, visit: (tag: string, node: Tree) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
  } else if (isTree(value)) {
    for (const key of Object.keys(value)) {
      const inner = value[key]
      if (typeof inner !== 'object' || inner === null) continue
      if (key.charCodeAt(0) < 91 && isTree(inner)) visit(key, inner)
      walk(inner, visit)
    }
  }
}

export const strings = (list: unknown): string[] =>
  ((list ?? []) as { String?: { sval?: string } }[]).map((item) => item.String?.sval ?? '')

/** The columns an expression names without a table, or behind this table's name. */
export function columnsIn(node: unknown, table?: string): string[] {
  const found = new Set<string>()
  walk(node, (tag, inner) => {
    if (tag !== 'ColumnRef') return
    const fields = strings(inner.fields)
    if (fields.length === 1 || (fields.length === 2 && fields[0] === table)) found.add(fields.at(-1)!)
  })
  found.delete('')
  return [...found]
}

/** Function names called in an expression, qualified as written. */
export function functionsIn(node: unknown): string[][] {
  const found: string[][] = []
  walk(node, (tag, inner) => {
    if (tag === 'FuncCall') found.push(strings(inner.funcname))
  })
  return found
}

/** The expression after a rename of a column of its table, of a relation, function, type or schema it names. */
export function renamedIn(expression: Expression, from: ObjectId, to: ObjectId): Expression {
  if (from.kind === 'column') return withColumn(expression, from.path.at(-1)!, to.path.at(-1)!)
  const moved = (names: readonly string[]): AnyNode[] | undefined => {
    const next = movedName(names, from, to)
    return next?.map((sval) => ({ String: { sval } }) as AnyNode)
  }
  return expression.map((node) => {
    const any = node as unknown as { readonly [tag: string]: Tree | undefined }
    const text = (any.A_Const?.sval as { sval?: string } | undefined)?.sval
    // nextval('public.t_id_seq') and 'public.t'::regclass hold a relation's name in a string.
    if (text !== undefined && from.kind !== 'type' && from.kind !== 'function') {
      const next = movedName(nameParts(text), from, to)
      return next && ({ A_Const: { sval: { sval: next.map(quoteIdentifier).join('.') } } } as AnyNode)
    }
    if ((from.kind === 'function' || from.kind === 'schema') && any.funcname) {
      const funcname = moved(strings(any.funcname))
      return funcname && ({ ...any, funcname } as unknown as AnyNode)
    }
    if ((from.kind === 'type' || from.kind === 'schema') && isTree(any.typeName)) {
      const names = moved(strings(any.typeName.names))
      return names && ({ ...any, typeName: { ...any.typeName, names } } as unknown as AnyNode)
    }
    return undefined
  })
}

const withColumn = (expression: Expression, from: string, to: string): Expression =>
  expression.map((node) => {
    const fields = (node as { ColumnRef?: { fields?: readonly AnyNode[] } }).ColumnRef?.fields
    if (!fields || strings(fields).at(-1) !== from) return undefined
    return { ColumnRef: { fields: [...fields.slice(0, -1), { String: { sval: to } }] } } as AnyNode
  })

/** A written name after the rename, qualified where it was or where the schema changed; undefined when it names something else. */
function movedName(names: readonly string[], from: ObjectId, to: ObjectId): readonly string[] | undefined {
  if (from.kind === 'schema')
    return names.length > 1 && names.at(-2) === from.path[0] ? [to.path[0]!, names.at(-1)!] : undefined
  const [schema, name] = from.path
  if (names.at(-1) !== name || (names.length > 1 && names.at(-2) !== schema)) return undefined
  return names.length > 1 || to.path[0] !== schema ? to.path.slice(0, 2) : [to.path[1]!]
}

/** The parts of a possibly quoted, possibly qualified name in a string. */
export function nameParts(text: string): string[] {
  const parts: string[] = []
  for (const [, quoted, bare] of text.matchAll(/"((?:[^"]|"")*)"|([^".\s]+)/g)) {
    parts.push(quoted === undefined ? bare!.toLowerCase() : quoted.replaceAll('""', '"'))
  }
  return parts
}
