import { quoteName } from '../db/quote'
import type { Session } from '../db/session'

export interface InvalidIndex {
  readonly schema: string
  readonly name: string
  readonly table: string
}

/** Ready to run outside a transaction. */
export const dropOf = ({ schema, name }: InvalidIndex): string =>
  `DROP INDEX CONCURRENTLY ${quoteName([schema, name])};`

/**
 * Indexes a failed CREATE INDEX CONCURRENTLY or REINDEX CONCURRENTLY left behind (manual, CREATE INDEX, "Building Indexes Concurrently"),
 * save those that are being built now.
 */
export async function invalidIndexes(session: Session): Promise<readonly InvalidIndex[]> {
  const { rows } = await session.query<InvalidIndex>(
    `select n.nspname::text as schema, c.relname::text as name, t.relname::text as table
     from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid join pg_catalog.pg_class t on t.oid = i.indrelid
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where not i.indisvalid and c.relkind = 'i' and n.nspname not like 'pg\\_toast%'
       and not exists (select from pg_catalog.pg_stat_progress_create_index p where p.index_relid = i.indexrelid and p.pid <> pg_backend_pid())
     order by 1, 2`,
  )
  return rows
}

/** Constraints that hold for new rows only: `schema.table.name`. */
export async function unvalidatedConstraints(session: Session): Promise<readonly string[]> {
  const { rows } = await session.query<{ name: string }>(
    `select format('%s.%s.%s', n.nspname, t.relname, c.conname) as name
     from pg_catalog.pg_constraint c join pg_catalog.pg_class t on t.oid = c.conrelid join pg_catalog.pg_namespace n on n.oid = t.relnamespace
     where not c.convalidated order by 1`,
  )
  return rows.map(({ name }) => name)
}

export const added = <T>(before: readonly T[], now: readonly T[]): readonly T[] => {
  const known = new Set(before.map((one) => JSON.stringify(one)))
  return now.filter((one) => !known.has(JSON.stringify(one)))
}
