import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import pg from 'pg'
import type { Answer, Notifications, Progress, ProjectItem, Status } from '../../../server/protocol'
import { type Client, withServer } from '../../support/language-server'
import { availableMajors, withServer as withPostgres } from '../../support/postgres'
import { withFolder } from '../../support/temporary'

const token = 'test'
const production = { environments: { live: { tier: 'production', database: 'embedded' } } }

const flyway = {
  'lockstep.json': JSON.stringify(production),
  'db/migration/V1__users.sql': 'create table users (id int);\n',
  'db/migration/V2__email.sql': 'alter table users add column email text;\n',
  'db/migration/U2__email.sql': 'alter table users drop column email;\n',
}

const plain = {
  'migrations/0001_users.up.sql': 'create table users (id int);\n',
  'migrations/0001_users.down.sql': 'drop table users;\n',
  'migrations/0002_email.up.sql': 'alter table users add column email text;\n',
  'migrations/0002_email.down.sql': 'alter table users drop column email;\n',
}

function value<T>(answer: Answer<T>): T {
  assert.ok('ok' in answer, JSON.stringify(answer))
  return answer.ok
}

function failure(answer: Answer<unknown>) {
  assert.ok('error' in answer, JSON.stringify(answer))
  return answer.error
}

const theProject = async (client: Client): Promise<ProjectItem> =>
  value(await client.custom('lockstep/projects', {}))[0]!

const statesIn = async (client: Client) =>
  (await theProject(client)).migrations.map(({ name, state }) => `${name} ${state}`)

async function applyAll(client: Client, root: string, database?: string): Promise<void> {
  const where = database === undefined ? {} : { database }
  const { id } = value(await client.custom('lockstep/plan', { root, token, ...where }))
  const { remaining } = value(await client.custom('lockstep/apply', { planId: id, token }))
  assert.equal(remaining, 0)
}

test('states are unknown until the books were read, and then say who, when and of which text', () =>
  withFolder(flyway, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      assert.deepEqual(await statesIn(client), ['V1__users.sql unknown', 'V2__email.sql unknown'])
      assert.equal((await theProject(client)).books, undefined)
      const told = client.next<Notifications['lockstep/projectsChanged']>('lockstep/projectsChanged')
      const books = value(await client.custom('lockstep/readBooks', { root, token }))
      assert.deepEqual([books.environment, books.tier], ['local', 'local'])
      assert.deepEqual((await told).roots, [root])
      assert.deepEqual(await statesIn(client), ['V1__users.sql pending', 'V2__email.sql pending'])
      await applyAll(client, root)
      const [first, second] = (await theProject(client)).migrations
      assert.equal(first?.state, 'applied')
      assert.deepEqual([first?.down, second?.down], [false, true])
      assert.ok(Date.parse(first?.appliedAt ?? '') > 0)
      assert.equal(first?.checksum?.recorded, first?.checksum?.file)
    }),
  ))

test('rolls the last migration back, or every one after a version, and only a plan that was shown', () =>
  withFolder(plain, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      await applyAll(client, root)
      const last = value(await client.custom('lockstep/plan', { root, direction: 'down', token }))
      assert.deepEqual(
        [last.direction, last.files.map(({ uri }) => uri), last.strongestLock],
        ['down', [`${root}/migrations/0002_email.down.sql`], { mode: 'ACCESS EXCLUSIVE', relation: 'public.users' }],
      )
      assert.equal(failure(await client.custom('lockstep/apply', { planId: last.id, token })).code, 'plan-moved')
      const taken = value(await client.custom('lockstep/rollback', { planId: last.id, token }))
      assert.deepEqual([taken.direction, taken.done, taken.remaining], ['down', 1, 0])
      assert.deepEqual(await statesIn(client), ['0001_users.up.sql applied', '0002_email.up.sql pending'])
      await applyAll(client, root)
      const all = value(await client.custom('lockstep/plan', { root, direction: 'down', to: '0', token }))
      assert.equal(all.files.length, 2)
      assert.equal(value(await client.custom('lockstep/rollback', { planId: all.id, token })).done, 2)
      assert.deepEqual(await statesIn(client), ['0001_users.up.sql pending', '0002_email.up.sql pending'])
    }),
  ))

