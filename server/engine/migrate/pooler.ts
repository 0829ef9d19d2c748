import type { Database, Session } from '../db/session'
import { Failure } from '../failure'

const rounds = 5

async function processOf(session: Session): Promise<number> {
  const { rows } = await session.query<{ pid: number }>('select pg_catalog.pg_backend_pid() as pid')
  return rows[0]!.pid
}

/**
 * A pooler in transaction mode lends a server session for a transaction only: the next one may have another, and others get this one with
 * the lock and the settings that were left in it. Failure('not-supported') when two connections are seen to share one, or one to change.
 */
export async function requireOwnSession(database: Database, session: Session, tool: string): Promise<void> {
  if (!session.throughPooler || !session.can.otherSessions) return
  const own = await database.withSession(async (other) => {
    const first = await processOf(session)
    for (let round = 0; round < rounds; round++) {
      const theirs = await processOf(other)
      if (theirs === first || (await processOf(session)) !== first) return false
    }
    return true
  })
  if (own) return
  throw new Failure(
    'not-supported',
    `${database.label} is reached through a pooler in transaction mode: it keeps no session between two transactions, so the lock of ${tool} can't be held. Nothing was sent.`,
    { hint: 'Connect to the server itself, or through a pool in session mode.' },
  )
}

/** Whether the session is still there, and behind a pooler still the same one. */
export const isSame = (session: Session): Promise<boolean> =>
  (session.throughPooler ? processOf(session) : session.script('').then(() => session.pid)).then(
    (pid) => pid === session.pid,
    () => false,
  )
