import { createHash } from 'node:crypto'
import type { Repair } from '../conventions/convention'
import type { Session } from '../db/session'
import { Failure } from '../failure'
import { booksOf, type ChangeRequest, changeBooks } from './change'
import { type PlanRequest, targetKey } from './plan'
import { identityOf, isWayUp } from './set'
import { readBooks } from './state'

export interface RepairPlan {
  /** Hash of the changes: what was shown is what is done. */
  readonly id: string
  readonly repairs: readonly Repair[]
  /** Our own note of a migration that began is dropped with them. */
  readonly forgets?: string
}

/** What would be changed in the books. Reads only. */
export async function planRepair(session: Session, request: PlanRequest): Promise<RepairPlan> {
  const { set, journal } = request
  const books = booksOf(request)
  const rows = await readBooks(session, set)
  const repairs = (await books.repair?.(session, set.files.filter(isWayUp), set.settings)) ?? []
  const unfinished = await journal?.unfinished(targetKey(request))
  const recorded = unfinished && rows.some((row) => identityOf(set.convention, row) === unfinished.identity)
  const forgets =
    unfinished &&
    `The note that ${unfinished.script} began on ${unfinished.at} is dropped: ${recorded === (unfinished.direction === 'up') ? 'it is recorded meanwhile' : 'it counts as not run'}. Undo what it left behind first.`
  const id = createHash('sha256')
    .update(JSON.stringify([request.database.id, repairs, forgets]))
    .digest('hex')
    .slice(0, 16)
  return { id, repairs, ...(forgets && { forgets }) }
}

/** Makes the changes that were shown under `planId`. Failure('plan-moved') when they are others by now. */
export async function repair(request: ChangeRequest & { readonly planId: string }): Promise<RepairPlan> {
  const done = await changeBooks(request, 'repair', async (session) => {
    const plan = await planRepair(session, request)
    if (plan.id !== request.planId) {
      throw new Failure('plan-moved', 'The books changed since the repairs were shown; nothing was done.', {
        hint: 'Run repair again.',
      })
    }
    for (const { sql } of plan.repairs) await session.script(sql)
    return {
      value: plan,
      files: plan.repairs.map(({ sql, why }) => ({
        file: why,
        version: '',
        sha256: createHash('sha256').update(sql).digest('hex'),
        statements: 1,
        outcome: 'repaired',
      })),
    }
  })
  await request.journal?.ended(targetKey(request))
  return done
}
