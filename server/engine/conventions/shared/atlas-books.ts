import { createHash } from 'node:crypto'
import type { Session } from '../../db/session'
import { Failure } from '../../failure'
import { spanOf } from '../../text/source'
import type { Books, MigrationFile, ToolSettings } from '../convention'
import { obstaclesOf } from './atlas-obstacles'
import { parseSum } from './atlas-sum'
import { epoch, hasBooks, ident, quoted, schemaGiven, type Table, time } from './sql'
import { statementsIn, whole } from './statements'

/** Type bits of a revision: sql/migrate/migrate.go. */
const baselined = 1
const executed = 2
const resolved = 4

const columns = [
  'version',
  'description',
  'type',
  'applied',
  'total',
  'executed_at',
  'execution_time',
  'error',
  'error_stmt',
  'hash',
  'partial_hashes',
  'operator_version',
]
const own = 'atlas_schema_revisions'
const named = (settings: ToolSettings): Table => ({ schema: settings['revisions-schema'] ?? own, name: own })

/** cmdapi, revisionSchemaName: of a URL with a search_path that schema, else one of its own. */
const tableOf = async (session: Session, settings: ToolSettings): Promise<Table> =>
  settings['revisions-schema'] === undefined
    ? { schema: (await schemaGiven(session)) ?? own, name: own }
    : named(settings)

/** FNV-1 (not 1a), 32 bits, as hash/fnv's New32. */
export function fnv1(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash, 0x01000193) ^ byte
  return hash >>> 0
}

function sumOf(file: MigrationFile, settings: ToolSettings): string {
  const sum = parseSum(settings.manifest ?? '').entries.get(file.relativePath)
  if (sum !== undefined) return sum
  throw new Failure('books-damaged', `atlas.sum has no line for ${file.relativePath}.`, {
    hint: "Run 'atlas migrate hash'.",
  })
}

/** sql/migrate/lex.go: with the semicolon where there is one; a delimiter of its own is no part of a statement. */
function statementsOf(file: MigrationFile): readonly string[] {
  const { text } = file.source
  const { separators = [] } = file.sections[0] ?? {}
  if (separators.length === 0)
    return statementsIn(text, whole(text)).map(
      ({ span }) => file.source.slice(span) + (text[span.end] === ';' ? ';' : ''),
    )
  const starts = [0, ...separators.map(({ end }) => end)]
  const ends = [...separators.map(({ start }) => start), text.length]
  return starts.flatMap((start, i) => {
    const spans = statementsIn(text, spanOf(start, ends[i]!)).map(({ span }) => span)
    return spans.length === 0 ? [] : [text.slice(spans[0]!.start, ends[i]).trim()]
  })
}

/** One running SHA-256 over the statements' texts, taken after each. */
function partialHashes(statements: readonly string[]): string {
  const running = createHash('sha256')
  return JSON.stringify(statements.map((text) => `h1:${running.update(text).copy().digest('base64')}`))
}

const description = (file: MigrationFile): string =>
  file.relativePath.replace(/\.sql$/, '').slice(file.name.version.length + 1)

