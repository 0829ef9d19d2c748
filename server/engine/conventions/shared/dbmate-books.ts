import type { Session } from '../../db/session'
import { Failure } from '../../failure'
import type { Books, ToolSettings } from '../convention'
import { columnsOf, currentSchema, hasBooks, oneRow, quoted, splitName, type Table } from './sql'

const nameOf = (settings: ToolSettings): string => settings.DBMATE_MIGRATIONS_TABLE ?? 'schema_migrations'
const foreign = { dirty: 'golang-migrate', statements: 'Supabase' }

/** pkg/driver/postgres/postgres.go: the schema named, else the connection's first one. */
const tableIn = (schema: string, settings: ToolSettings): Table => splitName(nameOf(settings), schema)
const tableOf = async (session: Session, settings: ToolSettings): Promise<Table> =>
  tableIn(await currentSchema(session), settings)

/** Rails' table of the same name has the same shape; its second table tells them apart. */
async function present(session: Session, settings: ToolSettings): Promise<Table | undefined> {
  const table = await tableOf(session, settings)
  if (!(await hasBooks(session, table, 'dbmate', ['version'], foreign))) return undefined
  if (await columnsOf(session, { schema: table.schema, name: 'ar_internal_metadata' })) {
    throw new Failure(
      'books-damaged',
      `${table.schema}.${table.name} is not a table dbmate would make: beside ar_internal_metadata it looks like Rails's.`,
      {
        hint: 'Set DBMATE_MIGRATIONS_TABLE to a table of its own, or check that the right database is meant.',
      },
    )
  }
  return table
}

export const books: Books = {
  table: (settings) => nameOf(settings),

  async applied(session, settings) {
    const table = await present(session, settings)
    if (!table) return []
    const { rows } = await session.query<{ version: string }>(
      `select version from ${quoted(table)} order by version collate "C"`,
    )
    return rows.map(({ version }) => ({ version }))
  },

  async prepare(session, settings) {
    if (await present(session, settings)) return
    const table = await tableOf(session, settings)
    if (nameOf(settings).includes('.')) await session.query(`create schema if not exists "${table.schema}"`)
    await session.query(`create table if not exists ${quoted(table)} (version varchar primary key)`)
  },

  ...oneRow(({ file }, schema, settings) => ({
    sql: `insert into ${quoted(tableIn(schema, settings))} (version) values ($1)`,
    values: [file.name.version],
  })),

  async forget(session, file, settings) {
    await session.query(`delete from ${quoted(await tableOf(session, settings))} where version = $1`, [
      file.name.version,
    ])
  },

  async baseline(session, upTo, settings, all) {
    const versions = all.filter((file) => file.relativePath <= upTo.relativePath).map((file) => file.name.version)
    await session.query(
      `insert into ${quoted(await tableOf(session, settings))} (version) select unnest($1::varchar[]) on conflict do nothing`,
      [versions],
    )
  },
}
