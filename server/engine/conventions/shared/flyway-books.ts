import { quoteLiteral } from '../../db/quote'
import type { Session } from '../../db/session'
import type { AppliedMigration, Books, MigrationFile, Repair, ToolSettings } from '../convention'
import { crc32 } from './crc32'
import { canonical, compareVersions } from './flyway-names'
import { obstaclesOf } from './flyway-obstacles'
import { ignoresMissing } from './flyway-policy'
import { configured, defaultTable, tableOf } from './flyway-table'
import { replaced } from './placeholders'
import { list } from './properties'
import { epoch, hasBooks, ident, quoted, type Table, time } from './sql'

const columns = [
  'installed_rank',
  'version',
  'description',
  'type',
  'script',
  'checksum',
  'installed_by',
  'installed_on',
  'execution_time',
  'success',
]

/** java.lang.String.hashCode. */
export const javaHash = (text: string): number => {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0
  return hash
}

/** PostgreSQLAdvisoryLockTemplate: `Flyway` as a number plus the hash of the quoted table name. */
export const lockKey = (table: Table): bigint => 77431708279161n + BigInt(javaHash(quoted(table)))

/** internal/resolver/ChecksumCalculator.java: one CRC over the lines without their ends and the BOM, as a signed 32-bit number. */
export function flywayChecksum(text: string): string {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  const encoder = new TextEncoder()
  let sum = 0
  for (const [i, line] of lines.entries())
    sum = crc32(encoder.encode(i === 0 ? line.replace(/^\uFEFF/, '') : line), sum)
  return String(sum | 0)
}

const textOf = (file: MigrationFile): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes)

/** Of a repeatable migration the replaced text counts; where a value is unknown the raw text's sum stands, which Flyway accepts as well. */
const checksum = (file: MigrationFile): string =>
  flywayChecksum(
    (file.name.kind === 'repeatable' ? replaced(file.source.text, file.placeholders) : undefined) ?? textOf(file),
  )

