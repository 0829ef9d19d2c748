import { type Span, spanOf } from '../text/source'
import { parseAt } from './parse'
import { isParserError, parseBody } from './parser'
import { is, type Statement } from './statement'
import { tokensIn } from './tokens'

/** What PL/pgSQL code holds, as far as it can be read without running it. */
export interface Body {
  /** Static SQL, and EXECUTE of a constant string, with true spans. */
  readonly statements: readonly Statement[]
  /** EXECUTE of something only known at run time. */
  readonly dynamic: readonly Span[]
  /** A broken body: PostgreSQL would refuse it. */
  readonly error?: { readonly span: Span; readonly message: string }
  /** The code catches errors: a failing statement need not fail the whole. */
  readonly handlesErrors: boolean
}

const bodies = new WeakMap<Statement, Body | undefined>()

/** The body of a DO block or of a PL/pgSQL function; undefined for everything else. */
export function bodyOf(statement: Statement): Body | undefined {
  if (!bodies.has(statement)) bodies.set(statement, read(statement))
  return bodies.get(statement)
}

function read(statement: Statement): Body | undefined {
  const kind = is(statement, 'DoStmt') ? 'do' : is(statement, 'CreateFunctionStmt') ? 'function' : undefined
  if (!kind || languageOf(statement) !== 'plpgsql') return undefined
  const code = codeSpan(statement)
  if (!code) return undefined
  const tree = parseBody(statement.text)
  if (isParserError(tree)) {
    return { statements: [], dynamic: [code], error: { span: code, message: tree.message }, handlesErrors: false }
  }
  const reader = new Reader(statement, kind, code)
  reader.visit(tree, false)
  return { statements: reader.statements, dynamic: reader.dynamic, handlesErrors: reader.handlesErrors }
}

function options(statement: Statement): readonly unknown[] {
  if (is(statement, 'DoStmt')) return statement.node.args ?? []
  if (is(statement, 'CreateFunctionStmt')) return statement.node.options ?? []
  return []
}

function languageOf(statement: Statement): string {
  for (const option of options(statement)) {
    const element = (option as { DefElem?: { defname?: string; arg?: { String?: { sval?: string } } } }).DefElem
    if (element?.defname === 'language') return element.arg?.String?.sval?.toLowerCase() ?? ''
  }
  return is(statement, 'DoStmt') ? 'plpgsql' : 'sql'
}

/** The text between the dollar quotes, the one form whose offsets are the file's own. */
function codeSpan(statement: Statement): Span | undefined {
  const quoted = statement.tokens.find((token) => token.kind === 'string' && token.text.startsWith('$'))
  if (!quoted) return undefined
  const tag = quoted.text.slice(0, quoted.text.indexOf('$', 1) + 1)
  return spanOf(quoted.span.start + tag.length, quoted.span.end - tag.length)
}

interface Tree {
  readonly [key: string]: unknown
}
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
const queryOf = (value: unknown): string | undefined => {
  const expression = isTree(value) ? value.PLpgSQL_expr : undefined
  return isTree(expression) && typeof expression.query === 'string' ? expression.query : undefined
}

