import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { applicationQueries } from '../../../server/engine/syntax/application-query'
import { loadParser } from '../../../server/engine/syntax/parser'
import { sourceText } from '../../../server/engine/text/source'

before(loadParser)

const read = (text: string) =>
  applicationQueries(sourceText('q.sql', text)).map(({ title, uses }) => [
    title,
    uses.map(
      ({ schema, table, column, span }) =>
        `${schema ? `${schema}.` : ''}${table}${column ? `.${column}` : ''}@${text.slice(span.start, span.end)}`,
    ),
  ])

test('sqlc queries: names, aliases, assigned columns', () => {
  assert.deepEqual(
    read(
      '-- name: GetUser :one\nSELECT u.email FROM users u WHERE u.id = $1;\n-- name: SetEmail :exec\nupdate app.users set email = $2 where id = $1;',
    ),
    [
      ['GetUser', ['users@users', 'users.email@u.email', 'users.id@u.id']],
      ['SetEmail', ['app.users@app.users', 'app.users.email@email', 'app.users.id@id']],
    ],
  )
})

test('pgtyped parameters and grammar only PostgreSQL itself reads', () => {
  const text =
    '/* @name Find */\nselect name from t where id = :id;\nmerge into t using s on t.a = s.a when matched then update set b = s.b;'
  const [find, merge] = read(text)
  assert.equal(find![0], 'Find')
  assert.ok((find![1] as string[]).includes('t.name@name'))
  assert.ok((merge![1] as string[]).some((use) => use.startsWith('t@')))
  assert.ok((merge![1] as string[]).some((use) => use.startsWith('s.b@')))
})

test('what neither reads is passed over', () => {
  assert.deepEqual(
    read('selec x; select 1 from a;').map(([title]) => title),
    ['select 1 from a'],
  )
})
