import { quoteLiteral } from '../../db/quote'
import type { Books, MigrationFile } from '../convention'
import { hasBooks, oneRow, type Table } from './sql'
import { statementsIn, whole } from './statements'

const table: Table = { schema: 'supabase_migrations', name: 'schema_migrations' }
const name = 'supabase_migrations.schema_migrations'

/** As `migration fetch` writes them back: each with the comments before it, without its semicolon. */
function statements(file: MigrationFile): readonly string[] {
  const { text } = file.source
  return statementsIn(text, whole(text)).map((piece) => text.slice(piece.from, piece.span.end).trim())
}

export const books: Books = {
  table: () => name,

  async applied(session) {
    if (!(await hasBooks(session, table, 'Supabase', ['version']))) return []
    const titled = await hasBooks(session, table, 'Supabase', ['version', 'name']).catch(() => false)
    const { rows } = await session.query<{ version: string; name: string | null }>(
      `select version, ${titled ? 'name' : 'null::text as name'} from ${name} order by version collate "C"`,
    )
    return rows.map((row) => ({ version: row.version, ...(row.name !== null && { title: row.name }) }))
  },

  // pkg/migration/history.go.
  async prepare(session) {
    await hasBooks(session, table, 'Supabase', ['version'])
    await session.script(`CREATE SCHEMA IF NOT EXISTS supabase_migrations;
CREATE TABLE IF NOT EXISTS ${name} (version text NOT NULL PRIMARY KEY);
ALTER TABLE ${name} ADD COLUMN IF NOT EXISTS statements text[];
ALTER TABLE ${name} ADD COLUMN IF NOT EXISTS name text;`)
  },

  ...oneRow(({ file }) => ({
    sql: `INSERT INTO ${name} (version, name, statements) VALUES ($1, $2, $3::text[])`,
    values: [file.name.version, nameIn(file), statements(file)],
  })),

  async forget(session, file) {
    await session.query(`DELETE FROM ${name} WHERE version = $1`, [file.name.version])
  },

  // As `supabase migration repair --status applied`.
  async baseline(session, upTo, _settings, all) {
    for (const file of all) {
      if (file.name.version > upTo.name.version) continue
      await session.query(
        `INSERT INTO ${name} (version, name, statements) VALUES ($1, $2, $3::text[]) ON CONFLICT (version) DO NOTHING`,
        [file.name.version, nameIn(file), statements(file)],
      )
    }
  },

  async repair(session, files) {
    const versions = new Set(files.map((file) => file.name.version))
    return (await books.applied(session, {}))
      .filter((row) => !versions.has(row.version))
      .map((row) => ({
        sql: `delete from ${name} where version = ${quoteLiteral(row.version)}`,
        why: `Migration ${row.version} has no file any more, and Supabase refuses to go on: it is marked as reverted.`,
      }))
  },
}

const nameIn = (file: MigrationFile): string => file.relativePath.replace(/^[0-9]+_(.*)\.sql$/, '$1')
