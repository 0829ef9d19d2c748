import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Queries } from '../../../server/engine/lint/rule'
import { loadParser } from '../../../server/engine/syntax/parser'
import { spanOf } from '../../../server/engine/text/source'
import { lintCase } from '../../support/lint'

before(loadParser)

/** One query, `ListUsers`, that uses users and users.email. */
const used = new Set(['table public.users', 'column public.users.email'])
const queries: Queries = {
  using: ({ kind, path }) =>
    used.has(`${kind} ${path.join('.')}`)
      ? [{ uri: 'file:///p/queries/users.sql', span: spanOf(20, 30), title: 'ListUsers' }]
      : [],
}

const related = (sql: string, rule: string): readonly string[] =>
  lintCase({
    sql,
    queries,
    only: [rule],
    history: ['CREATE TABLE users (id int, email text, name text);'],
  }).diagnostics.map(
    ({ message, related: places }) =>
      `${message} ${(places ?? []).map(({ uri, span }) => `${uri}:${span.start}`).join()}`,
  )

for (const [rule, hit, miss] of [
  ['drop-column', 'ALTER TABLE users DROP COLUMN email;', 'ALTER TABLE users DROP COLUMN name;'],
  ['drop-table', 'DROP TABLE users;', 'DROP TABLE orders;'],
  ['rename-breaks-clients', 'ALTER TABLE users RENAME TO accounts;', 'ALTER TABLE orders RENAME TO purchases;'],
  [
    'rename-breaks-clients',
    'ALTER TABLE users RENAME COLUMN email TO mail;',
    'ALTER TABLE users RENAME COLUMN name TO called;',
  ],
  ['set-schema', 'ALTER TABLE users SET SCHEMA auth;', 'ALTER TABLE orders SET SCHEMA auth;'],
] as const) {
  test(`${rule} names the queries that break: ${hit}`, () => {
    const [found] = related(hit, rule)
    assert.match(found ?? '', /The query ListUsers still uses it\. file:\/\/\/p\/queries\/users\.sql:20$/)
    assert.match(related(miss, rule)[0] ?? '', /fail\. $|of orders\. $/)
  })
}
