import type { Statement } from '../../syntax/statement'
import type { Edit } from '../../text/edits'
import { type Offset, type Span, spanOf } from '../../text/source'

export const insert = (at: Offset, text: string): Edit => ({ span: { start: at, end: at }, text })
export const replace = (span: Span, text: string): Edit => ({ span, text })

/** A keyword in the case the statement's own are written in. */
export function cased(statement: Statement, keywords: string): string {
  const first = statement.tokens[0]?.text ?? ''
  return first === first.toLowerCase() ? keywords.toLowerCase() : keywords
}

/** Deletes words together with the blank before them. */
export function withoutWords(statement: Statement, span: Span): Edit {
  const { text } = statement.source
  let { start } = span as { start: number }
  while (start > statement.span.start && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--
  return { span: spanOf(start, span.end), text: '' }
}

/** The statement with its semicolon and, when it stands alone on its lines, its line end. */
export function withSemicolon(statement: Statement): Span {
  const { text } = statement.source
  let end: number = statement.span.end
  const semicolon = /^\s*;/.exec(text.slice(end, end + 200))
  if (semicolon) end += semicolon[0].length
  return spanOf(statement.span.start, end)
}

/** Just behind the statement's semicolon, and the semicolon that is missing there. */
export function behind(statement: Statement): { readonly at: Offset; readonly missing: string } {
  const whole = withSemicolon(statement)
  return { at: whole.end, missing: whole.end === statement.span.end ? ';' : '' }
}

/** The line end the file uses. */
export const newline = (statement: Statement): string => (statement.source.text.includes('\r\n') ? '\r\n' : '\n')

/** The blanks the statement's line begins with. */
export function indent(statement: Statement): string {
  const { text } = statement.source
  const start = text.lastIndexOf('\n', statement.span.start - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, statement.span.start))![0]
}
