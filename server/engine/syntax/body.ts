import { type Span, spanOf } from '../text/source'
import { composed } from './composed'
import { parseAt } from './parse'
import { isParserError, parseBody } from './parser'
import {
  branches,
  branching,
  type Expression,
  executed,
  expressionIn,
  isTree,
  loopOf,
  nameOf,
  ParseMode,
  type Tree,
} from './plpgsql-tree'
import { is, type Statement } from './statement'
import { isWord, tokensIn } from './tokens'

/** What PL/pgSQL code holds, as far as it can be read without running it. */
export interface Body {
  /**
   * Static SQL, and EXECUTE of a constant string, with true spans. An expression that holds a query or calls a function (`n := (SELECT …)`,
   * `IF EXISTS (…)`, `RETURN f(x)`) is the SELECT that PL/pgSQL makes of it.
   */
  readonly statements: readonly Statement[]
  /**
   * EXECUTE of format() or of pieces joined by ||, read with blanks for what is only known at run time: enough to see what kind of change
   * it is, not which objects it leaves. Each is among the dynamic ones too.
   */
  readonly templates: readonly Statement[]
  /** EXECUTE of something that is put together at run time. */
  readonly dynamic: readonly Span[]
  /** Where all of that can be worked out beforehand: what it runs, each before the statement of that index. */
  readonly composed?: readonly { readonly at: number; readonly statement: Statement }[]
  /** SQL that stands here and can't be read. */
  readonly unread: readonly Span[]
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
    const error = { span: code, message: tree.message }
    return { statements: [], templates: [], dynamic: [code], unread: [], error, handlesErrors: false }
  }
  const { statements, templates, dynamic, composed, opaque, unread, handlesErrors } = new Reader(
    statement,
    kind,
    code,
    tree,
  )
  return { statements, templates, dynamic, ...(!opaque && { composed }), unread, handlesErrors }
}

/** What the code runs in order, SQL that it puts together of constants too; undefined: some is known only when it runs. */
export function* statementsOf({ statements, composed = [] }: Body): Iterable<Statement> {
  let next = 0
  for (let i = 0; i <= statements.length; i++) {
    for (; next < composed.length && composed[next]!.at === i; next++) yield composed[next]!.statement
    if (i < statements.length) yield statements[i]!
  }
}

/** Whether it runs SQL that is known only at run time. */
export const isOpaque = ({ dynamic, composed }: Body): boolean => dynamic.length > 0 && !composed

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

/** The text between the quotes, where every character stands for itself: only then are its offsets the file's own. */
function codeSpan({ tag, tokens }: Statement): Span | undefined {
  const quoted = tokens.find(({ kind }, i) => {
    const previous = tokens[i - 1]
    return kind === 'string' && (tag === 'DoStmt' ? !isWord(previous, 'language') : isWord(previous, 'as'))
  })
  const code = quoted && inside(quoted.text)
  if (!code) return undefined
  const start = quoted.span.start + code.offset
  return spanOf(start, start + code.text.length)
}

/** What PL/pgSQL puts before an expression to run it. */
const evaluates = 'SELECT '