/** internal/util/AbbreviationUtils.java. */
const description = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 197)}...`)
const script = (path: string): string => (path.length <= 1000 ? path : `...${path.slice(3, 1000)}`)
const typeOf = (file: MigrationFile): string => (file.name.kind === 'baseline' ? 'SQL_BASELINE' : 'SQL')

interface Row {
  readonly installed_rank: number
  readonly version: string | null
  readonly description: string
  readonly type: string
  readonly script: string
  readonly checksum: number | null
  readonly installed_by: string
  readonly installed_on: number
  readonly success: boolean
}

async function rowsOf(session: Session, table: Table): Promise<readonly Row[]> {
  if (!(await hasBooks(session, table, 'Flyway', columns))) return []
  const { rows } = await session.query<Row>(
    `select installed_rank, version, description, type, script, checksum, installed_by, ${epoch("installed_on at time zone current_setting('TimeZone')")} as installed_on, success
     from ${quoted(table)} order by installed_rank`,
  )
  return rows
}

interface NewRow {
  readonly version: string | null
  readonly description: string
  readonly type: string
  readonly script: string
  readonly checksum: string | null
  readonly milliseconds: number
  readonly success: boolean
}

async function insert(
  session: Session,
  table: Table,
  row: NewRow,
  settings: ToolSettings,
  firstRank = 1,
): Promise<void> {
  await session.query(
    `insert into ${quoted(table)} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
     select coalesce(max(installed_rank) + 1, $1::int), $2, $3, $4, $5, $6::int, coalesce($7, current_user::text), $8::int, $9 from ${quoted(table)}`,
    [
      firstRank,
      row.version,
      row.description,
      row.type,
      row.script,
      row.checksum,
      settings.installedBy ?? null,
      Math.round(row.milliseconds),
      row.success,
    ],
  )
}

const identity = (row: { readonly version: string | null; readonly description: string }): string =>
  row.version === null ? `R ${row.description}` : canonical(row.version)

/** What stands: rows later marked as deleted or undone are gone, of a repeatable migration the last run counts. */
function standing(rows: readonly Row[]): readonly Row[] {
  const byIdentity = new Map<string, Row>()
  for (const row of rows) {
    if (row.type === 'SCHEMA') continue
    byIdentity.delete(identity(row))
    if (row.type !== 'DELETE' && !row.type.startsWith('UNDO')) byIdentity.set(identity(row), row)
  }
  return [...byIdentity.values()]
}

export const books: Books = {
  table: (settings) =>
    [configured(settings), settings.table ?? defaultTable].filter((part) => part !== undefined).join('.'),

  async applied(session, settings) {
    return standing(await rowsOf(session, await tableOf(session, settings))).map(
      (row): AppliedMigration => ({
        version: row.version ?? '',
        title: row.description,
        kind: row.version === null ? 'repeatable' : row.type === 'SQL_BASELINE' ? 'baseline' : 'versioned',
        script: row.script,
        at: time(row.installed_on),
        by: row.installed_by,
        ...(row.checksum !== null && { checksum: String(row.checksum) }),
        ...(!row.success && { failed: true }),
        ...(row.type.endsWith('BASELINE') && { baseline: true }),
      }),
    )
  },

  async prepare(session, settings) {
    const table = await tableOf(session, settings)
    if (await hasBooks(session, table, 'Flyway', columns)) return
    // With createSchemas=false they are somebody else's to make.
    const schemas =
      configured(settings) === undefined || settings.createSchemas === 'false'
        ? []
        : [...new Set([table.schema, ...list(settings.schemas)])]
    const created: string[] = []
    for (const schema of schemas) {
      const { rows } = await session.query('select 1 from pg_catalog.pg_namespace where nspname = $1', [schema])
      if (rows.length > 0) continue
      await session.query(`create schema ${ident(schema)}`)
      created.push(ident(schema))
    }
    // As PostgreSQLDatabase.getRawCreateScript writes it.
    await session.script(`CREATE TABLE ${quoted(table)} (
    "installed_rank" INT NOT NULL,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
);
ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${ident(`${table.name}_pk`)} PRIMARY KEY ("installed_rank");
CREATE INDEX ${ident(`${table.name}_s_idx`)} ON ${quoted(table)} ("success");`)
    if (created.length === 0) return
    await insert(
      session,
      table,
      {
        version: null,
        description: '<< Flyway Schema Creation >>',
        type: 'SCHEMA',
        script: created.join(','),
        checksum: null,
        milliseconds: 0,
        success: true,
      },
      settings,
      0,
    )
  },

  lock: {
    keys: async (session, settings) => [lockKey(await tableOf(session, settings))],
  },

  async record(session, { file, milliseconds, outcome }, settings) {
    // Flyway writes its row at the end; a failure only where no transaction took it back.
    if (outcome === 'started' || file.name.kind === 'callback') return
    const { name } = file
    const version = name.version === '' ? null : name.version
    await insert(
      session,
      await tableOf(session, settings),
      {
        version,
        description: description(name.title),
        type: typeOf(file),
        script: script(file.relativePath),
        checksum: checksum(file),
        milliseconds,
        success: outcome === 'done',
      },
      settings,
    )
  },

  async forget(session, file, settings) {
    const table = await tableOf(session, settings)
    const wanted = identity({
      version: file.name.version === '' ? null : file.name.version,
      description: file.name.title,
    })
    const ranks = (await rowsOf(session, table))
      .filter((row) => row.type !== 'SCHEMA' && identity(row) === wanted)
      .map((row) => row.installed_rank)
    await session.query(`delete from ${quoted(table)} where installed_rank = any($1::int[])`, [ranks])
  },

  checksum,

  // ResolvedMigrationImpl.java: of a repeatable migration the sum of the text before replacement will do as well.
  accepts: (file, stored) =>
    stored === checksum(file) || (file.name.kind === 'repeatable' && stored === flywayChecksum(textOf(file))),

  obstacles: obstaclesOf,

  async baseline(session, upTo, settings) {
    const text = settings.baselineDescription ?? '<< Flyway Baseline >>'
    const row = {
      version: upTo.name.version,
      description: text,
      type: 'BASELINE',
      script: text,
      checksum: null,
      milliseconds: 0,
      success: true,
    }
    await insert(session, await tableOf(session, settings), row, settings)
  },

  // internal/command/DbRepair.java, in its order.
  async repair(session, files, settings) {
    const table = await tableOf(session, settings)
    const rows = await rowsOf(session, table)
    const resolved = new Map(
      files.map((file) => [
        identity({ version: file.name.version === '' ? null : file.name.version, description: file.name.title }),
        file,
      ]),
    )
    const last = files
      .filter(({ name }) => name.version !== '')
      .map(({ name }) => name.version)
      .sort(compareVersions)
      .at(-1)
    const tolerated = ignoresMissing(settings)
    const repairs: Repair[] = []
    for (const row of rows.filter((row) => !row.success)) {
      repairs.push({
        sql: `delete from ${quoted(table)} where installed_rank = ${row.installed_rank}`,
        why: `${row.script} failed: it counts as pending again. Undo what it left behind first.`,
      })
    }
    for (const row of standing(rows).filter((row) => row.success && row.type === 'SQL')) {
      const file = resolved.get(identity(row))
      const version = row.version === null ? 'null' : quoteLiteral(row.version)
      if (!file) {
        const isFuture = row.version !== null && (last === undefined || compareVersions(row.version, last) > 0)
        if (isFuture ? tolerated.future : tolerated.missing) continue
        repairs.push({
          sql: `insert into ${quoted(table)} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) select max(installed_rank) + 1, ${version}, ${quoteLiteral(row.description)}, 'DELETE', ${quoteLiteral(row.script)}, ${row.checksum ?? 'null'}, ${settings.installedBy === undefined ? 'current_user' : quoteLiteral(settings.installedBy)}, 0, true from ${quoted(table)}`,
          why: `${row.script} has no file any more: it is marked as deleted.`,
        })
        continue
      }
      const sum = checksum(file)
      const same =
        String(row.checksum) === sum && row.description === description(file.name.title) && row.type === typeOf(file)
      const mayDiffer = row.version !== null || String(row.checksum) === flywayChecksum(textOf(file))
      if (same || !mayDiffer) continue
      repairs.push({
        sql: `update ${quoted(table)} set description = ${quoteLiteral(description(file.name.title))}, type = ${quoteLiteral(typeOf(file))}, checksum = ${sum} where installed_rank = ${row.installed_rank}`,
        why: `${file.relativePath} differs from what was applied: its checksum and description are taken as they are now.`,
      })
    }
    return repairs
  },
}
