import { quoteIdentifier, quoteName } from '../db/quote'
import type { Session } from '../db/session'
import type { MigrationSet } from './set'

/** The search_path that the tool's migrations find, as SET takes it; undefined where the tool leaves the session's own. */
export async function searchPathOf(
  session: Session,
  { convention, settings }: MigrationSet,
): Promise<string | undefined> {
  const path = convention.searchPath?.(settings)
  if (!path) return undefined
  const first = path.schemas.map(quoteIdentifier).join(', ')
  if (path.only) return first
  const { rows } = await session.query<{ own: string }>("select pg_catalog.current_setting('search_path') as own")
  return rows[0]!.own === '' ? first : `${first}, ${rows[0]!.own}`
}

/** The same where there is no session to ask: behind the tool's schemas the usual one. */
export function usualPath({
  convention,
  settings,
}: Pick<MigrationSet, 'convention' | 'settings'>): readonly string[] | undefined {
  const path = convention.searchPath?.(settings)
  return path && (path.only ? path.schemas : [...path.schemas, 'public'])
}

/** What a role, a database or a connection string that looks elsewhere than in public means for files that are read as if it did not. */
export async function otherSchema(
  session: Session,
  { convention, settings }: MigrationSet,
): Promise<string | undefined> {
  if (convention.searchPath?.(settings)) return undefined
  const [first] = await schemasOf(session)
  if (first === 'public') return undefined
  return first === undefined
    ? 'The session’s search_path names no schema that is there: what a migration creates without a schema’s name fails until there is one.'
    : `The session’s search_path begins with ${first}: what a migration creates without a schema’s name goes there, and is called public here.`
}

/** The schemas of a session's search_path that are there. */
export async function schemasOf(session: Session): Promise<readonly string[]> {
  const { rows } = await session.query<{ schemas: readonly string[] }>(
    'select pg_catalog.current_schemas(false) as schemas',
  )
  return rows[0]!.schemas
}

/**
 * The search_path of these schemas for a throwaway database, where those are made that `isMade` does not leave to the history; undefined
 * where it is the usual one.
 */
export async function lookThere(
  session: Session,
  schemas: readonly string[],
  isMade: (schema: string) => boolean = () => false,
): Promise<string | undefined> {
  if (schemas.length === 0 || schemas[0] === 'public') return undefined
  for (const schema of schemas)
    if (!isMade(schema)) await session.script(`create schema if not exists ${quoteName([schema])}`)
  return schemas.map(quoteIdentifier).join(', ')
}
