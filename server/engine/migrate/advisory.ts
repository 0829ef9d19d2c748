import { createHash } from 'node:crypto'
import type { Session } from '../db/session'
import { Failure } from '../failure'
import type { Pause } from './run'
import type { MigrationSet } from './set'
import { type Blocker, blockerText, holdersOf } from './watch'

/** For tools that take no lock: the first eight bytes of SHA-256('lockstep TOOL'), sign bit cleared. Keeps two runs of ours apart. */
const ownKey = (conventionId: string): bigint =>
  BigInt.asUintN(63, createHash('sha256').update(`lockstep ${conventionId}`).digest().readBigUInt64BE())

export const lockKeys = async (session: Session, { convention, conventionId, settings }: MigrationSet) =>
  (await convention.books?.lock?.keys(session, settings)) ?? [ownKey(conventionId)]

export interface Patience {
  /** Milliseconds to wait in all before giving up. */
  readonly milliseconds: number
  readonly pause: Pause
  readonly signal?: AbortSignal
  onWait(holders: readonly Blocker[]): void
}

/**
 * The tool's locks, on a session that keeps no transaction: asked for again and again instead of waited for, as a session that waits in
 * pg_advisory_lock() holds a snapshot for which CREATE INDEX CONCURRENTLY waits. Failure('locked') names who holds one.
 */
export async function takeLocks(
  session: Session,
  keys: readonly bigint[],
  title: string,
  patience: Patience,
): Promise<void> {
  // A role's idle_session_timeout would end the session and with it the lock.
  await session.script('set idle_session_timeout = 0; set statement_timeout = 0; set lock_timeout = 0')
  let waited = 0
  for (let wait = 100; ; wait = Math.min(wait * 2, 1000)) {
    const taken: bigint[] = []
    for (const key of keys) {
      const { rows } = await session.query<{ got: boolean }>(
        'select pg_catalog.pg_try_advisory_lock($1::bigint) as got',
        [String(key)],
      )
      if (!rows[0]?.got) break
      taken.push(key)
    }
    if (taken.length === keys.length) return
    for (const key of taken) await session.query('select pg_catalog.pg_advisory_unlock($1::bigint)', [String(key)])
    const holders = await holdersOf(session, keys[taken.length]!)
    if (waited >= patience.milliseconds) {
      throw new Failure(
        'locked',
        `Another run holds the lock of ${title} on this database: ${holders.map(blockerText).join('; ') || 'it is not visible who'}.`,
        {
          hint: 'Wait until it is done. If that process hangs, end it: select pg_terminate_backend(PID).',
        },
      )
    }
    patience.onWait(holders)
    await patience.pause(wait, patience.signal)
    waited += wait
  }
}
