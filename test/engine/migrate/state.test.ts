import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AppliedMigration } from '../../../server/engine/conventions/convention'
import { Failure } from '../../../server/engine/failure'
import type { MigrationSet } from '../../../server/engine/migrate/set'
import { joinState, readState } from '../../../server/engine/migrate/state'
import { applied, majors, onServer, openAt, reason, setOf } from './support'

if (reason) test('every chosen major', { skip: reason }, () => {})

const flyway = (...versions: string[]): MigrationSet =>
  setOf('flyway', Object.fromEntries(versions.map((version) => [`${version}__x.sql`, 'select 1;\n'])))
const states = (set: MigrationSet, rows: readonly AppliedMigration[]) =>
  joinState(set, rows).map(({ version, title, state }) => `${version || title} ${state}`)
const sum = (set: MigrationSet, i = 0): string => set.convention.books!.checksum!(set.files[i]!, {})!

test('applied, edited, missing, out of order, failed, pending, in the tool’s order', () => {
  const set = flyway('V1', 'V2', 'V3', 'V5', 'V7')
  assert.deepEqual(
    states(set, [
      { version: '1', checksum: sum(set) },
      { version: '2', checksum: '42' },
      { version: '4', script: 'V4__gone.sql' },
      { version: '5', failed: true },
    ]),
    ['1 applied', '2 changed since', '3 out of order', '4 missing file', '5 failed', '7 pending'],
  )
})

test('of two files of one version the one the books name is applied, the other is not', () => {
  const set = setOf('plain', { '0001_a.sql': 'select 1;', '0001_b.sql': 'select 2;', '0002_c.sql': 'select 3;' })
  const row = { version: '0001', script: '0001_b.sql', checksum: sum(set, 1) }
  assert.deepEqual(
    joinState(set, [row]).map(({ file, state }) => `${file!.relativePath} ${state === 'applied'}`),
    ['0001_a.sql false', '0001_b.sql true', '0002_c.sql false'],
  )
  assert.deepEqual(
    joinState(set, [{ ...row, script: '0001_renamed.sql' }]).map(({ state }) => state),
    ['changed since', 'applied', 'pending'],
  )
})

test('Prisma takes a script with other line ends, and the sums of its first versions, for the same', () => {
  const name = '20240101000000_a'
  const set = setOf('prisma', { [`${name}/migration.sql`]: 'create table b(id int);\r\n' })
  const other = setOf('prisma', { [`${name}/migration.sql`]: 'create table b(id int);\n' })
  const short = sum(other).replace(/../g, (byte) => Number.parseInt(byte, 16).toString(16))
  assert.ok(short.length < 64)
  for (const checksum of [sum(set), sum(other), short])
    assert.deepEqual(states(set, [{ version: name, checksum }]), [`${name} applied`])
  assert.deepEqual(states(set, [{ version: name, checksum: 'x'.repeat(64) }]), [`${name} changed since`])
})

test('work that is not committed to the history yet is not pending', () => {
  const texts = { 'committed/000001.sql': '--! Previous: -\n--! Hash: x\n\nselect 1;', 'current/1.sql': 'select 2;' }
  assert.deepEqual(states(setOf('graphile-migrate', texts), []), ['000001.sql pending', '1.sql ignored'])
})

test('Supabase passes over what its early versions made of the schema they found', () => {
  const old = '20210101000000_init.sql'
  assert.deepEqual(states(setOf('supabase', { [old]: '', '20220101000000_init.sql': '' }), []), [
    '20210101000000 ignored',
    '20220101000000 pending',
  ])
  assert.deepEqual(states(setOf('supabase', { '20200101000000_a.sql': '', [old]: '' }), []), [
    '20200101000000 pending',
    '20210101000000 pending',
  ])
})

test('versions that mean the same are one, checksums that are absent say nothing', () => {
  assert.deepEqual(states(flyway('V01.0'), [{ version: '1' }]), ['01.0 applied'])
})

test('below a baseline counts as applied, and the mark itself needs no file', () => {
  const set = flyway('V1', 'V2', 'V3')
  const rows = [{ version: '2', baseline: true, script: '<< Flyway Baseline >>' }]
  assert.deepEqual(states(set, rows), ['1 baseline', '2 baseline', '3 pending'])
  assert.deepEqual(states(flyway('V1', 'V3'), rows), ['1 baseline', '3 pending'])
})

