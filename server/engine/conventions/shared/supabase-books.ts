import { quoteLiteral } from '../../db/quote'
import { tokensIn } from '../../syntax/tokens'
import { spanOf } from '../../text/source'
import type { Books, MigrationFile } from '../convention'
import { hasBooks, oneRow, type Table } from './sql'
import { statementsIn, whole } from './statements'

const table: Table = { schema: 'supabase_migrations', name: 'schema_migrations' }
const name = 'supabase_migrations.schema_migrations'

/** pkg/parser/token.go, SplitAndTrim: what stands between two semicolons, comments included; `migration fetch` writes it back. */
export function storedStatements({ source: { text } }: Pick<MigrationFile, 'source'>): readonly string[] {
  const pieces = statementsIn(text, whole(text))
  const end = pieces.at(-1)?.span.end ?? 0
  const semicolon = tokensIn(text, spanOf(end, text.length)).find(({ kind }) => kind !== 'comment')
  const starts = pieces.length > 0 ? [...pieces.map(({ from }) => from), semicolon?.span.end ?? text.length] : [0]
  return starts
    .map((from, i) =>
      text
        .slice(from, starts[i + 1])
        .replace(/;+$/, '')
        .trim(),
    )
    .filter((statement) => statement !== '')
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
    values: [file.name.version, nameIn(file), storedStatements(file)],
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
        [file.name.version, nameIn(file), storedStatements(file)],
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
