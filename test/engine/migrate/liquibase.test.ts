import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../../server/engine/failure'
import { baseline } from '../../../server/engine/migrate/baseline'
import { planApply } from '../../../server/engine/migrate/plan'
import { planRollback } from '../../../server/engine/migrate/rollback'
import type { MigrationSet } from '../../../server/engine/migrate/set'
import { applied, column, majors, onEmbedded, onServer, openAt, type Place, reason, requestFor, setOf } from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const settings = { includes: 'db/x.sql' }
const setWith = (place: Place, changesets: string, more: Readonly<Record<string, string>> = {}): MigrationSet =>
  setOf('liquibase', { 'x.sql': `--liquibase formatted sql\n${changesets}` }, place.root, { ...settings, ...more })
const one = '--changeset a:1\ncreate table a ();\n--rollback drop table a;\n'
const failure = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && text.test(`${error.message} ${error.hint ?? ''}`)
const made = (place: Place) =>
  column(place, "select relname::text from pg_class where relname in ('a', 'b') order by 1")
const lock = (place: Place) => column(place, "select coalesce(lockedby, 'free') || locked from databasechangeloglock")
const write = (place: Place, sql: string) => place.database.withSession((session) => session.script(sql))
const prepared = (place: Place, set: MigrationSet) =>
  place.database.withSession((session) => set.convention.books!.prepare(session, set.settings))

for (const major of majors) {
  test(`${major}: Liquibase holds its lock: who it is, and nothing is sent`, () =>
    onServer(major, async (place) => {
      const set = setWith(place, one)
      await prepared(place, set)
      await write(
        place,
        "update databasechangeloglock set locked = true, lockedby = 'vm (10.0.0.1)', lockgranted = now()",
      )
      const waits: string[] = []
      const trouble = applied(place, set, {
        patience: 300,
        pause: async () => {},
        onProgress: ({ message }) => void waits.push(message),
      })
      await assert.rejects(trouble, failure('locked', /vm \(10\.0\.0\.1\) since .*liquibase release-locks/))
      assert.match(waits[0]!, /held by vm/)
      assert.deepEqual([await made(place), await lock(place)], [[], ['vm (10.0.0.1)true']])
      await write(place, 'update databasechangeloglock set locked = false, lockedby = null')
      assert.equal((await applied(place, set)).outcome, 'done')
      assert.deepEqual(await lock(place), ['freefalse'])
    }))

  test(`${major}: the lock of a run of ours that died is taken over`, () =>
    onServer(major, async (place) => {
      const set = setWith(place, one)
      await prepared(place, set)
      await write(place, "update databasechangeloglock set locked = true, lockedby = 'lockstep on vm (process 1)'")
      assert.equal((await applied(place, set)).outcome, 'done')
      assert.deepEqual(await lock(place), ['freefalse'])
    }))

  test(`${major}: two at once: one applies, the other finds nothing to do`, () =>
    onServer(major, async (place) => {
      const set = setWith(place, `${one}--changeset a:2\ncreate table b ();\n`)
      const results = await Promise.all([applied(place, set), applied({ ...place, database: openAt(place.url!) }, set)])
      assert.deepEqual(results.map(({ done }) => done.length).sort(), [0, 2])
      assert.deepEqual(await lock(place), ['freefalse'])
    }))

  test(`${major}: a schema that is not there is said, and nothing is sent`, () =>
    onServer(major, async (place) => {
      const trouble = applied(place, setWith(place, one, { liquibaseSchemaName: 'audit' }))
      await assert.rejects(trouble, failure('not-permitted', /lock of Liquibase.*schema "audit" does not exist/))
      assert.deepEqual(await made(place), [])
    }))

  test(`${major}: what fails takes its changeset with it, the ones before it stand`, () =>
    onServer(major, async (place) => {
      const { outcome, done } = await applied(
        place,
        setWith(place, `${one}--changeset a:2\ncreate table b ();\nselect 1/0;\n`),
      )
      assert.deepEqual([outcome, done.length], ['failed', 1])
      assert.deepEqual(await made(place), ['a'])
      assert.deepEqual(await column(place, 'select id from databasechangelog'), ['1'])
      assert.deepEqual(await lock(place), ['freefalse'])
    }))
}

