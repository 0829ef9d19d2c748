import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { loadParser } from '../../../server/engine/syntax/parser'
import { lintCase } from '../../support/lint'

before(loadParser)

const indexed = (sql: string): readonly string[] =>
  lintCase({ sql, only: ['blocking-index-build'] }).diagnostics.flatMap(({ code, message }) =>
    code === 'blocking-index-build' ? [/locks (\S+)/.exec(message)![1]!] : [],
  )

test('a table whose CREATE TABLE cannot be read is a new one all the same', () => {
  const sql = `create table if not exists app."Half" (id bigint,, at date);
create index half_at_idx on app."Half" (at);
create index other_at_idx on app.other (at);`
  assert.deepEqual(indexed(sql), ['app.other'])
})

test('another broken statement changes nothing', () => {
  const sql = `create view half as select from where;
create index half_at_idx on half (at);`
  assert.deepEqual(indexed(sql), ['half'])
})
