declare const utf16: unique symbol

/** UTF-16 code unit offset into one SourceText: the only offset unit that leaves engine/syntax and engine/db. */
export type Offset = number & { readonly [utf16]: true }

/** Half-open: `end` is the first offset outside. */
export interface Span {
  readonly start: Offset
  readonly end: Offset
}

/** 0-based line and 0-based UTF-16 character, as LSP counts them. */
export interface Position {
  readonly line: number
  readonly character: number
}

export interface Range {
  readonly start: Position
  readonly end: Position
}

/** One version of one text. Immutable; a changed document is a new SourceText. */
export interface SourceText {
  readonly uri: string
  readonly version: number
  readonly text: string
  slice(span: Span): string
  position(at: Offset): Position
  range(span: Span): Range
  /** Clamped to the text: a position past the end of its line is the end of that line. */
  offset(position: Position): Offset
}

export const offsetOf = (n: number): Offset => n as Offset
export const spanOf = (start: number, end: number): Span => ({ start: start as Offset, end: end as Offset })
export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/** Lines end at LF, CRLF or a lone CR, as LSP 3.17 "Text Documents" defines. */
export function sourceText(uri: string, text: string, version = 0): SourceText {
  let starts: number[] | undefined
  const lineStarts = (): number[] => {
    if (starts) return starts
    starts = [0]
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
    }
    return starts
  }
  const position = (at: Offset): Position => {
    const lines = lineStarts()
    let low = 0
    let high = lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (lines[middle]! <= at) low = middle
      else high = middle - 1
    }
    return { line: low, character: at - lines[low]! }
  }
  return {
    uri,
    version,
    text,
    slice: (span) => text.slice(span.start, span.end),
    position,
    range: (span) => ({ start: position(span.start), end: position(span.end) }),
    offset: ({ line, character }) => {
      const lines = lineStarts()
      if (line < 0) return offsetOf(0)
      if (line >= lines.length) return offsetOf(text.length)
      const start = lines[line]!
      let end = lines[line + 1] ?? text.length
      while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) end--
      return offsetOf(Math.min(start + Math.max(0, character), end))
    },
  }
}

/** `at` is the byte offset of the first invalid sequence, absent when the bytes are valid UTF-8. */
export interface Decoded {
  readonly text: string
  readonly invalidAt?: number
}

/** Decodes UTF-8 and drops a leading BOM, as editors do, so that offsets here and there agree. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes)
    return { text, invalidAt: firstDifference(bytes, text) }
  }
}

function firstDifference(bytes: Uint8Array, decoded: string): number {
  const again = new TextEncoder().encode(decoded)
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  let i = 0
  while (i + bom < bytes.length && bytes[i + bom] === again[i]) i++
  return i + bom
}
