import { type Offset, offsetOf, type Span, spanOf } from '../text/source'

export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'number'
  | 'parameter'
  | 'operator'
  | 'punctuation'
  | 'comment'
  | 'backslash'

export interface Token {
  readonly kind: TokenKind
  readonly span: Span
  readonly text: string
}

enum Char {
  Tab = 9,
  LineFeed = 10,
  Return = 13,
  Space = 32,
  DoubleQuote = 34,
  Dollar = 36,
  Ampersand = 38,
  Quote = 39,
  Star = 42,
  Plus = 43,
  Minus = 45,
  Dot = 46,
  Slash = 47,
  Zero = 48,
  Nine = 57,
  Colon = 58,
  Equals = 61,
  Backslash = 92,
  Underscore = 95,
}

const operatorCharacters = new Set([...'+-*/<>=~!@#%^&|`?'].map((c) => c.charCodeAt(0)))
/** With one of these an operator of several characters may end in + or -. */
const signKeepers = new Set([...'~!@#%^&|`?'].map((c) => c.charCodeAt(0)))

const isSign = (c: number): boolean => c === Char.Plus || c === Char.Minus
const isDigit = (c: number): boolean => c >= Char.Zero && c <= Char.Nine
const isWordStart = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === Char.Underscore || c >= 128
const isWordPart = (c: number): boolean => isWordStart(c) || isDigit(c) || c === Char.Dollar
/** The x, o and b of 0x1F, 0o17 and 0b101. */
const isRadix = (c: number): boolean => (c | 32) === 120 || (c | 32) === 111 || (c | 32) === 98
const isSpace = (c: number): boolean => c === Char.Space || (c >= Char.Tab && c <= Char.Return)
const byteOrderMark = 0xfeff

/**
 * PostgreSQL's lexical structure (manual, 4.1) as a forgiving scanner over UTF-16: never fails, an unterminated string or comment
 * runs to the end. A cursor, not a list, so that splitting a large file allocates nothing. Tested equal to the server's own scanner
 * by test/engine/syntax/tokens.test.ts.
 */
export class Lexer {
  kind: TokenKind = 'punctuation'
  start = 0
  /** End of the current token and the place the next one is looked for. */
  at: number
  unterminated = false

  constructor(
    readonly text: string,
    from: number,
    readonly end: number,
  ) {
    this.at = from
  }

  next(): boolean {
    const { text, end } = this
    let i = this.at
    // psql passes over a mark at the very start (psql's mainloop.c); anywhere else it is part of a name.
    if (i === 0 && text.charCodeAt(0) === byteOrderMark) i = 1
    while (i < end && isSpace(text.charCodeAt(i))) i++
    this.start = i
    this.unterminated = false
    if (i >= end) {
      this.at = end
      return false
    }
    const c = text.charCodeAt(i)
    const d = i + 1 < end ? text.charCodeAt(i + 1) : 0
    if (isWordStart(c)) return this.word(i, c, d)
    if (isDigit(c) || (c === Char.Dot && isDigit(d))) return this.number(i)
    switch (c) {
      case Char.Quote:
        return this.quoted('string', i + 1, Char.Quote, false)
      case Char.DoubleQuote:
        return this.quoted('quoted', i + 1, Char.DoubleQuote, false)
      case Char.Dollar:
        return this.dollar(i)
      case Char.Backslash:
        return this.token('backslash', i + 1)
      case Char.Minus:
        if (d === Char.Minus) return this.lineComment(i)
        break
      case Char.Dot:
        return this.token('punctuation', d === Char.Dot ? i + 2 : i + 1)
      case Char.Slash:
        if (d === Char.Star) return this.blockComment(i + 2)
        break
      case Char.Colon:
        return this.token(
          d === Char.Colon || d === Char.Equals ? 'operator' : 'punctuation',
          d === Char.Colon || d === Char.Equals ? i + 2 : i + 1,
        )
    }
    if (operatorCharacters.has(c)) return this.operator(i)
    return this.token('punctuation', i + 1)
  }

  private token(kind: TokenKind, at: number): true {
    this.kind = kind
    this.at = at
    return true
  }

  private word(i: number, c: number, d: number): true {
    const { text, end } = this
    if (d === Char.Quote) {
      const lower = c | 32
      if (lower === 101) return this.quoted('string', i + 2, Char.Quote, true)
      if (lower === 98 || lower === 120) return this.quoted('string', i + 2, Char.Quote, false)
    }
    if ((c | 32) === 117 && d === Char.Ampersand && i + 2 < end) {
      const e = text.charCodeAt(i + 2)
      if (e === Char.Quote) return this.quoted('string', i + 3, Char.Quote, false)
      if (e === Char.DoubleQuote) return this.quoted('quoted', i + 3, Char.DoubleQuote, false)
    }
    let at = i + 1
    while (at < end && isWordPart(text.charCodeAt(at))) at++
    return this.token('word', at)
  }

  private number(i: number): true {
    const { text, end } = this
    const radix = text.charCodeAt(i) === Char.Zero && isRadix(text.charCodeAt(i + 1))
    let point = radix
    let at = i
    while (at < end) {
      const c = text.charCodeAt(at)
      if (isDigit(c) || isWordStart(c)) at++
      else if (c === Char.Dot && !point && text.charCodeAt(at + 1) !== Char.Dot) {
        point = true
        at++
      } else if (isSign(c) && !radix && (text.charCodeAt(at - 1) | 32) === 101 && isDigit(text.charCodeAt(at + 1))) at++
      else break
    }
    return this.token('number', at)
  }

