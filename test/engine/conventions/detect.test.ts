import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conventions } from '../../../server/engine/conventions'
import { detectProjects } from '../../../server/engine/conventions/detect'
import { memoryFiles } from './project'

const detected = async (texts: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await detectProjects(memoryFiles(texts), conventions)).map(
    ({ convention, root, folders, sure, evidence }) =>
      `${convention} at ${root.replace('/project', '.')} in ${folders.map((folder) => folder.replace('/project/', '')).join(' + ')} by ${sure}: ${evidence}`,
  )

const dbmate = '-- migrate:up\nselect 1;\n-- migrate:down\n'
const goose = '-- +goose Up\nselect 1;\n'

test('a workspace without SQL holds no project', async () => {
  assert.deepEqual(await detected({}), [])
  assert.deepEqual(await detected({ 'README.md': 'V1__x.sql', 'package.json': '{}', 'migrations/README.md': '' }), [])
})

test('SQL that is no history is left alone', async () => {
  assert.deepEqual(
    await detected({
      'queries/by_email.sql': 'select 1',
      'queries/2fa.sql': 'select 1',
      'reports/1_sales.sql': 'select 1',
      'seed.sql': 'select 1',
      'db/schema.sql': 'create table t (a int)',
      'sql/functions/area.sql': 'select 1',
      'sqlc/queries/010_users.sql': '-- name: GetUser :one\nselect 1',
      'tern/migrations/001_a.sql': 'create table t (a int);\n---- create above / drop below ----\ndrop table t;',
      'rubenv/migrations/1_a.sql': '-- +migrate Up\ncreate table t (a int);\n-- +migrate Down\ndrop table t;',
      'docker/initdb.d/01_schema.sql': 'create table t (a int);',
      'docker/initdb.d/02_data.sql': 'create table u (a int);',
      'daily/01_orders.sql': 'select * from orders',
      'daily/02_users.sql': 'select * from users',
      'supabase/tests/database/01-schema.sql': 'begin; select plan(1);',
      'supabase/tests/database/02-rls.sql': 'begin; select plan(1);',
    }),
    [],
  )
})

test('every tool of a monorepo is found in its own folder', async () => {
  assert.deepEqual(
    await detected({
      'package.json': '{}',
      'services/shop/pom.xml': '<project/>',
      'services/shop/src/main/resources/db/migration/V1__a.sql': 'select 1',
      'services/shop/src/main/resources/db/migration/2024/V2__b.sql': 'select 1',
      'services/shop/src/main/resources/db/migration/R__v.sql': 'select 1',
      'services/mail/go.mod': 'module mail\nrequire github.com/golang-migrate/migrate/v4 v4.19.1\n',
      'services/mail/migrations/000001_a.up.sql': 'select 1',
      'services/mail/migrations/000001_a.down.sql': 'select 1',
      'services/pay/go.mod': 'module pay',
      'services/pay/db/migrations/20240101000000_a.sql': dbmate,
      'services/log/go.mod': 'module log',
      'services/log/sql/00001_a.sql': goose,
      'services/old/migrations/0001_a.sql': 'select 1',
      'services/old/migrations/0002_b.sql': 'select 1',
      'services/old/queries/list.sql': 'select 1',
    }),
    [
      'plain at . in services/old/migrations by names: services/old/migrations/0001_a.sql and 1 more numbered',
      'goose at ./services/log in services/log/sql by markers: -- +goose Up in services/log/sql/00001_a.sql',
      'golang-migrate at ./services/mail in services/mail/migrations by config: services/mail/migrations/000001_a.up.sql, golang-migrate in go.mod',
      'dbmate at ./services/pay in services/pay/db/migrations by markers: -- migrate:up in services/pay/db/migrations/20240101000000_a.sql',
      'flyway at ./services/shop in services/shop/src/main/resources/db/migration by names: services/shop/src/main/resources/db/migration/2024/V2__b.sql',
    ],
  )
})

