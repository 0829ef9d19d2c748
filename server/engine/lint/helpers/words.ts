import type { Statement } from '../../syntax/statement'
import { isWord, type Token } from '../../syntax/tokens'
import type { Edit } from '../../text/edits'
import { type Span, spanOf } from '../../text/source'
import { indent, insert, newline } from './edits'

/** The tokens of a part of the statement. */
export function tokensWithin(statement: Statement, span: Span): readonly Token[] {
  return statement.tokens.filter((token) => token.span.start >= span.start && token.span.end <= span.end)
}

/** The span of consecutive words inside a part of the statement. */
export function wordsWithin(statement: Statement, within: Span, words: readonly string[]): Span | undefined {
  const tokens = tokensWithin(statement, within)
  for (let i = 0; i + words.length <= tokens.length; i++)
    if (words.every((word, k) => isWord(tokens[i + k], word)))
      return spanOf(tokens[i]!.span.start, tokens[i + words.length - 1]!.span.end)
  return undefined
}

/** Inserts a whole line before a statement, at the statement's own indentation. */
export function lineBefore(statement: Statement, line: string): Edit {
  return insert(statement.span.start, `${line}${newline(statement)}${indent(statement)}`)
}

/** From the first character of one span to the last of another. */
export const across = (from: Span, to: Span): Span => spanOf(from.start, to.end)
