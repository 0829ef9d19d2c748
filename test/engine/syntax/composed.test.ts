import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { bodyOf, isOpaque, statementsOf } from '../../../server/engine/syntax/body'
import { parse } from '../../../server/engine/syntax/parse'
import { loadParser } from '../../../server/engine/syntax/parser'
import { sourceText } from '../../../server/engine/text/source'

before(loadParser)

/** The statements a code block runs, and whether it runs others that can't be told. */
function runs(code: string): readonly [readonly string[], opaque: boolean] {
  const body = bodyOf(parse(sourceText('do.sql', `DO $$ ${code} $$;`)).statements[0]!)!
  return [[...statementsOf(body)].map(({ text }) => text), isOpaque(body)]
}

test('an EXECUTE of constants is worked out', () => {
  assert.deepEqual(runs(`BEGIN EXECUTE format('ALTER TABLE %I ADD c int DEFAULT %L', 'my t', 'it''s'); END`), [
    [`ALTER TABLE "my t" ADD c int DEFAULT 'it''s'`],
    false,
  ])
  assert.deepEqual(runs(`DECLARE n text := 't'; BEGIN EXECUTE 'TRUNCATE ' || quote_ident(n); END`), [
    ['TRUNCATE "t"'],
    false,
  ])
})

test('loops over constants have their turns, in the order of the code', () => {
  const loop = `FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE format('DROP TABLE %I', t); END LOOP`
  assert.deepEqual(runs(`DECLARE t text; BEGIN TRUNCATE x; ${loop}; TRUNCATE y; END`), [
    ['TRUNCATE x', 'DROP TABLE "a"', 'DROP TABLE "b"', 'TRUNCATE y'],
    false,
  ])
  assert.deepEqual(runs(`BEGIN FOR i IN 1..2 LOOP EXECUTE format('TRUNCATE t_%s', i + 1); END LOOP; END`), [
    ['TRUNCATE t_2', 'TRUNCATE t_3'],
    false,
  ])
  const query = `SELECT unnest('{a,b}'::text[]) AS n`
  assert.deepEqual(runs(`DECLARE r record; BEGIN FOR r IN ${query} LOOP EXECUTE 'TRUNCATE ' || r.n; END LOOP; END`), [
    [query, 'TRUNCATE a', 'TRUNCATE b'],
    false,
  ])
})

test('what is assigned, read or passed is known only when the code runs', () => {
  const assigned = `DECLARE n text := 't'; BEGIN n := 'u'; EXECUTE 'TRUNCATE ' || n; END`
  assert.deepEqual(runs(assigned), [[], true])
  assert.deepEqual(runs(`DECLARE n text := 't'; BEGIN SELECT 'u' INTO n; EXECUTE 'TRUNCATE ' || n; END`)[1], true)
  assert.deepEqual(
    runs(`DECLARE n int := 1; BEGIN GET DIAGNOSTICS n = ROW_COUNT; EXECUTE 'TRUNCATE t' || n; END`)[1],
    true,
  )
  assert.deepEqual(runs(`DECLARE r record; BEGIN FOR r IN SELECT n FROM x LOOP EXECUTE r.n; END LOOP; END`)[1], true)
})
