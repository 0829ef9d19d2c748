import type { Session } from '../../db/session'
import type { Books, MigrationFile } from '../convention'
import { folderOf } from './folders'
import { currentSchema, epoch, hasBooks, oneRow, quoted, type Table, time } from './sql'

const name = '__diesel_schema_migrations'
/** Named without a schema. */
const tableIn = (schema: string): Table => ({ schema, name })
const tableOf = async (session: Session): Promise<Table> => tableIn(await currentSchema(session))
const hasTable = (session: Session, table: Table): Promise<boolean> =>
  hasBooks(session, table, 'Diesel', ['version', 'run_on'])

/** FileBasedMigrations::from_path refuses the whole folder where one of its folders holds no up.sql. */
export function withoutUp(files: readonly MigrationFile[]): readonly MigrationFile[] {
  const ups = new Set(files.filter((file) => file.name.direction === 'up').map((file) => folderOf(file.relativePath)))
  return files.filter((file) => file.name.direction === 'down' && !ups.has(folderOf(file.relativePath)))
}

export const noUp = (file: MigrationFile): string =>
  `${folderOf(file.relativePath)} has no up.sql: Diesel refuses the whole migrations folder.`

/** diesel/src/migration/setup_migration_table.sql, diesel_migrations/src/migration_harness.rs. Its connections are set to UTC. */
export const books: Books = {
  table: () => name,

  async applied(session) {
    const table = await tableOf(session)
    if (!(await hasTable(session, table))) return []
    const { rows } = await session.query<{ version: string; at: number }>(
      `select version, ${epoch("run_on at time zone 'UTC'")} as at from ${quoted(table)} order by version collate "C"`,
    )
    return rows.map(({ version, at }) => ({ version, at: time(at) }))
  },

  async prepare(session) {
    const table = await tableOf(session)
    if (await hasTable(session, table)) return
    await session.query(
      `CREATE TABLE IF NOT EXISTS ${quoted(table)} (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)`,
    )
  },

  // diesel_migrations reads the file into a string and refuses an empty one.
  obstacles: async (_session, { direction, files, all }) => [
    ...withoutUp(all).map(noUp),
    ...all
      .filter((file) => {
        const isAsked = files.some(({ name: asked }) => asked.version === file.name.version)
        return isAsked && file.bytes.length === 0 && file.name.direction === direction
      })
      .map((file) => `${file.relativePath} is empty: Diesel refuses that.`),
  ],

  ...oneRow(({ file }, schema) => ({
    sql: `INSERT INTO ${quoted(tableIn(schema))} (version, run_on) VALUES ($1, now() at time zone 'UTC')`,
    values: [file.name.version],
  })),

  async forget(session, file) {
    await session.query(`DELETE FROM ${quoted(await tableOf(session))} WHERE version = $1`, [file.name.version])
  },

  async baseline(session, upTo, _settings, all) {
    const versions = all
      .filter((file) => file.name.direction === 'up' && file.name.version <= upTo.name.version)
      .map((file) => file.name.version)
    await session.query(
      `INSERT INTO ${quoted(await tableOf(session))} (version, run_on) SELECT unnest($1::varchar[]), now() at time zone 'UTC' ON CONFLICT DO NOTHING`,
      [versions],
    )
  },
}
