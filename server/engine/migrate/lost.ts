import type { Session } from '../db/session'
import { targetKey } from './plan'
import { isLost, pauseFor, type RunRequest } from './run'
import type { Lost } from './send'
import { identityOf, identityOfFile } from './set'
import { readState } from './state'

export type Found = 'recorded' | 'not recorded' | 'failed' | 'unknown'

const tries = 8

/**
 * What the books say on a new connection after one was lost. The server process of the old one, when it is still there and its
 * transaction with it, is ended first: only then is "not recorded" the last word.
 */
export async function lookUp(
  request: RunRequest,
  { group, pid }: Lost,
  backendStart: string | undefined,
): Promise<Found> {
  const { database, set, pause = pauseFor } = request
  for (let attempt = 0; attempt < tries; attempt++) {
    try {
      return await database.withSession(async (session) => {
        if (session.can.otherSessions && group[0]!.transactional) await endOld(session, pid, backendStart)
        const { rows, migrations } = await readState(
          session,
          set,
          await request.journal?.unfinished(targetKey(request)),
        )
        const identities = group.map(({ file }) => identityOfFile(set.convention, file))
        const failed = migrations.some(
          ({ file, state }) => state === 'failed' && file !== undefined && group.some((one) => one.file === file),
        )
        if (failed) return 'failed'
        const present = identities.every((identity) =>
          set.convention.books?.latestOnly
            ? migrations.some(
                ({ file, state }) => file && state === 'applied' && identityOfFile(set.convention, file) === identity,
              )
            : rows.some((row) => identityOf(set.convention, row) === identity),
        )
        return present === (group[0]!.direction === 'up') ? 'recorded' : 'not recorded'
      })
    } catch (error) {
      if (!isLost(error)) throw error
      await pause(Math.min(250 * 2 ** attempt, 4000))
    }
  }
  return 'unknown'
}

/** Waits up to five seconds until it is gone (manual, 9.28.2, pg_terminate_backend with a timeout, from 14 on). */
async function endOld(session: Session, pid: number | undefined, backendStart: string | undefined): Promise<void> {
  if (pid === undefined || backendStart === undefined) return
  await session.query(
    'select pg_catalog.pg_terminate_backend(pid, 5000) from pg_catalog.pg_stat_activity where pid = $1 and backend_start::text = $2',
    [pid, backendStart],
  )
}
