import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conventions } from '../../../server/engine/conventions'
import liquibase from '../../../server/engine/conventions/liquibase'
import { fnv1 } from '../../../server/engine/conventions/shared/atlas-books'
import { hashFile } from '../../../server/engine/conventions/shared/atlas-sum'
import { crc32Of } from '../../../server/engine/conventions/shared/crc32'
import { javaHash } from '../../../server/engine/conventions/shared/flyway-books'
import { lockKey as golangKey } from '../../../server/engine/conventions/shared/golang-migrate-books'
import { checksum8, checksum9 } from '../../../server/engine/conventions/shared/liquibase-books'
import { changesetSql, changesetsOf } from '../../../server/engine/conventions/shared/liquibase-changesets'
import { idsOf } from '../../../server/engine/conventions/shared/sqitch-plan'
import { readPlan } from '../../../server/engine/conventions/shared/sqitch-plan-reading'
import { lockKey as sqlxKey } from '../../../server/engine/conventions/shared/sqlx-books'
import { storedStatements } from '../../../server/engine/conventions/shared/supabase-books'
import { folderTexts, load } from './project'

// Values the tools themselves printed or wrote, or computed with a formula that they confirmed on another name.
test('hashes', () => {
  assert.equal(crc32Of('mydb'), 285543882)
  assert.equal(crc32Of('goose'), 4097083626)
  assert.equal(fnv1('atlas_migrate_execute'), 2686470616)
  assert.equal(javaHash('"public"."flyway_schema_history"'), 2125624436)
})

test('lock keys that depend on the database’s name', () => {
  const table = { schema: 'public', name: 'schema_migrations' }
  assert.equal(golangKey(table, '/mydb'), 616192132n)
  assert.equal(golangKey(table, 'mydb'), 2103762914n)
  assert.equal(golangKey(table, '/gm'), 3596941855n)
  assert.equal(golangKey(table, 'gm'), 1418081039n)
  assert.equal(sqlxKey('mydb'), 293176876009260204n)
})

test('atlas.sum is a chain', () => {
  const file = (relativePath: string, text: string) => ({ relativePath, bytes: new TextEncoder().encode(text) })
  assert.equal(
    hashFile([file('20240101000000_init.sql', 'CREATE TABLE a(id int);\n')]),
    'h1:1GGQgaiewk8M86glWTLw0n5SDiNixBWjqTLDJuF17mU=\n20240101000000_init.sql h1:0/15wFaEyfAHNWKigzfyQy3MW2O4mONJ3i9rNtEV6XA=\n',
  )
  assert.equal(
    hashFile([
      file('20240102000000.sql', '-- atlas:txmode none\n\nCREATE INDEX CONCURRENTLY ai ON a(id);\n'),
      file('20240101000000_init.sql', 'CREATE TABLE a(id int);\nINSERT INTO a VALUES (1);\n'),
    ]),
    `h1:MTBpmuLTT60KMlWtiTbBJjCdQrB1oBEPIrwnrWRV/PQ=
20240101000000_init.sql h1:criXiTn+rncqtwOz/mk3GjwkqSdteaJPaN9WeOpczcE=
20240102000000.sql h1:cXEOsb3IREcEpZDTYU3JIEyjcmB1osSOSrmVL3gJh+U=
`,
  )
})

test('Liquibase changeset sums, of both generations', () => {
  const sql = 'CREATE TABLE t1 (id int);\n-- plain comment\nINSERT INTO t1 VALUES (1);'
  assert.equal(checksum9(sql), '9:177a14f116ef05d90420b349161878f9')
  assert.equal(checksum8(sql), '8:f0a505e0a29d47f87eb67af076d0ff9d')
  const file = load(
    liquibase,
    'a.sql',
    `--liquibase formatted sql\n--changeset a:1\n${sql}\n--rollback drop table t1;\n--changeset a:2\nselect 2;`,
  )
  assert.equal(changesetSql(file.source, changesetsOf(file.source)[0]!), sql)
  assert.deepEqual(
    liquibase.parts!(file, {}).map((part) => liquibase.books!.checksum!(part, {})),
    [checksum9(sql), checksum9('select 2;')],
  )
})

test('Sqitch ids of changes and tags', () => {
  const plan = readPlan(folderTexts('test/engine/conventions/sqitch')['sqitch.plan']!)
  assert.deepEqual(plan.errors, [])
  assert.deepEqual(
    idsOf(plan).flatMap(({ change, id, tags }) => [
      `${change.name} ${id}`,
      ...tags.map(({ tag, id }) => `@${tag.name} ${id}`),
    ]),
    [
      'appschema fe513974af3f294dc618a8a5e743713be09e91bd',
      'users 076173b1e24e556f12ebc6f6ed7e1adcf0ac4a0a',
      '@v1.0 8ecf9fd583d38a7d123eea15a80ca4769ba490f8',
      't3 5d1a26ed7a57680abb3a78f1847de89014aaf0b3',
    ],
  )
})

test('Sqitch plans: what is wrong with them, line by line', () => {
  const by = '2026-11-22T16:11:10Z Dev One <dev@example.com>'
  const { changes, errors } = readPlan(
    `%syntax-version=1.0.0\n\na ${by} # one\nb ${by}\n@v1 ${by}\na [a@v1] ${by} # again\\nand again\nb ${by}\nb ${by}\nnonsense\n`,
  )
  assert.deepEqual(
    errors.map(({ line, message }) => `${line} ${message}`),
    [
      '1 Missing %project pragma',
      '8 Change "b" duplicates earlier declaration on line 7',
      '9 Missing timestamp and planner name and email',
    ],
  )
  assert.deepEqual(
    changes.map(({ name, note, reworkedAt }) => [name, note, reworkedAt]),
    [
      ['a', 'one', 'v1'],
      ['b', '', 'v1'],
      ['a', 'again\nand again', undefined],
      ['b', '', undefined],
      ['b', '', undefined],
    ],
  )
})

test('Supabase stores what stands between semicolons, comments that end the file included', () => {
  const stored = (text: string) => storedStatements(load(conventions.supabase, '1_a.sql', text))
  assert.deepEqual(stored('-- a\nselect 1 /* ; */ ;\n\nselect $$;$$ -- b\n;\n-- c;\n'), [
    '-- a\nselect 1 /* ; */',
    'select $$;$$ -- b',
    '-- c;',
  ])
  assert.deepEqual(stored('select 1'), ['select 1'])
  assert.deepEqual(stored('-- only\n'), ['-- only'])
  assert.deepEqual(stored(''), [])
})
