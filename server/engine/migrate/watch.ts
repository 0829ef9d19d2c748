import type { Session } from '../db/session'

/** Who keeps a statement waiting, as pg_stat_activity shows it to the role that asks. */
export interface Blocker {
  readonly pid: number
  readonly user?: string
  readonly application?: string
  /** ISO 8601: when its transaction began, else its query. */
  readonly since?: string
  readonly query?: string
}

const activity = `json_strip_nulls(json_build_object('pid', p.pid, 'user', a.usename, 'application', nullif(a.application_name, ''),
  'since', coalesce(a.xact_start, a.query_start, a.backend_start), 'query', nullif(left(a.query, 500), '')))`

/** Sessions that hold, or wait in front for, a lock that `pid` waits for (manual, 9.27.1, pg_blocking_pids). */
export async function blockersOf(session: Session, pid: number): Promise<readonly Blocker[]> {
  const { rows } = await session.query<{ blocker: Blocker }>(
    `select ${activity} as blocker from unnest(pg_catalog.pg_blocking_pids($1)) p(pid) left join pg_catalog.pg_stat_activity a on a.pid = p.pid`,
    [pid],
  )
  return rows.map(({ blocker }) => blocker)
}

/** Who holds an advisory lock of this database by its bigint key: high half in classid, low half in objid (manual, 53.13). */
export async function holdersOf(session: Session, key: bigint): Promise<readonly Blocker[]> {
  const { rows } = await session.query<{ blocker: Blocker }>(
    `select ${activity} as blocker from pg_catalog.pg_locks p left join pg_catalog.pg_stat_activity a on a.pid = p.pid
     where p.locktype = 'advisory' and p.granted and p.objsubid = 1 and p.pid <> pg_backend_pid()
       and p.database = (select oid from pg_catalog.pg_database where datname = current_database())
       and (p.classid::bigint << 32 | p.objid::bigint) = $1::bigint`,
    [String(key)],
  )
  return rows.map(({ blocker }) => blocker)
}

export function blockerText({ pid, user, application, since, query }: Blocker): string {
  const who = [user, application].filter(Boolean).join(', ')
  return [
    `process ${pid}${who ? ` (${who})` : ''}`,
    ...(since ? [`since ${since.replace('T', ' ').replace(/\.\d+/, '')}`] : []),
    ...(query ? [`running: ${query.replace(/\s+/g, ' ').slice(0, 200)}`] : []),
  ].join(' ')
}

/** How far a command is that reports its progress (manual, 27.4), in words; undefined for any other. */
async function progressOf(session: Session, pid: number): Promise<string | undefined> {
  const { rows } = await session.query<{ phase: string; done: string; total: string }>(
    `select phase, done::text, total::text from (
       select pid, phase, greatest(blocks_done, tuples_done, lockers_done) as done, greatest(blocks_total, tuples_total, lockers_total) as total
       from pg_catalog.pg_stat_progress_create_index
       union all select pid, phase, heap_blks_scanned, heap_blks_total from pg_catalog.pg_stat_progress_cluster
       union all select pid, phase, heap_blks_scanned, heap_blks_total from pg_catalog.pg_stat_progress_vacuum
       union all select pid, phase, sample_blks_scanned, sample_blks_total from pg_catalog.pg_stat_progress_analyze
       union all select pid, lower(command), bytes_processed, bytes_total from pg_catalog.pg_stat_progress_copy
     ) p where pid = $1`,
    [pid],
  )
  const row = rows[0]
  return row && `${row.phase}${row.total === '0' ? '' : `, ${row.done} of ${row.total}`}`
}

export interface Seen {
  readonly blockers: readonly Blocker[]
  readonly progress?: string
}

/**
 * Looks at a running statement from a second session, every `every` milliseconds until it ends. The answer is what was seen last. The
 * second session must hold no transaction open, or CREATE INDEX CONCURRENTLY would wait for it.
 */
export async function watched<T>(
  monitor: Session | undefined,
  pid: number | undefined,
  every: number,
  onSeen: (seen: Seen) => void,
  work: () => Promise<T>,
): Promise<T> {
  if (!monitor || pid === undefined) return work()
  let ended = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  const look = async (): Promise<void> => {
    const blockers = await blockersOf(monitor, pid)
    const progress = blockers.length > 0 || ended ? undefined : await progressOf(monitor, pid)
    if (ended) return
    if (blockers.length > 0 || progress !== undefined) onSeen({ blockers, ...(progress && { progress }) })
    schedule()
  }
  const schedule = (): void => {
    timer = setTimeout(() => {
      // A second session that is gone shows nothing; the loss is noticed where its lock is checked.
      looking = look().catch(() => undefined)
    }, every)
  }
  schedule()
  try {
    return await work()
  } finally {
    ended = true
    clearTimeout(timer)
    await looking
  }
}
