import { currentSchema } from '../conventions/shared/sql'
import type { Statement } from '../db/session'
import type { PlannedFile } from './plan'
import { isCancelled, isLost, pauseFor, type Run, type Step, type StepError, sentence, stepError } from './run'
import {
  fresh,
  Lost,
  lockHeld,
  lockLost,
  recording,
  rollBack,
  send,
  settingsBack,
  settingsOf,
  type Trouble,
  tell,
  wholeFile,
} from './send'
import { isWayUp } from './set'
import { blockerText } from './watch'

export type GroupOutcome = 'done' | 'failed' | 'cancelled'

const lockNotAvailable = '55P03'

/** Milliseconds before try `attempt` + 1: doubling from half a second to half a minute, and half to one and a half of that. */
export const backOff = (attempt: number, random: number): number =>
  Math.min(500 * 2 ** attempt, 30_000) * (0.5 + random)

/**
 * Files of one transaction with their rows: all of it or nothing. Tried again when lock_timeout strikes, as nothing stands then. `more`:
 * another such group is next.
 */
export async function runWholly(run: Run, group: readonly PlannedFile[], more: boolean): Promise<GroupOutcome> {
  const { request } = run
  const { pause = pauseFor, retries, signal } = request
  for (let attempt = 0; ; attempt++) {
    const steps: Step[] = []
    const trouble = await once(run, group, more, steps)
    if (!trouble) {
      for (const step of steps) tell(run, step)
      return 'done'
    }
    if (trouble.error.sqlState === lockNotAvailable && attempt < retries && !trouble.cancelled) {
      const wait = backOff(attempt, Math.random())
      const who = trouble.error.blockers?.map(blockerText).join('; ')
      request.onProgress?.({
        message: `${trouble.at.script.relativePath}: no lock within ${request.timeouts.lock}, rolled back; try ${attempt + 2} of ${retries + 1} in ${(wait / 1000).toFixed(1)} s${who ? `. In the way: ${who}` : ''}`,
        ...(trouble.error.blockers && { blockers: trouble.error.blockers }),
        notable: true,
      })
      const given = await pause(wait, signal).then(
        () => true,
        (error: unknown) => {
          if (!isCancelled(error)) throw error
          return false
        },
      )
      if (given) continue
    }
    // No file is done when one of its transaction is not.
    for (const step of steps) if (step.statement !== undefined) tell(run, step)
    const names = group.map(({ script }) => script.relativePath).join(', ')
    const message = `${names} ${group.length === 1 ? 'was' : 'were'} rolled back: nothing of ${group.length === 1 ? 'it' : 'them'} stands.`
    const at = group.indexOf(trouble.at)
    for (const [i, one] of group.entries()) {
      if (i > at) tell(run, wholeFile(one, 'not reached'))
      else
        tell(
          run,
          wholeFile(one, 'failed', {
            stands: 'nothing',
            error: {
              ...(trouble.own && trouble.error),
              message: trouble.own ? `${sentence(trouble.error.message)} ${message}` : message,
            },
          }),
        )
    }
    return trouble.cancelled ? 'cancelled' : 'failed'
  }
}

interface Failed extends Trouble {
  readonly at: PlannedFile
  /** The trouble came after the statements: with the row or at COMMIT. */
  readonly own: boolean
}

/** Begins a group's transaction in a session made fresh; false when the tool's lock is lost, and then none is open. */
async function begin(
  run: Run,
  behind: readonly (string | Statement)[] = [],
  onDone?: (index: number) => void,
): Promise<boolean> {
  const { session } = run
  const [held] = await Promise.all([
    lockHeld(run),
    session.pipeline([...behind, ...fresh(run, '; begin')], onDone && { onDone }),
  ])
  if (!held) await rollBack(session)
  return held
}

/**
 * Ends a group's transaction, and sends the next group's begin along: a way there and back is time. What is to be written `before` it makes
 * a ROLLBACK of the COMMIT when it fails.
 */
async function commit(run: Run, more: boolean, before: readonly Statement[]): Promise<void> {
  const ending = [...before, 'commit']
  if (!more) return run.session.pipeline(ending)
  let committed = false
  try {
    await begin(run, ending, (index) => {
      committed ||= index === before.length
    })
  } catch (error) {
    if (!committed) throw error
    // This group stands; the next one begins for itself and meets the trouble again.
    await rollBack(run.session)
  }
}

async function once(
  run: Run,
  group: readonly PlannedFile[],
  more: boolean,
  steps: Step[],
): Promise<Failed | undefined> {
  const { session, request, plan } = run
  const { convention, settings, files } = request.set
  const books = convention.books!
  let at = group[0]!
  let last: readonly Statement[] = []
  const lost = (reason: StepError): Lost => new Lost(group, reason, steps, session.pid)
  try {
    if (session.transactionStatus !== 'open' && !(await begin(run)))
      return { error: lockLost, cancelled: false, at, own: true }
    for (const one of group) {
      at = one
      const begun = performance.now()
      const row = plan.direction === 'up' && one === group.at(-1) ? books.row : undefined
      let schema: string | undefined
      const trouble = await send(run, one, (step) => steps.push(step), {
        behind: settingsBack(run),
        // Where a cancel ends everything, nothing is sent ahead: between two statements it is harmless.
        together: session.can.cancel,
        ...(row && {
          onSchema: (answer) => {
            schema = answer
          },
        }),
      })
      if (trouble) {
        await rollBack(session)
        return { ...trouble, at, own: false }
      }
      if (request.signal?.aborted) {
        await rollBack(session)
        return { error: { message: 'Cancelled before it was recorded' }, cancelled: true, at, own: true }
      }
      const milliseconds = performance.now() - begun
      if (one.units.length === 0) await session.script(settingsBack(run))
      const entry = { file: one.file, milliseconds, outcome: 'done', run: run.begun } as const
      if (row) last = [row(entry, schema ?? (await currentSchema(session)), settings)]
      else
        await recording(run, one, () =>
          plan.direction === 'up'
            ? books.record(session, entry, settings)
            : books.forget(session, one.file, settings, files.filter(isWayUp)),
        )
      steps.push(wholeFile(one, 'done', { ms: milliseconds }))
      if (one !== group.at(-1)) await session.script(`reset all; ${settingsOf(run)}`)
    }
    await recording(run, at, () => commit(run, more, last))
    return undefined
  } catch (error) {
    if (error instanceof Lost) throw lost(error.reason)
    if (isLost(error)) throw lost(stepError(error))
    const reason = stepError(error)
    await rollBack(session)
    return { error: reason, cancelled: false, at, own: true }
  }
}
