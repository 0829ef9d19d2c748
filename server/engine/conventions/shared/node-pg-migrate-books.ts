import type { Session } from '../../db/session'
import type { Books, ToolSettings } from '../convention'
import { epoch, hasBooks, ident, oneRow, quoted, type Table, time } from './sql'

const tableOf = (settings: ToolSettings): Table => ({
  schema: settings['migrations-schema'] ?? settings.schema ?? 'public',
  name: settings['migrations-table'] ?? 'pgmigrations',
})
const present = (session: Session, settings: ToolSettings): Promise<boolean> =>
  hasBooks(session, tableOf(settings), 'node-pg-migrate', ['id', 'name', 'run_on'])

export const books: Books = {
  table: (settings) => `${tableOf(settings).schema}.${tableOf(settings).name}`,

  async applied(session, settings) {
    if (!(await present(session, settings))) return []
    const { rows } = await session.query<{ name: string; at: number }>(
      `select name, ${epoch("run_on at time zone current_setting('TimeZone')")} as at from ${quoted(tableOf(settings))} order by run_on, id`,
    )
    return rows.map((row) => ({ version: row.name, at: time(row.at) }))
  },

  async prepare(session, settings) {
    if (await present(session, settings)) return
    const table = tableOf(settings)
    if (table.schema !== 'public') await session.query(`CREATE SCHEMA IF NOT EXISTS ${ident(table.schema)}`)
    await session.query(
      `CREATE TABLE ${quoted(table)} (id SERIAL PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL)`,
    )
  },

  // src/runner.ts, the default of --lock-value.
  lock: { keys: async (_session, settings) => [BigInt(settings['lock-value'] ?? '7241865325823964')] },

  ...oneRow(({ file }, _schema, settings) => ({
    sql: `INSERT INTO ${quoted(tableOf(settings))} (name, run_on) VALUES ($1, NOW())`,
    values: [file.name.version],
  })),

  async forget(session, file, settings) {
    await session.query(`DELETE FROM ${quoted(tableOf(settings))} WHERE name = $1`, [file.name.version])
  },

  // As `node-pg-migrate up --fake`.
  async baseline(session, upTo, settings, all) {
    for (const file of all) {
      if (file.name.direction !== 'down')
        await books.record(session, { file, milliseconds: 0, outcome: 'done' }, settings)
      if (file.name.version === upTo.name.version) return
    }
  },
}