test('what has no way down is refused with its name', () =>
  withFolder(flyway, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      await applyAll(client, root)
      const plan = value(await client.custom('lockstep/plan', { root, direction: 'down', to: '0', token }))
      assert.deepEqual(plan.blockers, ["V1__users.sql can't be taken back: it has no down part."])
      assert.equal(failure(await client.custom('lockstep/rollback', { planId: plan.id, token })).code, 'not-permitted')
    }),
  ))

test('a branch switch shows from the books as they were read: no database is asked again', () =>
  withFolder(flyway, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      await applyAll(client, root)
      // From here on whoever asks the embedded database fails.
      rmSync(`${folder}/.lockstep/database`, { recursive: true })
      const lacking = client.next<Status>('lockstep/statusChanged', ({ missingHere }) => missingHere.length > 0)
      const uri = `${root}/db/migration/V2__email.sql`
      // A tab that is left over does not make it be here.
      await client.open(uri, flyway['db/migration/V2__email.sql'])
      rmSync(`${folder}/db/migration/V2__email.sql`)
      await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }] })
      const { missingHere, health } = await lacking
      assert.deepEqual(
        missingHere.map(({ names }) => names),
        [['V2__email.sql']],
      )
      assert.equal(health, 'ok')
      const lost = (await theProject(client)).migrations.find(({ state }) => state === 'missing file')
      assert.deepEqual([lost?.uri, lost?.name, lost?.down], [undefined, 'V2__email.sql', false])
      const found = client.next<Status>('lockstep/statusChanged', (status) => status.missingHere.length === 0)
      writeFileSync(`${folder}/db/migration/V2__email.sql`, flyway['db/migration/V2__email.sql'])
      await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 1 }] })
      await found
    }),
  ))

test('a baseline is shown, then recorded without running anything; begun books refuse it', () =>
  withFolder(flyway, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      const plan = value(await client.custom('lockstep/planBaseline', { root, to: '1', token }))
      assert.deepEqual(plan.uris, [`${root}/db/migration/V1__users.sql`])
      assert.match(plan.books, /flyway_schema_history/)
      assert.deepEqual(value(await client.custom('lockstep/baseline', { root, to: '1', token })), { recorded: 1 })
      assert.deepEqual(await statesIn(client), ['V1__users.sql baseline', 'V2__email.sql pending'])
      const again = failure(await client.custom('lockstep/planBaseline', { root, to: '1', token }))
      assert.equal(again.code, 'not-permitted')
    }),
  ))

test('a repair makes the changes that were shown, and no others', () =>
  withFolder(flyway, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      await applyAll(client, root)
      assert.deepEqual(value(await client.custom('lockstep/planRepair', { root, token })).changes, [])
      const path = `${folder}/db/migration/V1__users.sql`
      const edit = async (text: string): Promise<void> => {
        writeFileSync(path, text)
        await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `file://${path}`, type: 2 }] })
      }
      await edit('create table users (id bigint);\n')
      assert.deepEqual(await statesIn(client), ['V1__users.sql changed since', 'V2__email.sql applied'])
      const { id, changes } = value(await client.custom('lockstep/planRepair', { root, token }))
      assert.equal(changes.length, 1)
      assert.match(changes[0]?.sql ?? '', /update .*flyway_schema_history/i)
      await edit('create table users (id smallint);\n')
      assert.equal(failure(await client.custom('lockstep/repair', { root, planId: id, token })).code, 'plan-moved')
      const shown = value(await client.custom('lockstep/planRepair', { root, token }))
      assert.deepEqual(value(await client.custom('lockstep/repair', { root, planId: shown.id, token })), { changes: 1 })
      assert.deepEqual(await statesIn(client), ['V1__users.sql applied', 'V2__email.sql applied'])
    }),
  ))

test('production is read, and changed by nothing of the editor: the answer names the command of the shell', () =>
  withFolder(flyway, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const wanted = { root: `file://${folder}`, database: 'live', token }
      const books = value(await client.custom('lockstep/readBooks', wanted))
      assert.deepEqual([books.environment, books.tier], ['live', 'production'])
      const answers = [
        await client.custom('lockstep/plan', { ...wanted, direction: 'down', to: '1' }),
        await client.custom('lockstep/planBaseline', { ...wanted, to: '1' }),
        await client.custom('lockstep/baseline', { ...wanted, to: '1' }),
        await client.custom('lockstep/planRepair', wanted),
        await client.custom('lockstep/repair', { ...wanted, planId: 'any' }),
      ]
      assert.deepEqual(
        answers.map((answer) => failure(answer).code),
        answers.map(() => 'not-permitted'),
      )
      assert.match(
        failure(answers[0]!).hint ?? '',
        /^In a shell: lockstep rollback --to 1 --environment live --confirm \S+$/,
      )
    }),
  ))