test('a baseline file replaces what is below it, on empty books only', () => {
  const set = setOf('flyway', { 'V1__a.sql': '', 'B2__all.sql': '', 'V2__b.sql': '', 'V3__c.sql': '' })
  assert.deepEqual(
    joinState(set, []).map(({ file, state }) => `${file!.relativePath} ${state}`),
    ['V1__a.sql ignored', 'V2__b.sql ignored', 'B2__all.sql pending', 'V3__c.sql pending'],
  )
  assert.deepEqual(
    joinState(set, [{ version: '1' }]).map(({ state }) => state),
    ['applied', 'pending', 'ignored', 'pending'],
  )
})

test('a repeatable migration is run again when it changed', () => {
  const set = setOf('flyway', { 'R__view.sql': 'select 1;\n' })
  assert.deepEqual(states(set, [{ version: '', title: 'view', kind: 'repeatable', checksum: '1' }]), [
    'view repeatable changed',
  ])
  assert.deepEqual(states(set, [{ version: '', title: 'view', kind: 'repeatable', checksum: sum(set) }]), [
    'view applied',
  ])
})

test('books that hold only the latest version: everything up to it is applied', () => {
  const set = setOf('golang-migrate', { '1_a.up.sql': '', '2_b.up.sql': '', '3_c.up.sql': '' })
  assert.deepEqual(states(set, [{ version: '2', baseline: true }]), ['1 applied', '2 applied', '3 pending'])
  assert.deepEqual(states(set, [{ version: '2', baseline: true, failed: true }]), [
    '1 applied',
    '2 failed',
    '3 pending',
  ])
})

test('a migration whose end nobody recorded has failed, either way, unless the books know better', () => {
  const set = flyway('V1', 'V2')
  const note = { identity: '2', script: 'V2__x.sql', statement: 0, at: '2026-01-01T00:00:00Z', by: 'ann@laptop' }
  const at = (direction: 'up' | 'down', rows: readonly AppliedMigration[]) =>
    joinState(set, rows, { ...note, direction }).map(({ state }) => state)
  assert.deepEqual(at('up', [{ version: '1' }]), ['applied', 'failed'])
  assert.deepEqual(at('up', [{ version: '1' }, { version: '2' }]), ['applied', 'applied'])
  assert.deepEqual(at('down', [{ version: '1' }, { version: '2' }]), ['applied', 'failed'])
  assert.deepEqual(at('down', [{ version: '1' }]), ['applied', 'pending'])
})

test('an order that is no number’s: dbmate runs 10_ before 9_', () => {
  const set = setOf('dbmate', {
    '10_b.sql': '-- migrate:up\n-- migrate:down\n',
    '9_a.sql': '-- migrate:up\n-- migrate:down\n',
  })
  assert.deepEqual(states(set, [{ version: '9' }]), ['10 out of order', '9 applied'])
})

test('10,000 migrations join in one pass over each side', () => {
  const set = flyway(...Array.from({ length: 10_000 }, (_, i) => `V${i + 1}`))
  let compared = 0
  const counting: MigrationSet = {
    ...set,
    convention: {
      ...set.convention,
      compare: (a, b, settings) => {
        compared++
        return set.convention.compare(a, b, settings)
      },
    },
  }
  const rows = set.files.slice(0, 9_000).map(({ name: { version } }) => ({ version }))
  assert.equal(joinState(counting, rows).filter(({ state }) => state === 'pending').length, 1_000)
  assert.ok(compared <= 30_000, String(compared))
})

for (const major of majors) {
  test(`a role that may only read sees the state, one that may not is told so: ${major}`, () =>
    onServer(major, async (place) => {
      const set = setOf('flyway', { 'V1__a.sql': 'create table a ();', 'V2__b.sql': 'create table b ();' }, place.root)
      await applied(place, set, { to: '1' })
      const role = `reader_${new URL(place.url!).pathname.slice(1)}`
      await place.database.withSession((session) =>
        session.script(`create role ${role} login; grant select on flyway_schema_history to ${role}`),
      )
      const url = new URL(place.url!)
      url.username = role
      const reader = openAt(url.href)
      const { migrations } = await reader.withSession((session) => readState(session, set))
      assert.deepEqual(
        migrations.map(({ state }) => state),
        ['applied', 'pending'],
      )
      await place.database.withSession((session) =>
        session.script(`revoke select on flyway_schema_history from ${role}`),
      )
      await assert.rejects(
        reader.withSession((session) => readState(session, set)),
        (error) =>
          error instanceof Failure &&
          error.code === 'not-permitted' &&
          /flyway_schema_history/.test(error.message) &&
          !!error.hint,
      )
      await reader.close()
      await place.database.withSession((session) => session.script(`drop role ${role}`))
    }))
}
