import { createHash } from 'node:crypto'
import type { LockRow } from '../conventions/convention'
import { type Database, PostgresFailure, type Session } from '../db/session'
import { Failure } from '../failure'
import type { Pause } from './run'
import { keeperOf, type MigrationSet } from './set'
import { type Blocker, blockerText, holdersOf } from './watch'

/** The first eight bytes of SHA-256('lockstep NAME'), sign bit cleared. */
const keyOf = (name: string): bigint =>
  BigInt.asUintN(63, createHash('sha256').update(`lockstep ${name}`).digest().readBigUInt64BE())

/** For tools that take no lock: keeps two runs of ours apart. */
const ownKey = (conventionId: string): bigint => keyOf(conventionId)

/**
 * The session that runs the migrations has this lock. The tool's is on another one, which ends with the client: the server goes on with a
 * long statement of a client that was killed, and what it does then must neither be repaired nor run a second time meanwhile.
 */
const workKey = ({ conventionId, convention, settings }: MigrationSet): bigint =>
  keyOf(`at work ${conventionId} ${keeperOf(convention)?.table(settings) ?? ''}`)

/** Marks a session as the one that runs the migrations. */
export const atWork = (set: MigrationSet): string => `select pg_catalog.pg_try_advisory_lock(${workKey(set)})`

export const lockKeys = async (session: Session, { convention, conventionId, settings }: MigrationSet) =>
  (await convention.books?.lock?.keys(session, settings)) ?? [ownKey(conventionId)]

export interface Patience {
  /** Milliseconds to wait in all before giving up. */
  readonly milliseconds: number
  readonly pause: Pause
  readonly signal?: AbortSignal
  /** `who`, for people. */
  onWait(who: string, holders: readonly Blocker[]): void
}

/**
 * The tool's locks, on a session that keeps no transaction: asked for again and again instead of waited for, as a session that waits in
 * pg_advisory_lock() holds a snapshot for which CREATE INDEX CONCURRENTLY waits. Failure('locked') names who holds one.
 */
export async function takeLocks(session: Session, set: MigrationSet, patience: Patience): Promise<void> {
  const { convention } = set
  const row = convention.books?.lockRow
  const keys = await lockKeys(session, set)
  // A role's idle_session_timeout would end the session and with it the lock.
  await session.script('set idle_session_timeout = 0; set statement_timeout = 0; set lock_timeout = 0')
  let waited = 0
  for (let wait = 100; ; wait = Math.min(wait * 2, 1000)) {
    const work = workKey(set)
    const key = (await advisory(session, keys)) ?? (await taken(session, work))
    const holders = key === undefined ? [] : await holdersOf(session, key)
    const rowHolder = key === undefined && row ? await takeRow(session, row, set) : undefined
    if (key === undefined && rowHolder === undefined) return
    // Not kept while the row is another's, and not taken twice.
    if (rowHolder !== undefined) await session.query('select pg_catalog.pg_advisory_unlock_all()')
    const who = rowHolder ?? (holders.map(blockerText).join('; ') || 'it is not visible who')
    if (waited >= patience.milliseconds) {
      const what =
        key === work
          ? 'A statement of an earlier run, whose client is gone, is still at work in this database'
          : `Another run holds the lock of ${convention.title} on this database`
      throw new Failure('locked', `${what}: ${who}.`, {
        hint:
          rowHolder === undefined
            ? 'Wait until it is done. If that process hangs, end it: select pg_terminate_backend(PID).'
            : `Wait until it is done. ${row!.hint}`,
      })
    }
    patience.onWait(who, holders)
    await patience.pause(wait, patience.signal)
    waited += wait
  }
}

async function takeRow(session: Session, row: LockRow, set: MigrationSet): Promise<string | undefined> {
  try {
    return await row.take(session, set.settings)
  } catch (error) {
    if (!(error instanceof PostgresFailure)) throw error
    throw new Failure('not-permitted', `The lock of ${set.convention.title} can't be taken: ${error.message}.`, {
      hint: 'Nothing was sent. The role needs CREATE on the schema its tables go to, or the right to change the lock table.',
      cause: error,
    })
  }
}

/** The key, when somebody has it; it is not kept, and the others neither then. */
async function taken(session: Session, key: bigint): Promise<bigint | undefined> {
  if ((await advisory(session, [key])) !== undefined) return key
  await session.query('select pg_catalog.pg_advisory_unlock($1::bigint)', [String(key)])
  return undefined
}

/** The key that somebody else has; undefined once all are taken. They are taken together or not at all. */
async function advisory(session: Session, keys: readonly bigint[]): Promise<bigint | undefined> {
  for (const key of keys) {
    const { rows } = await session.query<{ got: boolean }>(
      'select pg_catalog.pg_try_advisory_lock($1::bigint) as got',
      [String(key)],
    )
    if (rows[0]?.got) continue
    await session.query('select pg_catalog.pg_advisory_unlock_all()')
    return key
  }
  return undefined
}

/** Ending the connection would free the advisory ones too, but only once the server has noticed; a row stays. */
export async function releaseLocks(
  session: Session,
  database: Database,
  { convention, settings }: MigrationSet,
): Promise<void> {
  const row = convention.books?.lockRow
  if (row)
    await row
      .release(session, settings)
      .catch(() => database.withSession((other) => row.release(other, settings)))
      .catch(() => undefined)
  await session.query('select pg_catalog.pg_advisory_unlock_all()').catch(() => undefined)
}
