import { createHash } from 'node:crypto'
import type { Session } from '../../db/session'
import type { Books, MigrationFile, ToolSettings } from '../convention'
import { nameOf } from './folders'
import { currentSchema, epoch, hasBooks, ident, oneRow, quoted, splitName, type Table, time } from './sql'

const configured = (settings: ToolSettings): string => settings.schemaTable ?? 'schemaversion'
const columns = ['version', 'name', 'md5', 'run_at']
const tableIn = (schema: string, settings: ToolSettings): Table =>
  splitName(configured(settings), settings.currentSchema ?? schema)
const tableOf = async (session: Session, settings: ToolSettings): Promise<Table> =>
  tableIn(await currentSchema(session), settings)

const ends: Readonly<Record<string, string>> = { LF: '\n', CR: '\r', CRLF: '\r\n' }

/** lib/utils.js: MD5 of the text, with the configured line ends when there are any. */
function checksum(file: MigrationFile, settings: ToolSettings): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)
  const end = ends[settings.newline ?? '']
  return createHash('md5')
    .update(end === undefined ? text : text.replace(/\r\n|\r|\n/g, end))
    .digest('hex')
}

/** As it stands in the file's name: dashes and underscores kept. */
const nameIn = (file: MigrationFile): string =>
  nameOf(file.relativePath)
    .replace(/\.sql$/, '')
    .split('.')[2] ?? ''

export const books: Books = {
  table: configured,

  async applied(session, settings) {
    const table = await tableOf(session, settings)
    if (!(await hasBooks(session, table, 'postgrator', columns))) return []
    const { rows } = await session.query<{
      version: string
      name: string | null
      md5: string | null
      at: number | null
    }>(
      `select version::text, name, md5, ${epoch('run_at')} as at from ${quoted(table)} where version > 0 order by ${quoted(table)}.version`,
    )
    return rows.map((row) => ({
      version: row.version,
      title: row.name ?? '',
      at: time(row.at),
      ...(row.md5 !== null && { checksum: row.md5 }),
    }))
  },

  // lib/Client.js, statement by statement.
  async prepare(session, settings) {
    const table = await tableOf(session, settings)
    if (await hasBooks(session, table, 'postgrator', columns)) return
    if (configured(settings).includes('.')) await session.query(`CREATE SCHEMA IF NOT EXISTS ${ident(table.schema)}`)
    await session.script(`CREATE TABLE ${quoted(table)} (version BIGINT PRIMARY KEY);
INSERT INTO ${quoted(table)} (version) VALUES (0);
ALTER TABLE ${quoted(table)} ADD COLUMN name TEXT;
ALTER TABLE ${quoted(table)} ADD COLUMN md5 TEXT;
ALTER TABLE ${quoted(table)} ADD COLUMN run_at TIMESTAMP WITH TIME ZONE;`)
  },

  ...oneRow(({ file }, schema, settings) => ({
    sql: `INSERT INTO ${quoted(tableIn(schema, settings))} (version, name, md5, run_at) VALUES ($1::bigint, $2, $3, clock_timestamp())`,
    values: [file.name.version, nameIn(file), checksum(file, settings)],
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
      if (!file || row.checksum === undefined || row.checksum === checksum(file, settings)) return []
      return [
        {
          sql: `update ${table} set md5 = '${checksum(file, settings)}' where version = ${row.version}`,
          why: `${file.relativePath} was edited after it was applied: its checksum is taken as it is now.`,
        },
      ]
    })
  },
}
