import { type Offset, offsetOf, type Span, spanOf } from '../text/source'
import type { Statement } from './statement'
import { identifier, isWord, Lexer, type Token } from './tokens'

/** The span of consecutive words, e.g. `spanOfWords(statement, ['not', 'null'], from)`; the first match at or after `from`. */
export function spanOfWords(
  statement: Statement,
  words: readonly string[],
  from: Offset = statement.span.start,
): Span | undefined {
  const { tokens } = statement
  for (let i = 0; i + words.length <= tokens.length; i++) {
    if (tokens[i]!.span.start < from) continue
    if (words.every((word, k) => isWord(tokens[i + k], word)))
      return spanOf(tokens[i]!.span.start, tokens[i + words.length - 1]!.span.end)
  }
  return undefined
}

/** The token that begins at or holds an offset. */
export function tokenAt(statement: Statement, at: Offset): Token | undefined {
  const { tokens } = statement
  let low = 0
  let high = tokens.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (tokens[middle]!.span.start <= at) low = middle
    else high = middle - 1
  }
  const token = tokens[low]
  return token && at < token.span.end ? token : tokens[low + 1]
}

/** A possibly qualified name beginning at an offset: `public.users` and not only `public`. */
export function spanOfName(statement: Statement, at: Offset): Span {
  const first = tokenAt(statement, at)
  if (!first) return statement.span
  let i = statement.tokens.indexOf(first)
  let end = first.span.end
  while (statement.tokens[i + 1]?.text === '.' && statement.tokens[i + 2]) {
    end = statement.tokens[i + 2]!.span.end
    i += 2
  }
  return spanOf(first.span.start, end)
}

/** The first token that names this identifier at or after `from`. */
export function spanOfIdentifier(
  statement: Statement,
  name: string,
  from: Offset = statement.span.start,
): Span | undefined {
  return statement.tokens.find((token) => token.span.start >= from && identifier(token) === name)?.span
}

/** Just behind the semicolon that ends a statement; its last word's end where none does. */
export function behindSemicolon({ source: { text }, span }: Statement): Offset {
  const lexer = new Lexer(text, span.end, text.length)
  while (lexer.next()) if (lexer.kind !== 'comment') break
  return lexer.at > lexer.start && text[lexer.start] === ';' ? offsetOf(lexer.at) : span.end
}

/**
 * The comma-separated clauses of an ALTER TABLE, in order: parse nodes of subcommands carry no position. Clause i belongs to cmds[i].
 */
export function clausesOf(statement: Statement): readonly Span[] {
  const { tokens } = statement
  const start = firstClause(tokens)
  const clauses: Span[] = []
  let depth = 0
  let from = start
  for (let i = start; i < tokens.length; i++) {
    const { text } = tokens[i]!
    if (text === '(' || text === '[') depth++
    else if (text === ')' || text === ']') depth--
    else if (text === ',' && depth === 0) {
      if (i > from) clauses.push(spanOf(tokens[from]!.span.start, tokens[i - 1]!.span.end))
      from = i + 1
    }
  }
  if (from < tokens.length) clauses.push(spanOf(tokens[from]!.span.start, tokens.at(-1)!.span.end))
  return clauses
}

/** Past ALTER [FOREIGN] TABLE|INDEX|VIEW|… [IF EXISTS] [ONLY] name [*]. */
function firstClause(tokens: readonly Token[]): number {
  let i = 1
  while (isWord(tokens[i], 'foreign') || isWord(tokens[i], 'materialized')) i++
  i++
  if (isWord(tokens[i], 'if')) i += 2
  if (isWord(tokens[i], 'only')) i++
  // format() leaves %I where the name goes: two tokens.
  const name = (): number => (tokens[i]?.text === '%' ? 2 : 1)
  i += name()
  while (tokens[i]?.text === '.') {
    i++
    i += name()
  }
  if (tokens[i]?.text === '*') i++
  return i
}

/** Where the token sequence around an offset closes: the offset just past the parenthesis that matches the one at `open`. */
export function closing(statement: Statement, open: Offset): Offset {
  let depth = 0
  for (const token of statement.tokens) {
    if (token.span.start < open) continue
    if (token.text === '(') depth++
    else if (token.text === ')' && --depth === 0) return token.span.end
  }
  return statement.span.end
}
