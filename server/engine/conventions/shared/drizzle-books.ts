import { createHash } from 'node:crypto'
import type { Session } from '../../db/session'
import type { Books, MigrationFile, ToolSettings } from '../convention'
import { journalOf, noFile } from './drizzle-journal'
import { columnsOf, epoch, hasBooks, ident, oneRow, quoted, type Table, time } from './sql'

const tableOf = (settings: ToolSettings): Table => ({
  schema: settings.schema ?? 'drizzle',
  name: settings.table ?? '__drizzle_migrations',
})
const columns = ['id', 'hash', 'created_at']

const checksum = (file: MigrationFile): string =>
  createHash('sha256')
    .update(new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes))
    .digest('hex')

/** 1.0 names a migration by its folder; 0.x by the journal's time alone. */
const named = (file: MigrationFile): boolean => /^\d{14}_/.test(file.name.version)

/** The journal's time, or the folder name's first 14 digits as UTC; in milliseconds. */
function createdAt(file: MigrationFile): string {
  if (!named(file)) return file.name.version
  const digits = file.name.version.slice(0, 14)
  return String(
    Date.parse(
      `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}T${digits.slice(8, 10)}:${digits.slice(10, 12)}:${digits.slice(12, 14)}Z`,
    ),
  )
}

const hasNames = async (session: Session, table: Table): Promise<boolean> =>
  (await columnsOf(session, table))?.includes('name') === true

export const books: Books = {
  table: (settings) => `${tableOf(settings).schema}.${tableOf(settings).name}`,

  async applied(session, settings) {
    const table = tableOf(settings)
    if (!(await hasBooks(session, table, 'Drizzle', columns))) return []
    const names = await hasNames(session, table)
    const { rows } = await session.query<{ hash: string; created: string; name: string | null; at: number | null }>(
      `select hash, created_at::text as created, ${names ? `name, ${epoch('applied_at')} as at` : 'null::text as name, null::float8 as at'} from ${quoted(table)} order by created_at, id`,
    )
    const isNamed = settings.manifest === undefined
    return rows.map((row) => ({
      version: (isNamed ? row.name : null) ?? row.created,
      checksum: row.hash,
      at: time(row.at),
    }))
  },

  // pg-core/dialect.ts; 1.0 has two columns more, and only a folder of that format asks for them.
  async prepare(session, settings) {
    const table = tableOf(settings)
    if (await hasBooks(session, table, 'Drizzle', columns)) return
    const more =
      settings.manifest === undefined ? ',\n  name text,\n  applied_at timestamp with time zone DEFAULT now()' : ''
    await session.script(`CREATE SCHEMA IF NOT EXISTS ${ident(table.schema)};
CREATE TABLE IF NOT EXISTS ${quoted(table)} (
  id SERIAL PRIMARY KEY,
  hash text NOT NULL,
  created_at bigint${more}
);`)
  },

  // 0.x reads every file before it runs one; 1.0 gives the rows of 0.x their names before it looks at them.
  async obstacles(session, { all }, settings) {
    const present = new Set(all.map((file) => file.relativePath))
    const gone = journalOf(settings).filter(({ tag }) => !present.has(`${tag}.sql`))
    if (gone.length > 0) return gone.map(noFile)
    if (settings.manifest !== undefined) return []
    const table = tableOf(settings)
    const found = await columnsOf(session, table)
    return !found || found.includes('name')
      ? []
      : [
          `${books.table(settings)} is Drizzle 0.x's, without the names of migrations: let drizzle-kit migrate take it over first.`,
        ]
  },

  ...oneRow(({ file }, _schema, settings) => {
    const table = quoted(tableOf(settings))
    const values = [checksum(file), createdAt(file)]
    return named(file)
      ? {
          sql: `INSERT INTO ${table} (hash, created_at, name) VALUES ($1, $2::bigint, $3)`,
          values: [...values, file.name.version],
        }
      : { sql: `INSERT INTO ${table} (hash, created_at) VALUES ($1, $2::bigint)`, values }
  }),

  async forget(session, file, settings) {
    const table = tableOf(settings)
    if (named(file)) await session.query(`DELETE FROM ${quoted(table)} WHERE name = $1`, [file.name.version])
    else await session.query(`DELETE FROM ${quoted(table)} WHERE created_at = $1::bigint`, [createdAt(file)])
  },

  checksum,

  async baseline(session, upTo, settings, all) {
    for (const file of all) {
      if (Number(createdAt(file)) <= Number(createdAt(upTo)))
        await books.record(session, { file, milliseconds: 0, outcome: 'done' }, settings)
    }
  },
}
