import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { test } from 'node:test'
import { openEmbedded } from '../../server/engine/db/pglite'
import { lockstep } from '../support/cli'
import { availableMajors, withServer } from '../support/postgres'
import { withFolder } from '../support/temporary'

const { majors, reason } = availableMajors()
if (reason) test('every chosen major', { skip: reason }, () => {})

// Pairs of up and down files are golang-migrate's unless told otherwise.
const projects = [{ convention: 'plain', folders: ['migrations'] }]
const files = {
  'lockstep.json': JSON.stringify({
    projects,
    environments: {
      staging: { tier: 'shared', database: 'env:TARGET' },
      mistaken: { tier: 'shared', database: 'env:OTHER' },
      production: { tier: 'production', database: 'env:PRODUCTION' },
    },
  }),
  'migrations/0001_users.up.sql': 'create table users (id int);\ncreate index on users (id);\n',
  'migrations/0001_users.down.sql': 'drop table users;\n',
  'migrations/0002_email.up.sql': 'alter table users add column email text;\n',
  'migrations/0002_email.down.sql': 'alter table users drop column email;\n',
}

test('the embedded database, when none is named: status, plan, apply, rollback', () =>
  withFolder({ ...files, 'lockstep.json': JSON.stringify({ projects }) }, async (folder) => {
    const json = async (...args: string[]) => {
      const { code, stdout, stderr } = await lockstep(folder, [...args, '--format', 'json'])
      assert.equal(stderr, '')
      return { code, document: JSON.parse(stdout) }
    }
    const before = await json('status')
    assert.deepEqual(Object.keys(before.document).slice(0, 2), ['lockstep', 'postgres'])
    assert.deepEqual(
      before.document.migrations.map((one: { version: string; file: string; state: string }) => [
        one.version,
        one.file,
        one.state,
      ]),
      [
        ['0001', 'migrations/0001_users.up.sql', 'pending'],
        ['0002', 'migrations/0002_email.up.sql', 'pending'],
      ],
    )
    const { document: plan, code } = await json('plan')
    assert.equal(code, 0)
    assert.deepEqual(
      plan.migrations[0].steps.map((step: { sql: string }) => step.sql),
      ['create table users (id int)', 'create index on users (id)'],
    )
    assert.deepEqual(plan.migrations[1].strongestLock, { mode: 'ACCESS EXCLUSIVE', relation: 'public.users' })
    const applied = await json('apply', '--plan', plan.plan)
    assert.equal(applied.code, 0)
    assert.deepEqual(applied.document.verified, { books: true, invalidIndexes: [], unvalidatedConstraints: [] })
    assert.deepEqual(
      applied.document.steps.map((step: { file: string; statement?: number; outcome: string }) => [
        step.file,
        step.statement,
        step.outcome,
      ]),
      [
        ['migrations/0001_users.up.sql', 0, 'done'],
        ['migrations/0001_users.up.sql', 1, 'done'],
        ['migrations/0001_users.up.sql', undefined, 'done'],
        ['migrations/0002_email.up.sql', 0, 'done'],
        ['migrations/0002_email.up.sql', undefined, 'done'],
      ],
    )
    const again = await lockstep(folder, ['apply'])
    assert.deepEqual(
      [again.code, again.stdout],
      [0, `Nothing to apply: the embedded database of ${basename(folder)} is up to date.\n`],
    )
    const moved = await lockstep(folder, ['apply', '--plan', plan.plan])
    assert.equal(moved.code, 2)
    assert.match(moved.stderr, /changed since the plan was made/)
    const back = await json('rollback')
    assert.deepEqual([back.code, back.document.rolledBack], [0, 1])
    assert.deepEqual(
      (await json('status')).document.migrations.map((one: { state: string }) => one.state),
      ['applied', 'pending'],
    )
    assert.equal(readFileSync(join(folder, '.lockstep', '.gitignore'), 'utf8'), '*\n')
  }))

