import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { lockstep } from '../support/cli'
import { withFolder } from '../support/temporary'

const project = {
  'lockstep.json': JSON.stringify({ projects: [{ convention: 'plain', folders: ['migrations'] }] }),
  'migrations/1_a.sql': 'create table a (n int);\n',
  'migrations/2_b.sql': 'create table b (n int);\n',
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end()
  }
}

const json = async (folder: string, ...args: string[]) => {
  const { code, stdout, stderr } = await lockstep(folder, [...args, '--format', 'json'])
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout)
}

/** Stops what the work started in the background, however it ends. */
const inProject = (work: (folder: string) => Promise<void>): Promise<void> =>
  withFolder(project, async (folder) => {
    try {
      await work(folder)
    } finally {
      await lockstep(folder, ['database', 'stop'])
    }
  })

test('start, use it from both sides, stop, start again, reset', () =>
  inProject(async (folder) => {
    assert.equal((await lockstep(folder, ['apply', '--to', '1'])).code, 0)
    const started = await json(folder, 'database', 'start')
    assert.deepEqual(await query(started.url, 'select tablename::text from pg_tables where tablename = $$a$$'), ['a'])
    assert.equal((await lockstep(folder, ['database', 'url'])).stdout, `${started.url}\n`)
    const again = await lockstep(folder, ['database', 'start'])
    assert.equal(again.code, 2)
    assert.ok(again.stderr.includes(`served already: ${started.url}`), again.stderr)

    const idle = new pg.Client({ connectionString: started.url })
    idle.on('error', () => undefined)
    await idle.connect()
    const applied = await lockstep(folder, ['apply'])
    assert.equal(applied.code, 0, applied.stderr)
    assert.match(applied.stdout, /2_b\.sql/)
    await idle.query('insert into b values (7)')

    assert.deepEqual(await json(folder, 'database', 'stop').then(({ stopped }) => stopped), true)
    assert.equal((await json(folder, 'database', 'stop')).stopped, false)
    assert.equal((await lockstep(folder, ['database', 'url'])).code, 2)
    const status = await json(folder, 'status')
    assert.deepEqual(
      status.migrations.map(({ state }: { state: string }) => state),
      ['applied', 'applied'],
    )
    const second = await json(folder, 'database', 'start', '--port', String(started.port))
    assert.equal(second.port, started.port)
    assert.deepEqual(await query(second.url, 'select n from b'), [7])

    const unasked = await lockstep(folder, ['database', 'reset'])
    assert.equal(unasked.code, 2)
    assert.match(unasked.stderr, /is being served and will be stopped\..*Nobody is there to answer/s)
    assert.equal((await json(folder, 'database', 'reset', '--yes')).deleted, true)
    assert.deepEqual(
      ['database', 'database.lock', 'audit.jsonl'].map((name) => existsSync(join(folder, '.lockstep', name))),
      [false, false, true],
    )
    assert.equal((await json(folder, 'database', 'reset', '--yes')).deleted, false)
  }))

test('reset: a migration left half way is pending again', () =>
  withFolder(
    {
      'migrations/00001_half.sql':
        '-- +goose NO TRANSACTION\n-- +goose Up\ncreate table a (id int);\nselect 1/0;\n-- +goose Down\ndrop table a;\n',
    },
    async (folder) => {
      const states = async () => (await json(folder, 'status')).migrations.map(({ state }: { state: string }) => state)
      await lockstep(folder, ['apply', '--yes'])
      assert.deepEqual(await states(), ['failed'])
      await json(folder, 'database', 'reset', '--yes')
      assert.deepEqual(await states(), ['pending'])
    },
  ))

test(
  'killed at work: what was committed stays, and nothing has to be cleaned up',
  {
    skip: process.platform === 'win32' && 'no SIGKILL here',
  },
  () =>
    inProject(async (folder) => {
      const { url, pid } = await json(folder, 'database', 'start')
      await query(url, 'create table kept as select 1 as n')
      const open = new pg.Client({ connectionString: url })
      open.on('error', () => undefined)
      await open.connect()
      await open.query('begin; insert into kept values (2)')
      const closed = new Promise((done) => open.on('error', done))
      process.kill(pid, 'SIGKILL')
      await closed
      assert.equal((await lockstep(folder, ['database', 'url'])).code, 2)
      assert.equal((await lockstep(folder, ['apply'])).code, 0)
      const again = await json(folder, 'database', 'start')
      assert.deepEqual(await query(again.url, 'select n from kept'), [1])
    }),
)

test('in the foreground: until it is interrupted', () =>
  inProject(async (folder) => {
    const child = spawn(process.execPath, [resolve('dist/cli.js'), 'database', 'start', '--foreground'], {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = once(child, 'close')
    let said = ''
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      said += chunk
      if (said.includes('sslmode=disable\n')) break
    }
    assert.deepEqual(await query(/postgres:\S+/.exec(said)![0], 'select 1 as one'), [1])
    child.kill('SIGINT')
    if (process.platform !== 'win32') assert.deepEqual(await closed, [0, null])
    else await closed
  }))

test('what cannot be served is said in a sentence', () =>
  withFolder(
    { ...project, 'lockstep.json': JSON.stringify({ environments: { local: { database: 'env:TARGET' } } }) },
    async (folder) => {
      for (const [args, said] of [
        [['start'], /The environment local is not the embedded database/],
        [['begin'], /There is no database begin/],
        [[], /start, stop, reset, url/],
        [['start', '--database', 'embedded', '--port', '0'], /--port 0 is no port number/],
        [['start', '--environment', 'other'], /There is no environment other/],
      ] as const) {
        const { code, stderr } = await lockstep(folder, ['database', ...args])
        assert.deepEqual([code, said.test(stderr)], [2, true], stderr)
      }
    },
  ))

const psql = spawnSync('psql', ['--version']).status === 0
test('psql, its \\copy included', { skip: !psql && 'no psql on this machine' }, () =>
  inProject(async (folder) => {
    const { url } = await json(folder, 'database', 'start')
    const script =
      'create table t (n int);\n\\copy t from stdin\n1\n2\n\\.\nselect sum(n) from t;\n\\d t\n\\copy t to stdout\n'
    const child = spawn('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', url], {
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk
      })
    child.stdin.end(script)
    assert.deepEqual(await once(child, 'close'), [0, null], said)
    assert.equal(said, '3\nn|integer|||\n1\n2\n')
    assert.ok(readFileSync(join(folder, '.lockstep/database.lock'), 'utf8').includes('"served"'))
  }),
)