/** Parts of a control statement that run only when a condition holds. */
const branches = new Set([
  'then_body',
  'elsif_list',
  'else_body',
  'case_when_list',
  'else_stmts',
  'body',
  'exceptions',
  'action',
])
const branching = new Set([
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

/** PL/pgSQL reads PERFORM x as SELECT x. */
const performs = 'SELECT '

class Reader {
  readonly statements: Statement[] = []
  readonly dynamic: Span[] = []
  handlesErrors = false
  private line = 1
  private readonly found = new Map<string, number>()

  constructor(
    private readonly outer: Statement,
    private readonly kind: 'do' | 'function',
    private readonly code: Span,
  ) {}

  visit(value: unknown, conditional: boolean): void {
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item, conditional)
      return
    }
    if (!isTree(value)) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'datums' || (!isTree(inner) && !Array.isArray(inner))) continue
      if (isTree(inner) && typeof inner.lineno === 'number') this.line = inner.lineno
      if (key === 'PLpgSQL_stmt_execsql' && isTree(inner)) this.add(queryOf(inner.sqlstmt), conditional)
      else if (key === 'PLpgSQL_stmt_perform' && isTree(inner)) this.add(queryOf(inner.expr), conditional)
      else if (key === 'PLpgSQL_stmt_call' && isTree(inner)) this.add(queryOf(inner.expr), conditional)
      else if (key === 'PLpgSQL_stmt_dynexecute' && isTree(inner)) this.execute(queryOf(inner.query), conditional)
      else if (key === 'PLpgSQL_stmt_fors' && isTree(inner)) {
        this.add(queryOf(inner.query), conditional)
        this.visit(inner.body, true)
      } else if (key === 'PLpgSQL_exception_block') {
        this.handlesErrors = true
        this.visit(inner, true)
      } else if (branching.has(key) && isTree(inner)) {
        for (const branch of Object.keys(inner)) if (branches.has(branch)) this.visit(inner[branch], true)
      } else this.visit(inner, conditional)
    }
  }

  private add(query: string | undefined, conditional: boolean): void {
    if (query === undefined) return
    const { source } = this.outer
    const written = source.text.indexOf(query, this.code.start) >= 0 || !query.startsWith(performs)
    const own = written ? query : query.slice(performs.length)
    const span = this.find(own)
    const statement = span && parseAt(source, span, own, this.enclosure(conditional), written ? '' : performs)
    if (statement) this.statements.push(statement)
  }

  private execute(query: string | undefined, conditional: boolean): void {
    if (query === undefined) return
    const span = this.find(query) ?? this.code
    const literal = tokensIn(query, spanOf(0, query.length))
    const constant = literal.length === 1 && literal[0]!.kind === 'string' ? inside(literal[0]!.text) : undefined
    const place = constant && spanOf(span.start + constant.offset, span.start + constant.offset + constant.text.length)
    const statement = constant && place && parseAt(this.outer.source, place, constant.text, this.enclosure(conditional))
    if (statement) this.statements.push(statement)
    else this.dynamic.push(span)
  }

  private enclosure(conditional: boolean) {
    return { kind: this.kind, outer: this.outer, conditional } as const
  }

  /** PL/pgSQL keeps a line and the query's text; the same text twice on and after a line is met in order. */
  private find(query: string): Span | undefined {
    const { text } = this.outer.source
    const key = `${this.line}\0${query}`
    const from = Math.max(this.lineStart(), this.found.get(key) ?? 0)
    const head = query.split(/\s{4,}/)[0]!
    let at = text.indexOf(query, from)
    if (at < 0 || at >= this.code.end) at = text.indexOf(head, from)
    if (at < 0 || at >= this.code.end) return undefined
    const end = Math.min(at + query.length, this.code.end)
    this.found.set(key, at + 1)
    return spanOf(at, end)
  }

  /** PL/pgSQL counts lines from the one the opening dollar quote stands on. */
  private lineStart(): number {
    const { text } = this.outer.source
    let at: number = this.code.start
    for (let line = 1; line < this.line; line++) {
      const next = text.indexOf('\n', at)
      if (next < 0 || next >= this.code.end) return at
      at = next + 1
    }
    return at
  }
}

/** The text of a string constant whose every character stands for itself. */
function inside(literal: string): { readonly text: string; readonly offset: number } | undefined {
  if (literal.startsWith('$')) {
    const tag = literal.indexOf('$', 1) + 1
    return { text: literal.slice(tag, -tag), offset: tag }
  }
  if (!literal.startsWith("'") || literal.slice(1, -1).includes("'")) return undefined
  return { text: literal.slice(1, -1), offset: 1 }
}