test('what is refused writes nothing, not even the lock', () =>
  onEmbedded(async (place) => {
    const changeset = (attributes: string, body = 'select 1;\n') => `--changeset a:1${attributes}\n${body}`
    const cases: readonly [string, RegExp, Readonly<Record<string, string>>?][] = [
      [
        changeset(
          '',
          '--preconditions onFail:MARK_RAN\n--precondition-sql-check expectedResult:0 select 0\nselect 1;\n',
        ),
        /x\.sql::1::a has preconditions/,
      ],
      [changeset(' runAlways:true'), /has runAlways/],
      [changeset(' failOnError:false'), /has failOnError:false/],
      [changeset(' runWith:psql'), /has runWith: another program/],
      [changeset(' splitStatement:false'), /has the attribute splitStatement, which Liquibase does not know/],
      [changeset(' context:dev'), /is for the context dev, and which contexts are meant here is not said/],
      [changeset(' endDelimiter:\\n/'), /reads as a regular expression/],
      [changeset('', 'select 1\ngo\nselect 2\n'), /a line 'go'/],
      [changeset('', 'select 4\n/ 2;\n'), /a line '\/ 2;'/],
      [changeset('', 'select ${unknown};\n'), /value of the placeholder unknown is not known/],
      [changeset(''), /no?thing here says for certain/, { includes: '?/x.sql' }],
      [
        changeset(''),
        /Liquibase also runs what Lockstep does not read: db\/other\.xml, line 3/,
        { elsewhere: 'db/other.xml, line 3: <changeSet>' },
      ],
      [changeset(''), /go to public: connect with search_path=app/, { defaultSchemaName: 'app' }],
    ]
    for (const [text, why, more] of cases) {
      const set = setWith(place, text, more)
      await assert.rejects(applied(place, set), failure('not-permitted', why), text)
      assert.deepEqual(await column(place, "select relname from pg_class where relname like 'databasechangelog%'"), [])
    }
  }))

test('contexts and labels decide as they do for Liquibase', () =>
  onEmbedded(async (place) => {
    const text =
      '--changeset a:1 context:"dev or test" labels:x\nselect 1;\n--changeset a:2 context:!prod\nselect 1;\n--changeset a:3 context:"prod and eu"\nselect 1;\n--changeset a:4 labels:y,z\nselect 1;\n'
    const planned = async (more: Readonly<Record<string, string>>) =>
      setWith(place, text, more)
        .files.map(({ part }) => part!.slice(0, 1))
        .join('')
    assert.equal(await planned({ contexts: '' }), '1234')
    assert.equal(await planned({ contexts: 'dev' }), '124')
    assert.equal(await planned({ contexts: 'PROD, eu' }), '34')
    assert.equal(await planned({ contexts: '', labelFilter: 'x or y' }), '1234')
    assert.equal(await planned({ contexts: '', labelFilter: 'y and z' }), '234')
    assert.equal(await planned({ contexts: '', labelFilter: '!y' }), '123')
  }))

test('a path that the books know otherwise is refused, not run again', () =>
  onEmbedded(async (place) => {
    await applied(place, setWith(place, one))
    const moved = setWith(place, `${one}--changeset a:2\ncreate table b ();\n`, { includes: 'changelog/x.sql' })
    await assert.rejects(
      applied(place, moved),
      failure('not-permitted', /by the path db\/x\.sql, and here it is changelog\/x\.sql/),
    )
    assert.deepEqual(await made(place), ['a'])
    await assert.rejects(
      baseline({ ...requestFor(place, moved), to: 'x.sql::1::a' }),
      failure('not-permitted', /holds a row/),
    )
  }))

test('rollbacks that Liquibase reads otherwise are refused by name', () =>
  onEmbedded(async (place) => {
    const cases: readonly [string, RegExp][] = [
      ['', /has no down part/],
      ['/* liquibase rollback\ndrop\ntable a;\n*/\n', /makes one line/],
      ['--rollback drop table a;\n/* liquibase rollback\nselect 1;\n*/\n', /rollback lines and a rollback block/],
      ['--rollback changesetId:0 changesetAuthor:a\n', /taken back by running another changeset/],
    ]
    const [first] = cases
    await applied(place, setWith(place, `--changeset a:1\ncreate table a ();\n${first![0]}`))
    for (const [rollback, why] of cases) {
      const set = setWith(place, `--changeset a:1\ncreate table a ();\n${rollback}`)
      const { blockers } = await place.database.withSession((session) => planRollback(session, requestFor(place, set)))
      assert.match(blockers.join('\n'), why)
    }
  }))

test('sums: an edit is refused, an older generation and validCheckSum are not', () =>
  onEmbedded(async (place) => {
    await applied(place, setWith(place, one))
    const states = async (text: string) =>
      (
        await place.database.withSession((session) => planApply(session, requestFor(place, setWith(place, text))))
      ).migrations.map(({ state }) => state)
    const edited = one.replace('create', 'create /* now */')
    assert.deepEqual(await states(one.replace('create table', 'create\n  table')), ['applied'])
    assert.deepEqual(await states(edited), ['changed since'])
    assert.deepEqual(await states(edited.replace('\n', '\n--validCheckSum: 1:any\n')), ['applied'])
    const [sum] = await column(place, 'select md5sum from databasechangelog')
    assert.deepEqual(await states(edited.replace('\n', `\n--validCheckSum: ${sum}\n`)), ['applied'])
    await write(place, "update databasechangelog set md5sum = '8:7d6d2ed1e41dd1d6a8a8c4d1e5b9a0cd'")
    assert.deepEqual(await states(one), ['changed since'])
    await write(place, 'update databasechangelog set md5sum = null')
    assert.deepEqual(await states(edited), ['applied'])
  }))
