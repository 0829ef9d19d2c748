import { tokensIn } from '../../syntax/tokens'
import type { Span } from '../../text/source'
import { statementsIn } from './statements'

/** Behind BEGIN and END these make a transaction of it, or something of SQL Server's. */
const afterBegin = /^(transaction|trans|tran|dialog|conversation|distributed)$/i
const afterEnd = /^(transaction|trans|tran)$/i
const pieces = /'(?:[^'\\]|\\.|'')*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_]\w*|;|\S/g

interface Piece {
  readonly text: string
  readonly at: number
}

/** Words and semicolons as Liquibase sees them: it knows no dollar quotes, so those of a body count. */
function piecesIn(text: string, within: Span): readonly Piece[] {
  return tokensIn(text, within).flatMap(({ kind, text: token, span }): readonly Piece[] => {
    if (kind === 'comment') return []
    if (!/^\$\w*\$/.test(token)) return [{ text: token, at: span.start }]
    return [...token.matchAll(pieces)]
      .filter(([piece]) => !/^(--|\/\*)/.test(piece))
      .map((match) => ({ text: match[0], at: span.start + match.index }))
  })
}

/**
 * Semicolons inside a statement at which Liquibase ends it, the first of each statement. StringUtil.processMultiLineSQL spares only those
 * between BEGIN and END, and counts every END, that of CASE and IF too (seen with 4.28 in real/liquibase.test.ts).
 */
export function cutByLiquibase(
  text: string,
  within: Span,
): readonly { readonly statement: Span; readonly at: number }[] {
  const all = piecesIn(text, within)
  const ends: number[] = []
  let depth = 0
  for (const [i, piece] of all.entries()) {
    const next = all[i + 1]?.text ?? ''
    if (/^begin$/i.test(piece.text) && !afterBegin.test(next)) depth++
    else if (/^end$/i.test(piece.text) && depth > 0 && !afterEnd.test(next)) depth--
    else if (piece.text === ';' && depth === 0) ends.push(piece.at)
  }
  return statementsIn(text, within).flatMap(({ span }) => {
    const at = ends.find((end) => span.start < end && end < span.end)
    return at === undefined ? [] : [{ statement: span, at }]
  })
}
