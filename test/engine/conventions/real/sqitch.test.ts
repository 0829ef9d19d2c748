import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { idsOf } from '../../../../server/engine/conventions/shared/sqitch-plan'
import { readPlan } from '../../../../server/engine/conventions/shared/sqitch-plan-reading'
import { lockstep } from '../../../support/cli'
import { availableMajors, withServer } from '../../../support/postgres'
import { withFolder } from '../../../support/temporary'

const driver = () => spawnSync('perl', ['-MDBD::Pg', '-e', '1']).status === 0
const skip = !availableMajors().majors.includes(18)
  ? 'no PostgreSQL 18 on this machine'
  : spawnSync('sqitch', ['--version']).status !== 0
    ? 'sqitch is not installed (Debian: sqitch libdbd-pg-perl)'
    : !driver()
      ? 'sqitch has no driver (Debian: libdbd-pg-perl)'
      : spawnSync('psql', ['--version']).status !== 0
        ? 'sqitch needs psql (Debian: postgresql-client)'
        : undefined

const by = 'Ann Lee <ann@example.org>'
const wrapped = (sql: string): string => `BEGIN;\n\n${sql}\n\nCOMMIT;\n`
/** Deploy, revert and verify scripts, by their names. */
const scripts: Readonly<Record<string, readonly [string, string, string]>> = {
  one: [wrapped('CREATE TABLE t1 (id int);'), wrapped('DROP TABLE t1;'), 'SELECT id FROM t1 WHERE false;\n'],
  'two@v1.0': [wrapped('CREATE TABLE t2 (id int);'), wrapped('DROP TABLE t2;'), 'SELECT id FROM t2 WHERE false;\n'],
  'area/three': [
    'CREATE TABLE t3 (id int);\nCREATE INDEX CONCURRENTLY t3i ON t3 (id);\n',
    'DROP TABLE t3;\n',
    'SELECT id FROM t3 WHERE false;\n',
  ],
  two: [
    wrapped('ALTER TABLE t2 ADD COLUMN extra int;'),
    wrapped('ALTER TABLE t2 DROP COLUMN extra;'),
    'SELECT extra FROM t2 WHERE false;\n',
  ],
  five: ['CREATE VIEW v5 AS SELECT 5 AS five;\n', 'DROP VIEW v5;\n', 'SELECT five FROM v5;\n'],
}
const files: Readonly<Record<string, string>> = {
  'sqitch.conf': '[core]\n\tengine = pg\n[user]\n\tname = Ann Lee\n\temail = ann@example.org\n',
  'sqitch.plan': `%syntax-version=1.0.0
%project=shop
%uri=https://example.com/shop

one 2024-01-01T00:00:00Z ${by} # first \\n "one"
two [one] 2024-01-02T00:00:00Z Bob Müller <bob@example.org>
@v1.0 2024-01-02T10:00:00Z ${by} # release
@v1.0b 2024-01-02T11:00:00Z ${by}
area/three [one two@v1.0 !five] 2024-01-03T00:00:00Z ${by} # three
two [two@v1.0] 2024-01-04T00:00:00Z ${by} # reworked
@v2.0 2024-01-05T10:00:00Z ${by}
five 2024-01-06T00:00:00Z ${by}
`,
  ...Object.fromEntries(
    Object.entries(scripts).flatMap(([name, texts]) =>
      ['deploy', 'revert', 'verify'].map((verb, i) => [`${verb}/${name}.sql`, `-- ${verb} ${name}\n\n${texts[i]}`]),
    ),
  ),
}
const changes = Object.keys(scripts)

interface Bench {
  readonly folder: string
  sqitch(...args: string[]): string
  run(...args: string[]): Promise<{ readonly document: ReturnType<typeof JSON.parse>; readonly stderr: string }>
  applied(): Promise<readonly string[]>
  rows(sql: string): Promise<readonly unknown[][]>
}

