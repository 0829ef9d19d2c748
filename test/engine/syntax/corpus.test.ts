import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { parse } from '../../../server/engine/syntax/parse'
import { isParserError, loadParser, parseTree } from '../../../server/engine/syntax/parser'
import { split } from '../../../server/engine/syntax/split'
import type { Statement } from '../../../server/engine/syntax/statement'
import { byteLength } from '../../../server/engine/syntax/tokens'
import { sourceText, spanOf } from '../../../server/engine/text/source'
import { seeded } from '../../support/random'

before(loadParser)

/** SQL of our own writing: together every statement kind of PostgreSQL 18's grammar. */
const folder = 'test/engine/syntax/corpus'
const corpus = readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') }))

const read = (text: string) => parse(sourceText('corpus.sql', text))
const cut = (text: string) => split(text, spanOf(0, text.length))

/** Fields of parse nodes that are byte offsets; -1 is unknown and 0 is left out of the JSON. */
const places = new Set(['location', 'list_start', 'list_end', 'rexpr_list_start', 'rexpr_list_end', 'name_location'])

type Place = (offset: number) => number

/** A tree with every place replaced by what `place` makes of it; a place that says nothing is left out. */
function placed(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => placed(item, place))
  if (typeof value !== 'object' || value === null) return value
  const result: { [key: string]: unknown } = {}
  for (const [key, inner] of Object.entries(value)) {
    if (!places.has(key)) result[key] = placed(inner, place)
    else if ((inner as number) >= 0 && place(inner as number) !== 0) result[key] = place(inner as number)
  }
  return result
}

/** The tree of a statement with places counted in UTF-16 units from its first token, wherever it stands. */
const treeOf = (statement: Statement) => ({
  [statement.tag]: placed(statement.node, (offset) => statement.at(offset) - statement.span.start),
})

/** The same of a text parsed alone, by the parser itself. */
function alone(text: string): unknown {
  const result = parseTree(text)
  if (isParserError(result)) assert.fail(`${result.message} in ${text}`)
  assert.equal(result.stmts?.length, 1, text)
  const bytes = Buffer.from(text)
  return placed(result.stmts![0]!.stmt, (offset) => bytes.subarray(0, offset).toString().length)
}

const trees = new Map<string, unknown>()
function expected(text: string): unknown {
  if (!trees.has(text)) trees.set(text, alone(text))
  return trees.get(text)
}

/** What is read must be these texts, in order, each with the tree it has alone. */
function assertReads(text: string, texts: readonly string[], name: string): void {
  const { statements, errors } = read(text)
  assert.deepEqual(errors, [], name)
  assert.deepEqual(
    statements.map((statement) => statement.text),
    texts,
    name,
  )
  for (const statement of statements) {
    assert.equal(text.slice(statement.span.start, statement.span.end), statement.text)
    assert.deepEqual(treeOf(statement), expected(statement.text), `${name}: ${statement.text}`)
  }
}

test('the corpus holds every statement kind of the grammar', () => {
  const statements = corpus.flatMap(({ text }) => read(text).statements)
  assert.ok(statements.length >= 544, `${statements.length} statements`)
  assert.ok(new Set(statements.map(({ tag }) => tag)).size >= 112, 'statement kinds')
})

test('pieces parsed one by one equal the file parsed whole', () => {
  for (const { file, text } of corpus) {
    const { pieces, skipped } = cut(text)
    assertReads(
      text,
      pieces.map(({ span }) => text.slice(span.start, span.end)),
      file,
    )
    let blank = text
    for (const { span } of skipped)
      blank = blank.slice(0, span.start) + ' '.repeat(span.end - span.start) + blank.slice(span.end)
    const whole = parseTree(blank)
    assert.ok(!isParserError(whole), file)
    assert.equal(whole.stmts?.length, pieces.length, file)
    whole.stmts!.forEach(({ stmt, stmt_location = 0, stmt_len }, i) => {
      const { start, end } = pieces[i]!.span
      const bytesBefore = byteLength(blank, 0, start)
      assert.ok(stmt_location <= bytesBefore, `${file}: ${blank.slice(start, end)}`)
      // Without a semicolon behind it a statement has no length.
      if (stmt_len) {
        const closed = Buffer.from(blank)
          .subarray(0, stmt_location + stmt_len)
          .toString().length
        assert.deepEqual(
          cut(blank.slice(end, closed)).pieces,
          [],
          `${file}: only comments between the last token and the semicolon`,
        )
        assert.equal(blank[closed], ';')
      }
      const own = Buffer.from(blank).subarray(bytesBefore)
      assert.deepEqual(
        placed(stmt, (offset) => own.subarray(0, offset - bytesBefore).toString().length),
        expected(blank.slice(start, end)),
        `${file}: ${blank.slice(start, end)}`,
      )
    })
  }
})

const separators = [';', ';\n', ';\r\n', ' ; -- it\'s; "x\r\n', "\n/* ; $$ /* ' */ */;;\r"]

test('statements read the same in any order, behind any separator', () => {
  const texts = corpus.flatMap(({ text }) => read(text).statements.map((statement) => statement.text))
  const random = seeded(2)
  for (let round = 0; round < 4; round++) {
    const order = [...texts]
    for (let i = order.length - 1; i > 0; i--) {
      const j = random(i + 1)
      ;[order[i], order[j]] = [order[j]!, order[i]!]
    }
    const joined = order.map((text) => `${text}${separators[random(separators.length)]}`).join('')
    assertReads(round % 2 ? `\uFEFF${joined}` : joined, order, `round ${round}`)
    // One broken statement makes the parser refuse the whole: the others are read as before.
    const broken = read(`${joined}\nselec;`)
    assert.equal(broken.errors.length, 1)
    assert.deepEqual(
      broken.statements.map((statement) => statement.text),
      order,
    )
    for (const statement of broken.statements) assert.deepEqual(treeOf(statement), expected(statement.text))
  }
})

test('line ends and a byte order mark change no statement but for the line ends in it', () => {
  for (const { file, text } of corpus) {
    const crlf = text.replaceAll('\n', '\r\n')
    const texts = read(text).statements.map((statement) => statement.text)
    const withCrlf = texts.map((own) => own.replaceAll('\n', '\r\n'))
    assertReads(crlf, withCrlf, `${file} with CRLF`)
    assertReads(`\uFEFF${text}`, texts, `${file} with a byte order mark`)
    assertReads(`\uFEFF${crlf}`, withCrlf, `${file} with both`)
  }
})

test('a deleted character costs no statement before it', () => {
  const random = seeded(37)
  let broken = 0
  for (const { file, text } of corpus) {
    const whole = read(text).statements
    const { pieces } = cut(text)
    for (let i = 0; i < 60; i++) {
      const at = random(text.length)
      const { statements, errors } = read(text.slice(0, at) + text.slice(at + 1))
      if (errors.length > 0) broken++
      // `from` stands behind the semicolon that ends the piece before.
      const kept = pieces.filter((_, piece) => (pieces[piece + 1]?.from ?? text.length + 1) <= at).length
      const name = `${file} without the character at ${at}`
      assert.deepEqual(
        statements.slice(0, kept).map((statement) => statement.text),
        whole.slice(0, kept).map((statement) => statement.text),
        name,
      )
      for (const statement of statements.slice(0, kept))
        assert.deepEqual(treeOf(statement), expected(statement.text), name)
      for (const { span } of errors) assert.ok(span.start < span.end && span.end < text.length, name)
    }
  }
  assert.ok(broken > 200, `${broken} of ${corpus.length * 60} deletions break something`)
})
