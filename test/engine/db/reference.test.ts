import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseConnectionString, passwordFrom } from '../../../server/engine/db/connection-string'
import { embeddedId } from '../../../server/engine/db/embedded-label'
import { openServer } from '../../../server/engine/db/pg'
import { type Environment, openReference, parseReference, resolveReference } from '../../../server/engine/db/reference'
import { Failure } from '../../../server/engine/failure'
import { availableMajors, withServer } from '../../support/postgres'

function world(env: Record<string, string>, files: Record<string, string> = {}, output?: string): Environment {
  return {
    env,
    homedir: '/home/ann',
    folder: '/home/ann/shop',
    username: 'ann',
    readFile: async (path) => files[path],
    run: async (command) => {
      if (output === undefined) throw new Error(`no such command: ${command}`)
      return output
    },
  }
}

const resolved = (reference: string, environment: Environment) => {
  const parsed = parseReference(reference)
  assert.notEqual(parsed.kind, 'embedded')
  return resolveReference(parsed as Exclude<typeof parsed, { kind: 'embedded' }>, environment)
}

test('an embedded database at a relative path lies below the folder references start from', async () => {
  const database = await openReference('embedded:db/mine', world({}))
  assert.equal(database.id, embeddedId('/home/ann/shop/db/mine'))
  await database.close()
})

test('reads the five kinds of reference', () => {
  assert.deepEqual(parseReference('embedded'), { kind: 'embedded' })
  assert.deepEqual(parseReference('embedded:/data/x'), { kind: 'embedded', folder: '/data/x' })
  assert.deepEqual(parseReference('env:DATABASE_URL'), { kind: 'env', value: 'DATABASE_URL' })
  assert.deepEqual(parseReference('service:shop'), { kind: 'service', value: 'shop' })
  assert.deepEqual(parseReference('command:op read x:y'), { kind: 'command', value: 'op read x:y' })
})

test('refuses a connection string without repeating it', () => {
  for (const text of ['postgres://ann:s3cret@db/shop', 'host=db password=s3cret', 's3cret', 'env:', '']) {
    assert.throws(
      () => parseReference(text),
      (error: Failure) =>
        error instanceof Failure &&
        error.code === 'bad-arguments' &&
        !`${error.message}${error.hint}`.includes('s3cret'),
    )
  }
})

test('a search_path in a URL is one, as Prisma, JDBC and drivers of Go mean it', () => {
  const options = (query: string) => parseConnectionString(`postgres://db/shop?${query}`).options
  assert.equal(options('search_path=app,public'), '-c search_path=app,public')
  assert.equal(options('schema=app'), '-c search_path=app')
  assert.equal(options('schema=My%20app&options=-c%20geqo%3Doff'), '-c geqo=off -c search_path="My\\ app"')
  assert.equal(options('currentSchema=app,%20public'), '-c search_path=app,\\ public')
  assert.equal(options('sslmode=require'), undefined)
})

test('reads URLs as libpq does', () => {
  assert.deepEqual(
    parseConnectionString('postgresql://ann:p%40ss%3Aw@[::1]:5433/my%20shop?sslmode=require&options=-c%20geqo%3Doff'),
    {
      user: 'ann',
      password: 'p@ss:w',
      host: '::1',
      port: '5433',
      dbname: 'my shop',
      sslmode: 'require',
      options: '-c geqo=off',
    },
  )
  assert.deepEqual(parseConnectionString('postgres://%2Fvar%2Frun/shop'), { host: '/var/run', dbname: 'shop' })
  assert.deepEqual(parseConnectionString('postgres:///shop?host=/tmp&user=bob'), {
    dbname: 'shop',
    host: '/tmp',
    user: 'bob',
  })
  assert.deepEqual(parseConnectionString('postgres://'), {})
})

test('reads key and value pairs as libpq does', () => {
  assert.deepEqual(
    parseConnectionString(" host = db  port=5433 password='it\\'s a \\\\ secret' dbname=a\\ b user='' "),
    {
      host: 'db',
      port: '5433',
      password: "it's a \\ secret",
      dbname: 'a b',
    },
  )
  for (const text of ['', 'nonsense', "host='open", 'postgres://a@b@c:d:e/f']) {
    assert.throws(
      () => parseConnectionString(text),
      (error: Failure) => error.code === 'no-connection' && !(text && error.message.includes(text)),
    )
  }
})

