import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ToolSettings } from '../../../server/engine/conventions/convention'
import { Failure } from '../../../server/engine/failure'
import { baseline, planBaseline } from '../../../server/engine/migrate/baseline'
import { planApply } from '../../../server/engine/migrate/plan'
import { planRepair, repair } from '../../../server/engine/migrate/repair'
import { planRollback, rollback } from '../../../server/engine/migrate/rollback'
import { isWayUp, type MigrationSet } from '../../../server/engine/migrate/set'
import { readState } from '../../../server/engine/migrate/state'
import { applied, type Place, places, reason, requestFor, setOf, tables } from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const failure = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && text.test(`${error.message} ${error.hint ?? ''}`)
const states = (place: Place, set: MigrationSet) =>
  place.database.withSession(async (session) => (await readState(session, set)).migrations.map(({ state }) => state))

const three: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dbmate: Object.fromEntries(
    ['1_a', '2_b', '3_c'].map((name) => [
      `${name}.sql`,
      `-- migrate:up\ncreate table ${name.slice(2)} ();\n-- migrate:down\ndrop table ${name.slice(2)};\n`,
    ]),
  ),
  goose: Object.fromEntries(
    ['1_a', '2_b', '3_c'].map((name) => [
      `${name}.sql`,
      `-- +goose Up\ncreate table ${name.slice(2)} ();\n-- +goose Down\ndrop table ${name.slice(2)};\n`,
    ]),
  ),
  'golang-migrate': Object.fromEntries(
    ['1_a', '2_b', '3_c'].flatMap((name) => [
      [`${name}.up.sql`, `create table ${name.slice(2)} ();\n`],
      [`${name}.down.sql`, `drop table ${name.slice(2)};\n`],
    ]),
  ),
  diesel: Object.fromEntries(
    ['1_a', '2_b', '3_c'].flatMap((name) => [
      [`${name}/up.sql`, `create table ${name.slice(2)} ();\n`],
      [`${name}/down.sql`, `drop table ${name.slice(2)};\n`],
    ]),
  ),
  flyway: Object.fromEntries(
    ['1__a', '2__b', '3__c'].flatMap((name) => [
      [`V${name}.sql`, `create table ${name.slice(3)} ();\n`],
      [`U${name}.sql`, `drop table ${name.slice(3)};\n`],
    ]),
  ),
  sqitch: Object.fromEntries(
    ['a', 'b', 'c'].flatMap((name) => [
      [`deploy/${name}.sql`, `begin;\ncreate table ${name} ();\ncommit;\n`],
      [`revert/${name}.sql`, `begin;\ndrop table ${name};\ncommit;\n`],
    ]),
  ),
  plain: Object.fromEntries(
    ['1_a', '2_b', '3_c'].flatMap((name) => [
      [`${name}.up.sql`, `create table ${name.slice(2)} ();\n`],
      [`${name}.down.sql`, `drop table ${name.slice(2)};\n`],
    ]),
  ),
}

const by = '2024-01-01T00:00:00Z Ann <ann@example.org>'
const settings: Readonly<Record<string, ToolSettings>> = {
  sqitch: {
    manifest: `%project=x\n\na ${by}\nb [a] ${by}\nc ${by}\n`,
    'user.name': 'Ann',
    'user.email': 'ann@example.org',
  },
}

