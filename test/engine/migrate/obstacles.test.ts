import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ToolSettings } from '../../../server/engine/conventions/convention'
import { planApply } from '../../../server/engine/migrate/plan'
import { onEmbedded, type Place, requestFor, setOf } from './support'

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

test('node-pg-migrate refuses what ran in another order, and sets search_path', () =>
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
    const elsewhere = { 'check-order': 'false', schema: 'app,public' }
    assert.deepEqual(await blockers(place, 'node-pg-migrate', texts, elsewhere), [])
    assert.deepEqual(await blockers(place, 'node-pg-migrate', texts, elsewhere, 'create schema app'), [
      'node-pg-migrate sets search_path to app, public for its migrations, here it is public: connect with search_path=app, public.',
    ])
  }))

test('postgrator: a JavaScript migration is waited for, unless it comes too late; search_path is what it sets', () =>
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
    const texts = { '1.do.a.sql': 'select 1;' }
    assert.deepEqual(
      await blockers(
        place,
        'postgrator',
        texts,
        { currentSchema: 'app', schemaTable: 'public.moves' },
        'create schema app',
      ),
      ['postgrator sets search_path to app for its migrations, here it is public: connect with search_path=app.'],
    )
  }))
