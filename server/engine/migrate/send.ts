import { quoteLiteral } from '../db/quote'
import type { Session } from '../db/session'
import type { PlannedFile } from './plan'
import {
  countOf,
  isLost,
  type Outcome,
  type Run,
  type RunRequest,
  type Step,
  type StepError,
  statementAt,
  stepError,
} from './run'
import type { Unit } from './sending'
import { type Blocker, blockerText, watched } from './watch'

/** The connection ended while these files ran; what stands is for a new connection to find out. */
export class Lost extends Error {
  constructor(
    readonly group: readonly PlannedFile[],
    readonly reason: StepError,
    /** Steps of the group not told yet: they stand or fall with its outcome. */
    readonly pending: readonly Step[],
    readonly pid: number | undefined,
  ) {
    super(reason.message)
  }
}

export interface Trouble {
  readonly error: StepError
  readonly cancelled: boolean
}

export const timeoutsOf = ({ timeouts }: RunRequest): string =>
  `set lock_timeout = ${quoteLiteral(timeouts.lock)}; set statement_timeout = ${quoteLiteral(timeouts.statement)}`

/** DISCARD ALL in its parts (manual, DISCARD), which one query can hold together with what comes after; a way there and back is time. */
const forgetAll = [
  'begin',
  'close all',
  'set session authorization default',
  'reset all',
  'deallocate all',
  'unlisten *',
  'select pg_catalog.pg_advisory_unlock_all()',
  'discard plans',
  'discard temp',
  'discard sequences',
  'commit',
].join('; ')

/** A session as a new connection would be: nothing one file sets reaches the next. */
export const freshSession = ({ session, request }: Run, then = ''): Promise<void> =>
  session.script(`${forgetAll}; ${timeoutsOf(request)}${then}`)

/** What the migration set must not decide where and as whom its row is written. */
export const settingsBack = ({ request }: Run): string => `reset all; reset role; ${timeoutsOf(request)}`

/** Whether the session that holds the tool's lock is still there. */
export const lockHeld = ({ monitor }: Run): Promise<boolean> =>
  monitor
    ? monitor.query('select 1').then(
        () => true,
        () => false,
      )
    : Promise.resolve(true)

export const lockLost: StepError = {
  message: 'The connection that held the lock was lost; another run may have begun.',
  hint: 'Run it again.',
}

export const rollBack = async (session: Session): Promise<void> => {
  // A session that is gone has rolled back already.
  if (session.transactionStatus !== 'idle') await session.script('rollback').catch(() => undefined)
}

export function tell({ steps, request }: Run, step: Step): void {
  steps.push(step)
  request.onStep?.(step)
}

const totalOf = (run: Run): number => run.plan.steps.reduce((sum, one) => sum + countOf(one) + 1, 0)

/** Sends a file's units one by one, `behind` with the last of them; the first trouble ends it. Throws `Lost` and bugs. */
export async function send(
  run: Run,
  one: PlannedFile,
  emit: (step: Step) => void,
  between: { before?(index: number): Promise<void>; after?(index: number): void; readonly behind?: string } = {},
): Promise<Trouble | undefined> {
  const { session, request } = run
  const { units, script, direction } = one
  const total = totalOf(run)
  const earlier = run.plan.steps.slice(0, run.plan.steps.indexOf(one)).reduce((sum, file) => sum + countOf(file) + 1, 0)
  const behind = between.behind === undefined ? '' : `\n;${between.behind}`
  let sent = 0
  for (const [index, unit] of units.entries()) {
    await between.before?.(index)
    const percent = Math.floor(((earlier + sent) / total) * 100)
    const message = `${script.relativePath}, statement ${sent + 1} of ${countOf(one)}`
    request.onProgress?.({ message, percent })
    let blockers: readonly Blocker[] = []
    const begun = performance.now()
    const step = (outcome: Outcome, more: Partial<Step>): Step => ({ file: script, direction, outcome, ...more })
    try {
      await watched(
        run.monitor,
        session.pid,
        request.watchEvery ?? 1000,
        (seen) => {
          blockers = seen.blockers
          request.onProgress?.({
            message: `${message}: ${blockers.length > 0 ? `waits for ${blockers.map(blockerText).join('; ')}` : seen.progress}`,
            percent,
            ...(blockers.length > 0 && { blockers }),
          })
        },
        // Behind it, so that places in it stay what they are; on a line of its own, as it may end in a comment.
        () => session.script(index === units.length - 1 ? unit.text + behind : unit.text, { signal: request.signal }),
      )
    } catch (error) {
      const reason = { ...stepError(error, unit), ...(blockers.length > 0 && { blockers }) }
      emit(step('failed', { ...statementAt(units, unit, reason), ms: performance.now() - begun, error: reason }))
      if (isLost(error)) throw new Lost([one], reason, [], session.pid)
      notReached(one, index + 1, emit)
      return { error: reason, cancelled: request.signal?.aborted === true }
    }
    for (const [i, span] of unit.statements.entries()) {
      const last = i === unit.statements.length - 1
      emit(step('done', { statement: sent + i, span, ...(last && { ms: performance.now() - begun }) }))
    }
    sent += unit.statements.length
    between.after?.(index)
  }
  return undefined
}

export function notReached({ units, script, direction }: PlannedFile, from: number, emit: (step: Step) => void): void {
  let statement = units.slice(0, from).reduce((sum: number, unit: Unit) => sum + unit.statements.length, 0)
  for (const unit of units.slice(from))
    for (const span of unit.statements)
      emit({ file: script, direction, outcome: 'not reached', statement: statement++, span })
}

/** The row of the books may have to wait as well: somebody reads or mends the table. */
export const recording = <T>(run: Run, { script }: PlannedFile, work: () => Promise<T>): Promise<T> =>
  watched(
    run.monitor,
    run.session.pid,
    run.request.watchEvery ?? 1000,
    ({ blockers }) =>
      run.request.onProgress?.({
        message: `${script.relativePath}, its row in the books: waits for ${blockers.map(blockerText).join('; ')}`,
        blockers,
      }),
    work,
  )

/** The file with its row, after all its statements. */
export const wholeFile = ({ script, direction }: PlannedFile, outcome: Outcome, more: Partial<Step> = {}): Step => ({
  file: script,
  direction,
  outcome,
  ...more,
})
