import type { Parsed } from '../syntax/statement'
import { identifier, isWord, type Token, tokensIn } from '../syntax/tokens'
import type { Span } from '../text/source'

/**
 * The names, without schema, of the tables that broken statements would create: half-typed ones, and those with a placeholder the tool
 * replaces. What follows in the file is then said of a new table, which the history alone would take for an old one.
 */
export function tablesUnread({ source, statements, errors }: Parsed, within: Span): ReadonlySet<string> {
  const names = new Set<string>()
  if (errors.length === 0) return names
  const tokens = tokensIn(source.text, within).filter(({ kind }) => kind !== 'comment')
  let next = 0
  tokens.forEach((token, i) => {
    while (next < statements.length && statements[next]!.span.end <= token.span.start) next++
    if ((statements[next]?.span.start ?? Number.POSITIVE_INFINITY) <= token.span.start) return
    if (isWord(token, 'create')) {
      const name = tableNamed(tokens, i + 1)
      if (name !== undefined) names.add(name)
    }
  })
  return names
}

function tableNamed(tokens: readonly Token[], from: number): string | undefined {
  let i = from
  const skip = (...words: readonly string[]): void => {
    if (words.every((word, k) => isWord(tokens[i + k], word))) i += words.length
  }
  skip('unlogged')
  if (!isWord(tokens[i], 'table')) return undefined
  i++
  skip('if', 'not', 'exists')
  if (tokens[i + 1]?.text === '.') i += 2
  const name = tokens[i]
  return name && identifier(name)
}