/** WHEN a, b of a CASE with an operand reads `"__Case__Variable_7__" IN (a, b)`. */
const caseOf = /^"__Case__Variable_\d+__" IN \(/

class Reader {
  readonly statements: Statement[] = []
  readonly templates: Statement[] = []
  readonly dynamic: Span[] = []
  readonly composed: { at: number; statement: Statement }[] = []
  /** Some EXECUTE could not be worked out. */
  opaque = false
  readonly unread: Span[] = []
  handlesErrors = false
  /** Variables of the loops around what is read. */
  private readonly values = new Map<string, readonly string[]>()
  private line = 1
  private readonly found = new Map<string, number>()
  private readonly datums: readonly unknown[]
  private readonly opened = new Set<unknown>()

  constructor(
    private readonly outer: Statement,
    private readonly kind: 'do' | 'function',
    private readonly code: Span,
    tree: unknown,
  ) {
    const [wrapped] = (tree as { readonly plpgsql_funcs: readonly Tree[] }).plpgsql_funcs
    const body = wrapped?.PLpgSQL_function as Tree | undefined
    this.datums = Array.isArray(body?.datums) ? body.datums : []
    this.initialise(body?.action)
    this.fix(JSON.stringify(tree))
    this.visit(body?.action, false)
  }

  /** Variables of the outermost block get their first values whenever the code runs; those of inner blocks may not. */
  private initialise(block: unknown): void {
    const outermost = isTree(block) && isTree(block.PLpgSQL_stmt_block) ? block.PLpgSQL_stmt_block.lineno : 0
    for (const { lineno, default_val } of this.variables()) {
      const value = expressionIn(default_val)
      if (!value || typeof lineno !== 'number') continue
      this.line = lineno
      this.read(value, lineno > Number(outermost))
    }
  }

  /** Variables that nothing assigns to keep their first values; `code` is the whole tree, whose targets are numbers of variables. */
  private fix(code: string): void {
    this.datums.forEach((datum, i) => {
      const variable = isTree(datum) && isTree(datum.PLpgSQL_var) ? datum.PLpgSQL_var : undefined
      const first = expressionIn(variable?.default_val)
      if (!variable || !first || new RegExp(`"(?:varno|target)":${i}\\b`).test(code)) return
      const texts = composed(first.query, this.values)
      const alone = this.datums.filter((other) => nameOf(other) === variable.refname).length === 1
      if (alone && texts?.length === 1) this.values.set(String(variable.refname), texts)
    })
  }

  private *variables(): Iterable<Tree> {
    for (const datum of this.datums) if (isTree(datum) && isTree(datum.PLpgSQL_var)) yield datum.PLpgSQL_var
  }

  private visit(value: unknown, conditional: boolean): void {
    if (Array.isArray(value)) for (const item of value) this.visit(item, conditional)
    const expression = expressionIn(value)
    if (expression) this.read(expression, conditional)
    else if (isTree(value)) this.nodes(value, conditional)
  }

  private nodes(value: Tree, conditional: boolean): void {
    for (const [key, inner] of Object.entries(value)) {
      if (Array.isArray(inner)) this.visit(inner, conditional)
      if (isTree(inner)) this.node(key, inner, conditional || key === 'PLpgSQL_exception_block')
    }
  }

  private node(key: string, node: Tree, conditional: boolean): void {
    if (typeof node.lineno === 'number') this.line = node.lineno
    if (key === 'PLpgSQL_exception_block') this.handlesErrors = true
    if (key === 'PLpgSQL_stmt_open' || key === 'PLpgSQL_stmt_forc') this.openCursor(node.curvar, conditional)
    const { line } = this
    const loop = loopOf(key, node, this.datums)
    if (loop) this.values.set(loop.name, loop.values)
    const fields = Object.entries(node)
    for (const [field, inner] of fields) {
      const expression = expressionIn(inner)
      if (expression && executed[key] === field) this.execute(expression.query, conditional)
      else if (expression && key === 'PLpgSQL_stmt_perform') this.perform(expression.query, conditional)
      else if (expression) this.read(expression, conditional || (branching.has(key) && branches.has(field)))
    }
    for (const [field, inner] of fields) {
      this.line = line
      // A loop over constants has its turns.
      const branch = branching.has(key) && branches.has(field) && !loop
      if (!expressionIn(inner)) this.visit(inner, conditional || branch)
    }
    if (loop) this.values.delete(loop.name)
  }

  /** A cursor's query stands in its declaration and runs where it is opened. */
  private openCursor(variable: unknown, conditional: boolean): void {
    const datum = this.datums[Number(variable)]
    const cursor = isTree(datum) && isTree(datum.PLpgSQL_var) ? datum.PLpgSQL_var : undefined
    const query = expressionIn(cursor?.cursor_explicit_expr)
    if (!query || this.opened.has(cursor)) return
    this.opened.add(cursor)
    const { line } = this
    this.line = Number(cursor?.lineno ?? line)
    this.read(query, conditional)
    this.line = line
  }

  /** PERFORM x is SELECT x in the text PL/pgSQL keeps. */
  private perform(query: string, conditional: boolean): void {
    const own = query.replace(/^SELECT\s+/, '')
    this.add(own, conditional, query.slice(0, query.length - own.length))
  }

  private read({ query, parseMode }: Expression, conditional: boolean): void {
    if (parseMode === ParseMode.Statement) this.add(query, conditional, '')
    else if (mayReachRelations(query)) this.expression(query, parseMode, conditional)
  }

  private expression(query: string, parseMode: number, conditional: boolean): void {
    const tested = caseOf.exec(query)
    if (tested) this.add(query.slice(tested[0].length, -1), conditional, evaluates)
    else this.add(query, conditional, evaluates, parseMode === ParseMode.Expression ? query : asList(query))
  }

  /** `own` is the text as written, `sql` what is parsed in its place, of the same length. */
  private add(own: string, conditional: boolean, prefix: string, sql = own): void {
    const span = this.find(own)
    const statement = span && parseAt(this.outer.source, span, sql, this.enclosure(conditional), prefix)
    if (statement) this.statements.push(statement)
    else this.unread.push(span ?? this.code)
  }

  private execute(query: string, conditional: boolean): void {
    const span = this.find(query) ?? this.code
    const literal = tokensIn(query, spanOf(0, query.length))
    const constant = literal.length === 1 && literal[0]!.kind === 'string' ? inside(literal[0]!.text) : undefined
    const place = constant && spanOf(span.start + constant.offset, span.start + constant.offset + constant.text.length)
    const statement = constant && place && parseAt(this.outer.source, place, constant.text, this.enclosure(conditional))
    if (statement) {
      this.statements.push(statement)
      return
    }
    const template = templateIn(query)
    const filled =
      template &&
      parseAt(
        this.outer.source,
        spanOf(span.start + template.offset, span.start + template.offset + template.text.length),
        template.text,
        { ...this.enclosure(conditional), blanks: true },
      )
    if (filled) this.templates.push(filled)
    this.compose(query, span, conditional)
  }

  private compose(query: string, span: Span, conditional: boolean): void {
    this.dynamic.push(span)
    const texts = composed(query, this.values)
    const enclosure = this.enclosure(conditional)
    const statements = texts?.map((text) => {
      const statement = parseAt(this.outer.source, span, text, enclosure)
      // Its text stands nowhere; its place is the expression's.
      return statement && Object.defineProperty(statement, 'text', { value: text })
    })
    if (!statements || statements.includes(undefined)) this.opaque = true
    else for (const statement of statements) this.composed.push({ at: this.statements.length, statement: statement! })
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

/** The text that format('…', …) or 'a' || b || 'c' makes, blanks as long as what they stand for. */
function templateIn(query: string): { readonly text: string; readonly offset: number } | undefined {
  const tokens = tokensIn(query, spanOf(0, query.length)).filter(({ kind }) => kind !== 'comment')
  if (isWord(tokens[0], 'format') && tokens[1]?.text === '(') {
    const first = tokens[2]?.kind === 'string' ? inside(tokens[2].text) : undefined
    return first && { text: formatted(first.text), offset: tokens[2]!.span.start + first.offset }
  }
  const strings = tokens.filter((token, i) => token.kind === 'string' && depthAt(tokens, i) === 0)
  const parts = strings.map(({ text }) => inside(text))
  if (tokens[0]?.kind !== 'string' || parts.some((part) => part === undefined)) return undefined
  const starts = strings.map(({ span }, i) => span.start + parts[i]!.offset)
  const end = tokens.at(-1)!.span.end
  let text = ''
  for (const [i, part] of parts.entries()) {
    text += part!.text
    const next = parts[i + 1]
    const at = starts[i]! + part!.text.length
    const gap = (starts[i + 1] ?? end) - at
    if (next || tokens.at(-1) !== strings[i]) text += blank(gap, next?.text)
  }
  return { text, offset: starts[0]! }
}

const depthAt = (tokens: readonly { readonly text: string }[], end: number): number =>
  tokens.slice(0, end).reduce((depth, { text }) => depth + (text === '(' ? 1 : text === ')' ? -1 : 0), 0)

/** A name of two letters; drawn out where letters follow it. */
const blank = (length: number, next: string | undefined): string =>
  /^\w/.test(next ?? '') ? '_'.repeat(length) : '__'.padEnd(length)

/** %I, %s, %L and %% of format(), with position, flags and width (manual, 9.4.1). */
const formatted = (text: string): string =>
  text.replace(/%(?:\d+\$)?-?(?:\*(?:\d+\$)?|\d+)?([sIL%])/g, (all, kind: string) =>
    kind === 'L' ? "''".padEnd(all.length) : kind === '%' ? '%'.padEnd(all.length) : '_'.repeat(all.length),
  )

/** Only a query inside it, or what a function does, locks a relation. */
function mayReachRelations(expression: string): boolean {
  const tokens = tokensIn(expression, spanOf(0, expression.length))
  return tokens.some(
    (token, i) =>
      isWord(token, 'from') ||
      isWord(token, 'select') ||
      (token.text === '(' && callable.has(tokens[i - 1]?.kind ?? '')),
  )
}
const callable: ReadonlySet<string> = new Set(['word', 'quoted'])

/** `target := value` as the select list `target  , value`: both may hold queries, and every offset stays true. */
function asList(assignment: string): string {
  let depth = 0
  for (const { text, span } of tokensIn(assignment, spanOf(0, assignment.length))) {
    if (text === '(' || text === '[') depth++
    else if (text === ')' || text === ']') depth--
    else if (depth === 0 && (text === ':=' || text === '='))
      return assignment.slice(0, span.start) + ','.padStart(text.length) + assignment.slice(span.end)
  }
  return assignment
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