export const books: Books = {
  table: (settings) => `${named(settings).schema}.${named(settings).name}`,

  async applied(session, settings) {
    const table = await tableOf(session, settings)
    if (!(await hasBooks(session, table, 'Atlas', columns))) return []
    const { rows } = await session.query<{
      version: string
      description: string
      type: number
      partial: boolean
      at: number
      hash: string
      operator: string
    }>(
      `select version, description, type::int, applied < total or coalesce(error, '') <> '' as partial, ${epoch('executed_at')} as at, hash, operator_version as operator
       from ${quoted(table)} where version <> '.atlas_cloud_identifier' order by version collate "C"`,
    )
    return rows.map((row) => ({
      version: row.version,
      title: row.description,
      at: time(row.at),
      by: row.operator,
      checksum: row.hash,
      ...(row.partial && { failed: true }),
      ...(row.type === baselined && { baseline: true }),
    }))
  },

  async prepare(session, settings) {
    const table = await tableOf(session, settings)
    if (await hasBooks(session, table, 'Atlas', columns)) return
    await session.script(`CREATE SCHEMA IF NOT EXISTS ${ident(table.schema)};
CREATE TABLE IF NOT EXISTS ${quoted(table)} (
  "version" character varying NOT NULL,
  "description" character varying NOT NULL,
  "type" bigint NOT NULL DEFAULT 2,
  "applied" bigint NOT NULL DEFAULT 0,
  "total" bigint NOT NULL DEFAULT 0,
  "executed_at" timestamptz NOT NULL,
  "execution_time" bigint NOT NULL,
  "error" text NULL,
  "error_stmt" text NULL,
  "hash" character varying NOT NULL,
  "partial_hashes" jsonb NULL,
  "operator_version" character varying NOT NULL,
  PRIMARY KEY ("version")
);`)
  },

  lock: { keys: async () => [BigInt(fnv1('atlas_migrate_execute'))] },

  async record(session, { file, milliseconds, outcome, statements: done = 0, error }, settings) {
    if (outcome === 'started') return
    const all = statementsOf(file)
    const applied = outcome === 'done' ? all.length : done
    const values = [
      file.name.version,
      description(file),
      executed,
      applied,
      all.length,
      Math.round(milliseconds * 1e6),
      outcome === 'done' ? '' : (error?.message ?? 'failed'),
      outcome === 'done' ? '' : (error?.statement ?? all[done] ?? ''),
      sumOf(file, settings),
      outcome === 'done' ? 'null' : partialHashes(all.slice(0, done)),
    ]
    await session.query(
      `INSERT INTO ${quoted(await tableOf(session, settings))} (version, description, type, applied, total, executed_at, execution_time, error, error_stmt, hash, partial_hashes, operator_version)
       VALUES ($1, $2, $3::bigint, $4::bigint, $5::bigint, clock_timestamp(), $6::bigint, $7, $8, $9, $10::jsonb, 'Lockstep')
       ON CONFLICT (version) DO UPDATE SET applied = excluded.applied, total = excluded.total, executed_at = excluded.executed_at, execution_time = excluded.execution_time,
       error = excluded.error, error_stmt = excluded.error_stmt, hash = excluded.hash, partial_hashes = excluded.partial_hashes`,
      values,
    )
  },

  async forget(session, file, settings) {
    await session.query(`DELETE FROM ${quoted(await tableOf(session, settings))} WHERE version = $1`, [
      file.name.version,
    ])
  },

  obstacles: async (session, intent, settings) =>
    obstaclesOf(
      session,
      intent,
      settings,
      await tableOf(session, settings),
      (await books.applied(session, settings)).length,
    ),

  // Executor.Pending never looks at a row's hash: an edit shows in atlas.sum alone, and a new file changes the lines of all behind it.
  accepts: () => true,

  /** The file's line of atlas.sum, as it stands there. */
  checksum: (file, settings) => parseSum(settings.manifest ?? '').entries.get(file.relativePath),

  async baseline(session, upTo, settings) {
    await session.query(
      `INSERT INTO ${quoted(await tableOf(session, settings))} (version, description, type, executed_at, execution_time, error, error_stmt, hash, partial_hashes, operator_version)
       VALUES ($1, $2, ${baselined}, clock_timestamp(), 0, '', '', $3, 'null', 'Lockstep')`,
      [upTo.name.version, description(upTo), sumOf(upTo, settings)],
    )
  },

  // As `atlas migrate set` does it for one version.
  async repair(session, _files, settings) {
    const table = quoted(await tableOf(session, settings))
    return (await books.applied(session, settings)).flatMap((row) =>
      row.failed
        ? [
            {
              sql: `update ${table} set type = type | ${resolved}, applied = total, error = '', error_stmt = '', partial_hashes = 'null' where version = '${row.version.replaceAll("'", "''")}'`,
              why: `Migration ${row.version} stopped half way: it counts as applied from now on. Run the rest of its statements by hand first.`,
            },
          ]
        : [],
    )
  },
}