test('a failed step: exit code 1, its place, what stands; lines with ndjson', () =>
  withFolder({ 'migrations/0001_a.sql': 'create table a ();\nselect nonsense;\n' }, async (folder) => {
    const { code, stdout } = await lockstep(folder, ['apply', '--format', 'ndjson'])
    assert.equal(code, 1)
    const steps = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      steps.map(({ outcome }) => outcome),
      ['done', 'failed', 'failed'],
    )
    assert.deepEqual(steps[1].range, { start: { line: 1, character: 7 }, end: { line: 1, character: 15 } })
    assert.equal(steps[2].stands, 'nothing')
    const shown = await lockstep(folder, ['apply'])
    assert.match(shown.stdout, /migrations\/0001_a\.sql:2:8 statement 2\n +column "nonsense" does not exist \(42703\)/)
    assert.match(shown.stdout, /0 migrations applied, 1 not/)
  }))

test('placeholders have the values of the environment that is applied to', () =>
  withFolder(
    {
      'db/migration/V1__a.sql': 'create table a_${name} ();\n',
      'db/migration/V2__b.sql': 'create table b_${name} ();\n',
      'lockstep.json': JSON.stringify({
        environments: Object.fromEntries(
          ['first', 'second'].map((name) => [
            name,
            { tier: 'local', database: 'embedded', settings: { 'placeholders.name': name } },
          ]),
        ),
      }),
    },
    async (folder) => {
      // Without one a file can't be sent.
      assert.match((await lockstep(folder, ['apply'])).stderr, /placeholder name is not known/)
      for (const [environment, to] of [
        ['first', '1'],
        ['second', '2'],
      ] as const) {
        const { code, stdout, stderr } = await lockstep(folder, ['apply', '--environment', environment, '--to', to])
        assert.equal(code, 0, stdout + stderr)
      }
      const there = await lockstep(folder, ['catalog', '--database', 'embedded', '--format', 'json'])
      assert.deepEqual(
        JSON.parse(there.stdout)
          .objects.filter(({ kind }: { kind: string }) => kind === 'table')
          .map(({ path }: { path: readonly string[] }) => path[1])
          .filter((name: string) => name !== 'flyway_schema_history'),
        ['a_first', 'b_second'],
      )
    },
  ))

test('what is to be expected is said of the files as the environment’s settings have them read', () =>
  withFolder(
    {
      'migrations/1_a.up.sql': 'create table a (id int);\ncreate index concurrently i on a (id);\n',
      'migrations/1_a.down.sql': 'drop table a;\n',
      'lockstep.json': JSON.stringify({
        environments: { apart: { tier: 'local', database: 'embedded', settings: { 'x-multi-statement': 'true' } } },
      }),
    },
    async (folder) => {
      const together = await lockstep(folder, ['plan'])
      assert.match(together.stdout, /can't run inside a transaction block/)
      const apart = await lockstep(folder, ['plan', '--environment', 'apart'])
      assert.match(apart.stdout, /1_a\.up\.sql +2 statements/)
      assert.doesNotMatch(apart.stdout, /transaction block/)
    },
  ))

test('apply compares the schema with the migrations where that is asked for', () =>
  withFolder(
    { 'migrations/0001_a.sql': 'create table a ();\n', 'migrations/0002_b.sql': 'create table b ();\n' },
    async (folder) => {
      const first = await lockstep(folder, ['apply', '--to', '1', '--drift', '--format', 'json'])
      assert.equal(first.code, 0, first.stderr)
      assert.deepEqual(JSON.parse(first.stdout).verified.drift, { differences: 0 })
      const database = openEmbedded({ folder: join(folder, '.lockstep/database') })
      await database.withSession((session) => session.script('create table stray ()'))
      await database.close()
      const second = await lockstep(folder, ['apply', '--drift'])
      assert.equal(second.code, 1)
      assert.match(second.stdout, /1 migration applied[\s\S]*differs in one place .* lockstep drift shows it/)
      const audit = readFileSync(join(folder, '.lockstep', 'audit.jsonl'), 'utf8')
        .trim()
        .split('\n')
      assert.deepEqual(
        audit.map((line) => JSON.parse(line).drift),
        [0, 1],
      )
    },
  ))

for (const major of majors.slice(-1)) {
  test('production is changed only when it is named twice, however it was reached', () =>
    withServer(major, (server) =>
      withFolder(files, async (folder) => {
        const url = `${await server.createDatabase()}?sslmode=disable`
        const name = new URL(url).pathname.slice(1)
        const env = {
          PRODUCTION: url,
          TARGET: `${await server.createDatabase()}?sslmode=disable`,
          OTHER: url,
          LOCAL: url.replace('127.0.0.1', 'localhost'),
          SOCKET: `postgres://postgres@${encodeURIComponent(server.folder)}:${server.port}/${name}`,
        }
        const run = (...args: string[]) => lockstep(folder, args, { env })
        for (const way of [
          ['--environment', 'production'],
          ['--database', 'production'],
          ['--database', 'env:PRODUCTION'],
          ['--database', 'env:OTHER'],
          ['--database', 'env:LOCAL'],
          ...(process.platform === 'win32' ? [] : [['--database', 'env:SOCKET']]),
          ['--environment', 'mistaken'],
          ['--environment', 'production', '--confirm', 'other'],
        ]) {
          const { code, stderr } = await run('apply', ...way)
          assert.equal(code, 2, way.join(' '))
          assert.match(stderr, new RegExp(`--environment production --confirm ${name}`))
        }
        assert.equal((await run('status', '--environment', 'production')).code, 0)
        const { code, stderr } = await run('rollback', '--database', 'env:TARGET')
        assert.equal(code, 2)
        assert.match(stderr, /Give --yes/)
        assert.equal((await run('apply', '--environment', 'staging')).code, 0)
        assert.equal((await run('apply', '--environment', 'production', '--confirm', name)).code, 0)
        assert.equal((await run('rollback', '--environment', 'staging', '--yes')).code, 0)
        const audit = readFileSync(join(folder, '.lockstep', 'audit.jsonl'), 'utf8')
        assert.deepEqual(
          audit
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line).action),
          ['apply', 'apply', 'rollback'],
        )
        assert.doesNotMatch(audit, /:\/\//)
      }),
    ))
}

