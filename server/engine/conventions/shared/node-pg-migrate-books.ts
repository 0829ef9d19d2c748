import type { Session } from '../../db/session'
import type { Books, ToolSettings } from '../convention'
import { list } from './properties'
import { epoch, hasBooks, ident, oneRow, quoted, type Table, time } from './sql'

/** `--schema` may name several: src/runner.ts sets search_path to them. */
export const schemasOf = ({ schema }: ToolSettings): readonly string[] => list(schema ?? 'public')
const tableOf = (settings: ToolSettings): Table => ({
  schema: settings['migrations-schema'] ?? schemasOf(settings)[0]!,
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

  // src/runner.ts, checkOrder, of which the files in other languages are left out here.
  async obstacles(session, { all }, settings) {
    const files = all.filter((file) => file.name.direction !== 'down').map((file) => file.name.version)
    const known = new Set(files)
    const run = (await books.applied(session, settings)).flatMap(({ version }) => (known.has(version) ? [version] : []))
    const isRun = new Set(run)
    const inOrder = files.filter((version) => isRun.has(version))
    const at = settings['check-order'] === 'false' ? -1 : run.findIndex((version, i) => version !== inOrder[i])
    return at < 0 ? [] : [`Not run migration ${inOrder[at]} is preceding already run migration ${run[at]}`]
  },

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
