import type { Statement } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'

/** A statement with its semicolon and the rest of its line, to be cut out. */
export function removal(statement: Statement): Span {
  const { text } = statement.source
  let end: number = statement.span.end
  const semicolon = /^\s*;/.exec(text.slice(end, end + 200))
  if (semicolon) end += semicolon[0].length
  const line = /^[^\S\r\n]*(\r\n|\r|\n)/.exec(text.slice(end, end + 200))
  if (line) end += line[0].length
  return spanOf(statement.span.start, end)
}
