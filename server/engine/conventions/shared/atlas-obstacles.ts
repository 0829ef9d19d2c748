import type { Session } from '../../db/session'
import type { Intent, ToolSettings } from '../convention'
import { hashFile, parseSum } from './atlas-sum'
import { schemaGiven, type Table } from './sql'

/** What Atlas refuses before it runs anything. */
export async function obstaclesOf(
  session: Session,
  { direction, all }: Intent,
  settings: ToolSettings,
  revisions: Table,
  rows: number,
): Promise<readonly string[]> {
  if (settings.manifest === undefined) return ["checksum file not found: run 'atlas migrate hash'."]
  // sql/migrate/dir.go, Validate: the sum of all, which stands on the first line, covers every other.
  if (parseSum(settings.manifest).total !== parseSum(hashFile(all)).total)
    return ["checksum mismatch: atlas.sum does not fit the files; run 'atlas migrate hash' once the change is meant."]
  if (direction !== 'up' || rows > 0 || settings['allow-dirty'] === 'true') return []
  const dirt = await notClean(session, revisions)
  return dirt === undefined
    ? []
    : [
        `sql/migrate: connected database is not clean: ${dirt}. baseline version or allow-dirty is required: run lockstep baseline first.`,
      ]
}

/** sql/postgres/driver.go, CheckClean: the connection's schema when it names one, else every schema. */
async function notClean(session: Session, revisions: Table): Promise<string | undefined> {
  const given = await schemaGiven(session)
  const { rows } = await session.query<{ schema: string; name: string | null }>(
    `select n.nspname::text as schema, min(c.relname::text) as name from pg_catalog.pg_namespace n
     left join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p') and (n.nspname::text, c.relname::text) <> ($1, $2)
       and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname::text = coalesce($3, n.nspname::text) group by 1 order by 1`,
    [revisions.schema, revisions.name, given ?? null],
  )
  const found = rows.find(
    ({ schema, name }) => name !== null || (given === undefined && schema !== 'public' && schema !== revisions.schema),
  )
  if (!found) return undefined
  return given === undefined ? `found schema "${found.schema}"` : `found table "${found.name}" in schema "${given}"`
}