  private quoted(kind: TokenKind, from: number, quote: number, backslashes: boolean): true {
    const { text, end } = this
    let at = from
    while (at < end) {
      const c = text.charCodeAt(at)
      if (backslashes && c === Char.Backslash) at += 2
      else if (c !== quote) at++
      else if (text.charCodeAt(at + 1) === quote && at + 1 < end) at += 2
      else {
        const next = quote === Char.Quote ? this.continuation(at + 1) : -1
        if (next < 0) return this.token(kind, at + 1)
        at = next
      }
    }
    this.unterminated = true
    return this.token(kind, end)
  }

  /** A string goes on in the next quotes when only white space with a line break lies between (manual, 4.1.2.1); -1 when it does not. */
  private continuation(from: number): number {
    const { text, end } = this
    let at = from
    let broken = false
    while (at < end && isSpace(text.charCodeAt(at))) {
      const c = text.charCodeAt(at++)
      broken ||= c === Char.LineFeed || c === Char.Return
    }
    return broken && at < end && text.charCodeAt(at) === Char.Quote ? at + 1 : -1
  }

  private dollar(i: number): true {
    const { text, end } = this
    let at = i + 1
    if (at < end && isDigit(text.charCodeAt(at))) {
      while (at < end && isDigit(text.charCodeAt(at))) at++
      return this.token('parameter', at)
    }
    if (at < end && isWordStart(text.charCodeAt(at))) {
      while (at < end && text.charCodeAt(at) !== Char.Dollar && isWordPart(text.charCodeAt(at))) at++
    }
    if (text.charCodeAt(at) !== Char.Dollar || at >= end) return this.token('punctuation', i + 1)
    const tag = text.slice(i, at + 1)
    const close = text.indexOf(tag, at + 1)
    if (close < 0 || close + tag.length > end) {
      this.unterminated = true
      return this.token('string', end)
    }
    return this.token('string', close + tag.length)
  }

  private lineComment(i: number): true {
    const { text, end } = this
    let at = i + 2
    while (at < end) {
      const c = text.charCodeAt(at)
      if (c === Char.LineFeed || c === Char.Return) break
      at++
    }
    return this.token('comment', at)
  }

  private blockComment(from: number): true {
    const { text, end } = this
    let depth = 1
    let at = from
    while (at < end) {
      const c = text.charCodeAt(at)
      const d = text.charCodeAt(at + 1)
      if (c === Char.Slash && d === Char.Star) {
        depth++
        at += 2
      } else if (c === Char.Star && d === Char.Slash) {
        at += 2
        if (--depth === 0) return this.token('comment', at)
      } else at++
    }
    this.unterminated = true
    return this.token('comment', end)
  }

  /** Of `a=-1` the operator is `=`: a trailing sign belongs to what follows, unless a keeper stands before it (manual, 4.1.3). */
  private operator(i: number): true {
    const { text, end } = this
    let at = i
    let special = false
    while (at < end && operatorCharacters.has(text.charCodeAt(at))) {
      const c = text.charCodeAt(at)
      const d = text.charCodeAt(at + 1)
      if (at > i && ((c === Char.Minus && d === Char.Minus) || (c === Char.Slash && d === Char.Star))) break
      special ||= signKeepers.has(c)
      at++
    }
    if (!special) while (at > i + 1 && isSign(text.charCodeAt(at - 1))) at--
    return this.token('operator', at)
  }
}

/** All tokens of a span, comments included. */
export function tokensIn(text: string, span: Span): readonly Token[] {
  const lexer = new Lexer(text, span.start, span.end)
  const tokens: Token[] = []
  while (lexer.next()) {
    tokens.push({ kind: lexer.kind, span: spanOf(lexer.start, lexer.at), text: text.slice(lexer.start, lexer.at) })
  }
  return tokens
}

export const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.length === word.length && token.text.toLowerCase() === word

/** The identifier a token names, as PostgreSQL folds it; undefined for anything else. */
export function identifier(token: Token | undefined): string | undefined {
  if (token?.kind === 'word') return token.text.toLowerCase()
  if (token?.kind === 'quoted' && token.text.startsWith('"')) return token.text.slice(1, -1).replaceAll('""', '"')
  return undefined
}

/** Counts UTF-16 units of `text` from `from` until `bytes` UTF-8 bytes are passed. */
export function afterBytes(text: string, from: number, bytes: number): Offset {
  let at = from
  let left = bytes
  while (left > 0 && at < text.length) {
    const c = text.charCodeAt(at)
    if (c < 0x80) left -= 1
    else if (c < 0x800) left -= 2
    else if (c >= 0xd800 && c <= 0xdbff && at + 1 < text.length) {
      left -= 4
      at++
    } else left -= 3
    at++
  }
  return offsetOf(at)
}

/** UTF-8 length of a piece of text, in bytes. */
export function byteLength(text: string, from: number, to: number): number {
  let bytes = 0
  for (let at = from; at < to; at++) {
    const c = text.charCodeAt(at)
    if (c < 0x80) bytes += 1
    else if (c < 0x800) bytes += 2
    else if (c >= 0xd800 && c <= 0xdbff && at + 1 < to) {
      bytes += 4
      at++
    } else bytes += 3
  }
  return bytes
}
