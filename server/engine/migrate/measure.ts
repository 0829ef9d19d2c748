import type { Session } from '../db/session'
import type { Statistics, TableStatistics } from '../lint/statistics'
import { belongsToBooks, type MigrationSet } from './set'

export interface Measured {
  readonly statistics: Statistics
  /** `schema.table` of tables the server can't tell the rows of: never analysed, and its own counters don't fit what lies on disk. */
  readonly unknown: readonly string[]
}

/**
 * Rows as the planner takes them: reltuples scaled to the size of today (manual, 75.1 "Row Estimation Examples"). Without ANALYZE reltuples is
 * -1 (manual, pg_class); then the live rows the server counted, as long as they could fill the pages there are. Partitions and tables that
 * inherit count with their parents, as ALTER TABLE works through them. The rows of a Citus table may lie on other servers.
 */
const tablesQuery = `
with recursive member (root, oid) as (
  select c.oid, c.oid from pg_catalog.pg_class c where c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't'
  union
  select m.root, i.inhrelid from member m join pg_catalog.pg_inherits i on i.inhparent = m.oid
), sized as (
  select m.root, c.oid, c.reltuples, c.relpages, coalesce(pg_catalog.pg_relation_size(c.oid), 0)::numeric as heap,
    coalesce(pg_catalog.pg_total_relation_size(c.oid), 0)::numeric as bytes,
    pg_catalog.current_setting('block_size')::numeric as block
  from member m join pg_catalog.pg_class c on c.oid = m.oid where c.relkind <> 'p'
), counted as (
  select z.root, z.bytes, s.n_tup_ins + s.n_tup_upd + s.n_tup_del as writes,
    case when z.heap = 0 then case when not exists (select from pg_catalog.pg_extension where extname = 'citus') then 0 end
      when z.reltuples >= 0 and z.relpages > 0 then z.reltuples::float8::numeric * z.heap / (z.relpages * z.block)
      when s.n_live_tup * z.block >= z.heap then s.n_live_tup end as live
  from sized z left join pg_catalog.pg_stat_all_tables s on s.relid = z.oid
)
select n.nspname::text as schema, t.relname::text as name, coalesce(pg_catalog.round(pg_catalog.sum(c.live)), 0)::text as rows,
  coalesce(pg_catalog.sum(c.bytes), 0)::text as bytes, coalesce(pg_catalog.sum(c.writes), 0)::text as writes,
  pg_catalog.count(*) filter (where c.root is not null and c.live is null) > 0 as unknown
from pg_catalog.pg_class t join pg_catalog.pg_namespace n on n.oid = t.relnamespace left join counted c on c.root = t.oid
where t.relkind in ('r', 'p', 'm') and t.relpersistence <> 't' and n.nspname !~ '^(pg|_timescaledb)_' and n.nspname <> 'information_schema'
  and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = t.oid and d.deptype = 'e')
group by 1, 2`

/**
 * Since when the counters count. A database whose counters were never reset has no stats_reset from 15 on; then it is when the server's own
 * began, which no crash or reset of all survives (test/engine/migrate/measure.test.ts). A standby counts no writes.
 */
const sinceQuery = `
select case when not pg_catalog.pg_is_in_recovery() then coalesce(d.stats_reset, least(b.stats_reset, a.stats_reset)) end as since,
  pg_catalog.now() as now
from pg_catalog.pg_stat_database d, pg_catalog.pg_stat_bgwriter b, pg_catalog.pg_stat_archiver a
where d.datname = pg_catalog.current_database()`

interface TableRow {
  readonly schema: string
  readonly name: string
  readonly rows: string
  readonly bytes: string
  readonly writes: string
  readonly unknown: boolean
}

/** Sizes of a database's tables, by two SELECTs on the catalog: any role that can connect will do. Throws what the session throws. */
export async function measure(session: Session, set: MigrationSet, signal?: AbortSignal): Promise<Measured> {
  const options = signal ? { signal } : {}
  const { rows } = await session.query<TableRow>(tablesQuery, [], options)
  const clock = await session.query<{ since: Date | null; now: Date }>(sinceQuery, [], options)
  const { since, now } = clock.rows[0] ?? { since: null, now: new Date() }
  const isOwn = belongsToBooks(set)
  const own = rows
    .filter(({ schema, name }) => !isOwn([schema, name]))
    .map((row) => ({ ...row, key: `${row.schema}.${row.name}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const tables = own
    .filter(({ unknown }) => !unknown)
    .map(({ key, rows, bytes, writes }): readonly [string, TableStatistics] => [
      key,
      {
        rows: Number(rows),
        bytes: Number(bytes),
        ...(since && { writesPerDay: perDay(Number(writes), since, now) }),
      },
    ])
  return {
    statistics: {
      takenAt: now.toISOString(),
      ...(since && { countedSince: since.toISOString() }),
      tables: Object.fromEntries(tables),
    },
    unknown: own.filter(({ unknown }) => unknown).map(({ key }) => key),
  }
}

const day = 24 * 60 * 60 * 1000

/** Counters younger than a day count as one day's: an hour says little about the other 23. */
export const perDay = (writes: number, since: Date, now: Date): number =>
  Math.round(writes / Math.max(1, (now.getTime() - since.getTime()) / day))
