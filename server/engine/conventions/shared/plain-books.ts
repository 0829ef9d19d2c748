import { createHash } from 'node:crypto'
import { quoteLiteral } from '../../db/quote'
import type { Session } from '../../db/session'
import type { Books, MigrationFile, ToolSettings } from '../convention'
import { currentSchema, epoch, hasBooks, ident, quoted, splitName, type Table, time } from './sql'

const nameOf = (settings: ToolSettings): string => settings.table ?? 'lockstep_history'
const columns = ['version', 'title', 'script', 'checksum', 'state', 'applied_by', 'applied_at', 'milliseconds']

const tableIn = (schema: string, settings: ToolSettings): Table => splitName(nameOf(settings), schema)
const tableOf = async (session: Session, settings: ToolSettings): Promise<Table> =>
  tableIn(await currentSchema(session), settings)
const present = async (session: Session, table: Table): Promise<boolean> =>
  hasBooks(session, table, 'Lockstep', columns)

/** SHA-256 of the text without BOM and with LF line ends, so that a checkout on Windows counts as the same file. */
const checksum = (file: Pick<MigrationFile, 'bytes'>): string =>
  createHash('sha256').update(new TextDecoder('utf-8').decode(file.bytes).replaceAll('\r\n', '\n')).digest('hex')

const row: NonNullable<Books['row']> = ({ file, milliseconds, outcome }, schema, settings) => ({
  sql: `insert into ${quoted(tableIn(schema, settings))} as t (version, title, script, checksum, state, milliseconds) values ($1, $2, $3, $4, $5, $6)
    on conflict (version) do update set title = excluded.title, script = excluded.script, checksum = excluded.checksum, state = excluded.state,
    milliseconds = excluded.milliseconds, applied_by = current_user, applied_at = clock_timestamp() where t.state in ('started', 'failed')`,
  values: [file.name.version, file.name.title, file.relativePath, checksum(file), outcome, Math.round(milliseconds)],
})

export const books: Books = {
  table: nameOf,

  async applied(session, settings) {
    const table = await tableOf(session, settings)
    if (!(await present(session, table))) return []
    const { rows } = await session.query<{
      version: string
      title: string
      script: string
      checksum: string | null
      state: string
      applied_by: string
      applied_at: number
    }>(
      `select version, title, script, checksum, state, applied_by, ${epoch('applied_at')} as applied_at from ${quoted(table)} order by version::numeric`,
    )
    return rows.map((row) => ({
      version: row.version,
      title: row.title,
      kind: 'versioned' as const,
      script: row.script,
      at: time(row.applied_at),
      by: row.applied_by,
      ...(row.checksum !== null && { checksum: row.checksum }),
      ...((row.state === 'started' || row.state === 'failed') && { failed: true }),
      ...(row.state === 'baseline' && { baseline: true }),
    }))
  },

  async prepare(session, settings) {
    const table = await tableOf(session, settings)
    if (await present(session, table)) return
    if (nameOf(settings).includes('.')) await session.query(`create schema if not exists ${ident(table.schema)}`)
    await session.query(`create table if not exists ${quoted(table)} (
      version text primary key check (version ~ '^[0-9]+$'), title text not null, script text not null, checksum text,
      state text not null check (state in ('started', 'done', 'failed', 'baseline')),
      applied_by text not null default current_user, applied_at timestamptz not null default clock_timestamp(), milliseconds bigint)`)
  },

  lock: {
    // The first eight bytes of SHA-256('lockstep'), sign bit cleared: any fixed number no other tool uses.
    keys: async () => [BigInt.asUintN(63, createHash('sha256').update('lockstep').digest().readBigUInt64BE())],
  },

  row,

  async record(session, entry, settings) {
    const { sql, values } = row(entry, await currentSchema(session), settings)
    await session.query(sql, values)
  },

  async forget(session, file, settings) {
    await session.query(
      `delete from ${quoted(await tableOf(session, settings))} where version::numeric = $1::numeric`,
      [file.name.version],
    )
  },

  checksum,

  async baseline(session, upTo, settings) {
    await session.query(
      `insert into ${quoted(await tableOf(session, settings))} (version, title, script, checksum, state) values ($1, $2, $3, $4, 'baseline')`,
      [upTo.name.version, upTo.name.title, upTo.relativePath, checksum(upTo)],
    )
  },

  async repair(session, files, settings) {
    const table = quoted(await tableOf(session, settings))
    const byVersion = new Map(
      files.filter((file) => file.name.direction !== 'down').map((file) => [BigInt(file.name.version), file]),
    )
    return (await books.applied(session, settings)).flatMap((row) => {
      const where = `where version = ${quoteLiteral(row.version)}`
      const file = byVersion.get(BigInt(row.version))
      if (row.failed)
        return [
          {
            sql: `delete from ${table} ${where}`,
            why: `Migration ${row.version} did not finish: it counts as pending again. Undo what it left behind first.`,
          },
        ]
      if (!file && !row.baseline)
        return [
          {
            sql: `delete from ${table} ${where}`,
            why: `Migration ${row.version} (${row.script}) has no file any more.`,
          },
        ]
      if (file && row.checksum !== undefined && row.checksum !== checksum(file)) {
        return [
          {
            sql: `update ${table} set checksum = ${quoteLiteral(checksum(file))} ${where}`,
            why: `${file.relativePath} was edited after it was applied: its checksum is taken as it is now.`,
          },
        ]
      }
      return []
    })
  },
}
