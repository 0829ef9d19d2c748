import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { Failure } from '../../../server/engine/failure'
import { baseline } from '../../../server/engine/migrate/baseline'
import { applied, column, majors, onServer, openAt, type Place, requestFor, setOf, tables } from './support'

const newest = majors.at(-1)
const skip =
  newest === undefined
    ? 'no PostgreSQL on this machine'
    : spawnSync('pgbouncer', ['--version']).status !== 0
      ? 'pgbouncer is not installed (Debian: pgbouncer)'
      : undefined

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** The same database behind PgBouncer. */
async function behind(
  place: Place,
  mode: 'session' | 'transaction',
  work: (far: Place) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-pgbouncer-'))
  chmodSync(folder, 0o755)
  const url = new URL(place.url!)
  const port = await freePort()
  const config = join(folder, 'pgbouncer.ini')
  writeFileSync(
    config,
    `[databases]\n* = host=${url.hostname} port=${url.port} user=${url.username}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\nauth_type = any\npool_mode = ${mode}\n`,
  )
  const isRoot = process.getuid?.() === 0
  const pooler: ChildProcess = spawn('pgbouncer', [...(isRoot ? ['-u', 'nobody'] : []), config], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(pooler, 'close')
  try {
    for await (const line of createInterface({ input: pooler.stderr! })) if (line.includes('process up')) break
    const far = new URL(url)
    far.port = String(port)
    const database = openAt(far.href)
    await work({ ...place, url: far.href, database })
    await database.close()
  } finally {
    pooler.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

const dbmate = '-- migrate:up\ncreate table a ();\n-- migrate:down\ndrop table a;\n'
const liquibase = '--liquibase formatted sql\n--changeset a:1\ncreate table a ();\n'

test('PgBouncer in transaction mode: refused by name, nothing is sent and no lock stays behind', { skip }, () =>
  onServer(newest!, (place) =>
    behind(place, 'transaction', async (far) => {
      const refused = (error: unknown) =>
        error instanceof Failure &&
        error.code === 'not-supported' &&
        /pooler in transaction mode.*the lock of .* can't be held. Nothing was sent/.test(error.message) &&
        /session mode/.test(error.hint ?? '')
      const set = setOf('dbmate', { '1_a.sql': dbmate }, place.root)
      await assert.rejects(applied(far, set), refused)
      await assert.rejects(baseline({ ...requestFor(far, set), to: '1' }), refused)
      const other = setOf('liquibase', { 'x.sql': liquibase }, place.root, { includes: 'x.sql' })
      await assert.rejects(applied(far, other), refused)
      assert.deepEqual(await tables(place), [])
      assert.deepEqual(await column(place, "select objid from pg_locks where locktype = 'advisory'"), [])
      assert.equal((await applied(place, set)).outcome, 'done')
    }),
  ),
)

test('PgBouncer in session mode is a connection like any other', { skip }, () =>
  onServer(newest!, (place) =>
    behind(place, 'session', async (far) => {
      const set = setOf('dbmate', { '1_a.sql': dbmate }, place.root)
      assert.equal((await applied(far, set)).outcome, 'done')
      assert.deepEqual(await tables(place), ['a', 'schema_migrations'])
    }),
  ),
)
