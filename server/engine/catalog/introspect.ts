import type { Session } from '../db/session'
import type { Catalog, KindDefinition, Row } from './catalog'
import { kinds } from './kinds/index'
import { emptyCatalog } from './store'

/**
 * The catalog of a running database, PostgreSQL 14 to 18, as one snapshot. Reads pg_catalog only, so any role that can connect will do.
 * Members of extensions, system schemas and temporary objects are left out. Throws what the session throws.
 */
export async function introspect(session: Session, signal?: AbortSignal): Promise<Catalog> {
  const options = signal ? { signal } : {}
  return session.transaction(
    async (tx) => {
      await tx.script('set local search_path = pg_catalog', options)
      const draft = emptyCatalog({ origin: 'live', major: tx.major }).draft()
      for (const definition of Object.values(kinds) as unknown as KindDefinition[]) {
        const { rows } = await tx.query<Row>(definition.introspect.sql(tx.major), [], options)
        for (const row of rows) draft.apply({ type: 'put', entry: definition.introspect.entry(row) })
      }
      return draft
    },
    { ...options, readOnly: true, oneSnapshot: true },
  )
}
