import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openServer } from '../../../server/engine/db/pg'
import { quoteIdentifier, quoteLiteral, quoteName } from '../../../server/engine/db/quote'
import { availableMajors, withServer } from '../../support/postgres'

test('quotes what needs it', () => {
  assert.equal(quoteIdentifier('orders'), 'orders')
  assert.equal(quoteIdentifier('Orders'), '"Orders"')
  assert.equal(quoteIdentifier('say "hi"'), '"say ""hi"""')
  assert.equal(quoteIdentifier('2fast'), '"2fast"')
  assert.equal(quoteIdentifier(''), '""')
  assert.equal(quoteName(['public', 'user']), 'public."user"')
  assert.equal(quoteLiteral("it's"), "'it''s'")
  assert.equal(quoteLiteral('a\\b'), "E'a\\\\b'")
})

const { majors, reason } = availableMajors()
if (reason) test('every chosen major', { skip: reason }, () => {})

for (const major of majors) {
  test(`quotes as PostgreSQL ${major} does`, () =>
    withServer(major, async ({ host, port, user }) => {
      const database = openServer({ host, port, user, database: 'postgres', sslMode: 'disable' })
      await database.withSession(async (session) => {
        const odd = ['a b', 'é', 'a$', '_a1', 'A', '1', "o'x", 'a"b', '\\']
        const words = await session.query<{ word: string; reserved: boolean }>(
          "select word, catcode <> 'U' as reserved from pg_get_keywords()",
        )
        const reserved = words.rows.filter((row) => row.reserved).map((row) => row.word)
        for (const word of reserved) assert.equal(quoteIdentifier(word), `"${word}"`)
        // A word another major reserves is quoted too: never wrong, so only the names every major leaves alone must stay bare.
        const texts = [...odd, ...reserved]
        const { rows } = await session.query<{ ident: string; literal: string }>(
          'select quote_ident(t) as ident, quote_literal(t) as literal from unnest($1::text[]) t',
          [texts],
        )
        assert.deepEqual(
          texts.map((text) => ({ ident: quoteIdentifier(text), literal: quoteLiteral(text) })),
          rows,
        )
      })
      await database.close()
    }))
}
