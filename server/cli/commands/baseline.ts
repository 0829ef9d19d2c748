import { Failure } from '../../engine/failure'
import { baseline, planBaseline } from '../../engine/migrate/baseline'
import { defineCommand } from '../command'
import { plural } from '../style'
import { aimed, changing, confirmed, reading, text } from '../targets'
import { display, displayFile } from '../workspaces'

export default defineCommand({
  summary: 'Mark the migrations up to a version as applied without running them.',
  usage: '[paths…] --to V',
  options: { to: { type: 'string', value: 'V', summary: 'the last version that counts as applied' }, ...changing },
  run: (call) =>
    aimed(call, async (aim) => {
      const to = text(call, 'to')
      if (to === undefined)
        throw new Failure('bad-arguments', 'A baseline needs a version.', {
          hint: 'Give --to V: everything up to V counts as applied.',
        })
      const { request, target, workspace, project } = aim
      const plan = await reading(aim, (session) => planBaseline(session, { ...request, to }))
      const names = plan.files.map((file) => displayFile(call, file))
      if (call.format === 'tty')
        call.out(`Counts as applied, without being run:\n${names.map((name) => `  ${name}\n`).join('')}`)
      await confirmed(
        call,
        target,
        `Record ${plural(names.length, 'migration')} as applied to ${target.database.label}?`,
      )
      const { files } = await baseline({ ...request, to })
      const books = project.convention.books!.table(project.settings)
      return {
        postgres: workspace.postgres,
        exitCode: 0,
        document: {
          target: target.database.label,
          steps: files.map(({ path, part }) => ({
            file: display(call, path),
            ...(part !== undefined && { part }),
            outcome: 'done',
            ms: 0,
          })),
          verified: { books: true },
        },
        text: () => `${plural(files.length, 'migration')} recorded in ${books}.\n`,
      }
    }),
})
