import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ToolSettings } from '../../../server/engine/conventions/convention'
import { currentSchema } from '../../../server/engine/conventions/shared/sql'
import { planApply } from '../../../server/engine/migrate/plan'
import { applied, onEmbedded, type Place, requestFor, setOf, tables } from './support'

/** What forbids applying these files when the database was prepared like this. */
const blockers = (
  place: Place,
  convention: string,
  texts: Readonly<Record<string, string>>,
  settings: ToolSettings = {},
  script = '',
): Promise<readonly string[]> =>
  place.database.withSession(async (session) => {
    if (script !== '') await session.script(script)
    return (await planApply(session, requestFor(place, setOf(convention, texts, undefined, settings)))).blockers
  })

test('graphile-migrate runs nothing while the chain is broken anywhere', () =>
  onEmbedded(async (place) => {
    const texts = {
      'committed/000001.sql': '--! Previous: -\n--! Hash: sha1:a\n--! AllowInvalidHash\n\nselect 1;\n',
      'committed/000002.sql': '--! Previous: sha1:other\n--! Hash: sha1:b\n--! AllowInvalidHash\n\nselect 2;\n',
      'committed/000003.sql': '--! Previous: sha1:b\n--! Hash: sha1:c\n--! AllowInvalidHash\n\nselect 3;\n',
    }
    const books = `create schema graphile_migrate;
      create table graphile_migrate.migrations (hash text primary key, previous_hash text, filename text not null, date timestamptz default now());
      insert into graphile_migrate.migrations values ('sha1:a', null, '000001.sql'), ('sha1:b', 'sha1:a', '000002.sql');`
    assert.deepEqual(await blockers(place, 'graphile-migrate', texts, {}, books), [
      "Previous migration with hash 'sha1:a' doesn't match '000002.sql''s expected previous hash 'sha1:other'",
    ])
  }))

test('node-pg-migrate refuses what ran in another order', () =>
  onEmbedded(async (place) => {
    const texts = { '1_a.sql': 'select 1;', '2_b.sql': 'select 2;', '3_c.sql': 'select 3;' }
    const books = `create table pgmigrations (id serial primary key, name varchar(255) not null, run_on timestamp not null);
      insert into pgmigrations (name, run_on) values ('2_b', '2024-01-01'), ('0_js', '2024-01-01'), ('1_a', '2024-01-02');`
    const other = ['0_js.js']
    const set = { ...setOf('node-pg-migrate', texts), others: other }
    const plan = await place.database.withSession(async (session) => {
      await session.script(books)
      return planApply(session, requestFor(place, set))
    })
    assert.deepEqual(plan.blockers, ['Not run migration 1_a is preceding already run migration 2_b'])
    assert.deepEqual(
      plan.migrations.map(({ version, state }) => `${version} ${state}`),
      ['0_js applied', '1_a applied', '2_b applied', '3_c pending'],
    )
    assert.deepEqual(await blockers(place, 'node-pg-migrate', texts, { 'check-order': 'false' }), [])
  }))

test('postgrator: a JavaScript migration is waited for, unless it comes too late', () =>
  onEmbedded(async (place) => {
    const set = {
      ...setOf('postgrator', { '1.do.a.sql': 'select 1;', '4.do.d.sql': 'select 4;' }),
      others: ['02.do.b.js'],
    }
    const plan = () => place.database.withSession((session) => planApply(session, requestFor(place, set)))
    assert.match((await plan()).blockers.join(), /^02\.do\.b\.js comes first/)
    await place.database.withSession((session) =>
      session.script(
        `create table schemaversion (version bigint primary key, name text, md5 text, run_at timestamptz);
        insert into schemaversion (version, md5) values (0, null), (1, null), (3, 'undefined')`,
      ),
    )
    assert.deepEqual((await plan()).blockers, [])
  }))

const journal = (...entries: readonly [tag: string, when: number][]) =>
  JSON.stringify({ dialect: 'postgresql', entries: entries.map(([tag, when], idx) => ({ idx, when, tag })) })
const drizzleBooks = `create schema drizzle;
  create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);`

test('Drizzle wants every file of its journal, and names in the books of its folders', () =>
  onEmbedded(async (place) => {
    const texts = {
      'meta/_journal.json': journal(['0000_a', 100], ['0001_gone', 200]),
      '0000_a.sql': 'select 1;',
    }
    assert.deepEqual(await blockers(place, 'drizzle', texts), [
      'No file 0001_gone.sql found for the entry 1 of meta/_journal.json.',
    ])
    assert.deepEqual(
      await blockers(place, 'drizzle', { '20240101000000_a/migration.sql': 'select 1;' }, {}, drizzleBooks),
      [
        "drizzle.__drizzle_migrations is Drizzle 0.x's, without the names of migrations: let drizzle-kit migrate take it over first.",
      ],
    )
  }))

test('Drizzle 0.x passes over what its journal dates before the last row, whoever wrote that', () =>
  onEmbedded(async (place) => {
    const texts = {
      'meta/_journal.json': journal(['0000_a', 100], ['0001_b', 200], ['0002_c', 400]),
      '0000_a.sql': 'select 1;',
      '0001_b.sql': 'select 2;',
      '0002_c.sql': 'select 3;',
    }
    const plan = await place.database.withSession(async (session) => {
      await session.script(
        `${drizzleBooks} insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 100), ('other branch', 300)`,
      )
      return planApply(session, requestFor(place, setOf('drizzle', texts)))
    })
    assert.deepEqual(
      plan.migrations.map(({ version, state }) => `${version} ${state}`),
      ['100 changed since', '200 out of order', '300 missing file', '400 pending'],
    )
    assert.deepEqual(plan.blockers, [])
    assert.deepEqual(
      plan.steps.map(({ file }) => file.relativePath),
      ['0002_c.sql'],
    )
  }))

test('Drizzle cuts at its breakpoints, which need no semicolon before them and may share a line with a statement', () =>
  onEmbedded(async (place) => {
    const texts = {
      '20240101000000_a/migration.sql':
        'create table a ()\n--> statement-breakpoint\ncreate table b (); create table c ();--> statement-breakpoint create table d ();',
    }
    assert.equal((await applied(place, setOf('drizzle', texts))).outcome, 'done')
    assert.deepEqual(await tables(place), ['a', 'b', 'c', 'd'])
  }))

test('Prisma wants an empty schema for its first migration, and its books where its migrations go', () =>
  onEmbedded(async (place) => {
    const texts = { '20240101000000_a/migration.sql': 'create table a ();' }
    assert.deepEqual(await blockers(place, 'prisma', texts, {}, 'create type color as enum ()'), [])
    assert.deepEqual(await blockers(place, 'prisma', texts, {}, 'create table t ()'), [
      'The database schema is not empty. Say which migrations it has already: lockstep baseline --to NAME.',
    ])
    await place.database.withSession(async (session) => {
      await session.script('set search_path to "My app", public; create schema other')
      assert.equal(await currentSchema(session), 'public')
      await session.script('set search_path to "My app", other_app')
      assert.equal(await currentSchema(session), 'My app')
      await session.script("set search_path to ''")
      assert.equal(await currentSchema(session), 'public')
    })
  }))

test('Diesel refuses the whole folder where a migration has no up.sql', () =>
  onEmbedded(async (place) => {
    const texts = { '1_a/down.sql': 'select 1;', '2_b/up.sql': 'select 2;' }
    assert.deepEqual(await blockers(place, 'diesel', texts), [
      '1_a has no up.sql: Diesel refuses the whole migrations folder.',
    ])
  }))
