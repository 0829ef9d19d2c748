import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { framesOf, message, query, text } from '../../../server/engine/db/frames'
import { openEmbedded } from '../../../server/engine/db/pglite'
import { removeFolder, servedAt } from '../../../server/engine/db/pglite-folder'
import { STOP_REQUEST } from '../../../server/engine/db/pglite-guest'
import { type Serving, serveEmbedded, stopServed } from '../../../server/engine/db/pglite-server'
import { Failure } from '../../../server/engine/failure'
import { withFolder } from '../../support/temporary'

const failure =
  (code: string, said = /./) =>
  (error: unknown) =>
    error instanceof Failure && error.code === code && said.test(error.message)

interface Bench {
  readonly folder: string
  readonly serving: Serving
  client(application?: string): Promise<pg.Client>
}

async function served(work: (bench: Bench) => Promise<void>, patience?: number): Promise<void> {
  await withFolder({}, async (parent) => {
    const folder = join(parent, 'database')
    const serving = await serveEmbedded({ folder, ...(patience !== undefined && { patience }) })
    const clients: pg.Client[] = []
    try {
      await work({
        folder,
        serving,
        async client(application = 'test') {
          const client = new pg.Client({ connectionString: serving.url, application_name: application })
          client.on('error', () => undefined)
          await client.connect()
          clients.push(client)
          return client
        },
      })
    } finally {
      await Promise.all(clients.map((client) => client.end().catch(() => undefined)))
      await serving.stop()
    }
  })
}

const one = async (client: pg.Client, sql: string, values?: unknown[]): Promise<unknown> =>
  Object.values((await client.query(sql, values)).rows[0])[0]

test('clients of a pool use the same names for different prepared statements', () =>
  served(async ({ client }) => {
    const clients = [await client(), await client(), await client()]
    await Promise.all(
      clients.map(async (each, index) => {
        for (let n = 0; n < 20; n++) {
          const named = await each.query({
            name: 's1',
            text: `select ${index}::int as who, $1::int as n`,
            values: [n],
          })
          assert.deepEqual(named.rows, [{ who: index, n }])
          const unnamed = await each.query(`select ${index}::int as who, $1::int + 1 as n`, [n])
          assert.deepEqual(unnamed.rows, [{ who: index, n: n + 1 }])
        }
      }),
    )
    const [first, second] = clients
    await first!.query('discard all')
    assert.equal(await one(second!, 'select 1 as one'), 1)
    assert.deepEqual(
      (await second!.query({ name: 's1', text: 'select 1::int as who, $1::int as n', values: [7] })).rows,
      [{ who: 1, n: 7 }],
    )
    await second!.end()
    assert.equal(
      await one(clients[2]!, "select count(*)::int from pg_prepared_statements where name like 'client_2_%'"),
      0,
    )
  }))

test('each client keeps its settings and its role', () =>
  served(async ({ client }) => {
    const first = await client()
    const second = await client()
    await first.query("set search_path = 'app'; set statement_timeout = '7s'")
    await first.query('create role reader; set role reader')
    assert.equal(await one(second, 'show search_path'), '"$user", public')
    assert.equal(await one(second, 'select current_user::text'), 'postgres')
    await second.query("set search_path = 'other'")
    assert.equal(await one(first, 'show search_path'), 'app')
    assert.equal(await one(first, 'show statement_timeout'), '7s')
    assert.equal(await one(first, 'select current_user::text'), 'reader')
    assert.equal(await one(second, 'show search_path'), 'other')
    assert.equal(await one(second, 'show application_name'), 'test')
  }))

