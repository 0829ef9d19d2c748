import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { describe, test } from 'node:test'
import pg from 'pg'
import { Failure } from '../../../server/engine/failure'
import { repair } from '../../../server/engine/migrate/repair'
import type { RunRequest } from '../../../server/engine/migrate/run'
import type { MigrationSet } from '../../../server/engine/migrate/set'
import { startServer } from '../../support/postgres'
import { alone, sqitch, type Tool, tools } from './fault-tools'
import {
  applied,
  column,
  majors,
  mended,
  onServer,
  openAt,
  type Place,
  reason,
  requestFor,
  setOf,
  statuses,
  tables,
} from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

/** The statement a test can hold up: it waits as long as the test keeps the table locked. */
const gateAt = (table: string): string => `insert into ${table} values (1);`
const gate = gateAt('gate')
const made = ['create table a ();', 'create table b ();']
/** Two tables and the gate, which comes at `position`. */
const statements = (position: number, table = 'gate'): string => made.toSpliced(position, 0, gateAt(table)).join('\n')

async function clientAt(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** A project on disk as a user has it, and the same as a set whose journal lies at the same place. */
function projectAt(place: Place, tool: Tool, sql: string): MigrationSet {
  const files = tool.files(sql)
  const folder = join(place.root, 'migrations')
  const { id: convention, settings = {} } = tool
  const config = { projects: [{ convention, folders: ['migrations'], settings }], timeouts: { lock: '0' } }
  for (const [path, text] of Object.entries({ '../lockstep.json': JSON.stringify(config), ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return setOf(tool.id, files, place.root, settings)
}

function startApply({ root, url }: Place): ChildProcess {
  return spawn(process.execPath, [resolve('dist/cli.js'), 'apply', '--database', 'env:TARGET'], {
    cwd: root,
    env: { ...process.env, TARGET: `${url}?sslmode=disable`, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Resolves when the program says that it waits for somebody; rejects when it ends before. */
function waiting(child: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((done, failed) => {
    for (const stream of [child.stderr!, child.stdout!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (/waits for process/.test(said)) done()
      })
    child.once('close', (code) => failed(new Error(`it ended with ${code}: ${said}`)))
  })
}

/** Kills the program while `lock` holds it up, lets the server finish what it had been sent, and says what is left. */
async function killedAt(place: Place, lock: string, wait: string, meanwhile = async () => {}): Promise<void> {
  const other = await clientAt(place.url!)
  try {
    await other.query(`begin; ${lock}`)
    const child = startApply(place)
    const closed = once(child, 'close')
    await waiting(child)
    child.kill('SIGKILL')
    await closed
    await meanwhile()
    await other.query('rollback')
    // Granted once the dead client's statement, and its transaction, have ended on the server.
    await other.query(`begin; ${wait}; rollback`)
  } finally {
    await other.end()
  }
}

async function appliesNow(place: Place, set: MigrationSet): Promise<void> {
  const { outcome, steps } = await applied(place, set)
  assert.equal(outcome, 'done', steps.map(({ error }) => error?.message).join())
  assert.deepEqual(
    (await statuses(place, set)).map(({ state }) => state),
    ['applied'],
  )
  assert.deepEqual(
    (await tables(place)).filter((name) => name === 'a' || name === 'b'),
    ['a', 'b'],
  )
}

/** A table of an extension: to tools that want an empty database it is nobody's. */
const freshGate = (place: Place, table = 'gate'): Promise<void> =>
  place.database.withSession((session) =>
    session.script(`create table ${table} (n int); alter extension plpgsql add table ${table}`),
  )

for (const major of majors) {
  // Every place on the newest server, one a tool on the others.
  const positions = major === majors.at(-1) ? [0, 1, 2] : [1]
  describe(`the client is killed, PostgreSQL ${major}`, {
    concurrency: false,
    skip: process.platform === 'win32' && 'no SIGKILL here',
  }, () => {
    for (const tool of tools) {
      for (const position of tool.once ? [1] : positions) {
        const what = `${tool.id}${tool.transactional ? '' : ' without a transaction'}`
        test(`${what}: in statement ${position + 1} of 3`, () =>
          onServer(major, async (place) => {
            const { gate: table = 'gate' } = tool
            await freshGate(place, table)
            const set = projectAt(place, tool, statements(position, table))
            await killedAt(place, `lock table ${table}`, `lock table ${table}`)
            const [status] = await statuses(place, set)
            if (tool.transactional) {
              assert.equal(status!.state, 'pending')
              assert.deepEqual(await column(place, `select n from ${table}`), [])
              assert.deepEqual(
                (await tables(place)).filter((name) => name === 'a' || name === 'b'),
                [],
              )
            } else {
              assert.equal(status!.state, 'failed')
              assert.ok(status!.note!.length > 20)
              // The server finished the statement it had: nothing says that it did, hence "failed".
              assert.deepEqual(await column(place, `select n from ${table}`), [1])
              const { plan } = await applied(place, set).then(
                () => assert.fail('a failed migration must stop the run'),
                (error: Error) => ({ plan: error.message }),
              )
              assert.match(plan, /did not finish/)
              await mended(place, set)
              await place.database.withSession((session) =>
                session.script(`drop table if exists a, b; truncate ${table}`),
              )
            }
            await appliesNow(place, set)
          }))
      }
      if (tool.transactional && positions.length > 1) {
        test(`${tool.id}: after the last statement, when its row waits`, () =>
          onServer(major, async (place) => {
            const set = projectAt(place, tool, made.join('\n'))
            await place.database.withSession((session) => set.convention.books!.prepare(session, set.settings))
            const lock = `lock table ${tool.table} in exclusive mode`
            await killedAt(place, lock, lock)
            // A row that is sent together with COMMIT is written by a server that has lost its client, and committed with the schema.
            const stands = set.convention.books!.row !== undefined
            assert.deepEqual(
              (await statuses(place, set)).map(({ state }) => state),
              [stands ? 'applied' : 'pending'],
            )
            assert.deepEqual(
              (await tables(place)).filter((name) => name === 'a' || name === 'b'),
              stands ? ['a', 'b'] : [],
            )
            await appliesNow(place, set)
          }))
      }
    }

    for (const [id, files] of Object.entries(alone))
      test(`${id} without a transaction: the one statement it had sent`, () =>
        onServer(major, async (place) => {
          await freshGate(place)
          const set = projectAt(place, { id, files, transactional: false, table: '' }, gate)
          await killedAt(place, 'lock table gate', 'lock table gate')
          assert.deepEqual(await column(place, 'select n from gate'), [1])
          const [status] = await statuses(place, set)
          assert.equal(status!.state, 'failed')
          assert.match(status!.note!, /its end was never recorded \(statement 1 had begun\)/)
          await mended(place, set)
          assert.equal((await applied(place, set)).outcome, 'done')
        }))

    test('while the server goes on with its statement, nothing is repaired and nothing run again', () =>
      onServer(major, async (place) => {
        await freshGate(place)
        const set = projectAt(place, { id: 'dbmate', files: alone.dbmate!, transactional: false, table: '' }, gate)
        const orphaned: Partial<RunRequest> = { patience: 0, pause: async () => {} }
        const stillAtWork = (error: unknown): boolean =>
          error instanceof Failure &&
          error.code === 'locked' &&
          /earlier run, whose client is gone, is still at work.*insert into gate/.test(error.message)
        await killedAt(place, 'lock table gate', 'lock table gate', async () => {
          assert.equal((await statuses(place, set))[0]!.state, 'failed')
          await assert.rejects(applied(place, set, orphaned), stillAtWork)
          await assert.rejects(repair({ ...requestFor(place, set, orphaned), planId: '' }), stillAtWork)
        })
        await mended(place, set)
        assert.equal((await applied(place, set)).outcome, 'done')
      }))
  })

  describe(`the client is killed in a script's own transaction, PostgreSQL ${major}`, {
    skip: process.platform === 'win32' && 'no SIGKILL here',
  }, () => {
    test('sqitch: nothing of it stands, and it is failed until somebody has looked', () =>
      onServer(major, async (place) => {
        await freshGate(place)
        const set = projectAt(place, sqitch, `begin;\n${statements(1)}\ncommit;`)
        await killedAt(place, 'lock table gate', 'lock table gate')
        assert.deepEqual(await column(place, 'select n from gate'), [])
        assert.deepEqual(
          (await statuses(place, set)).map(({ state }) => state),
          ['failed'],
        )
        assert.deepEqual(await column(place, 'select change from sqitch.changes'), [])
        await mended(place, set)
        await appliesNow(place, set)
      }))
  })

  describe(`the connection is lost, PostgreSQL ${major}`, { concurrency: false }, () => {
    test('the server crashes and comes back in the middle', {
      skip: process.platform === 'win32' && 'no SIGKILL here',
    }, async () => {
      const server = await startServer(major)
      try {
        const url = await server.createDatabase()
        const place: Place = { name: String(major), url, database: openAt(url), root: join(server.folder, 'project') }
        await freshGate(place)
        // These servers commit without waiting for the disk.
        await place.database.withSession((session) => session.script('checkpoint'))
        const other = await clientAt(url)
        await other.query('begin; lock table gate')
        const { rows } = await other.query('select pg_backend_pid() as pid')
        const set = setOf('flyway', tools[0]!.files(statements(1)), place.root)
        let killed = false
        const result = await applied(place, set, {
          timeouts: { lock: '0', statement: '0' },
          onProgress: ({ blockers }) => {
            if (!blockers || killed) return
            killed = true
            // The postmaster ends every session and recovers: a restart as its clients see it.
            process.kill(rows[0].pid, 'SIGKILL')
          },
        })
        assert.deepEqual([result.outcome, result.steps.at(-1)!.stands], ['failed', 'nothing'])
        assert.match(result.steps.at(-1)!.error!.message, /The connection was lost\. It was rolled back/)
        await appliesNow(place, set)
        await place.database.close()
      } finally {
        server.stop()
      }
    })

    test('cut inside a transaction: the old session is ended, nothing stands', () =>
      onServer(major, (place) =>
        throughProxy(place, async (far, cut) => {
          await freshGate(place)
          const other = await clientAt(place.url!)
          await other.query('begin; lock table gate')
          const set = setOf('plain', tools[2]!.files(statements(1)), place.root)
          const result = await applied(far, set, {
            timeouts: { lock: '0', statement: '0' },
            onProgress: ({ blockers }) => void (blockers && cut()),
          })
          assert.deepEqual([result.outcome, result.done.length, result.steps.at(-1)!.stands], ['failed', 0, 'nothing'])
          await other.end()
          await appliesNow(place, set)
        }),
      ))

    test('cut after COMMIT was sent: the books say that it went through', () =>
      onServer(major, (place) =>
        throughProxy(place, async (far, _cut, cutAfter) => {
          await freshGate(place)
          const set = setOf(
            'dbmate',
            {
              ...tools[1]!.files(statements(0)),
              '2_y.sql': '-- migrate:up\ncreate table later ();\n-- migrate:down\n',
            },
            place.root,
          )
          // Its own COMMITs come first: one for the table of the books.
          cutAfter('commit', 2)
          const result = await applied(far, set)
          assert.deepEqual([result.outcome, result.done.length, result.remaining], ['failed', 1, 1])
          assert.deepEqual(
            (await statuses(place, set)).map(({ state }) => state),
            ['applied', 'pending'],
          )
          assert.equal((await applied(place, set)).outcome, 'done')
        }),
      ))

    test('cut outside a transaction: marked as failed, and the mark says why', () =>
      onServer(major, (place) =>
        throughProxy(place, async (far, cut) => {
          await freshGate(place)
          const other = await clientAt(place.url!)
          await other.query('begin; lock table gate')
          const set = setOf('flyway', tools[3]!.files(statements(1)), place.root)
          const result = await applied(far, set, {
            timeouts: { lock: '0', statement: '0' },
            onProgress: ({ blockers }) => void (blockers && cut()),
          })
          assert.deepEqual([result.outcome, result.steps.at(-1)!.stands], ['failed', 'unknown'])
          assert.match(result.steps.at(-1)!.error!.message, /whether the last statement took effect is not known/)
          await other.query('rollback')
          await other.query('begin; lock table gate; rollback')
          await other.end()
          assert.deepEqual(
            (await statuses(place, set)).map(({ state }) => state),
            ['failed'],
          )
        }),
      ))
  })
}

type CutAfter = (command: string, nth: number) => void

/** The server behind a proxy whose connections can be cut; those made afterwards work again. */
async function throughProxy(
  place: Place,
  work: (far: Place, cut: () => void, cutAfter: CutAfter) => Promise<void>,
): Promise<void> {
  const url = new URL(place.url!)
  const sockets = new Set<Socket>()
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  let awaited: { readonly message: Buffer; left: number } | undefined
  const proxy = createServer((near) => {
    const server = connect(Number(url.port), url.hostname)
    sockets.add(near).add(server)
    let cutting = false
    for (const socket of [near, server]) socket.on('error', () => undefined)
    near.on('data', (data: Buffer) => {
      if (awaited && data.includes(awaited.message)) {
        awaited.left -= 1
        cutting = awaited.left === 0
      }
      server.write(data)
    })
    // The answer to COMMIT is kept back: the client can't know.
    server.on('data', (data) => (cutting ? cut() : near.write(data)))
    near.on('close', () => server.destroy())
    server.on('close', () => near.destroy())
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  const far = new URL(url)
  far.port = String((proxy.address() as { port: number }).port)
  const database = openAt(far.href)
  try {
    await work({ ...place, url: far.href, database }, cut, (command, nth) => {
      awaited = { message: Buffer.from(`${command}\0`), left: nth }
    })
  } finally {
    await database.close()
    cut()
    proxy.close()
  }
}
