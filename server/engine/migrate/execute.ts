import { PostgresFailure, type Session } from '../db/session'
import { Failure } from '../failure'
import { atWork, releaseLocks, takeLocks } from './advisory'
import { auditRun } from './audit'
import { added, invalidIndexes, unvalidatedConstraints } from './inspect'
import { runLoosely } from './loosely'
import { lookUp } from './lost'
import type { Plan, PlannedFile, PlanRequest } from './plan'
import { requireOwnSession } from './pooler'
import {
  extentOf,
  mayNotWrite,
  pauseFor,
  type Run,
  type RunRequest,
  type RunResult,
  type Step,
  stepError,
  type Verification,
} from './run'
import { searchPathOf } from './search-path'
import { Lost, lockHeld, lockLost, rollBack, tell, wholeFile } from './send'
import { identityOfFile } from './set'
import { readState } from './state'
import { type GroupOutcome, runWholly } from './wholly'

type MakePlan = (session: Session, request: PlanRequest) => Promise<Plan>

/**
 * Plans under the tool's lock and runs what was planned, file by file. A failed step is a value. Failure: 'locked', 'plan-moved',
 * 'not-permitted' with every blocker, 'no-connection' before anything was sent.
 */
export async function execute(
  request: RunRequest,
  makePlan: MakePlan,
  action: 'apply' | 'rollback',
): Promise<RunResult> {
  const begun = performance.now()
  const steps: Step[] = []
  const progress: { plan?: Plan; done: number; backendStart?: string } = { done: 0 }
  let outcome: GroupOutcome = 'done'
  let verified: Verification | undefined
  try {
    const ready = async (session: Session): Promise<boolean> => {
      const plan = await makePlan(session, request)
      progress.plan = plan
      check(request, plan)
      return plan.steps.length > 0
    }
    // Taking a lock that is a row writes: not for what is refused, nor for nothing.
    const writes = request.set.convention.books?.lockRow !== undefined
    if (!writes || (await request.database.withSession(ready)))
      await underLock(request, async (planner, inSession) => {
        if (!(await ready(planner))) return
        const plan = progress.plan!
        await inSession(async (session, monitor) => {
          const backendStart = monitor && (await startOf(session))
          if (backendStart !== undefined) progress.backendStart = backendStart
          const searchPath = await searchPathOf(session, request.set)
          const run: Run = {
            request,
            plan,
            session,
            steps,
            begun: new Date(),
            extent: extentOf(plan),
            ...(monitor && { monitor }),
            ...(searchPath !== undefined && { searchPath }),
          }
          const before = await standing(session)
          await prepare(request, session)
          if (monitor) await session.script(atWork(request.set))
          outcome = await runGroups(run, (count) => {
            progress.done += count
          })
          verified = await verify(run, before, progress.done).catch(() => undefined)
        })
      })
  } catch (error) {
    if (!(error instanceof Lost) || !progress.plan) throw error
    outcome = await settle(request, progress.plan, error, steps, progress)
  }
  const plan = progress.plan!
  if (verified && outcome === 'done' && request.drift)
    verified = { ...verified, drift: await driftAfter(request.drift) }
  const result: RunResult = {
    plan,
    steps,
    done: plan.steps.slice(0, progress.done).map(({ file }) => file),
    remaining: plan.steps.length - progress.done,
    outcome,
    ...(verified && { verified }),
  }
  if (plan.steps.length > 0) await auditRun(request, action, result, performance.now() - begun)
  return result
}

function check({ planId, set }: RunRequest, { id, blockers, direction }: Plan): void {
  if (planId !== undefined && planId !== id) {
    throw new Failure('plan-moved', 'Files or database changed since the plan was made; nothing was sent.', {
      hint: 'Plan again and look at what changed.',
    })
  }
  if (blockers.length === 0) return
  const verb = direction === 'up' ? 'applied' : 'rolled back'
  throw new Failure('not-permitted', `Nothing was ${verb}. ${blockers.join('\n')}`, {
    hint: set.convention.books
      ? 'See lockstep status.'
      : `Lockstep reads and lints ${set.convention.title} and leaves its books to it.`,
  })
}

type InSession = (work: (session: Session, monitor?: Session) => Promise<void>) => Promise<void>

/** The lock lives on a session of its own, which has no transaction; the embedded database has one session, and its folder is the lock. */
async function underLock(
  request: RunRequest,
  work: (planner: Session, inSession: InSession) => Promise<void>,
): Promise<void> {
  const { database, set, signal, pause = pauseFor, patience = 10_000, onProgress } = request
  await database.withSession(async (first) => {
    if (!first.can.otherSessions) return work(first, (inside) => inside(first))
    await requireOwnSession(database, first, set.convention.title)
    await takeLocks(first, set, {
      milliseconds: patience,
      pause,
      ...(signal && { signal }),
      onWait: (who, blockers) =>
        onProgress?.({ message: `Waiting for the lock of ${set.convention.title}, held by ${who}`, blockers }),
    })
    try {
      await work(first, (inside) => database.withSession((second) => inside(second, first)))
    } finally {
      await releaseLocks(first, database, set)
    }
  })
}

async function startOf(session: Session): Promise<string | undefined> {
  const { rows } = await session.query<{ start: string }>(
    'select backend_start::text as start from pg_catalog.pg_stat_activity where pid = pg_backend_pid()',
  )
  return rows[0]?.start
}

