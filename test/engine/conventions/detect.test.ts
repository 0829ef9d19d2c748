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

test('Flyway’s settings come without secrets, Spring’s too', async () => {
  const found = await detectProjects(
    memoryFiles({
      'pom.xml': '',
      'src/main/resources/application.properties':
        'spring.datasource.password=secret\nspring.flyway.locations=classpath:db/change\nspring.flyway.out-of-order=true\nspring.flyway.password=secret\nspring.flyway.placeholders.owner=ann\n',
      'src/main/resources/db/change/V1__a.sql': '',
    }),
    conventions,
  )
  assert.equal(found.length, 1)
  assert.deepEqual(found[0]!.folders, ['/project/src/main/resources/db/change'])
  assert.deepEqual(found[0]!.settings, {
    locations: 'classpath:db/change',
    outOfOrder: 'true',
    'placeholders.owner': 'ann',
    configFile: 'src/main/resources/application.properties',
  })
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
