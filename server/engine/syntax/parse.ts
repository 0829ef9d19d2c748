import { type Offset, offsetOf, type SourceText, type Span, spanOf } from '../text/source'
import { isParserError, type ParserError, parseTree } from './parser'
import { type Piece, split } from './split'
import type { AnyNode, Enclosure, Node, NodeTag, Parsed, Skipped, Statement, SyntaxProblem } from './statement'
import { afterBytes, byteLength, type Token, tokensIn } from './tokens'

export interface ParseOptions {
  /** A section of the file; the whole text without it. */
  readonly within?: Span
  /** Spans the tool replaces before it runs the file: read as identifiers of the same length. */
  readonly placeholders?: readonly Span[]
  /** Delimiters of the tool's own that end statements as a semicolon does. */
  readonly separators?: readonly Span[]
  /** What is no SQL though it stands inside: read as blanks. */
  readonly gaps?: readonly Span[]
  /** An older parse of the same document: statements with unchanged text are taken over. */
  readonly previous?: Parsed
}

/** A parsed statement text, free of its place: `origin` is the byte at which the statement begins in what was parsed. */
interface Tree {
  readonly node: AnyNode
  readonly origin: number
}
type Outcome = Tree | ParserError

const memos = new WeakMap<Parsed, ReadonlyMap<string, Outcome>>()

/**
 * Whole text first, as PostgreSQL would; when that fails, or only little changed since `previous`, statement by statement, so that a
 * broken one costs only itself. Needs `loadParser()` before.
 */
export function parse(source: SourceText, options: ParseOptions = {}): Parsed {
  const within = options.within ?? spanOf(0, source.text.length)
  const text = emptied(
    delimited(masked(source.text, options.placeholders ?? []), options.separators ?? []),
    options.gaps ?? [],
  )
  const { pieces, skipped, end } = split(text, within)
  const known = options.previous && memos.get(options.previous)
  const memo = new Map<string, Outcome>()
  const texts = pieces.map((piece) => text.slice(piece.span.start, piece.span.end))

  if (!known || !mostlyKnown(texts, known)) parseWhole(text, within, pieces, texts, skipped, memo)
  const statements: Statement[] = []
  const errors: SyntaxProblem[] = []
  pieces.forEach((piece, i) => {
    const own = texts[i]!
    let outcome = memo.get(own) ?? known?.get(own)
    if (!outcome) outcome = parseOne(own)
    memo.set(own, outcome)
    if (isParserError(outcome)) errors.push(syntaxError(source, piece, own, outcome))
    else statements.push(statementOf(source, piece, own, outcome, statements.length, endOfTail(pieces, i, end, within)))
  })
  const parsed: Parsed = {
    source,
    statements,
    errors,
    skipped: [...placeholderSkips(options.placeholders, within), ...skipped],
  }
  memos.set(parsed, memo)
  return parsed
}

/**
 * One statement from elsewhere (a body, an EXECUTE string) whose text stands at `span` of `source`. `prefix` is what was put before it
 * to make it a statement, such as the SELECT that PL/pgSQL reads for PERFORM.
 */
export function parseAt(
  source: SourceText,
  span: Span,
  own: string,
  enclosure: Enclosure,
  prefix = '',
): Statement | undefined {
  const outcome = parseOne(prefix + own)
  if (isParserError(outcome)) return undefined
  const tree = { node: outcome.node, origin: prefix.length }
  return statementOf(
    source,
    { from: span.start, span, unterminated: false },
    own,
    tree,
    enclosure.outer.index,
    span.end,
    enclosure,
  )
}

function mostlyKnown(texts: readonly string[], known: ReadonlyMap<string, Outcome>): boolean {
  let fresh = 0
  let all = 0
  for (const text of texts) {
    all += text.length
    if (!known.has(text)) fresh += text.length
  }
  return fresh * 4 <= all
}

function parseWhole(
  text: string,
  within: Span,
  pieces: readonly Piece[],
  texts: readonly string[],
  skipped: readonly Skipped[],
  memo: Map<string, Outcome>,
): void {
  if (pieces.length === 0) return
  const result = parseTree(blanked(text, within, skipped))
  if (isParserError(result)) return
  const trees = result.stmts ?? []
  if (trees.length !== pieces.length) return
  let at: number = within.start
  let bytes = 0
  pieces.forEach((piece, i) => {
    bytes += byteLength(text, at, piece.span.start)
    at = piece.span.start
    const node = trees[i]!.stmt
    if (node) memo.set(texts[i]!, { node, origin: bytes })
  })
}

function parseOne(own: string): Outcome {
  const result = parseTree(own)
  if (isParserError(result)) return result
  const node = result.stmts?.[0]?.stmt
  if (!node || (result.stmts?.length ?? 0) > 1) return { message: 'This is not one statement.', at: 0 }
  return { node, origin: 0 }
}

