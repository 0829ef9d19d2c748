import { Failure } from '../../engine/failure'
import { measure } from '../../engine/migrate/measure'
import { writeFile } from '../../engine/workspace/files'
import { defineCommand } from '../command'
import { plural } from '../style'
import { aimed, reading } from '../targets'
import { display } from '../workspaces'

export default defineCommand({
  summary: 'Write the sizes of a database’s tables to a file the rules grade by. Only reads the database; no data.',
  usage: '[folder]',
  options: { 'dry-run': { type: 'boolean', summary: 'print, write nothing' } },
  run: (call) =>
    aimed(call, async (aim) => {
      const { workspace, project, target } = aim
      const { statistics, unknown } = await reading(aim, (session) => measure(session, project, call.signal))
      const { takenAt, countedSince, tables } = statistics
      const { label } = target.database
      const count = Object.keys(tables).length
      if (count === 0)
        throw new Failure('bad-arguments', `${label} has no measured table: nothing was written.`, {
          hint:
            unknown.length > 0
              ? 'ANALYZE its tables first.'
              : 'Name a database that has the project’s tables: --environment NAME or --database REF.',
        })
      const path = workspace.statisticsPath
      if (call.values['dry-run'] !== true) writeFile(path, `${JSON.stringify(statistics, null, 2)}\n`)
      const file = display(call, path)
      return {
        postgres: workspace.postgres,
        exitCode: 0,
        document: {
          target: label,
          file,
          takenAt,
          ...(countedSince !== undefined && { countedSince }),
          tables,
          notMeasured: unknown,
        },
        text: (style) =>
          [
            `${style.bold(file)}: ${plural(count, 'table')} of ${label}`,
            countedSince === undefined
              ? 'A standby counts no writes, and some servers do not tell since when they do: the file has no writes a day.'
              : style.dim(`Writes a day are averages since ${countedSince.slice(0, 10)}.`),
            ...(unknown.length > 0 ? [`Never analysed, left out: ${unknown.join(', ')}`] : []),
            ...(target.database.disposable
              ? ['Sizes of a database for development make every finding small: measure the one migrations are for.']
              : []),
            '',
          ].join('\n'),
      }
    }),
})