const withBench = (work: (bench: Bench) => Promise<void>): Promise<void> =>
  withServer(18, ({ createDatabase }) =>
    withFolder(files, async (folder) => {
      const url = await createDatabase()
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const run: Bench['run'] = async (...args) => {
        const { stdout, stderr } = await lockstep(folder, [...args, '--database', 'env:TARGET', '--format', 'json'], {
          env: { TARGET: `${url}?sslmode=disable`, HOME: folder },
        })
        return { document: stdout === '' ? undefined : JSON.parse(stdout), stderr }
      }
      try {
        await work({
          folder,
          run,
          sqitch(...args) {
            const { status, stdout, stderr } = spawnSync('sqitch', args, {
              cwd: folder,
              encoding: 'utf8',
              env: { ...process.env, SQITCH_TARGET: `db:${url}`, LC_ALL: 'C', HOME: folder },
            })
            assert.equal(status, 0, `sqitch ${args.join(' ')}: ${stdout}${stderr}`)
            return `${stdout}${stderr}`
          },
          applied: async () =>
            (await run('status')).document.migrations.flatMap(
              ({ version, state }: { version: string; state: string }) => (state === 'applied' ? [version] : []),
            ),
          rows: async (sql) => (await client.query({ text: sql, rowMode: 'array' })).rows,
        })
      } finally {
        await client.end()
      }
    }),
  )

/** Of every table of the registry what does not change from run to run, and what the tables are. */
const registry = {
  changes: `select change_id, script_hash, change, project, note, committer_name, committer_email, planned_at, planner_name, planner_email from sqitch.changes order by committed_at`,
  tags: `select tag_id, tag, project, change_id, note, committer_name, committer_email, planned_at, planner_name, planner_email from sqitch.tags order by tag`,
  dependencies: 'select change_id, type, dependency, dependency_id from sqitch.dependencies order by 1, 3',
  events: `select event, change_id, change, project, note, requires, conflicts, tags, committer_name, committer_email, planned_at, planner_name, planner_email from sqitch.events order by committed_at`,
  projects: 'select project, uri, creator_name, creator_email from sqitch.projects',
  releases: 'select version, installer_name, installer_email from sqitch.releases',
  columns: `select table_name::text, column_name::text, ordinal_position, data_type::text, is_nullable::text, column_default::text from information_schema.columns where table_schema = 'sqitch' order by 1, 3`,
  constraints: `select conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'sqitch'::regnamespace order by 1, 2`,
  indexes: `select tablename::text, indexdef from pg_indexes where schemaname = 'sqitch' order by 1, 2`,
}
async function registryOf({ rows }: Bench): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {}
  for (const [name, sql] of Object.entries(registry)) found[name] = await rows(sql)
  return found
}

test('Sqitch deploys half, Lockstep the rest; Sqitch finds nothing to do, verifies and reverts', { skip }, () =>
  withBench(async ({ sqitch, run, applied, rows }) => {
    sqitch('deploy', '--to', '@v1.0')
    assert.deepEqual(await applied(), changes.slice(0, 2))
    const { document, stderr } = await run('apply')
    assert.equal(document?.applied, 3, stderr)
    assert.equal(document.verified.books, true)
    assert.match(sqitch('status'), /Nothing to deploy \(up-to-date\)/)
    assert.match(sqitch('deploy'), /Nothing to deploy \(up-to-date\)/)
    assert.match(sqitch('verify'), /Verify successful/)
    assert.doesNotMatch(sqitch('check'), /diverge/i)
    sqitch('revert', '-y', '--to', 'one')
    assert.deepEqual(await applied(), ['one'])
    assert.deepEqual(await rows("select relname from pg_class where relname in ('t2', 't3', 'v5')"), [])
  }),
)

test('Lockstep deploys half, Sqitch the rest; Lockstep finds nothing to do and takes it back', { skip }, () =>
  withBench(async ({ folder, sqitch, run, applied }) => {
    const { document, stderr } = await run('apply', '--to', 'two@v1.0')
    assert.equal(document?.applied, 2, stderr)
    assert.match(sqitch('status'), /Undeployed changes:\s+\* area\/three\s+\* two @v2.0\s+\* five/)
    sqitch('deploy', '--verify')
    assert.equal((await run('apply')).document.steps.length, 0)
    assert.deepEqual(await applied(), changes)
    assert.equal((await run('rollback', '--to', 'one', '--yes')).document.rolledBack, 4)
    assert.match(sqitch('status'), /Name: +one/)
    sqitch('deploy')
    writeFileSync(join(folder, 'deploy/one.sql'), `${files['deploy/one.sql']}-- edited\n`)
    assert.deepEqual(await applied(), changes.slice(1))
    writeFileSync(join(folder, 'deploy/one.sql'), files['deploy/one.sql']!)
    writeFileSync(join(folder, 'sqitch.plan'), files['sqitch.plan']!.replace('# first', '# the first'))
    const moved = await run('apply')
    assert.match(moved.stderr, /have no file here/)
  }),
)

