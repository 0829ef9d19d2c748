import type { Session } from '../../db/session'
import { Failure } from '../../failure'
import type { Books, ToolSettings } from '../convention'
import { compareBytes } from './names'
import { columnsOf, currentSchema, hasBooks, ident, oneRow, quoted, schemaGiven, splitName, type Table } from './sql'

const nameOf = (settings: ToolSettings): string => settings.DBMATE_MIGRATIONS_TABLE ?? 'schema_migrations'
const foreign = { dirty: 'golang-migrate', statements: 'Supabase' }

/** pkg/driver/postgres/postgres.go: the schema named, else the connection's first one. */
const tableIn = (schema: string, settings: ToolSettings): Table => splitName(nameOf(settings), schema)
const tableOf = async (session: Session, settings: ToolSettings): Promise<Table> =>
  tableIn((await schemaGiven(session)) ?? (await currentSchema(session)), settings)

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
    // A role that may not make schemas may still use the one that is there.
    const { rows } = await session.query('select from pg_catalog.pg_namespace where nspname = $1', [table.schema])
    if (rows.length === 0) await session.query(`create schema ${ident(table.schema)}`)
    await session.query(`create table if not exists ${quoted(table)} (version varchar primary key)`)
  },

  ...oneRow(({ file }, schema, settings) => ({
    sql: `insert into ${quoted(tableIn(schema, settings))} (version) values ($1)`,
    values: [file.name.version],
  })),

  // pkg/dbmate/db.go: the first pending version against the highest applied one that has a file, both as text.
  async obstacles(session, { direction, files, all }, settings) {
    if (direction !== 'up' || !/^(1|t|true)$/i.test(settings.DBMATE_STRICT ?? '')) return []
    const applied = new Set((await books.applied(session, settings)).map(({ version }) => version))
    const highest = all
      .map(({ name }) => name.version)
      .filter((version) => applied.has(version))
      .sort(compareBytes)
      .at(-1)
    const first = files[0]?.name.version
    return first === undefined || highest === undefined || compareBytes(first, highest) > 0
      ? []
      : [
          `migration \`${first}\` is out of order with already applied migrations, the version number has to be higher than the applied migration \`${highest}\` in --strict mode`,
        ]
  },

  async forget(session, file, settings) {
    await session.query(`delete from ${quoted(await tableOf(session, settings))} where version = $1`, [
      file.name.version,
    ])
  },

  async baseline(session, upTo, settings, all) {
    const versions = all
      .filter((file) => compareBytes(file.relativePath, upTo.relativePath) <= 0)
      .map((file) => file.name.version)
    await session.query(
      `insert into ${quoted(await tableOf(session, settings))} (version) select unnest($1::varchar[]) on conflict do nothing`,
      [versions],
    )
  },
}
