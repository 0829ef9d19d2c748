import { type Span, spanOf } from '../text/source'
import type { Skipped } from './statement'
import { Lexer } from './tokens'

/** One statement's place: `span` is its first to last own token; `from` is where its leading comments may begin. */
export interface Piece {
  readonly from: number
  readonly span: Span
  /** The lexer met the end inside a string, comment or dollar quote. */
  readonly unterminated: boolean
}

export interface Split {
  readonly pieces: readonly Piece[]
  readonly skipped: readonly Skipped[]
  /** Where the last piece or skip ends: comments after it belong to nothing. */
  readonly end: number
}

/**
 * Cuts SQL at the semicolons that end statements: not those in parentheses (CREATE RULE), strings, dollar quotes, comments or SQL-standard
 * function bodies (`BEGIN ATOMIC … END`). psql commands and the data after COPY … FROM STDIN are set aside.
 */
export function split(text: string, within: Span): Split {
  const lexer = new Lexer(text, within.start, within.end)
  const pieces: Piece[] = []
  const skipped: Skipped[] = []
  let from: number = within.start
  let first = -1
  let last = -1
  let parens = 0
  let atomic = 0
  let previous = ''
  let copy = 0
  let unterminated = false

  const close = (next: number): void => {
    if (first >= 0) pieces.push({ from, span: spanOf(first, last), unterminated })
    from = next
    first = -1
    parens = 0
    atomic = 0
    previous = ''
    copy = 0
    unterminated = false
  }

  while (lexer.next()) {
    if (lexer.kind === 'comment' && !lexer.unterminated) continue
    if (lexer.kind === 'backslash') {
      const start = lexer.start
      const end = lineEnd(text, start, within.end)
      close(end)
      skipped.push({ kind: 'psql command', span: spanOf(start, end) })
      lexer.at = end
      continue
    }
    const length = lexer.at - lexer.start
    if (lexer.kind === 'punctuation' && length === 1) {
      const c = text.charCodeAt(lexer.start)
      if (c === 59 && parens <= 0 && atomic === 0) {
        const isCopy = copy === 3
        close(lexer.at)
        if (isCopy) {
          const data = copyData(text, lexer.at, within.end)
          if (data) {
            skipped.push({ kind: 'copy data', span: data })
            lexer.at = data.end
            from = data.end
          }
        }
        continue
      }
      if (c === 40) parens++
      else if (c === 41) parens--
    }
    if (first < 0) first = lexer.start
    last = lexer.at
    unterminated ||= lexer.unterminated
    if (lexer.kind === 'word' && length <= 6) {
      const word = text.slice(lexer.start, lexer.at).toLowerCase()
      if (word === 'atomic' && previous === 'begin') atomic = 1
      else if (atomic > 0 && word === 'case') atomic++
      else if (atomic > 0 && word === 'end') atomic--
      if (lexer.start === first && word === 'copy') copy = 1
      else if (copy === 1 && word === 'from') copy = 2
      else if (copy === 2 && word === 'stdin') copy = 3
      previous = word
    } else previous = ''
  }
  close(within.end)
  return { pieces, skipped, end: from }
}

function lineEnd(text: string, from: number, limit: number): number {
  let at = from
  while (at < limit && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++
  return at
}

/** The lines after the COPY statement's own up to and with `\.`; none without that end mark, rather than swallowing the file. */
function copyData(text: string, from: number, limit: number): Span | undefined {
  const start = lineEnd(text, from, limit)
  const mark = /^\\\.[ \t]*\r?$/gm
  mark.lastIndex = start
  const match = mark.exec(text)
  return match && match.index + match[0].length <= limit ? spanOf(start, match.index + match[0].length) : undefined
}