test('a reset deletes the embedded database of the project, and no other', () =>
  withFolder(flyway, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      await applyAll(client, root)
      assert.deepEqual(value(await client.custom('lockstep/resetEmbedded', { root, token })), { deleted: true })
      assert.deepEqual(await statesIn(client), ['V1__users.sql unknown', 'V2__email.sql unknown'])
      value(await client.custom('lockstep/readBooks', { root, token }))
      assert.deepEqual(await statesIn(client), ['V1__users.sql pending', 'V2__email.sql pending'])
      const refused = ['live', 'env:LOCKSTEP_NOT_SET', 'embedded'].map((database) =>
        client.custom('lockstep/resetEmbedded', { root, database, token }),
      )
      for (const answer of await Promise.all(refused)) failure(answer)
    }),
  ))

test('a database that does not answer leaves no states of another one behind', () =>
  withFolder(flyway, (folder) =>
    withServer({ folders: [folder] }, async (client) => {
      const root = `file://${folder}`
      await applyAll(client, root)
      const database = 'env:LOCKSTEP_NOT_SET'
      failure(await client.custom('lockstep/readBooks', { root, database, token }))
      assert.equal((await theProject(client)).books, undefined)
      assert.deepEqual(await statesIn(client), ['V1__users.sql unknown', 'V2__email.sql unknown'])
    }),
  ))

test('Restricted Mode refuses every one of them', () =>
  withFolder(plain, (folder) =>
    withServer({ folders: [folder], trusted: false }, async (client) => {
      const wanted = { root: `file://${folder}`, token }
      const answers = [
        await client.custom('lockstep/readBooks', wanted),
        await client.custom('lockstep/plan', { ...wanted, direction: 'down' }),
        await client.custom('lockstep/rollback', { planId: 'any', token }),
        await client.custom('lockstep/planBaseline', { ...wanted, to: '1' }),
        await client.custom('lockstep/baseline', { ...wanted, to: '1' }),
        await client.custom('lockstep/planRepair', wanted),
        await client.custom('lockstep/repair', { ...wanted, planId: 'any' }),
        await client.custom('lockstep/resetEmbedded', wanted),
      ]
      assert.deepEqual(
        answers.map((answer) => failure(answer).code),
        answers.map(() => 'not-permitted'),
      )
    }),
  ))

const { majors, reason } = availableMajors()
const newest = majors.at(-1)

test('who blocks a statement comes with the progress', { skip: newest === undefined && reason }, () =>
  withPostgres(newest!, async (server) => {
    const url = await server.createDatabase()
    process.env.LOCKSTEP_BLOCKED_URL = url
    const files = { ...flyway, 'lockstep.json': JSON.stringify({ timeouts: { lock: '0' } }) }
    await withFolder(files, (folder) =>
      withServer({ folders: [folder] }, async (client) => {
        const root = `file://${folder}`
        const database = 'env:LOCKSTEP_BLOCKED_URL'
        const holder = new pg.Client({ connectionString: url, application_name: 'report' })
        await holder.connect()
        try {
          await holder.query('create table users (id int)')
          value(await client.custom('lockstep/baseline', { root, database, to: '1', token }))
          await holder.query('begin')
          await holder.query('lock table users')
          const plan = value(await client.custom('lockstep/plan', { root, database, token }))
          const waiting = client.next<Progress>('lockstep/progress', ({ blockers = [] }) => blockers.length > 0)
          const applied = client.custom('lockstep/apply', { planId: plan.id, token })
          const { message, blockers } = await waiting
          assert.match(message, /V2__email\.sql.*waits for process \d+ \(postgres, report\)/)
          const [one] = blockers ?? []
          assert.deepEqual([one?.user, one?.application, one?.query], ['postgres', 'report', 'lock table users'])
          assert.ok(Date.parse(one?.since ?? '') > 0)
          await holder.query('rollback')
          assert.equal(value(await applied).done, 1)
        } finally {
          await holder.end()
        }
      }),
    )
  }),
)
