import type { MigrationFile } from '../conventions/convention'
import type { Session } from '../db/session'
import { loadParser } from '../syntax/parser'
import { execute } from './execute'
import { finished, indexOfVersion, obstacles, type Plan, type PlanRequest, statusOf, stepsOf, wayDown } from './plan'
import type { RunRequest, RunResult } from './run'
import type { MigrationStatus } from './state'

/** What taking back would do: the last applied migration, or every one after `to`, last first. `to: '0'` takes all back. */
export async function planRollback(session: Session, request: PlanRequest): Promise<Plan> {
  await loadParser()
  const { set, to } = request
  const { rows, migrations } = await statusOf(session, request)
  const blockers: string[] = []
  const warnings: string[] = []
  if (!set.convention.books)
    blockers.push(set.convention.noBooks ?? `Lockstep does not keep the books of ${set.convention.title}.`)
  const applied = migrations.filter(
    ({ file, state, kind }) =>
      (kind === 'versioned' || file?.part !== undefined) &&
      ['applied', 'changed since', 'repeatable changed', 'missing file', 'failed'].includes(state),
  )
  const wanted = chosen(applied, migrations, request, to).reverse()
  const files: { own: MigrationFile; ran: MigrationFile }[] = []
  for (const status of wanted) {
    const { file, state, row, version } = status
    const name = file?.relativePath ?? row?.script ?? version
    const ran = file && wayDown(set, file)
    if (state === 'failed') blockers.push(`${name} did not finish: repair first.`)
    else if (!file) blockers.push(`${name} can't be taken back: its file is not here.`)
    else if (!ran) {
      const why = await obstacles(session, set, 'down', [file])
      blockers.push(...(why.length > 0 ? why : [`${name} can't be taken back: it has no down part.`]))
    } else files.push({ own: file, ran })
    if (state === 'changed since') warnings.push(`${name} was edited after being applied: its down part may not fit.`)
  }
  const steps = stepsOf(files, 'down', request, blockers)
  for (const { script, units } of steps)
    if (units.length === 0) warnings.push(`${script.relativePath} has an empty down part: only its row goes.`)
  return finished(session, request, 'down', { rows, migrations, steps, blockers, warnings })
}

function chosen(
  applied: readonly MigrationStatus[],
  migrations: readonly MigrationStatus[],
  { set }: PlanRequest,
  to: string | undefined,
): MigrationStatus[] {
  if (to === undefined) return applied.slice(-1)
  if (to === '0' && !migrations.some(({ version }) => /^0+$/.test(version))) return [...applied]
  const stays = indexOfVersion(migrations, set, to)
  return applied.filter((status) => migrations.indexOf(status) > stays)
}

/** Takes back only as far as asked, or refuses with a list of what has no way down; see `execute` for its failures. */
export const rollback = (request: RunRequest): Promise<RunResult> => execute(request, planRollback, 'rollback')