for (const { name, run } of places) {
  for (const [tool, texts] of Object.entries(three)) {
    test(`${name}: ${tool} goes back one, then to a version, then all the way, and up again`, () =>
      run(async (place) => {
        const set = setOf(tool, texts, place.root, settings[tool])
        const made = async () => (await tables(place)).filter((table) => /^[abc]$/.test(String(table)))
        assert.equal((await applied(place, set)).outcome, 'done')
        const back = (to?: string) => rollback(requestFor(place, set, to === undefined ? {} : { to }))
        const first = await back()
        assert.deepEqual(
          [first.outcome, first.done.length, first.verified?.books],
          ['done', 1, true],
          first.steps.map(({ error }) => error?.message).join(),
        )
        assert.deepEqual(await made(), ['a', 'b'])
        assert.deepEqual(await states(place, set), ['applied', 'applied', 'pending'])
        assert.equal((await applied(place, set)).done.length, 1)
        assert.equal((await back(set.files.find(isWayUp)!.name.version)).done.length, 2)
        assert.deepEqual(await made(), ['a'])
        assert.equal((await back('0')).done.length, 1)
        assert.deepEqual(await states(place, set), ['pending', 'pending', 'pending'])
        assert.equal((await back()).steps.length, 0)
        assert.equal((await applied(place, set)).done.length, 3)
      }))
  }

  test(`${name}: what has no way down is listed, and nothing is taken back`, () =>
    run(async (place) => {
      const set = setOf(
        'flyway',
        { 'V1__a.sql': 'create table a ();\n', 'V2__b.sql': 'create table b ();\n', 'U2__b.sql': 'drop table b;\n' },
        place.root,
      )
      await applied(place, set)
      await assert.rejects(
        rollback(requestFor(place, set, { to: '0' })),
        failure('not-permitted', /V1__a.sql can't be taken back: it has no down part/),
      )
      const plan = await place.database.withSession((session) => planRollback(session, requestFor(place, set)))
      assert.deepEqual([plan.blockers, plan.steps.map(({ script }) => script.relativePath)], [[], ['U2__b.sql']])
      assert.ok((await tables(place)).includes('b'))
    }))

  test(`${name}: a baseline counts as applied, only on books that are empty`, () =>
    run(async (place) => {
      const set = setOf(
        'flyway',
        {
          'V1__a.sql': 'create table a ();\n',
          'V2__b.sql': 'create table b ();\n',
          'V3__c.sql': 'create table c ();\n',
        },
        place.root,
      )
      const request = { ...requestFor(place, set), to: '2' }
      assert.equal((await place.database.withSession((session) => planBaseline(session, request))).files.length, 2)
      await baseline(request)
      assert.deepEqual(await states(place, set), ['baseline', 'baseline', 'pending'])
      await assert.rejects(baseline(request), failure('not-permitted', /holds a row already/))
      assert.equal((await applied(place, set)).done.length, 1)
      assert.deepEqual(
        (await tables(place)).filter((table) => /^[abc]$/.test(String(table))),
        ['c'],
      )
    }))

  test(`${name}: repair does what was shown, edited and missing files are refused before`, () =>
    run(async (place) => {
      const set = setOf(
        'flyway',
        { 'V1__a.sql': 'create table a ();\n', 'V2__b.sql': 'create table b ();\n' },
        place.root,
      )
      await applied(place, set)
      const now = setOf(
        'flyway',
        { 'V1__a.sql': 'create table a (); -- edited\n', 'V3__c.sql': 'create table c ();\n' },
        place.root,
      )
      await assert.rejects(
        applied(place, now),
        failure('not-permitted', /V1__a.sql was edited[\s\S]*V2__b.sql is applied there and has no file here/),
      )
      const request = requestFor(place, now)
      const plan = await place.database.withSession((session) => planRepair(session, request))
      assert.equal(plan.repairs.length, 2)
      await assert.rejects(repair({ ...request, planId: 'other' }), failure('plan-moved', /nothing was done/))
      await repair({ ...request, planId: plan.id })
      assert.deepEqual((await place.database.withSession((session) => planRepair(session, request))).repairs, [])
      assert.equal((await applied(place, now)).done.length, 1)
    }))
}

const blockersOf = (set: MigrationSet, place: Place) =>
  place.database.withSession((session) => planApply(session, requestFor(place, set)))

test('what can’t be sent as the tool would is refused with its place', () =>
  places[0]!.run(async (place) => {
    const set = setOf('flyway', { 'V1__a.sql': 'select 1;\n\\i other.sql\nselect ${unknown};\n' }, place.root)
    const { blockers } = await blockersOf(set, place)
    assert.equal(blockers.length, 2)
    assert.match(blockers.join('\n'), /V1__a.sql:3: .*placeholder unknown[\s\S]*V1__a.sql:2: A psql command/)
  }))

test('a tool that keeps its books itself: its own command', () =>
  places[0]!.run(async (place) => {
    const given = setOf('dbmate', {}, place.root)
    const { books: _books, ...convention } = given.convention
    const { blockers } = await blockersOf({ ...given, convention: { ...convention, noBooks: 'Why.' } }, place)
    assert.match(blockers[0]!, /^Why\. Run: dbmate up/)
  }))

test('transactions: one a file, one for all, none', () =>
  places[0]!.run(async (place) => {
    const shape = async (set: MigrationSet) =>
      (await blockersOf(set, place)).steps.map(({ transactional, transaction }) => [transactional, transaction])
    assert.deepEqual(await shape(setOf('flyway', { 'V1__a.sql': 'select 1', 'V2__b.sql': 'select 1' })), [
      [true, 0],
      [true, 1],
    ])
    assert.deepEqual(
      await shape(setOf('flyway', { 'V1__a.sql': 'select 1', 'V2__b.sql': 'select 1' }, '/project', { group: 'true' })),
      [
        [true, 0],
        [true, 0],
      ],
    )
    assert.deepEqual(
      await shape(
        setOf('plain', { '1_a.sql': '-- lockstep: no-transaction\nselect 1', '2_b.sql': 'begin; select 1; commit' }),
      ),
      [
        [false, 0],
        [false, 1],
      ],
    )
  }))

test('goose: what stands between StatementBegin and StatementEnd is sent whole', () =>
  places[0]!.run(async (place) => {
    const text =
      '-- +goose Up\nselect 1;\n-- +goose StatementBegin\nselect 2; select 3;\n-- +goose StatementEnd\nselect 4;\n'
    const [step] = (await blockersOf(setOf('goose', { '1_a.sql': text }), place)).steps
    assert.deepEqual(
      step!.units.map((unit) => unit.text),
      ['select 1', 'select 2; select 3', 'select 4'],
    )
  }))
