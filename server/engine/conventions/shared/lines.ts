import { type Span, spanOf } from '../../text/source'

export interface Line {
  readonly text: string
  /** Without the line end. */
  readonly span: Span
  /** Where the next line starts. */
  readonly next: number
}

/** Lines end at LF or CRLF; a last line without an end counts, an empty one after the last end does not. */
export function* linesOf(
  text: string,
  within: { readonly start: number; readonly end: number } = { start: 0, end: text.length },
): Generator<Line> {
  let at = within.start
  while (at < within.end) {
    const feed = text.indexOf('\n', at)
    const next = feed < 0 || feed >= within.end ? within.end : feed + 1
    let end = feed < 0 || feed >= within.end ? within.end : feed
    if (end > at && text.charCodeAt(end - 1) === 13) end--
    yield { text: text.slice(at, end), span: spanOf(at, end), next }
    at = next
  }
}

/** What the file ends its lines with, judged by its first one. */
export function lineEnd(text: string): '\n' | '\r\n' {
  const feed = text.indexOf('\n')
  return feed > 0 && text.charCodeAt(feed - 1) === 13 ? '\r\n' : '\n'
}

/** Ends with exactly one line end. */
export const withLineEnd = (text: string): string => `${text.replace(/\s+$/, '')}\n`
