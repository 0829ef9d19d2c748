import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { difference } from '../../../server/engine/catalog/compare'
import { introspect } from '../../../server/engine/catalog/introspect'
import { openServer } from '../../../server/engine/db/pg'
import { loadParser } from '../../../server/engine/syntax/parser'
import { availableMajors, withServer } from '../../support/postgres'

before(loadParser)

const { majors, reason } = availableMajors()
const skip = majors.length === 0 ? (reason ?? 'no server') : false

const withDatabase = <T>(major: number, work: (open: (user: string) => ReturnType<typeof openServer>) => Promise<T>) =>
  withServer(major, async (server) => {
    const database = new URL(await server.createDatabase()).pathname.slice(1)
    return work((user) => openServer({ host: server.host, port: server.port, user, database, sslMode: 'disable' }))
  })

const schema = `create schema s; create type s.mood as enum ('a');
  create table s.t (id int generated always as identity primary key, m s.mood not null default 'a', check (id > 0));
  create index on s.t (m); create view s.v as select id from s.t; alter table s.t enable row level security;
  create policy p on s.t using (id > 5); create function s.f() returns int language sql as 'select 1';
  revoke all on schema s from public; comment on table s.t is 'x'`

for (const major of majors) {
  test(`a role without any privilege sees the same catalog on PostgreSQL ${major}`, { skip }, () =>
    withDatabase(major, async (open) => {
      const owner = open('postgres')
      const reader = open('reader')
      try {
        const all = await owner.withSession(async (session) => {
          await session.script(`create role reader login; ${schema}`)
          return introspect(session)
        })
        const seen = await reader.withSession((session) => introspect(session))
        assert.ok([...all.all()].length > 10)
        assert.deepEqual(difference(all, seen), [])
      } finally {
        await reader.close()
        await owner.withSession((session) => session.script('drop schema s cascade; drop role reader'))
        await owner.close()
      }
    }),
  )

  test(`what an extension brings is left out on PostgreSQL ${major}`, { skip }, () =>
    withDatabase(major, async (open) => {
      const owner = open('postgres')
      try {
        const catalog = await owner.withSession(async (session) => {
          await session.script('create extension citext; create table t (a citext)')
          return introspect(session)
        })
        const names = [...catalog.all()].map(({ id }) => [id.kind, ...id.path].join(' ')).sort()
        assert.deepEqual(names, ['column public t a', 'extension citext', 'schema public', 'table public t'])
      } finally {
        await owner.close()
      }
    }),
  )

  test(`introspection leaves no trace and is one snapshot on PostgreSQL ${major}`, { skip }, () =>
    withDatabase(major, async (open) => {
      const owner = open('postgres')
      try {
        await owner.withSession(async (session) => {
          await session.script('create table t (a int)')
          await introspect(session)
          const { rows } = await session.query<{ path: string; readonly: string }>(
            `select current_setting('search_path') as path, current_setting('transaction_read_only') as readonly`,
          )
          assert.deepEqual(rows, [{ path: '"$user", public', readonly: 'off' }])
        })
      } finally {
        await owner.close()
      }
    }),
  )
}
