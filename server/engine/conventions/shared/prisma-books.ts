import { createHash, randomUUID } from 'node:crypto'
import { quoteLiteral } from '../../db/quote'
import type { Session } from '../../db/session'
import type { Books, MigrationFile } from '../convention'
import { currentSchema, epoch, hasBooks, quoted, type Table, time } from './sql'

const columns = [
  'id',
  'checksum',
  'finished_at',
  'migration_name',
  'logs',
  'rolled_back_at',
  'started_at',
  'applied_steps_count',
]
const tableOf = async (session: Session): Promise<Table> => ({
  schema: await currentSchema(session),
  name: '_prisma_migrations',
})
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const textOf = (file: MigrationFile): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)
const checksum = (file: MigrationFile): string => sha256(textOf(file))

/**
 * schema-connector/src/checksum.rs takes a script with the other line ends for the same one, and knows the sums of its first versions,
 * which left out the leading zero of a byte.
 */
const accepts = (file: MigrationFile, stored: string): boolean => {
  const text = textOf(file)
  const lf = text.replaceAll('\r\n', '\n')
  const sums = [text, lf, lf.replaceAll('\n', '\r\n')].map(sha256)
  return (stored.length === 64 ? sums : sums.map((sum) => sum.replace(/0(.)|(..)/g, '$1$2'))).includes(stored)
}

export const books: Books = {
  table: () => '_prisma_migrations',

  // sql_migration_persistence.rs: a name may have several rows; one that was rolled back does not count.
  async applied(session) {
    const table = await tableOf(session)
    if (!(await hasBooks(session, table, 'Prisma', columns))) return []
    const { rows } = await session.query<{
      checksum: string
      migration_name: string
      at: number | null
      unfinished: boolean
    }>(
      `select checksum, migration_name, ${epoch('finished_at')} as at, finished_at is null as unfinished from ${quoted(table)} where rolled_back_at is null order by started_at, migration_name`,
    )
    return rows.map((row) => ({
      version: row.migration_name,
      checksum: row.checksum,
      at: time(row.at),
      ...(row.unfinished && { failed: true }),
    }))
  },

  async prepare(session) {
    const table = await tableOf(session)
    if (await hasBooks(session, table, 'Prisma', columns)) return
    await session.query(`CREATE TABLE ${quoted(table)} (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
)`)
  },

  lock: { keys: async () => [72707369n] },

  async record(session, { file, outcome, error }) {
    const table = quoted(await tableOf(session))
    const open = `migration_name = $1 and finished_at is null and rolled_back_at is null`
    if (outcome === 'failed') {
      await session.query(`update ${table} set logs = $2 where ${open}`, [
        file.name.version,
        error?.message ?? 'failed',
      ])
      return
    }
    const started = (await session.query(`select 1 from ${table} where ${open}`, [file.name.version])).rows.length > 0
    if (!started)
      await session.query(
        `insert into ${table} (id, checksum, started_at, migration_name) values ($1, $2, clock_timestamp(), $3)`,
        [randomUUID(), checksum(file), file.name.version],
      )
    if (outcome === 'done')
      await session.query(
        `update ${table} set applied_steps_count = applied_steps_count + 1, finished_at = clock_timestamp() where ${open}`,
        [file.name.version],
      )
  },

  async forget(session, file) {
    await session.query(`delete from ${quoted(await tableOf(session))} where migration_name = $1`, [file.name.version])
  },

  checksum,
  accepts,

  // P3005 of `prisma migrate deploy`: tables count, but for the one PostGIS makes.
  async obstacles(session, { direction }) {
    const table = await tableOf(session)
    if (direction === 'baseline' || (await hasBooks(session, table, 'Prisma', columns))) return []
    const { rows } = await session.query(
      "select from pg_catalog.pg_tables where schemaname = $1 and tablename <> 'spatial_ref_sys' limit 1",
      [table.schema],
    )
    return rows.length === 0
      ? []
      : ['The database schema is not empty. Say which migrations it has already: lockstep baseline --to NAME.']
  },

  // As `prisma migrate resolve --applied`: finished at once, no step counted, empty logs.
  async baseline(session, upTo, _settings, all) {
    const table = quoted(await tableOf(session))
    for (const file of all) {
      if (file.name.version.localeCompare(upTo.name.version) > 0) continue
      await session.query(
        `insert into ${table} (id, checksum, started_at, finished_at, migration_name, logs) values ($1, $2, now(), now(), $3, '')`,
        [randomUUID(), checksum(file), file.name.version],
      )
    }
  },

  async repair(session, files) {
    const table = quoted(await tableOf(session))
    const byName = new Map(files.map((file) => [file.name.version, file]))
    return (await books.applied(session, {})).flatMap((row) => {
      const where = `where migration_name = ${quoteLiteral(row.version)} and rolled_back_at is null`
      if (row.failed)
        return [
          {
            sql: `update ${table} set rolled_back_at = now() ${where} and finished_at is null`,
            why: `Migration ${row.version} failed: it is marked as rolled back and counts as pending again. Undo what it left behind first.`,
          },
        ]
      const file = byName.get(row.version)
      if (!file || accepts(file, row.checksum!)) return []
      return [
        {
          sql: `update ${table} set checksum = '${checksum(file)}' ${where}`,
          why: `${file.relativePath} was edited after it was applied: its checksum is taken as it is now.`,
        },
      ]
    })
  },
}
