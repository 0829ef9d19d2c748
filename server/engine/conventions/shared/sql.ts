import type { Session, Statement } from '../../db/session'
import { Failure } from '../../failure'
import type { Books } from '../convention'

export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`
export interface Table {
  readonly schema: string
  readonly name: string
}

export const quoted = (table: Table): string => `${ident(table.schema)}.${ident(table.name)}`

/** `schema.table` or `table`; the schema is the tool's default when not named. */
export function splitName(name: string, schema: string): Table {
  const dot = name.indexOf('.')
  return dot < 0 ? { schema, name } : { schema: name.slice(0, dot), name: name.slice(dot + 1) }
}

/** What a search_path names, as it is written (manual, 5.10.3 "The Schema Search Path"). */
const namesIn = (path: string): readonly string[] =>
  [...path.matchAll(/"((?:[^"]|"")*)"|[^,\s"]+/g)].map(([text, quoted]) => quoted?.replaceAll('""', '"') ?? text)

/** `schemaIn` reads the answer. */
export const askSchema: Statement = {
  sql: `select current_schema()::text as schema, current_setting('search_path') as path`,
  values: [],
}

/**
 * The first schema of the search_path that exists (manual, 9.27.1 "Session Information Functions"), else the first it names: nothing of
 * a tool's may land in another one than its migrations. `public` where it names none.
 */
export function schemaIn([row]: readonly unknown[]): string {
  const { schema, path } = row as { readonly schema: string | null; readonly path: string }
  return schema ?? namesIn(path).find((name) => name !== '' && name !== '$user') ?? 'public'
}

export const currentSchema = async (session: Session): Promise<string> =>
  schemaIn((await session.query(askSchema.sql)).rows)

/** The books of a tool that writes one row when a migration is done, and nothing before. */
export const oneRow = (row: NonNullable<Books['row']>): Pick<Books, 'row' | 'record'> => ({
  row,
  async record(session, entry, settings) {
    if (entry.outcome !== 'done') return
    const { sql, values } = row(entry, await currentSchema(session), settings)
    await session.query(sql, values)
  },
})

/** The first schema of a search_path that the connection string names, whether it exists or not (manual, 53.24 "pg_settings", source). */
export async function schemaGiven(session: Session): Promise<string | undefined> {
  const { rows } = await session.query<{ path: string }>(
    "select reset_val as path from pg_catalog.pg_settings where name = 'search_path' and source = 'client'",
  )
  const [name] = namesIn(rows[0]?.path ?? '')
  return name === '$user' ? undefined : name
}

/** Column names in order; undefined when there is no such table. */
export async function columnsOf(session: Session, table: Table): Promise<readonly string[] | undefined> {
  const { rows } = await session.query<{ name: string }>(
    `select a.attname::text as name from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p', 'v', 'f') and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table.schema, table.name],
  )
  return rows.length === 0 ? undefined : rows.map((row) => row.name)
}

/** Whether the tool's table is there. Failure('books-damaged') when a table of that name lacks its columns or has `foreign` ones. */
export async function hasBooks(
  session: Session,
  table: Table,
  tool: string,
  columns: readonly string[],
  foreign: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const found = await columnsOf(session, table)
  if (!found) return false
  const missing = columns.filter((column) => !found.includes(column))
  const other = found.find((column) => foreign[column] !== undefined)
  if (missing.length === 0 && other === undefined) return true
  const whose = other === undefined ? '' : `: it looks like ${foreign[other]}'s`
  throw new Failure('books-damaged', `${table.schema}.${table.name} is not a table ${tool} would make${whose}.`, {
    hint: `It has the columns ${found.join(', ')}; ${tool} wants ${columns.join(', ')}. Check that the right tool and database are meant.`,
  })
}
/** A `timestamptz` expression as milliseconds since 1970, which every driver hands over as a number. */
export const epoch = (expression: string): string => `(extract(epoch from ${expression}) * 1000)::float8`
export const time = (milliseconds: number | null | undefined): Date | undefined =>
  milliseconds === null || milliseconds === undefined ? undefined : new Date(milliseconds)

export async function databaseName(session: Session): Promise<string> {
  const { rows } = await session.query<{ name: string }>('select current_database()::text as name')
  return rows[0]!.name
}
