import { createHash } from 'node:crypto'
import type { State, ToolSettings } from '../convention'
import { epoch, hasBooks, quoted, type Table, time } from './sql'

const tableOf = (settings: ToolSettings): Table => ({
  schema: settings['engine.pg.registry'] ?? 'sqitch',
  name: 'changes',
})

/** What the registry says; Sqitch alone writes it. */
export const state: State = {
  table: (settings) => `${tableOf(settings).schema}.changes`,

  async applied(session, settings) {
    const table = tableOf(settings)
    if (
      !(await hasBooks(session, table, 'Sqitch', [
        'change_id',
        'script_hash',
        'change',
        'project',
        'committed_at',
        'committer_name',
      ]))
    )
      return []
    const { rows } = await session.query<{
      change: string
      script_hash: string | null
      at: number
      committer_name: string
    }>(
      `select change, script_hash, ${epoch('committed_at')} as at, committer_name from ${quoted(table)} order by committed_at`,
    )
    return rows.map((row) => ({
      version: row.change,
      at: time(row.at),
      by: row.committer_name,
      ...(row.script_hash !== null && { checksum: row.script_hash }),
    }))
  },

  checksum: (file) => createHash('sha1').update(file.bytes).digest('hex'),
}
