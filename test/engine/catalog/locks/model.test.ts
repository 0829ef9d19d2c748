import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Catalog } from '../../../../server/engine/catalog/catalog'
import { fold } from '../../../../server/engine/catalog/fold'
import type { LockContext, StatementLocks } from '../../../../server/engine/catalog/lock-types'
import { locksOf } from '../../../../server/engine/catalog/locks'
import { emptyCatalog } from '../../../../server/engine/catalog/store'
import { parse } from '../../../../server/engine/syntax/parse'
import { loadParser } from '../../../../server/engine/syntax/parser'
import { sourceText } from '../../../../server/engine/text/source'

before(loadParser)

const statementsOf = (text: string) => parse(sourceText('test.sql', text)).statements

/** Locks of the last statement; the ones before it are the history. */
function locks(text: string, options: Partial<LockContext> & { readonly complete?: boolean } = {}): StatementLocks {
  const statements = statementsOf(text)
  const { complete = true, ...context } = options
  let catalog: Catalog = emptyCatalog({ complete })
  for (const statement of statements.slice(0, -1)) catalog = fold(catalog, statement)
  return locksOf(statements.at(-1)!, { before: catalog, postgres: 18, ...context })
}
const shown = ({ locks }: StatementLocks): string[] =>
  locks.map(({ relation, mode }) => `${relation.path.join('.')} ${mode}`)

test('a table the history does not create is locked all the same, and the answer says what is open', () => {
  const answer = locks('alter table billing.invoices add column note text', { complete: false })
  assert.deepEqual(shown(answer), ['billing.invoices ACCESS EXCLUSIVE'])
  assert.match(answer.unknown.join(), /billing\.invoices/)
})

test('what a foreign key of an unknown table refers to is locked too', () => {
  const answer = locks(
    'create table a (id int primary key); alter table b add foreign key (a_id) references a not valid',
    {
      complete: false,
    },
  )
  assert.deepEqual(shown(answer), ['public.b SHARE ROW EXCLUSIVE', 'public.a SHARE ROW EXCLUSIVE'])
})

test('a table that certainly does not exist is not locked', () => {
  const answer = locks('alter table if exists invoices add column note text')
  assert.deepEqual([shown(answer), answer.unknown], [[], []])
})

test('what IF EXISTS finds or not is marked, and told as open', () => {
  for (const text of ['drop table if exists invoices', 'alter table if exists invoices add column note text']) {
    const answer = locks(text, { complete: false })
    assert.deepEqual(
      answer.locks.map(({ relation, mode, ifExists }) => [relation.path.join('.'), mode, ifExists]),
      [['public.invoices', 'ACCESS EXCLUSIVE', true]],
    )
    assert.match(answer.unknown.join(), /public\.invoices: if it exists/)
  }
})

test('nothing is in a schema before the statement that makes it', () => {
  const answer = locks('create schema s create table a (id int) create view v as select id from a', { complete: false })
  assert.deepEqual([shown(answer), answer.unknown], [[], []])
})

test('a relation the statement itself makes is no part of the answer', () => {
  const answer = locks(
    'create table a (id int primary key); do $$ begin create table b (id int references a); alter table b add c int; end $$',
  )
  assert.deepEqual(shown(answer), ['public.a SHARE ROW EXCLUSIVE'])
})

test('SQL put together at run time, conditions and unknown functions are said to be open', () => {
  const dynamic = locks(
    "create table t (id int); do $$ begin execute format('drop table %I', current_setting('x')); end $$",
  )
  assert.equal(dynamic.unknown.length, 1)
  const conditional = locks(
    'create table t (id int); do $$ begin if random() > 0.5 then alter table t add c int; end if; end $$',
  )
  assert.deepEqual(shown(conditional), ['public.t ACCESS EXCLUSIVE'])
  assert.equal(conditional.unknown.length, 1)
  const call = locks('create table t (id int); alter table t add c uuid default make_id()')
  assert.deepEqual([call.rewrites, call.unknown.length], [[], 1])
})