test('whoever read the output is gone: the run goes to its end', () =>
  withFolder(files, async (folder) => {
    const child = spawn(process.execPath, [resolve('dist/cli.js'), 'apply'], {
      cwd: folder,
      env: { ...process.env, LOCKSTEP_CACHE: 'off' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const [code] = await once(child, 'close')
    assert.deepEqual([code, said], [0, ''])
    const line = JSON.parse(readFileSync(join(folder, '.lockstep', 'audit.jsonl'), 'utf8'))
    assert.deepEqual([line.outcome, line.files.length], ['done', 2])
  }))

test('an audit log that can’t be written is told, whatever the format', () =>
  withFolder({ ...files, '.lockstep/audit.jsonl/in-the-way': '' }, async (folder) => {
    const { code, stdout, stderr } = await lockstep(folder, ['apply', '--format', 'json'])
    assert.deepEqual([code, JSON.parse(stdout).applied], [0, 2])
    assert.match(stderr, /audit\.jsonl could not be written: it is a folder/)
    const back = await lockstep(folder, ['rollback', '--quiet', '--yes'])
    assert.match(back.stderr, /audit\.jsonl could not be written/)
  }))

test('wrong use is told with what would be right', () =>
  withFolder(files, async (folder) => {
    for (const [args, text] of [
      [['apply', '--environment', 'nowhere'], /no environment nowhere[\s\S]*staging, mistaken, production/],
      [['apply', '--to', '9'], /no migration 9[\s\S]*0001, 0002/],
      [['apply', '--database', 'postgres://ann:secret@host/db'], /^(?![\s\S]*secret@)[\s\S]*env:NAME/],
      [['baseline'], /needs a version/],
      [['status', '--database', 'env:NOT_SET'], /NOT_SET is not set/],
      [['status', '--database', 'prodution'], /no environment prodution[\s\S]*staging, mistaken, production/],
      [['status', '--database', 'secret:x'], /secret:x lies in the editor/],
      [['status', '--database', 'env:HALF'], /variable HALF cannot be read[\s\S]*%40/],
      [['status', '--database', 'command:true'], /printed nothing/],
    ] as const) {
      const { code, stderr } = await lockstep(folder, args, { env: { HALF: 'postgres://ann:se/cret@host/db' } })
      assert.doesNotMatch(stderr, /se\/cret/)
      assert.equal(code, 2, args.join(' '))
      assert.match(stderr, text)
    }
  }))
