import { askSchema, schemaIn } from '../conventions/shared/sql'
import { quoteLiteral } from '../db/quote'
import type { Session } from '../db/session'
import type { PlannedFile } from './plan'
import { isSame } from './pooler'
import {
  countOf,
  isCancelled,
  isLost,
  type Outcome,
  type Run,
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

/** What a migration finds set. A role's idle_session_timeout would end the session between two tries. */
export const settingsOf = ({ request: { timeouts }, searchPath }: Run): string =>
  [
    `set lock_timeout = ${quoteLiteral(timeouts.lock)}`,
    `set statement_timeout = ${quoteLiteral(timeouts.statement)}`,
    'set idle_session_timeout = 0',
    ...(searchPath === undefined ? [] : [`set search_path = ${searchPath}`]),
  ].join('; ')

/**
 * What makes a session as a new connection would be: nothing one file sets reaches the next. DISCARD ALL (its parts by the manual) but for
 * advisory locks: the mark of being at work is one, and those a migration leaves are there until the end with every tool. A message of its
 * own, as it would count as a query of the transaction that begins behind it.
 */
export const fresh = (run: Run, then = ''): readonly string[] => [
  `close all; ${ownUser(run.session)}; reset all; deallocate all; unlisten *; discard plans; discard temp; discard sequences`,
  `${settingsOf(run)}${then}`,
]

/** What the migration set must not decide where and as whom its row is written. */
export const settingsBack = (run: Run): string => `reset all; ${ownUser(run.session)}; reset role; ${settingsOf(run)}`

/** The embedded PostgreSQL has one user, and RESET has nothing there to come back to. */
export const ownUser = ({ can }: Session): string =>
  can.otherSessions ? 'reset session authorization' : 'set session authorization postgres'

/**
 * Whether the session that holds the tool's lock is still there. Where the tool takes none, other runs of ours are kept away by the mark of
 * the session that works.
 */
export const lockHeld = ({ monitor, request }: Run): Promise<boolean> => {
  const { lock, lockRow } = request.set.convention.books ?? {}
  return monitor && (lock || lockRow || monitor.throughPooler) ? isSame(monitor) : Promise.resolve(true)
}

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

interface Manner {
  /** Sent with the last unit. */
  readonly behind?: string
  /** Units are sent without waiting for the answers of those before: what fails must make the server refuse what comes behind it. */
  readonly together?: boolean
  /** Told current_schema() as it is behind the last unit, where that can be asked with it. */
  onSchema?(schema: string): void
  before?(index: number): Promise<void>
  after?(index: number): void
}

/** The driver takes the answered ones off the front of one array, which is slow where it is very long; and all of them are in memory. */
const mostUnderWay = 500

/** What is under way at the same time: numbers of units. */
function flightsOf(units: readonly Unit[], together: boolean): readonly (readonly number[])[] {
  const flights: number[][] = []
  for (const [index, { alone }] of units.entries()) {
    const last = flights.at(-1)
    if (last && together && !alone && !units[index - 1]!.alone && last.length < mostUnderWay) last.push(index)
    else flights.push([index])
  }
  return flights
}

/** Sends a file's units; the first trouble ends it. Throws `Lost` and bugs. */
export async function send(
  run: Run,
  one: PlannedFile,
  emit: (step: Step) => void,
  manner: Manner = {},
): Promise<Trouble | undefined> {
  const [trouble] = await Promise.all([sendUnits(run, one, emit, manner), lookAhead(one)])
  return trouble
}

/** Works out what was to be expected of a file while the server runs it. */
async function lookAhead(one: PlannedFile): Promise<void> {
  await new Promise(setImmediate)
  try {
    one.outlook()
  } catch {
    // A bug of the lock model, which must not end a run half-way: whoever asks for the outlook meets it again.
  }
}

async function sendUnits(
  run: Run,
  one: PlannedFile,
  emit: (step: Step) => void,
  { behind, together = false, onSchema, before, after }: Manner,
): Promise<Trouble | undefined> {
  const { session, request, extent } = run
  const { units, script, direction } = one
  const earlier = extent.before.get(one)!
  const count = countOf(one)
  // Behind it, so that places in it stay what they are; on a line of its own, as it may end in a comment.
  const textOf = (index: number): string =>
    behind !== undefined && index === units.length - 1 ? `${units[index]!.text}\n;${behind}` : units[index]!.text
  let sent = 0
  for (const flight of flightsOf(units, together)) {
    await before?.(flight[0]!)
    let at = flight[0]!
    const end = flight.at(-1)! + 1
    const asks = together && onSchema !== undefined && end === units.length && !units[end - 1]!.alone
    let blockers: readonly Blocker[] = []
    let begun = performance.now()
    const step = (outcome: Outcome, more: Partial<Step>): Step => ({ file: script, direction, outcome, ...more })
    const message = (): string => `${script.relativePath}, statement ${sent + 1} of ${count}`
    const percent = (): number => Math.floor(((earlier + sent) / extent.total) * 100)
    const onDone = (_index: number, rows: readonly unknown[]): void => {
      if (at === end) {
        onSchema?.(schemaIn(rows))
        return
      }
      const { statements } = units[at]!
      const now = performance.now()
      for (const [i, span] of statements.entries()) {
        const last = i === statements.length - 1
        emit(step('done', { statement: sent + i, span, ...(last && { ms: now - begun }) }))
      }
      begun = now
      blockers = []
      sent += statements.length
      after?.(at)
      at += 1
      if (at < end) request.onProgress?.({ message: message(), percent: percent() })
    }
    request.onProgress?.({ message: message(), percent: percent() })
    try {
      await watched(
        run.monitor,
        session.pid,
        request.watchEvery ?? 1000,
        (seen) => {
          blockers = seen.blockers
          request.onProgress?.({
            message: `${message()}: ${blockers.length > 0 ? `waits for ${blockers.map(blockerText).join('; ')}` : seen.progress}`,
            percent: percent(),
            ...(blockers.length > 0 ? { blockers } : { long: true }),
          })
        },
        () =>
          session.pipeline([...flight.map(textOf), ...(asks ? [askSchema] : [])], { signal: request.signal, onDone }),
      )
    } catch (error) {
      if (at === end) {
        // Cancelled behind its last statement, as whoever records it will see.
        if (isCancelled(error)) return undefined
        throw error
      }
      const unit = units[at]!
      const reason = { ...stepError(error, unit), ...(blockers.length > 0 && { blockers }) }
      emit(step('failed', { ...statementAt(units, unit, reason), ms: performance.now() - begun, error: reason }))
      if (isLost(error)) throw new Lost([one], reason, [], session.pid)
      notReached(one, at + 1, emit)
      return { error: reason, cancelled: request.signal?.aborted === true }
    }
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
