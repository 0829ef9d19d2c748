import { createHash } from 'node:crypto'
import type { Session } from '../../db/session'
import type { Books, MigrationFile, ToolSettings } from '../convention'
import { crc32Of } from './crc32'
import { list } from './properties'
import { currentSchema, databaseName, epoch, hasBooks, ident, oneRow, quoted, splitName, type Table, time } from './sql'

const nameOf = (settings: ToolSettings): string => settings['table-name'] ?? '_sqlx_migrations'
const columns = ['version', 'description', 'installed_on', 'success', 'checksum', 'execution_time']
const tableIn = (schema: string, settings: ToolSettings): Table => splitName(nameOf(settings), schema)
const tableOf = async (session: Session, settings: ToolSettings): Promise<Table> =>
  tableIn(await currentSchema(session), settings)

/** sqlx-core/src/migrate/migration.rs: SHA-384 of the file as it is, save the characters that sqlx.toml says to ignore. */
function checksum(file: MigrationFile, settings: ToolSettings): string {
  // A comma in the list comes out as an empty item of it.
  const ignored = settings['ignored-chars']?.split(',').map((char) => char || ',') ?? []
  const hash = createHash('sha384')
  if (ignored.length === 0) hash.update(file.bytes)
  else {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)
    hash.update([...text].filter((char) => !ignored.includes(char)).join(''))
  }
  return `\\x${hash.digest('hex')}`
}

/** sqlx-postgres/src/migrate.rs: 0x3d32ad9e times the CRC of the database's name, wrapped to a signed 64-bit number. */
export const lockKey = (database: string): bigint => BigInt.asIntN(64, 0x3d32ad9en * BigInt(crc32Of(database)))

export const books: Books = {
  table: nameOf,

  async applied(session, settings) {
    const table = await tableOf(session, settings)
    if (!(await hasBooks(session, table, 'sqlx', columns))) return []
    const { rows } = await session.query<{
      version: string
      description: string
      at: number
      success: boolean
      checksum: string
    }>(
      `select version::text, description, ${epoch('installed_on')} as at, success, '\\x' || encode(checksum, 'hex') as checksum from ${quoted(table)} order by ${quoted(table)}.version`,
    )
    return rows.map((row) => ({
      version: row.version,
      title: row.description,
      at: time(row.at),
      checksum: row.checksum,
      ...(!row.success && { failed: true }),
    }))
  },

  async prepare(session, settings) {
    const table = await tableOf(session, settings)
    if (await hasBooks(session, table, 'sqlx', columns)) return
    // sqlx-cli/src/migrate.rs makes them before its table.
    for (const schema of list(settings['create-schemas']))
      await session.query(`CREATE SCHEMA IF NOT EXISTS ${ident(schema)}`)
    await session.query(`CREATE TABLE IF NOT EXISTS ${quoted(table)} (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMPTZ NOT NULL DEFAULT now(),
    success BOOLEAN NOT NULL,
    checksum BYTEA NOT NULL,
    execution_time BIGINT NOT NULL
)`)
  },

  lock: { keys: async (session) => [lockKey(await databaseName(session))] },

  ...oneRow(({ file, milliseconds }, schema, settings) => ({
    sql: `INSERT INTO ${quoted(tableIn(schema, settings))} (version, description, success, checksum, execution_time) VALUES ($1::bigint, $2, TRUE, decode(substr($3, 3), 'hex'), $4::bigint)`,
    values: [file.name.version, file.name.title, checksum(file, settings), Math.round(milliseconds * 1e6)],
  })),

  async forget(session, file, settings) {
    await session.query(`DELETE FROM ${quoted(await tableOf(session, settings))} WHERE version = $1::bigint`, [
      file.name.version,
    ])
  },

  checksum,

  async baseline(session, upTo, settings, all) {
    for (const file of all) {
      if (file.name.direction === 'down' || BigInt(file.name.version) > BigInt(upTo.name.version)) continue
      await books.record(session, { file, milliseconds: 0, outcome: 'done' }, settings)
    }
  },

  async repair(session, files, settings) {
    const table = quoted(await tableOf(session, settings))
    const byVersion = new Map(
      files.filter((file) => file.name.direction !== 'down').map((file) => [file.name.version, file]),
    )
    return (await books.applied(session, settings)).flatMap((row) => {
      const file = byVersion.get(row.version)
      const where = `where version = ${row.version}`
      if (row.failed)
        return [
          {
            sql: `delete from ${table} ${where}`,
            why: `Migration ${row.version} is partially applied: it counts as pending again. Undo what it left behind first.`,
          },
        ]
      if (!file)
        return [
          {
            sql: `delete from ${table} ${where}`,
            why: `Migration ${row.version} (${row.title}) has no file any more.`,
          },
        ]
      if (row.checksum === checksum(file, settings)) return []
      return [
        {
          sql: `update ${table} set checksum = '${checksum(file, settings)}' ${where}`,
          why: `${file.relativePath} was edited after it was applied: its checksum is taken as it is now.`,
        },
      ]
    })
  },
}
