import { defineCommand } from '../command'
import { plural } from '../style'
import { aimed, driftOf } from '../targets'
import { display } from '../workspaces'

const words = {
  missing: 'is missing there',
  unexpected: 'is there, and no migration makes it',
  changed: 'differs',
} as const

export default defineCommand({
  summary: 'Compare a database with what its applied migrations make.',
  usage: '[folder]',
  options: {},
  run: (call) =>
    aimed(call, async (aim) => {
      const { workspace, project, target } = aim
      const { shownDrift } = await import('../../engine/migrate/drift')
      const { differences, migrations, notVisible } = await driftOf(call, aim)
      const shown = differences
        .map((difference) => shownDrift(difference, project.files))
        .map(({ kind, name, change, attributes, definedAt }) => ({
          kind,
          path: name,
          change,
          ...(attributes.length > 0 && { attributes }),
          ...(definedAt && { definedAt: { file: display(call, definedAt.file.path), range: definedAt.range } }),
        }))
      return {
        postgres: workspace.postgres,
        exitCode: shown.length > 0 ? 1 : 0,
        document: { target: target.database.label, migrations: migrations.length, differences: shown, notVisible },
        text: (style) => {
          const lines = shown.flatMap(({ kind, path, change, attributes, definedAt }) => [
            `${style.bold(`${kind.replaceAll('_', ' ')} ${path}`)} ${words[change]}${definedAt ? style.dim(` (${definedAt.file}:${definedAt.range.start.line + 1})`) : ''}\n`,
            ...(attributes ?? []).map(
              ({ name, expected, actual }) =>
                `   ${name}: ${style.green(expected)} by the migrations, ${style.red(actual)} there\n`,
            ),
          ])
          const head = `${target.database.label}, compared with ${plural(migrations.length, 'applied migration')}\n`
          const end = shown.length === 0 ? style.green('No drift.\n') : `${plural(shown.length, 'difference')}\n`
          return call.values.quiet === true
            ? lines.join('')
            : `${head}${lines.join('')}${end}${notVisible.map((line) => style.dim(`${line}\n`)).join('')}`
        },
      }
    }),
})
