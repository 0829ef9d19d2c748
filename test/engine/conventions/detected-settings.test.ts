import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conventions } from '../../../server/engine/conventions'
import { detectProjects } from '../../../server/engine/conventions/detect'
import { memoryFiles } from './project'

const dbmate = '-- migrate:up\nselect 1;\n-- migrate:down\n'

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

test('graphile-migrate’s placeholders come with the values its configuration gives', async () => {
  const committed = '--! Previous: -\n--! Hash: sha1:x\n\nselect 1;'
  const found = await detectProjects(
    memoryFiles({
      'a/.gmrc': `{ // JSON5
        connectionString: "postgres://ann:secret@db/shop", migrationsFolder: './db/moves',
        placeholders: { ':APP_ROLE': 'it\\'s "app"', ":PASSWORD": "!ENV" },
      }`,
      'a/db/moves/committed/000001.sql': committed,
      'b/.gmrc.js': "module.exports = { migrationsFolder: './moves', placeholders: { ':APP_ROLE': process.env.ROLE } }",
      'b/moves/committed/000001.sql': committed,
    }),
    conventions,
  )
  assert.deepEqual(
    found.map(({ folders, settings }) => [folders, settings]),
    [
      [['/project/a/db/moves'], { 'placeholders.:APP_ROLE': 'it\'s "app"', 'placeholders.:PASSWORD': '!ENV' }],
      [['/project/b/moves'], { 'placeholders.:APP_ROLE': '!ENV' }],
    ],
  )
})

test('node-pg-migrate’s settings come from scripts, the config package and the file a script names', async () => {
  const found = await detectProjects(
    memoryFiles({
      'a/package.json':
        '{"dependencies": {"node-pg-migrate": "9"}, "scripts": {"up": "node-pg-migrate up -m db -s app -t moves --ignore-pattern \'.*\\\\.md\' --no-check-order"}}',
      'a/db/1_a.sql': 'select 1',
      'b/package.json':
        '{"dependencies": {"node-pg-migrate": "9"}, "scripts": {"up": "node-pg-migrate -f db.json -t moves up"}}',
      'b/config/default.json': '{"db": {"migrations-dir": "nowhere", "check-order": false}}',
      'b/db.json':
        '{"migrations-dir": "steps", "migrations-table": "history", "schema": ["app", "public"], "password": "secret"}',
      'b/steps/1_a.sql': 'select 1',
    }),
    conventions,
  )
  assert.deepEqual(
    found.map(({ folders, settings }) => [folders, settings]),
    [
      [
        ['/project/a/db'],
        { schema: 'app', 'migrations-table': 'moves', 'ignore-pattern': '.*\\.md', 'check-order': 'false' },
      ],
      [['/project/b/steps'], { schema: 'app,public', 'migrations-table': 'history', 'check-order': 'false' }],
    ],
  )
})

test('postgrator’s pattern says which folders it reads', async () => {
  const cli = '{"dependencies": {"postgrator-cli": "9"}}'
  const texts = {
    'a/package.json': cli,
    'a/migrations/1.do.a.sql': 'select 1',
    'a/migrations/old/0001.do.a.sql': 'select 1',
    'b/package.json': cli,
    'b/.postgratorrc.json':
      '{"migrationPattern": "db/**/*.sql", "schemaTable": "app.moves", "newline": "LF", "password": "x"}',
    'b/db/2024/1.do.a.sql': 'select 1',
    'b/db/2025/2.do.b.sql': 'select 1',
    'c/package.json':
      '{"dependencies": {"postgrator-cli": "9"}, "scripts": {"up": "postgrator -m \'steps/*.sql\' -t moves"}}',
    'c/steps/1.do.a.sql': 'select 1',
    'd/package.json': '{"dependencies": {"postgrator": "8"}}',
    'd/sql/1.do.a.sql': 'select 1',
    'd/sql/more/2.do.b.sql': 'select 1',
  }
  const found = await detectProjects(memoryFiles(texts), conventions)
  const { parseName } = conventions.postgrator
  assert.deepEqual(
    found.map(({ folders: [folder], settings }) => [
      folder!.slice('/project/'.length),
      settings,
      Object.keys(texts).filter(
        (path) =>
          `/project/${path}`.startsWith(folder!) && parseName(`/project/${path}`.slice(folder!.length + 1), settings),
      ),
    ]),
    [
      ['a/migrations', { migrationPattern: 'migrations/*' }, ['a/migrations/1.do.a.sql']],
      [
        'b/db',
        { migrationPattern: 'db/**/*.sql', schemaTable: 'app.moves' },
        ['b/db/2024/1.do.a.sql', 'b/db/2025/2.do.b.sql'],
      ],
      ['c/steps', { migrationPattern: 'steps/*.sql', schemaTable: 'moves' }, ['c/steps/1.do.a.sql']],
      ['d/sql', {}, ['d/sql/1.do.a.sql', 'd/sql/more/2.do.b.sql']],
    ],
  )
})

