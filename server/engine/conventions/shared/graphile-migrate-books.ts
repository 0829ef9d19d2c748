import { Failure } from '../../failure'
import type { Books } from '../convention'
import { chainBreaks, hashesOf } from './graphile-headers'
import { epoch, hasBooks, type Table, time } from './sql'

const table: Table = { schema: 'graphile_migrate', name: 'migrations' }
const name = 'graphile_migrate.migrations'
const columns = ['hash', 'previous_hash', 'filename', 'date']

export const books: Books = {
  table: () => name,

  async applied(session) {
    if (!(await hasBooks(session, table, 'graphile-migrate', columns))) return []
    const { rows } = await session.query<{ filename: string; hash: string; at: number }>(
      `select filename, hash, ${epoch('date')} as at from ${name} order by filename`,
    )
    return rows.map((row) => ({ version: row.filename, checksum: row.hash, at: time(row.at) }))
  },

  async prepare(session) {
    if (await hasBooks(session, table, 'graphile-migrate', columns)) return
    await session.script(`create schema if not exists graphile_migrate;
create table if not exists ${name} (
  hash text primary key,
  previous_hash text references ${name},
  filename text not null,
  date timestamptz not null default now()
);
create table if not exists graphile_migrate.current (
  filename text primary key default 'current.sql',
  content text not null,
  date timestamptz not null default now()
);`)
  },

  // The chain is checked over the files on every run, applied ones too.
  obstacles: async (_session, { all }) =>
    chainBreaks(all.filter((file) => file.name.version !== '')).map(({ message }) => message),

  lock: { keys: async () => [4727445306447283n] },

  async record(session, { file, outcome }) {
    if (file.name.version === '')
      throw new Failure('not-supported', 'The current migration is not committed yet.', {
        hint: 'Run graphile-migrate commit first, or graphile-migrate watch to try it out.',
      })
    if (outcome !== 'done') return
    const { hash, previous } = hashesOf(file)
    await session.query(`insert into ${name} (hash, previous_hash, filename) values ($1, $2, $3)`, [
      hash,
      previous ?? null,
      file.name.version,
    ])
  },

  async forget(session, file) {
    await session.query(`delete from ${name} where hash = $1`, [hashesOf(file).hash])
  },

  checksum: (file) => (file.name.version === '' ? undefined : hashesOf(file).hash),
}
