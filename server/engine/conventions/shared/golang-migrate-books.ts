import type { Session } from '../../db/session'
import { Failure } from '../../failure'
import type { Books, ToolSettings } from '../convention'
import { crc32Of } from './crc32'
import { currentSchema, databaseName, hasBooks, quoted, type Table } from './sql'

const columns = ['version', 'dirty']

/** `x-migrations-table`, with `x-migrations-table-quoted` a quoted name with its schema. */
async function tableOf(session: Session, settings: ToolSettings): Promise<Table> {
  const name = settings['x-migrations-table'] ?? 'schema_migrations'
  const parts = settings['x-migrations-table-quoted'] === 'true' ? /^"(.*)"\."(.*)"$/.exec(name) : null
  return parts ? { schema: parts[1]!, name: parts[2]! } : { schema: await currentSchema(session), name }
}

/** database/util.go; `database` is what the tool was told, which by URL has the slash before it. */
export const lockKey = (table: Table, database: string): bigint =>
  (BigInt(crc32Of(`${table.schema}\0${table.name}\0${database}`)) * 1486364155n) % 2n ** 32n

/** The one row the table may hold; SetVersion writes it in a transaction of its own. */
async function setVersion(session: Session, table: Table, version: string | undefined, dirty: boolean): Promise<void> {
  const insert =
    version === undefined ? '' : `INSERT INTO ${quoted(table)} (version, dirty) VALUES (${BigInt(version)}, ${dirty});`
  await session.script(`TRUNCATE ${quoted(table)};${insert}`)
}

async function current(
  session: Session,
  table: Table,
): Promise<{ readonly version: string; readonly dirty: boolean } | undefined> {
  return (
    await session.query<{ version: string; dirty: boolean }>(
      `SELECT version::text, dirty FROM ${quoted(table)} LIMIT 1`,
    )
  ).rows[0]
}

export const books: Books = {
  latestOnly: true,
  table: (settings) => settings['x-migrations-table'] ?? 'schema_migrations',

  // No history: everything up to the one version counts as applied.
  async applied(session, settings) {
    const table = await tableOf(session, settings)
    if (!(await hasBooks(session, table, 'golang-migrate', columns))) return []
    const row = await current(session, table)
    return row ? [{ version: row.version, baseline: true, ...(row.dirty && { failed: true }) }] : []
  },

  async prepare(session, settings) {
    const table = await tableOf(session, settings)
    if (await hasBooks(session, table, 'golang-migrate', columns)) return
    await session.query(
      `CREATE TABLE IF NOT EXISTS ${quoted(table)} (version bigint not null primary key, dirty boolean not null)`,
    )
  },

  lock: {
    async keys(session, settings) {
      const [table, database] = [await tableOf(session, settings), await databaseName(session)]
      return [lockKey(table, `/${database}`), lockKey(table, database)]
    },
  },

  async record(session, { file, outcome }, settings) {
    const table = await tableOf(session, settings)
    const row = outcome === 'started' ? await current(session, table) : undefined
    if (row?.dirty)
      throw new Failure('books-damaged', `Dirty database version ${row.version}. Fix and force version.`, {
        hint: `Undo what migration ${row.version} left behind, then repair.`,
      })
    await setVersion(session, table, file.name.version, outcome !== 'done')
  },

  // migrate.go, Up and Down: the version that stands must be one of the folder's.
  async obstacles(session, { all }, settings) {
    const [row] = await books.applied(session, settings)
    if (!row || row.failed || all.some(({ name }) => name.version === row.version)) return []
    return [
      `no migration found for version ${row.version}: golang-migrate stops where the version of the database has no file.`,
    ]
  },

  // The version below is the one that stands afterwards; which that is only the folder knows.
  async forget(session, file, settings, all) {
    const below = all.map(({ name }) => BigInt(name.version)).filter((version) => version < BigInt(file.name.version))
    const previous = below.sort((a, b) => (a < b ? -1 : 1)).at(-1)
    await setVersion(session, await tableOf(session, settings), previous?.toString(), false)
  },

  // As `migrate force`.
  async baseline(session, upTo, settings) {
    await setVersion(session, await tableOf(session, settings), upTo.name.version, false)
  },

  async repair(session, files, settings) {
    const table = await tableOf(session, settings)
    const [row] = await books.applied(session, settings)
    if (!row?.failed) return []
    const below = files.map(({ name }) => BigInt(name.version)).filter((version) => version < BigInt(row.version))
    const previous = below.sort((a, b) => (a < b ? -1 : 1)).at(-1)
    return [
      {
        sql:
          previous === undefined
            ? `truncate ${quoted(table)}`
            : `update ${quoted(table)} set version = ${previous}, dirty = false`,
        why: `Migration ${row.version} failed: the database counts as being at ${previous ?? 'no version'} again. Undo what it left behind first.`,
      },
    ]
  },
}
