import { statusOf } from '../../engine/migrate/plan'
import { keeperOf } from '../../engine/migrate/set'
import type { MigrationState } from '../../engine/migrate/state'
import { defineCommand } from '../command'
import { migrationOf } from '../migrations'
import { plural, type Style } from '../style'
import { aimed, reading } from '../targets'
import { displayFile } from '../workspaces'

export default defineCommand({
  summary: 'Show which migrations a database has, from the tool’s own books. Only reads.',
  usage: '[paths…]',
  options: {},
  run: (call) =>
    aimed(call, async (aim) => {
      const { request, target, project, workspace } = aim
      const { migrations } = await reading(aim, (session) => statusOf(session, request))
      const keeper = keeperOf(project.convention)
      const missing = migrations.filter(({ state }) => state === 'missing file').length
      return {
        postgres: workspace.postgres,
        exitCode: 0,
        get document() {
          return {
            target: target.database.label,
            convention: project.conventionId,
            books: keeper?.table(project.settings) ?? null,
            migrations: migrations.map((one) => migrationOf(call, one)),
          }
        },
        text: (style) => {
          const name = (one: (typeof migrations)[number]) =>
            one.file ? displayFile(call, one.file) : one.row?.script || `${one.version} ${one.title}`
          const wide = Math.max(0, ...migrations.map((one) => name(one).length))
          const lines = migrations.map((one) => {
            const when = one.row?.at
              ? `  ${one.row.at.toISOString().slice(0, 16).replace('T', ' ')}${one.row.by ? ` ${one.row.by}` : ''}`
              : ''
            return `${painted(style, one.state)}  ${when ? name(one).padEnd(wide) : name(one)}${style.dim(when)}${one.note ? `\n                    ${one.note}` : ''}`
          })
          const head = `${style.bold(project.convention.title)} on ${target.database.label}${keeper ? `, books in ${keeper.table(project.settings)}` : ''}`
          return `${head}\n${lines.map((line) => `${line}\n`).join('')}${style.bold(verdict(migrations.map(({ state }) => state)))}\n${choices(missing, target.database.disposable, style)}`
        },
      }
    }),
})

/** States that ask nothing of anybody. */
const settled: ReadonlySet<MigrationState> = new Set(['applied', 'baseline', 'ignored'])

/** How many migrations are in each state that wants attention. */
function verdict(states: readonly MigrationState[]): string {
  const counts = new Map<MigrationState, number>()
  for (const state of states) if (!settled.has(state)) counts.set(state, (counts.get(state) ?? 0) + 1)
  const [first, ...others] = counts
  if (!first) return 'Up to date'
  return [`${plural(first[1], 'migration')} ${first[0]}`, ...others.map(([state, count]) => `${count} ${state}`)].join(
    ', ',
  )
}

/** After a switch of branches: what can be done about migrations that only the database has. */
const choices = (missing: number, embedded: boolean, style: Style): string =>
  missing === 0
    ? ''
    : [
        style.bold(
          `${plural(missing, 'migration')} of this database ${missing === 1 ? 'has' : 'have'} no file on this branch`,
        ),
        '  bring the files back      git switch to the branch that has them, or merge it',
        '  take them back there      on that branch: lockstep rollback --to the last one both have',
        '  forget them in the books  lockstep repair --dry-run says whether and how, once their objects are gone',
        ...(embedded ? ['  begin anew                lockstep database reset, then lockstep apply'] : []),
        '',
      ].join('\n')

const painted = (style: Style, state: MigrationState): string => {
  const words = state.padEnd(18)
  if (state === 'applied' || state === 'baseline') return style.green(words)
  if (state === 'pending' || state === 'repeatable changed') return style.blue(words)
  return state === 'ignored' || state === 'unknown' ? style.dim(words) : style.red(words)
}