test('registry and rows of both are the same: deploy, revert, log only, a tag given later, a failure', {
  skip,
}, async () => {
  const found: (readonly unknown[])[] = [[], []]
  const later = `${files['sqitch.plan']}@late 2024-01-07T00:00:00Z ${by} # later\nsix 2024-01-08T00:00:00Z ${by}\n`
  const sides: readonly ((bench: Bench, step: 'deploy' | 'revert' | 'fail') => unknown)[] = [
    ({ sqitch }, step) =>
      step === 'deploy'
        ? sqitch('deploy')
        : step === 'revert'
          ? sqitch('revert', '-y', '--to', 'one')
          : assert.throws(() => sqitch('deploy')),
    async ({ run }, step) => {
      const { document, stderr } =
        step === 'revert' ? await run('rollback', '--to', 'one', '--yes') : await run('apply')
      assert.equal(document?.outcome, step === 'fail' ? 'failed' : 'done', stderr)
    },
  ]
  for (const [i, side] of sides.entries())
    await withBench(async (bench) => {
      const look = async () => void (found[i] as unknown[]).push(await registryOf(bench))
      await side(bench, 'deploy')
      await look()
      await side(bench, 'revert')
      await look()
      await side(bench, 'deploy')
      writeFileSync(join(bench.folder, 'sqitch.plan'), later)
      for (const verb of ['deploy', 'revert', 'verify'])
        writeFileSync(join(bench.folder, `${verb}/six.sql`), 'SELECT 1/0;\n')
      await side(bench, 'fail')
      await look()
    })
  assert.deepEqual(found[1], found[0])
  const [ours, theirs] = [[], []] as [unknown[], unknown[]]
  await withBench(async (bench) => {
    assert.equal((await bench.run('baseline', '--to', 'five', '--yes')).document.steps.length, 5)
    ours.push(await registryOf(bench))
    assert.match(bench.sqitch('deploy'), /up-to-date/)
  })
  await withBench(async (bench) => {
    bench.sqitch('deploy', '--log-only')
    theirs.push(await registryOf(bench))
  })
  assert.deepEqual(ours, theirs)
})

const head = '%syntax-version=1.0.0\n%project=x\n%uri=HTTPS://EXAMPLE.com:443/a/../B c\n\n'
const at = `2024-01-01T00:00:00Z ${by}`
const good = `${head}+ a ${at}
  b.c/d [a   !z  other:q ] ${at} # note # with \\\\n \\n two
# a comment

-e [x:a] 2024-01-01T00:00:00Z  Ann   Lee  <ann@example.org>  # x \r
@v1.1 ${at}#tight
_1 [e@v1.1 @v1.1] ${at}
a [a@v1.1] ${at}
é ${at}`
const bad: readonly string[] = [
  ...['a!', 'a~1', 'a/1', '.a', 'a\\b', 'HEAD', 'a'.repeat(40)].map((name) => `${head}${name} ${at}\n`),
  ...['[a]', '[zz]', '[b]', '[]', '[ c]', '[c, d]', '[c c]', '[c@v9]'].map(
    (list) => `${head}c ${at}\na ${list} ${at}\nb ${at}\n`,
  ),
  `${head}a ${at}\n@v1 ${at}\nb ${at}\n@v1 ${at}\n`,
  `${head}a ${at}\n@v/1 ${at}\n`,
  `${head}a ${at}\n%late=1\n`,
  `${head}a ${at}\na ${at}\n`,
  `${head}a ${by}\n`,
  `${head}a ${at}\n#\n`,
  `${head}a 2024-02-30T00:00:00Z ${by}\n`,
  `\uFEFF${head}a ${at}\n`,
  `%syntax-version=1.0.0\n%project=x:y\n\na ${at}\n`,
  `%syntax-version=1.0.0\n%project=x\na ${at}\n`,
]

test('Sqitch reads the plans we read, and refuses those we refuse', { skip }, () =>
  withFolder({ 'sqitch.conf': files['sqitch.conf']!, 'sqitch.plan': '' }, (cwd) => {
    const read = (plan: string) => {
      writeFileSync(join(cwd, 'sqitch.plan'), plan)
      return spawnSync('sqitch', ['plan', '--no-headers', '--format', 'format:%H %n'], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, HOME: cwd },
      })
    }
    const plan = readPlan(good)
    assert.deepEqual(plan.errors, [])
    const { stdout, stderr } = read(good)
    assert.equal(
      stdout.trim(),
      idsOf(plan)
        .map(({ change, id }) => `${id} ${change.name}`)
        .join('\n'),
      stderr,
    )
    for (const text of bad) {
      assert.notEqual(readPlan(text).errors.length, 0, text)
      assert.notEqual(read(text).status, 0, text)
    }
  }),
)