test('a transaction keeps the others waiting, and is rolled back when its client goes', () =>
  served(async ({ client }) => {
    const first = await client()
    const second = await client()
    await first.query('create table t (a int)')
    await first.query('begin')
    await first.query('insert into t values (1)')
    const counted = one(second, 'select count(*)::int from t')
    await first.query('insert into t values (2)')
    ;(first as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    assert.equal(await counted, 0)
  }))

test('who waits too long is told for whom, and so is a command of ours', () =>
  served(async ({ client, folder }) => {
    const first = await client('psql')
    const second = await client()
    await first.query('begin')
    await assert.rejects(second.query('select 1'), /busy: another client \(psql\) has had a transaction open for/)
    const own = openEmbedded({ folder })
    await assert.rejects(
      own.withSession((session) => session.query('select 1')),
      failure('no-connection', /busy: another client \(psql\)/),
    )
    await first.query('commit')
    assert.deepEqual(await own.withSession(async (session) => (await session.query('select 1 as one')).rows), [
      { one: 1 },
    ])
    await own.close()
  }, 200))

test('a session of ours goes through the socket, has the database for itself and leaves nothing behind', () =>
  served(async ({ client, folder }) => {
    const other = await client()
    const own = openEmbedded({ folder })
    await own.withSession(async (session) => {
      assert.deepEqual([session.backend, session.can.otherSessions], ['pglite', false])
      await session.script("set lock_timeout = '5s'; create temp table scratch (a int); create table kept (a int)")
      const waiting = one(other, 'show lock_timeout')
      await session.script('insert into kept values (1)')
      void waiting.then((found) => assert.equal(found, '0'))
    })
    assert.equal(await one(other, 'select count(*)::int from kept'), 1)
    assert.equal(await one(other, "select to_regclass('scratch')::text"), null)
    await own.close()
  }))

test('COPY FROM STDIN, alone and in a transaction, in both protocols', () =>
  served(async ({ serving }) => {
    const simple = await raw(serving.port)
    await simple.ask(query('create table t (a int, b text)'))
    const data = [
      message('d', Buffer.from('1\tx\n2\t')),
      message('d', Buffer.from('y\n')),
      message('c', Buffer.alloc(0)),
    ]
    assert.equal(await simple.ask(query('copy t from stdin'), 'G'), 'G')
    assert.equal(await simple.ask(Buffer.concat(data)), 'CZ')
    await simple.ask(query('begin; insert into t values (3)'))
    assert.equal(await simple.ask(query('copy t from stdin'), 'G'), 'G')
    assert.equal(await simple.ask(Buffer.concat(data)), 'CZ')
    assert.equal(await simple.ask(query('commit')), 'CZ')
    assert.equal(await simple.ask(query('select * from t')), 'TDDDDDCZ')
    assert.equal(await simple.ask(query('copy nothing from stdin')), 'EZ')
    const sync = message('S', Buffer.alloc(0))
    const extended = Buffer.concat([
      message('P', Buffer.concat([text('', 'copy t from stdin'), Buffer.alloc(2)])),
      message('B', Buffer.concat([text('', ''), Buffer.alloc(6)])),
      message('E', Buffer.concat([text(''), Buffer.alloc(4)])),
      sync,
    ])
    assert.equal(await simple.ask(extended, 'G'), '12G')
    assert.equal(await simple.ask(Buffer.concat([...data, sync])), 'CZ')
    assert.equal(await simple.ask(query('select * from t')), 'TDDDDDDDCZ')
    assert.equal(await simple.ask(query('copy t from stdin'), 'G'), 'G')
    assert.equal(await simple.ask(message('f', text('no more'))), 'EZ')
    simple.end()
  }))

test('a driver that prepares with Flush, or in two rounds without a name, gets its own statement', () =>
  served(async ({ serving }) => {
    const first = await raw(serving.port)
    const second = await raw(serving.port)
    const parse = (sql: string) => message('P', Buffer.concat([text('', sql), Buffer.alloc(2)]))
    const describe = message('D', text('S'))
    const sync = message('S', Buffer.alloc(0))
    const execute = Buffer.concat([
      message('B', Buffer.concat([text('', ''), Buffer.alloc(6)])),
      message('E', Buffer.concat([text(''), Buffer.alloc(4)])),
      sync,
    ])
    assert.equal(await first.ask(Buffer.concat([parse("select 'first'"), describe, sync])), '1tTZ')
    assert.equal(await second.ask(Buffer.concat([parse("select 'second'"), describe, sync])), '1tTZ')
    assert.equal(await first.ask(execute), '2DCZ')
    assert.match(first.last(), /first/)
    assert.equal(await second.ask(execute), '2DCZ')
    assert.match(second.last(), /second/)
    const flush = message('H', Buffer.alloc(0))
    assert.equal(await first.ask(Buffer.concat([parse("select 'third'"), describe, flush]), 'T'), '1tT')
    assert.equal(await first.ask(execute), '2DCZ')
    assert.match(first.last(), /third/)
    first.end()
    second.end()
  }))

test('a cancel request ends what never ends; what was committed stays', () =>
  served(async ({ client, serving }) => {
    const first = await client()
    await first.query('create table t (a int); insert into t values (1)')
    const { processID, secretKey } = first as unknown as { processID: number; secretKey: number }
    const endless = first.query('do $$ begin loop perform 1; end loop; end $$')
    const request = (pid: number, key: number): Promise<unknown> => {
      const body = Buffer.alloc(16)
      for (const [index, value] of [16, 80877102, pid, key].entries()) body.writeInt32BE(value, index * 4)
      const socket = connect(serving.port, '127.0.0.1')
      socket.resume().write(body)
      return once(socket, 'close')
    }
    await request(processID, secretKey ^ 1)
    await request(processID, secretKey)
    await assert.rejects(endless, /canceling statement|terminated/)
    assert.equal(await one(await client(), 'select a from t'), 1)
  }))

test('an unknown user or database is refused, and what is no PostgreSQL client is cut off', () =>
  served(async ({ serving }) => {
    for (const [user, database, said] of [
      ['bob', 'postgres', /cannot connect/],
      ['postgres', 'shop', /database "shop" does not exist/],
    ] as const) {
      const client = new pg.Client({ host: '127.0.0.1', port: serving.port, user, database })
      await assert.rejects(client.connect(), said)
    }
    const socket = connect(serving.port, '127.0.0.1')
    socket.resume().write('GET / HTTP/1.1\r\n\r\n')
    await once(socket, 'close')
  }))

test('stopped with the key of the folder only; the data stay, the lock goes', () =>
  served(async ({ client, folder, serving }) => {
    const first = await client()
    await first.query('create table t (a int); insert into t values (1)')
    await first.query('begin; insert into t values (2)')
    const place = servedAt(folder)!
    assert.equal(place.port, serving.port)
    const wrong = connect(serving.port, '127.0.0.1')
    const body = Buffer.concat([Buffer.alloc(8), text('not the key')])
    body.writeInt32BE(body.length)
    body.writeInt32BE(STOP_REQUEST, 4)
    wrong.write(body)
    assert.equal(await one(first, 'select count(*)::int from t'), 2)
    wrong.destroy()
    await assert.rejects(serveEmbedded({ folder }), failure('locked', /in use by this process/))
    assert.throws(() => removeFolder(folder), failure('locked'))
    assert.equal(await stopServed(place), true)
    assert.equal(servedAt(folder), undefined)
    assert.equal(existsSync(`${folder}.lock`), false)
    assert.equal(await stopServed(place), false)
    const own = openEmbedded({ folder })
    assert.deepEqual(await own.withSession(async (session) => (await session.query('select a from t')).rows), [
      { a: 1 },
    ])
    await own.close()
  }, 200))

test('what a dead server left behind does not count, and no other folder is ever deleted', () =>
  withFolder({ 'mine/important.txt': 'x' }, async (parent) => {
    const folder = join(parent, 'database')
    const first = await serveEmbedded({ folder })
    const lock = JSON.parse(readFileSync(`${folder}.lock`, 'utf8'))
    await first.stop()
    // The same process id, started at another time: a machine that was rebooted, or a number that came again.
    writeFileSync(`${folder}.lock`, JSON.stringify({ ...lock, started: 'another' }))
    assert.equal(servedAt(folder), undefined)
    const second = await serveEmbedded({ folder })
    await second.stop()
    assert.throws(() => removeFolder(join(parent, 'mine')), failure('not-supported', /no PostgreSQL data directory/))
    assert.equal(readFileSync(join(parent, 'mine/important.txt'), 'utf8'), 'x')
    assert.equal(removeFolder(folder), true)
    assert.equal(removeFolder(folder), false)
    assert.equal(existsSync(folder), false)
  }))

test('a port that is taken', () =>
  served(({ serving }) =>
    withFolder({}, async (parent) => {
      const folder = join(parent, 'database')
      await assert.rejects(serveEmbedded({ folder, port: serving.port }), failure('bad-arguments', /is taken/))
      assert.equal(existsSync(`${folder}.lock`), false)
    }),
  ))

/** A connection without a driver: what is sent is what is said, answers by the types of their messages. */
async function raw(port: number) {
  const socket = connect(port, '127.0.0.1')
  let received = Buffer.alloc(0)
  let said = ''
  let wake = (): void => undefined
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    wake()
  })
  const body = Buffer.concat([Buffer.alloc(4), Buffer.from([0, 3, 0, 0]), text('user', 'postgres'), Buffer.alloc(1)])
  body.writeInt32BE(body.length)
  const ask = async (bytes: Buffer, until = 'Z'): Promise<string> => {
    received = Buffer.alloc(0)
    socket.write(bytes)
    for (;;) {
      const kinds = framesOf(received).map((frame) => String.fromCharCode(frame[0]!))
      if (kinds.at(-1) === until) {
        said = received.toString('latin1')
        return kinds.join('')
      }
      await new Promise<void>((done) => {
        wake = done
      })
    }
  }
  await ask(body)
  return { ask, last: () => said, end: () => socket.end() }
}