test('a password file: first match, wildcards, escapes, comments', () => {
  const file = [
    '# comment',
    'broken line',
    'db:5432:shop:ann:first',
    'db:*:*:ann:any:colon',
    '*:*:we\\:ird:back\\\\slash:es\\:caped',
    'localhost:*:*:*:local',
  ].join('\r\n')
  const place = { host: 'db', port: 5432, database: 'shop', user: 'ann' }
  assert.equal(passwordFrom(file, place), 'first')
  assert.equal(passwordFrom(file, { ...place, port: 5433 }), 'any:colon')
  assert.equal(passwordFrom(file, { ...place, database: 'we:ird', user: 'back\\slash' }), 'es:caped')
  assert.equal(passwordFrom(file, { ...place, user: 'bob' }), undefined)
  assert.equal(passwordFrom(file, { ...place, host: '/var/run/postgresql', user: 'bob' }), 'local')
  assert.equal(passwordFrom(file, { ...place, host: '/elsewhere', user: 'bob' }), undefined)
})

test('what is given wins over the service, the service over the environment', async () => {
  const files = {
    '/home/ann/.pg_service.conf':
      '# mine\n[other]\nhost=wrong\n\n[shop]\nhost=from-service\nport=6000\nuser=svc\nsslmode=require\n[last]\nhost=wrong',
    '/home/ann/.pgpass': 'from-service:6000:given:svc:found',
  }
  const environment = world(
    { DSN: 'service=shop dbname=given', PGHOST: 'from-env', PGDATABASE: 'env-db', PGUSER: 'env-user' },
    files,
  )
  const target = await resolved('env:DSN', environment)
  assert.deepEqual(
    [target.host, target.port, target.database, target.user, target.password, target.sslMode],
    ['from-service', 6000, 'given', 'svc', 'found', 'require'],
  )
  const service = await resolved('service:shop', environment)
  assert.deepEqual([service.host, service.database], ['from-service', 'env-db'])
})

test('defaults are libpq’s, over TCP', async () => {
  const target = await resolved('env:DSN', world({ DSN: 'postgres://' }))
  assert.deepEqual(
    [target.host, target.port, target.database, target.user, target.sslMode],
    ['localhost', 5432, 'ann', 'ann', 'prefer'],
  )
})

test('a command gives the connection string, and its failure shows nothing of it', async () => {
  const target = await resolved('command:vault read', world({}, {}, 'postgres://bob@db/shop\n'))
  assert.equal(target.user, 'bob')
  await assert.rejects(resolved('command:vault --token=s3cret', world({})), (error: Failure) => {
    assert.equal(error.code, 'no-connection')
    assert.doesNotMatch(`${error.message} ${error.hint}`, /s3cret/)
    return true
  })
})

test('sslmode: unknown, verifying without an authority, system trust', async () => {
  await assert.rejects(resolved('env:DSN', world({ DSN: 'host=db sslmode=maybe' })), /sslmode maybe is unknown/)
  await assert.rejects(resolved('env:DSN', world({ DSN: 'host=db sslmode=verify-full' })), /needs the certificate/)
  const files = { '/home/ann/.postgresql/root.crt': 'PEM' }
  assert.equal(
    (await resolved('env:DSN', world({ DSN: 'host=db sslmode=verify-ca' }, files))).ssl?.rootCertificate,
    'PEM',
  )
  assert.equal((await resolved('env:DSN', world({ DSN: 'host=db sslrootcert=system' }))).sslMode, 'verify-full')
  await assert.rejects(
    resolved('env:DSN', world({ DSN: 'host=db sslrootcert=/gone' })),
    (error: Failure) => error.code === 'file-missing',
  )
})