function statementOf(
  source: SourceText,
  piece: Piece,
  own: string,
  tree: Tree,
  index: number,
  tailEnd: number,
  enclosure?: Enclosure,
): Statement {
  const tag = Object.keys(tree.node)[0] as NodeTag
  let tokens: readonly Token[] | undefined
  let comments: readonly Token[] | undefined
  let ascii: boolean | undefined
  const { span } = piece
  return {
    index,
    tag,
    node: (tree.node as unknown as { readonly [tag: string]: unknown })[tag] as Node<NodeTag>,
    source,
    span,
    get text() {
      return source.slice(span)
    },
    get tokens() {
      tokens ??= tokensIn(source.text, span).filter((token) => token.kind !== 'comment')
      return tokens
    },
    get comments() {
      comments ??= tokensIn(source.text, spanOf(piece.from, tailEnd)).filter((token) => token.kind === 'comment')
      return comments
    },
    ...(enclosure && { enclosure }),
    at(location) {
      const bytes = (location ?? 0) - tree.origin
      if (bytes <= 0) return span.start
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range
      ascii ??= /^[\x00-\x7f]*$/.test(own)
      return ascii ? offsetOf(Math.min(span.start + bytes, span.end)) : afterBytes(source.text, span.start, bytes)
    },
  }
}

/** A comment behind the semicolon on the same line still belongs to the statement before it. */
function endOfTail(pieces: readonly Piece[], i: number, end: number, within: Span): number {
  const next = pieces[i + 1]
  if (!next) return Math.max(pieces[i]!.span.end, Math.min(end, within.end))
  return pieces[i]!.span.end
}

function syntaxError(source: SourceText, piece: Piece, own: string, error: ParserError): SyntaxProblem {
  const start = piece.span.start + codeUnits(own, error.at ?? 0)
  const token = tokensIn(source.text, spanOf(Math.min(start, piece.span.end), piece.span.end))[0]
  const span =
    token && !piece.unterminated
      ? spanOf(start, token.span.end)
      : spanOf(Math.min(start, lastTokenStart(source, piece.span)), firstLineEnd(source, start, piece.span))
  return {
    span,
    message: error.message,
    ...(piece.unterminated && { hint: 'The closing quote, dollar tag or comment end is missing.' }),
  }
}

function firstLineEnd(source: SourceText, from: number, span: Span): number {
  const line = source.text.indexOf('\n', from)
  const end = line < 0 ? span.end : Math.min(line, span.end)
  return Math.max(end, Math.min(from + 1, span.end))
}

function lastTokenStart(source: SourceText, span: Span): Offset {
  return tokensIn(source.text, span).at(-1)?.span.start ?? span.start
}

/** Code points to UTF-16 units. */
function codeUnits(text: string, points: number): number {
  let at = 0
  for (let left = points; left > 0 && at < text.length; left--) at += text.codePointAt(at)! > 0xffff ? 2 : 1
  return at
}

/** Every placeholder becomes an identifier of the same length, so that offsets stay true and names stay readable. */
const masked = (text: string, placeholders: readonly Span[]): string =>
  replaced(text, placeholders, (inside) => inside.replace(/[^A-Za-z0-9_]/g, '_').replace(/^\d/, '_'))

/** A delimiter becomes a semicolon of the same length. */
const delimited = (text: string, separators: readonly Span[]): string =>
  replaced(text, separators, (inside) => ';'.padEnd(inside.length))

const emptied = (text: string, gaps: readonly Span[]): string =>
  replaced(text, gaps, (inside) => '\n'.padEnd(inside.length))

function replaced(text: string, spans: readonly Span[], by: (inside: string) => string): string {
  let result = ''
  let at = 0
  for (const { start, end } of spans) {
    result += text.slice(at, start) + by(text.slice(start, end))
    at = end
  }
  return result + text.slice(at)
}

function blanked(text: string, within: Span, skipped: readonly Skipped[]): string {
  // PostgreSQL reads a byte order mark as part of a name; it is three bytes long.
  const marked = within.start === 0 && text.startsWith('\uFEFF')
  let result = marked ? '   ' : ''
  let at: number = marked ? 1 : within.start
  for (const { span } of skipped) {
    // One byte a byte: the blanks must keep the byte offsets of what follows.
    result += text.slice(at, span.start) + ' '.repeat(byteLength(text, span.start, span.end))
    at = span.end
  }
  return result + text.slice(at, within.end)
}

function placeholderSkips(placeholders: readonly Span[] | undefined, within: Span): Skipped[] {
  return (placeholders ?? [])
    .filter((span) => span.start >= within.start && span.end <= within.end)
    .map((span) => ({ kind: 'placeholder', span }))
}