test('tools that live in a language are found by its packages', async () => {
  const texts = {
    'node/a/package.json': '{"devDependencies": {"node-pg-migrate": "9.0.0"}}',
    'node/a/migrations/1795364013378_a.sql': 'select 1',
    'node/b/package.json': '{"dependencies": {"postgrator-cli": "9.1.1"}}',
    'node/b/migrations/001.do.a.sql': 'select 1',
    'node/c/package.json': '{"dependencies": {"drizzle-orm": "0.45.0"}}',
    'node/c/drizzle/meta/_journal.json':
      '{"dialect": "postgresql", "entries": [{"idx": 0, "when": 1, "tag": "0000_a"}]}',
    'node/c/drizzle/0000_a.sql': 'select 1',
    'node/d/package.json': '{"dependencies": {"prisma": "7.0.0"}}',
    'node/d/prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
    'node/d/prisma/migrations/20240101000000_a/migration.sql': 'select 1',
    'node/e/package.json': '{"dependencies": {"prisma": "7.0.0"}}',
    'node/e/prisma/migrations/migration_lock.toml': 'provider = "mysql"',
    'node/e/prisma/migrations/20240101000000_a/migration.sql': 'select 1',
    'node/f/package.json': '{}',
    'node/f/.gmrc': '{}',
    'node/f/migrations/committed/000001.sql': '--! Previous: -',
    'node/g/package.json': '{}',
    'node/g/supabase/config.toml': '',
    'node/g/supabase/migrations/20240101000000_a.sql': 'select 1',
    'rust/a/Cargo.toml': '[dependencies]\nsqlx = "0.8"',
    'rust/a/migrations/0001_a.up.sql': 'select 1',
    'rust/a/migrations/0001_a.down.sql': 'select 1',
    'rust/b/Cargo.toml': '[dependencies]\ndiesel = "2"',
    'rust/b/diesel.toml': '',
    'rust/b/migrations/2024-01-01-000000_a/up.sql': 'select 1',
    'other/a/Makefile': '',
    'other/a/migrations/atlas.sum': 'h1:x\n',
    'other/a/migrations/20240101000000.sql': 'select 1',
    'other/b/Makefile': '',
    'other/b/sqitch.plan': '%project=b\n',
    'other/b/deploy/a.sql': 'select 1',
    'other/b/revert/a.sql': 'select 1',
    'other/c/pom.xml': '',
    'other/c/changes/a.sql': '--liquibase formatted sql\n--changeset a:1\nselect 1;',
  }
  assert.deepEqual(
    (await detected(texts)).map((line) => line.replace(/ by .*/, '')),
    [
      'graphile-migrate at ./node/f in node/f/migrations',
      'atlas at ./other/a in other/a/migrations',
      'sqitch at ./other/b in other/b',
      'liquibase at ./other/c in other/c/changes',
      'node-pg-migrate at ./node/a in node/a/migrations',
      'postgrator at ./node/b in node/b/migrations',
      'drizzle at ./node/c in node/c/drizzle',
      'prisma at ./node/d in node/d/prisma/migrations',
      'supabase at ./node/g in node/g/supabase/migrations',
      'sqlx at ./rust/a in rust/a/migrations',
      'diesel at ./rust/b in rust/b/migrations',
    ].sort((a, b) => (a.split(' at ')[1]! < b.split(' at ')[1]! ? -1 : 1)),
  )
})

test('marks in the files weigh more than names, configuration more than marks', async () => {
  assert.deepEqual(await detected({ 'migrations/0001_a.sql': goose, 'migrations/0002_b.sql': '' }), [
    'goose at . in migrations by markers: -- +goose Up in migrations/0001_a.sql',
  ])
  assert.deepEqual(
    await detected({
      'flyway.conf': 'flyway.locations=filesystem:db\nflyway.sqlMigrationPrefix=\n',
      'db/1__a.sql': dbmate,
    }),
    ['flyway at . in db by config: flyway.conf'],
  )
  assert.deepEqual(await detected({ 'migrations/1_a.up.sql': '', 'migrations/1_a.down.sql': '' }), [
    'golang-migrate at . in migrations by names: migrations/1_a.up.sql',
  ])
})

test('another database’s folders are not ours', async () => {
  assert.deepEqual(
    await detected({
      'src/main/resources/db/migration/mysql/V1__a.sql': '',
      'src/main/resources/db/migration/h2/V1__a.sql': '',
      'src/main/resources/db/migration/postgresql/V1__a.sql': '',
    }),
    [
      'flyway at . in src/main/resources/db/migration/postgresql by names: src/main/resources/db/migration/postgresql/V1__a.sql',
    ],
  )
})

test('SQL of another database is not ours even where the folder does not say so', async () => {
  assert.deepEqual(
    await detected({
      'a/migrations/0001_a.sql': 'create table `users` (id int)',
      'b/migrations/000001_a.up.sql': 'create table users (id integer primary key autoincrement)',
      'riversqlite/migrations/0001_a.sql': 'create table users (id int)',
      'c/migrations/0001_a.sql': "-- the `users` table\ncreate table users (id int default length('`x`'))",
    }),
    ['plain at . in c/migrations by names: c/migrations/0001_a.sql'],
  )
})

test('Prisma needs no lock file, but a schema for PostgreSQL', async () => {
  const schema = (provider: string) =>
    `generator client {\n  provider = "prisma-client"\n}\ndatasource db {\n  provider = "${provider}"\n}\n`
  const migration = 'prisma/migrations/20240101000000_a/migration.sql'
  assert.deepEqual(
    await detected({
      'a/package.json': '',
      'a/prisma/schema.prisma': schema('postgresql'),
      [`a/${migration}`]: 'select 1',
      'b/package.json': '',
      'b/prisma/schema/main.prisma': schema('postgres'),
      [`b/${migration}`]: 'select 1',
      'c/package.json': '',
      'c/prisma/schema.prisma': schema('mysql'),
      [`c/${migration}`]: 'select 1',
      'd/package.json': '',
      'd/prisma/schema.prisma': schema('postgresql'),
      'd/prisma/migrations/migration_lock.toml': 'provider = "mysql"',
      [`d/${migration}`]: 'select 1',
    }),
    [
      'prisma at ./a in a/prisma/migrations by config: a/prisma/schema.prisma',
      'prisma at ./b in b/prisma/migrations by config: b/prisma/schema/main.prisma',
    ],
  )
})

test('10,000 files are judged by their names, few are opened', async () => {
  const texts: Record<string, string> = {}
  for (let i = 0; i < 100; i++) for (let j = 0; j < 80; j++) texts[`src/module${i}/file${j}.ts`] = ''
  for (let i = 0; i < 1990; i++) texts[`db/migrations/${20200101000000 + i}_step.sql`] = dbmate
  for (let i = 0; i < 10; i++) texts[`queries/q${i}.sql`] = 'select 1'
  const files = memoryFiles(texts)
  const found = await detectProjects(files, conventions)
  assert.deepEqual(
    found.map(({ convention }) => convention),
    ['dbmate'],
  )
  assert.ok(files.opened.length < 60, `${files.opened.length} files opened`)
})