test('Drizzle’s table is found in both notations, its older journals are PostgreSQL’s too', async () => {
  const found = await detectProjects(
    memoryFiles({
      'a/package.json': '{}',
      'a/drizzle.config.json': '{"dialect": "postgresql", "migrations": {"table": "moves", "schema": "app"}}',
      'a/drizzle/meta/_journal.json': '{"dialect": "pg", "entries": [{"idx": 0, "when": 1, "tag": "0000_a"}]}',
      'a/drizzle/0000_a.sql': 'select 1',
      'b/package.json': '{}',
      'b/drizzle.config.ts': "export default { migrations: { table: 'moves' } }",
      'b/drizzle/20240101000000_a/migration.sql': 'select 1',
      'b/drizzle/20240101000000_a/snapshot.json': '{"dialect": "postgres"}',
      'c/drizzle/meta/_journal.json': '{"dialect": "sqlite", "entries": [{"idx": 0, "when": 1, "tag": "0000_a"}]}',
      'c/drizzle/0000_a.sql': 'select 1',
    }),
    conventions,
  )
  assert.deepEqual(
    found.map(({ convention, folders, settings: { manifest, ...settings } }) => [convention, ...folders, settings]),
    [
      ['drizzle', '/project/a/drizzle', { table: 'moves', schema: 'app' }],
      ['drizzle', '/project/b/drizzle', { table: 'moves' }],
    ],
  )
})

const settingsIn = async (texts: Readonly<Record<string, string>>) =>
  (await detectProjects(memoryFiles(texts), conventions))[0]?.settings

test('Spring’s YAML says the same; a profile counts where the base is silent, a document for a profile does not', async () => {
  assert.deepEqual(
    await settingsIn({
      'pom.xml': '',
      'src/main/resources/application.yml': `spring:
  application: { name: shop }
  flyway: # ours
    locations:
      - classpath:db/change
    schemas: [shop, audit]
    table: "history"
    postgresql:
      transactional-lock: false
    placeholders:
      owner-name: 'ann'
      secret: \${FROM_ENV}
---
spring:
  config.activate.on-profile: test
  flyway.table: other
`,
      'src/main/resources/application-dev.yml': 'spring.flyway:\n  table: dev\n  out-of-order: true\n',
      'src/main/resources/db/change/V1__a.sql': '',
    }),
    {
      locations: 'classpath:db/change',
      schemas: 'shop,audit',
      table: 'history',
      outOfOrder: 'true',
      'postgresql.transactional.lock': 'false',
      'placeholders.owner-name': 'ann',
      configFile: 'src/main/resources/application.yml',
    },
  )
})

test('quotes are part of a value in Flyway’s .conf; a placeholder from the environment is not known', async () => {
  assert.deepEqual(
    await settingsIn({
      'flyway.conf':
        "flyway.locations=filesystem:sql\nflyway.placeholders.name='ann'\nflyway.placeholders.env=${APP_ENV}\nflyway.target=5\n",
      'sql/V1__a.sql': '',
    }),
    { locations: 'filesystem:sql', 'placeholders.name': "'ann'", target: '5', configFile: 'flyway.conf' },
  )
})

test('sqlx.toml says where its table is and what its sums pass over', async () => {
  assert.deepEqual(
    await settingsIn({
      'Cargo.toml': '[dependencies]\nsqlx = "0.9"\n',
      'sqlx.toml':
        '[migrate]\ntable-name = "app.moves"\ncreate-schemas = ["app"]\nignored-chars = ["\\r", "\\uFEFF"]\n[migrate.defaults]\nmigration-type = "reversible"\n',
      'migrations/1_a.sql': '',
    }),
    {
      'table-name': 'app.moves',
      'create-schemas': 'app',
      'ignored-chars': '\r,\uFEFF',
      'defaults.migration-type': 'reversible',
    },
  )
})

test('what every environment of atlas.hcl says alike is known', async () => {
  const { manifest, ...rest } = (await settingsIn({
    'atlas.hcl':
      'env "local" {\n  migration {\n    dir = "file://migrations"\n    revisions_schema = "public"\n    exec_order = LINEAR_SKIP\n  }\n}\nenv "prod" {\n  migration {\n    revisions_schema = "public"\n  }\n  tx_mode = "none"\n}\n',
    'migrations/1_a.sql': 'select 1;',
    'migrations/atlas.sum': 'h1:x\n',
  }))!
  assert.deepEqual(rest, { 'revisions-schema': 'public', 'exec-order': 'linear-skip', 'tx-mode': 'none' })
  assert.equal(manifest, 'h1:x\n')
})

test('a .env is read as dbmate and goose read it', async () => {
  assert.deepEqual(
    await settingsIn({
      '.env': 'export DBMATE_MIGRATIONS_TABLE="app.moves" # ours\nDBMATE_STRICT=true # always\n',
      'db/migrations/1_a.sql': dbmate,
    }),
    { DBMATE_MIGRATIONS_TABLE: 'app.moves', DBMATE_STRICT: 'true' },
  )
})