test('the session time zone decides about timestamps; without it the answer is open', () => {
  const text = 'create table t (at timestamp); alter table t alter at type timestamptz'
  const rewritten = (timeZone?: string) => {
    const answer = locks(text, timeZone === undefined ? {} : { timeZone })
    return [answer.rewrites.length, answer.unknown.length]
  }
  assert.deepEqual(rewritten('UTC'), [0, 0])
  assert.deepEqual(rewritten('Europe/Paris'), [1, 0])
  assert.deepEqual(rewritten(), [0, 1])
})

test('tables known to be empty are not scanned', () => {
  const text = 'create table t (id int); alter table t add check (id > 0)'
  assert.equal(locks(text).scans.length, 1)
  assert.equal(locks(text, { isEmpty: () => true }).scans.length, 0)
})

test('an INSERT of very many rows has its locks like any other', () => {
  const rows = Array.from({ length: 150_000 }, () => '(1)').join(',')
  assert.deepEqual(shown(locks(`create table t (id int); insert into t values ${rows}`)), ['public.t ROW EXCLUSIVE'])
})

test('each lock says why in one line', () => {
  const answer = locks(
    'create table a (id int primary key); create table b (a_id int); create index b_i on b (a_id); alter table b add constraint f foreign key (a_id) references a',
  )
  assert.equal(answer.locks.length, 4)
  for (const { why } of answer.locks) assert.match(why, /^[^\n]{5,120}$/)
})

test('what PostgreSQL refuses in a transaction block', () => {
  const world =
    'create table t (id int primary key); create table p (id int) partition by range (id); create index pi on p (id);'
  const refused = [
    'vacuum t',
    'create index concurrently on t (id)',
    'drop index concurrently t_pkey',
    'reindex table concurrently t',
    'reindex table p',
    'reindex index pi',
    'create database d',
    'alter system set work_mem = 1',
    'alter table p detach partition t concurrently',
  ]
  for (const statement of refused) assert.equal(locks(`${world} ${statement}`).transactional, false, statement)
  for (const statement of ['analyze t', 'reindex table t', 'create index on t (id)', 'cluster t using t_pkey']) {
    assert.equal(locks(`${world} ${statement}`).transactional, true, statement)
  }
})

test('what neither statement nor history tells is said to be open', () => {
  const open = [
    'import foreign schema far from server srv into public',
    'alter table all in tablespace pg_default set tablespace other',
    'alter index all in tablespace pg_default set tablespace other',
    'drop extension citext cascade',
    'drop extension pg_stat_statements',
    'alter extension postgis update',
    'drop collation german cascade',
    'drop language plperl cascade',
    'drop server srv cascade',
    'drop function unheard_of() cascade',
    'drop owned by someone',
    'reassign owned by someone to another',
    'execute prepared(1)',
    'select unheard_of()',
    'call unheard_of()',
    'cluster',
    'vacuum',
    "do $$ declare n text := 't'; begin n := lower(current_user); execute 'drop table ' || n; end $$",
    "do language plperl $$ spi_exec_query('drop table t') $$",
    'alter table t owner to postgres',
  ]
  for (const statement of open) {
    const answer = locks(`create table t (id int primary key); ${statement}`, { complete: false })
    assert.notDeepEqual(answer.unknown, [], statement)
  }
  const sure = [
    'drop extension pgcrypto',
    'select count(*), max(id), now() from t',
    'select st_makepoint(1, 2)',
    'update t set id = coalesce(id, 1)',
    'create extension pg_trgm',
    "do $$ begin execute 'drop table t'; end $$",
  ]
  for (const statement of sure) {
    const answer = locks(`create table t (id int primary key); ${statement}`, { complete: false })
    assert.deepEqual(answer.unknown, [], statement)
  }
})

test('event triggers do what their functions do', () => {
  const world = `create table t (id int); create table audit (line text);
    create function f() returns event_trigger language plpgsql as $$ begin insert into audit values (tg_tag); end $$;
    create event trigger e on ddl_command_end when tag in ('ALTER TABLE') execute function f();`
  assert.deepEqual(shown(locks(`${world} alter table t add column c int`)), [
    'public.t ACCESS EXCLUSIVE',
    'public.audit ROW EXCLUSIVE',
  ])
  assert.deepEqual(shown(locks(`${world} create index on t (id)`)), ['public.t SHARE'])
})