async function prepare(request: RunRequest, session: Session): Promise<void> {
  const { convention, settings } = request.set
  try {
    await session.transaction((tx) => convention.books!.prepare(tx, settings))
  } catch (error) {
    if (!(error instanceof PostgresFailure)) throw error
    throw new Failure(
      'not-permitted',
      `${convention.title}'s table ${convention.books!.table(settings)} can't be made: ${error.message}.`,
      {
        hint: `Nothing was sent. ${error.sqlState === '42501' ? 'The role needs CREATE on the schema the table goes to.' : (mayNotWrite(error) ?? error.hint ?? '')}`.trimEnd(),
        cause: error,
      },
    )
  }
}

async function runGroups(run: Run, onDone: (count: number) => void): Promise<GroupOutcome> {
  const { plan, request } = run
  const groups: PlannedFile[][] = []
  for (const one of plan.steps) {
    const last = groups.at(-1)
    if (last?.[0]?.transaction === one.transaction) last.push(one)
    else groups.push([one])
  }
  for (const [index, group] of groups.entries()) {
    let outcome: GroupOutcome = request.signal?.aborted ? 'cancelled' : 'done'
    const first = group[0]!
    if (outcome === 'done' && !isWhole(group) && !(await lockHeld(run))) {
      outcome = 'failed'
      tell(run, wholeFile(first, 'failed', { stands: 'nothing', error: lockLost }))
    } else if (outcome === 'done') {
      outcome = isWhole(group) ? await runWholly(run, group, isWhole(groups[index + 1])) : await runLoosely(run, first)
      if (outcome === 'done') {
        onDone(group.length)
        continue
      }
    }
    const told = run.steps.some(({ file, outcome: last }) => file === group[0]!.script && last !== 'done')
    for (const one of groups.slice(told ? index + 1 : index).flat()) tell(run, wholeFile(one, 'not reached'))
    return outcome
  }
  return 'done'
}

const isWhole = ([first]: readonly PlannedFile[] = []): boolean =>
  first?.transactional === true && first.scope !== 'simple query'

interface Standing {
  readonly indexes: Awaited<ReturnType<typeof invalidIndexes>>
  readonly constraints: readonly string[]
}

const standing = async (session: Session): Promise<Standing> => ({
  indexes: await invalidIndexes(session),
  constraints: await unvalidatedConstraints(session),
})

async function verify({ session, request, plan }: Run, before: Standing, done: number): Promise<Verification> {
  // Cancelled between two groups, the next one's transaction may be open.
  await rollBack(session)
  await session.script('discard all')
  const { set } = request
  const now = await standing(session)
  const { migrations } = await readState(session, set)
  const wanted = new Set(plan.steps.slice(0, done).map(({ file }) => identityOfFile(set.convention, file)))
  const right = migrations.filter(
    ({ file, state }) =>
      file !== undefined &&
      wanted.has(identityOfFile(set.convention, file)) &&
      (state === 'applied') === (plan.direction === 'up'),
  )
  return {
    books: right.length >= wanted.size,
    invalidIndexes: added(before.indexes, now.indexes),
    unvalidatedConstraints: added(before.constraints, now.constraints),
  }
}

/** The migrations are applied, whatever becomes of the comparison. */
const driftAfter = (drift: NonNullable<RunRequest['drift']>): Promise<NonNullable<Verification['drift']>> =>
  drift().then(
    ({ differences }) => ({ differences: differences.length }),
    (error: unknown) => ({ unknown: stepError(error).message }),
  )

/** Says what stands after the connection was lost, from what the books say now. */
async function settle(
  request: RunRequest,
  plan: Plan,
  lost: Lost,
  steps: Step[],
  progress: { done: number; backendStart?: string },
): Promise<GroupOutcome> {
  const emit = (step: Step): void => {
    steps.push(step)
    request.onStep?.(step)
  }
  const found = await lookUp(request, lost, progress.backendStart)
  for (const step of lost.pending)
    if (found === 'recorded' || step.outcome !== 'done' || step.statement !== undefined) emit(step)
  const message = {
    recorded: 'The connection was lost after the commit had gone through: it is applied and recorded.',
    'not recorded': 'The connection was lost. It was rolled back: nothing of it stands.',
    failed:
      'The connection was lost in the middle. The books mark it as failed: whether the last statement took effect is not known.',
    unknown: 'The connection was lost and the server does not answer: whether it was committed is not known.',
  }[found]
  const transactional = lost.group[0]!.transactional
  const text =
    found === 'not recorded' && !transactional
      ? 'The connection was lost in the middle. It is not recorded, and whether the last statement took effect is not known.'
      : message
  const hint =
    found === 'recorded'
      ? undefined
      : found === 'unknown'
        ? 'Run lockstep status once the server answers.'
        : transactional
          ? 'Run it again.'
          : 'Look at what stands and undo it, then run lockstep repair.'
  for (const one of lost.group) {
    if (found === 'recorded') {
      if (!lost.pending.some((step) => step.file === one.script && step.statement === undefined))
        emit(wholeFile(one, 'done'))
    } else {
      const stands = found === 'not recorded' && transactional ? 'nothing' : 'unknown'
      emit(
        wholeFile(one, 'failed', {
          stands,
          error: { message: `${one.script.relativePath}: ${text} (${lost.reason.message})`, ...(hint && { hint }) },
        }),
      )
    }
  }
  if (found === 'recorded') progress.done += lost.group.length
  const rest = plan.steps.slice(plan.steps.indexOf(lost.group.at(-1)!) + 1)
  for (const one of rest) emit(wholeFile(one, 'not reached'))
  return found === 'recorded' && rest.length === 0 ? 'done' : 'failed'
}
