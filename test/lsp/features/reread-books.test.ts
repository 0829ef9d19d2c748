import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import pg from 'pg'
import type { Answer, ProjectItem, Status } from '../../../server/protocol'
import { lockstep } from '../../support/cli'
import { type Client, withServer } from '../../support/language-server'
import { availableMajors, withServer as withPostgres } from '../../support/postgres'
import { withFolder } from '../../support/temporary'

const token = 'test'
const files = {
  'flyway.toml': '[flyway]\nlocations = ["filesystem:db/migration"]\n',
  'db/migration/V1__users.sql': 'create table users (id int primary key);\n',
}
const configured = (environments: object) => ({ ...files, 'lockstep.json': JSON.stringify({ environments }) })

function value<T>(answer: Answer<T>): T {
  assert.ok('ok' in answer, JSON.stringify(answer))
  return answer.ok
}

const theProject = async (client: Client): Promise<ProjectItem> =>
  value(await client.custom('lockstep/projects', {}))[0]!

const statesIn = async (client: Client) => (await theProject(client)).migrations.map(({ state }) => state)

const reread = async (client: Client) => value(await client.custom('lockstep/rereadBooks', {}))

test('what the shell applied to the embedded database is seen, and the database is not started for nothing', () =>
  withFolder(files, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      assert.deepEqual(await reread(client), [], 'nobody asked yet')
      assert.equal(existsSync(`${folder}/.lockstep`), false)
      value(await client.custom('lockstep/readBooks', { root, token }))
      assert.deepEqual([await reread(client), await statesIn(client)], [[], ['pending']])
      assert.equal((await lockstep(folder, ['apply'])).code, 0)
      assert.deepEqual([await reread(client), await statesIn(client)], [[root], ['applied']])
      assert.deepEqual(await reread(client), [])
      assert.equal((await lockstep(folder, ['database', 'reset', '--yes'])).code, 0)
      assert.deepEqual([await reread(client), await statesIn(client)], [[root], ['unknown']])
      assert.equal(existsSync(`${folder}/.lockstep/database`), false, 'none is made anew')
    }),
  ))

test('two commands on the embedded database at once take turns', () =>
  withFolder(files, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const wanted = { root: `file://${folder}`, token }
      const answers = await Promise.all([
        client.custom('lockstep/readBooks', wanted),
        client.custom('lockstep/plan', wanted),
      ])
      for (const answer of answers) value<unknown>(answer)
    }),
  ))

test('production is not read again', () =>
  withFolder(configured({ live: { tier: 'production', database: 'embedded' } }), (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      value(await client.custom('lockstep/readBooks', { root, database: 'live', token }))
      assert.equal((await lockstep(folder, ['apply', '--environment', 'live', '--confirm', 'postgres'])).code, 0)
      assert.deepEqual([await reread(client), await statesIn(client)], [[], ['pending']])
    }),
  ))

const { majors, reason } = availableMajors()
const newest = majors.at(-1)

test('on a server: what others did is seen, trouble is a note', { skip: newest === undefined && reason }, () =>
  withPostgres(newest!, async (server) => {
    const url = await server.createDatabase()
    process.env.LOCKSTEP_REREAD_URL = url
    const local = { tier: 'local', database: 'env:LOCKSTEP_REREAD_URL' }
    const asked = { tier: 'shared', database: 'command:echo ran >> ran; printenv LOCKSTEP_REREAD_URL' }
    await withFolder(configured({ local, asked }), (folder) =>
      withServer({ folders: [folder] }, async (client) => {
        const root = `file://${folder}`
        value(await client.custom('lockstep/readBooks', { root, token }))
        assert.equal((await lockstep(folder, ['apply'])).code, 0)
        assert.deepEqual([await reread(client), await statesIn(client)], [[root], ['applied']])
        const told = client.next<Status>('lockstep/statusChanged', ({ missingHere }) => missingHere.length === 1)
        const colleague = new pg.Client({ connectionString: url })
        await colleague.connect()
        await colleague.query(`insert into flyway_schema_history
          select 2, '2', 'theirs', type, 'V2__theirs.sql', checksum, 'colleague', now(), 1, true from flyway_schema_history`)
        await colleague.end()
        await reread(client)
        assert.deepEqual((await told).missingHere[0]?.names, ['V2__theirs.sql'])
        const admin = new pg.Client({ connectionString: server.connectionString })
        await admin.connect()
        const name = new URL(url).pathname.slice(1)
        await admin.query(`alter database ${name} allow_connections false`)
        await reread(client)
        const { books } = await theProject(client)
        assert.match(books?.unanswered ?? '', /not currently accepting connections/)
        assert.deepEqual(await statesIn(client), ['applied', 'missing file'])
        await admin.query(`alter database ${name} allow_connections true`)
        await admin.end()
        await reread(client)
        assert.equal((await theProject(client)).books?.unanswered, undefined)
        value(await client.custom('lockstep/readBooks', { root, database: 'asked', token }))
        const runs = readFileSync(`${folder}/ran`, 'utf8')
        assert.deepEqual([await reread(client), readFileSync(`${folder}/ran`, 'utf8')], [[], runs])
        value(await client.custom('lockstep/readBooks', { root, token }))
        const other = JSON.stringify({ environments: { local: { tier: 'local', database: 'env:LOCKSTEP_OTHER_URL' } } })
        writeFileSync(`${folder}/lockstep.json`, other)
        await client.notify('workspace/didChangeWatchedFiles', {
          changes: [{ uri: `file://${folder}/lockstep.json`, type: 2 }],
        })
        assert.deepEqual([await statesIn(client), await reread(client)], [['unknown'], []])
      }),
    )
  }),
)