test('a missing variable, service or port is a clear failure', async () => {
  await assert.rejects(resolved('env:GONE', world({})), /GONE is not set/)
  await assert.rejects(resolved('service:gone', world({})), /no service gone/)
  await assert.rejects(resolved('env:DSN', world({ DSN: 'port=70000' })), /not a number from 1 to 65535/)
})

const { majors, reason } = availableMajors()
if (reason) test('every chosen major', { skip: reason }, () => {})
const major = majors.at(-1)
if (major !== undefined) {
  const messageOf = async (attempt: Promise<unknown>): Promise<string> => {
    const error = await attempt.then(
      () => assert.fail('connected'),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof Failure, String(error))
    assert.equal(error.code, 'no-connection')
    return `${error.message} ${error.hint}`
  }

  test('passwords: asked for, wrong, right, and never shown', () =>
    withServer(major, async ({ host, port, connectionString }) => {
      const admin = await openReference('env:DSN', world({ DSN: connectionString }))
      const role = 'lockstep_with_password'
      await admin.withSession((session) => session.script(`create role ${role} login password 'r1ght'`))
      const attempt = (env: Record<string, string>, files = {}) =>
        openReference('env:DSN', world({ DSN: `postgres://${role}@${host}:${port}/postgres`, ...env }, files)).then(
          (database) =>
            database.withSession(
              async (session) => (await session.query<{ user: string }>('select current_user as user')).rows[0]?.user,
            ),
        )
      const label = `postgres on ${host}:${port} as ${role}`
      assert.match(
        await messageOf(attempt({})),
        new RegExp(`Cannot connect to ${label}: the server asks for a password and none was given`),
      )
      const wrong = await messageOf(attempt({ PGPASSWORD: 'wr0ng' }))
      assert.match(wrong, /password authentication failed/)
      assert.doesNotMatch(wrong, /wr0ng|:\/\//)
      assert.equal(await attempt({ PGPASSWORD: 'r1ght' }), role)
      assert.equal(await attempt({}, { '/home/ann/.pgpass': `${host}:${port}:*:${role}:r1ght` }), role)
      await admin.withSession((session) => session.script(`drop role ${role}`))
    }))

  test('no server, no database, no host, no encryption', () =>
    withServer(major, async ({ host, port, user }) => {
      const target = { host, port, user, database: 'postgres', sslMode: 'prefer' } as const
      const attempt = (change: object) =>
        openServer({ ...target, ...change }).withSession((session) => session.query('select 1'))
      assert.match(await messageOf(attempt({ port: 1 })), /ECONNREFUSED.*Is the server running/)
      assert.match(
        await messageOf(attempt({ database: 'nope' })),
        /database "nope" does not exist.*Create the database/,
      )
      assert.match(
        await messageOf(attempt({ host: 'no-such-host.invalid' })),
        /no-such-host\.invalid.*No such host name/,
      )
      assert.match(await messageOf(attempt({ sslMode: 'require' })), /does not support SSL.*sslmode=disable/)
    }))

  test('a Unix socket', { skip: process.platform === 'win32' ? 'no Unix sockets for PostgreSQL here' : false }, () =>
    withServer(major, async ({ folder, port, user }) => {
      const database = openServer({ host: folder, port, user, database: 'postgres', sslMode: 'require' })
      const { rows } = await database.withSession((session) => session.query('select inet_client_addr() as address'))
      assert.deepEqual(rows, [{ address: null }])
    }),
  )
}

test('a search_path in the URL goes to the server, golang-migrate’s x-… to the tool', async () => {
  const target = async (query: string) => resolved('env:DSN', world({ DSN: `postgres://ann@db/shop?${query}` }))
  assert.equal((await target('search_path=app,public')).options, '-c search_path=app,public')
  assert.equal((await target('search_path=%22my%20app%22')).options, '-c search_path="my\\ app"')
  assert.equal((await target('options=-c%20geqo%3Doff&search_path=app')).options, '-c geqo=off -c search_path=app')
  assert.equal((await target('sslmode=disable')).toolSettings, undefined)
  assert.deepEqual((await target('x-migrations-table=moves&x-multi-statement=true')).toolSettings, {
    'x-migrations-table': 'moves',
    'x-multi-statement': 'true',
  })
})
