import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { type ScanToken, scanSync } from 'libpg-query'
import { loadParser } from '../../../server/engine/syntax/parser'
import { split } from '../../../server/engine/syntax/split'
import { afterBytes, identifier, type TokenKind, tokensIn } from '../../../server/engine/syntax/tokens'
import { decodeUtf8, spanOf } from '../../../server/engine/text/source'
import { seeded } from '../../support/random'

before(loadParser)

const own = (text: string) => tokensIn(text, spanOf(0, text.length))

interface Scanned {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
}

const kindByName: { readonly [name: string]: TokenKind } = {
  SCONST: 'string',
  ICONST: 'number',
  FCONST: 'number',
  PARAM: 'parameter',
  SQL_COMMENT: 'comment',
  C_COMMENT: 'comment',
  TYPECAST: 'operator',
  COLON_EQUALS: 'operator',
  NOT_EQUALS: 'operator',
}

/** libpg-query leaves most tokens unnamed: those are told by their first characters, as the manual's 4.1 has them. */
function kindOf({ tokenName, keywordName }: ScanToken, text: string): TokenKind {
  if (keywordName !== 'NO_KEYWORD') return 'word'
  if (kindByName[tokenName]) return kindByName[tokenName]
  if (/^(u&)?"/i.test(text)) return 'quoted'
  if (/^([ebxn]|u&)?'/i.test(text)) return 'string'
  if (/^[A-Za-z_\u{80}-\u{10ffff}]/u.test(text)) return 'word'
  if (/^[.\d]*\d/.test(text)) return 'number'
  if (text === '\\') return 'backslash'
  return /^[-+*/<>=~!@#%^&|`?]+$|^:[:=]$/.test(text) ? 'operator' : 'punctuation'
}

/** Tokens of PostgreSQL's own scanner in UTF-16 offsets; undefined where it refuses the text. */
function theirs(text: string): readonly Scanned[] | undefined {
  let tokens: readonly ScanToken[]
  try {
    tokens = scanSync(text).tokens
  } catch {
    return undefined
  }
  let at = 0
  let bytes = 0
  const forward = (to: number): number => {
    at = afterBytes(text, at, to - bytes)
    bytes = to
    return at
  }
  return tokens.map((token) => {
    const start = forward(token.start)
    const end = forward(token.end)
    return { kind: kindOf(token, text.slice(start, end)), start, end }
  })
}

const shown = (text: string, tokens: readonly Scanned[]): readonly string[] =>
  tokens.map(({ kind, start, end }) => `${start} ${kind} ${text.slice(start, end)}`)
const ours = (text: string): readonly string[] =>
  shown(
    text,
    own(text).map(({ kind, span }) => ({ kind, ...span })),
  )

/** COPY data is no SQL: the scanner would meet its apostrophes. */
function withoutData(text: string): string {
  let result = text
  for (const { kind, span } of split(text, spanOf(0, text.length)).skipped)
    if (kind === 'copy data')
      result = result.slice(0, span.start) + ' '.repeat(span.end - span.start) + result.slice(span.end)
  return result
}

test("tokens equal those of PostgreSQL's scanner in the corpus, every fixture and the sample", () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'))
  let tokens = 0
  for (const file of files) {
    const text = withoutData(decodeUtf8(readFileSync(join('test', file))).text)
    const scanned = theirs(text)
    assert.ok(scanned, `${file} holds what the scanner refuses`)
    assert.deepEqual(ours(text), shown(text, scanned), file)
    tokens += scanned.length
  }
  assert.ok(files.length >= 500, `${files.length} files`)
  assert.ok(tokens >= 80_000, `${tokens} tokens`)
})

const fragments = [
  ...[' ', ' ', '\n', '\r\n', '\t', '\f', '\v', 'a', 'E', 'e', 'U&', 'u&', 'b', 'x', 'n', 'é', '表', '🐘', '_', '{'],
  ...["'", "'", "''", '"', '"', '$', '$', '$$', '$a$', '1', '2', '0x', '0b1', '0o7', '1e', '.', '..', ';', ',', '\\'],
  ...['+', '-', '--', '*', '/', '/*', '*/', '<', '>', '=', '!', '~', '@', '#', '%', '^', '&', '|', '`', '?', ':', '::'],
  ...[':=', '(', ')', '[', ']', '\u00a0', '\uFEFF', '\u2028', '\u3000'],
]

test("tokens equal those of PostgreSQL's scanner in lexical soup", () => {
  const random = seeded(18)
  let compared = 0
  for (let i = 0; i < 20_000; i++) {
    const text = `a${Array.from({ length: 1 + random(9) }, () => fragments[random(fragments.length)]).join('')}`
    const scanned = theirs(text)
    if (!scanned) continue
    assert.deepEqual(ours(text), shown(text, scanned), JSON.stringify(text))
    compared++
  }
  assert.ok(compared > 10_000, `${compared} of 20000 texts are ones the scanner takes`)
})

test('what the scanner refuses is still cut into tokens that cover it', () => {
  for (const [text, expected] of [
    ["select 'open", ['select', "'open"]],
    ['a /* open', ['a', '/* open']],
    ['a "open', ['a', '"open']],
    ['$x$ open $y$', ['$x$ open $y$']],
    ['12abc', ['12abc']],
    ["E'\\", ["E'\\"]],
  ] as const)
    assert.deepEqual(
      own(text).map((token) => token.text),
      expected,
    )
})

test('a byte order mark is passed over at the start and part of a name elsewhere', () => {
  assert.deepEqual(
    own('\uFEFFselect a\uFEFF').map((token) => token.text),
    ['select', 'a\uFEFF'],
  )
})

test('a token names the identifier PostgreSQL would fold it to', () => {
  assert.deepEqual(own(`Abc "A""b" 'c' 1`).map(identifier), ['abc', 'A"b', undefined, undefined])
})
