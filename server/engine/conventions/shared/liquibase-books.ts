import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { Session } from '../../db/session'
import { Failure } from '../../failure'
import type { Books, LockRow, MigrationFile, ToolSettings } from '../convention'
import { nameOf as baseOf } from './folders'
import { changesetSql } from './liquibase-changesets'
import { namesIn } from './liquibase-filter'
import { obstaclesOf } from './liquibase-obstacles'
import { changesetOf, storedPath } from './liquibase-parts'
import { currentSchema, epoch, hasBooks, quoted, type Table, time } from './sql'

const md5 = (data: string): string => createHash('md5').update(data).digest('hex')

/** Liquibase 4.22 and later: AbstractSQLChange.NormalizingStream drops every blank, ChangeSet.generateCheckSum wraps the sum once more. */
export function checksum9(sql: string): string {
  const inner = `9:${md5(sql.replace(/[ \t\r\n]/g, ''))}`
  return `9:${md5(`${inner}:`)}`
}

/** 3.5 to 4.21: NormalizingStreamV8. */
export function checksum8(
  sql: string,
  { endDelimiter, split = true, strip = true }: { endDelimiter?: string; split?: boolean; strip?: boolean } = {},
): string {
  const inner = `8:${md5(`${endDelimiter ?? 'null'}:${split}:${strip}:${sql.replace(/\s+/g, ' ').trim()}`)}`
  return `8:${md5(`${inner}:`)}`
}

/** Its times have no zone: pgjdbc sets the session's to that of the machine Liquibase runs on, and it reads its rows in their order. */
const moment = (): string => `now() at time zone '${Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'}'`
const instant = (column: string): string => moment().replace('now()', column)

/** The version whose rows these are like; written where the books do not tell the version in use. */
const observed = '4.28.0'
const columns =
  'id author filename dateexecuted orderexecuted exectype md5sum description comments tag liquibase contexts labels deployment_id'.split(
    ' ',
  )

const named = (settings: ToolSettings): string =>
  (settings.databaseChangeLogTableName ?? 'databasechangelog').toLowerCase()
const lockNamed = (settings: ToolSettings): string =>
  (settings.databaseChangeLogLockTableName ?? 'databasechangeloglock').toLowerCase()
const configured = ({ liquibaseSchemaName, defaultSchemaName }: ToolSettings): string | undefined =>
  liquibaseSchemaName ?? defaultSchemaName
const within = (settings: ToolSettings, name: string): string =>
  configured(settings) === undefined ? name : `${configured(settings)}.${name}`
const tableOf = async (session: Session, settings: ToolSettings, name = named(settings)): Promise<Table> => ({
  schema: configured(settings) ?? (await currentSchema(session)),
  name,
})

const sqlOf = (file: MigrationFile): string | undefined => {
  const changeset = changesetOf(file)
  return changeset && changesetSql(file.source, changeset, file.placeholders)
}

function checksum(file: MigrationFile): string | undefined {
  const sql = sqlOf(file)
  return sql === undefined ? undefined : checksum9(sql)
}

interface Row {
  readonly id: string
  readonly author: string
  readonly filename: string
  readonly at: number
  readonly exectype: string
  readonly md5sum: string | null
  readonly comments: string | null
  readonly liquibase: string | null
}

/** In the order of StandardChangeLogHistoryService: by time, then by number. */
async function rowsOf(session: Session, settings: ToolSettings): Promise<readonly Row[]> {
  const table = await tableOf(session, settings)
  if (!(await hasBooks(session, table, 'Liquibase', columns))) return []
  const { rows } = await session.query<Row>(
    `select id, author, filename, ${epoch(instant('dateexecuted'))} as at, exectype, md5sum, comments, liquibase
     from ${quoted(table)} order by dateexecuted, orderexecuted`,
  )
  return rows
}

/** MarkChangeSetRanGenerator.limitSize. */
const shortened = (text: string): string => (text.length <= 250 ? text : `${text.slice(0, 247)}...`)

/** What a changeset is written as; Failure('not-supported') where that is not known. */
function entryOf(file: MigrationFile, settings: ToolSettings) {
  const changeset = changesetOf(file)
  const filename = storedPath(file, settings)
  const sum = checksum(file)
  if (!changeset || filename === undefined || sum === undefined)
    throw new Failure('not-supported', `How Liquibase would record ${file.relativePath} is not known.`, {
      hint: 'lockstep plan says why.',
    })
  const context = changeset.attribute('contextFilter') || changeset.attribute('context') || ''
  return {
    id: changeset.id,
    author: changeset.author,
    filename,
    sum,
    comments: shortened((changeset.comment ?? '').trim()),
    // ChangeSet.appendContext.
    contexts: context === '' ? null : /[,\s]/.test(context) ? `(${context})` : context,
    labels: [...new Set(namesIn(changeset.attribute('labels')))].join(',') || null,
  }
}

/** One row, or the row there is when the changeset ran before. `deployment` is one for all rows of a run. */
async function write(session: Session, file: MigrationFile, settings: ToolSettings, deployment: string): Promise<void> {
  const table = quoted(await tableOf(session, settings))
  const { id, author, filename, sum, comments, contexts, labels } = entryOf(file, settings)
  const next = `(select coalesce(max(orderexecuted), 0) + 1 from ${table})`
  const version = `coalesce((select liquibase from ${table} where liquibase is not null order by dateexecuted desc, orderexecuted desc limit 1), '${observed}')`
  const values = [id, author, filename, sum, comments, contexts, labels, deployment]
  const { rows } = await session.query(
    `UPDATE ${table} SET dateexecuted = ${moment()}, orderexecuted = ${next}, md5sum = $4, exectype = 'RERAN', deployment_id = $8, comments = $5,
     contexts = $6, labels = $7, liquibase = ${version}, description = 'sql' WHERE id = $1 AND author = $2 AND filename = $3 RETURNING id`,
    values,
  )
  if (rows.length > 0) return
  await session.query(
    `INSERT INTO ${table} (id, author, filename, dateexecuted, orderexecuted, md5sum, description, comments, exectype, contexts, labels, liquibase, deployment_id)
     VALUES ($1, $2, $3, ${moment()}, ${next}, $4, 'sql', $5, 'EXECUTED', $6, $7, ${version}, $8)`,
    values,
  )
}

/** Scope.getDeploymentId: the time in milliseconds without its first three digits. */
const deploymentOf = (run = new Date()): string => String(run.getTime()).slice(3)

/** Starts what Lockstep writes into LOCKEDBY: such a lock whose run is gone may be taken over. */
const ownMark = 'lockstep on '

const lockRow: LockRow = {
  hint: 'If it is gone, give its lock back: liquibase release-locks.',

  // StandardLockService.acquireLock. Ours is alone among Lockstep's runs already: a mark of ours is of one that died.
  async take(session, settings) {
    await makeLockTable(session, settings)
    const table = quoted(await tableOf(session, settings, lockNamed(settings)))
    const { rows } = await session.query(
      `UPDATE ${table} SET locked = TRUE, lockedby = $1, lockgranted = ${moment()} WHERE id = 1 AND (locked = FALSE OR lockedby LIKE $2) RETURNING id`,
      [`${ownMark}${hostname()} (process ${process.pid})`, `${ownMark}%`],
    )
    if (rows.length > 0) return undefined
    const { rows: holders } = await session.query<{ by: string | null; since: string | null }>(
      `select lockedby as by, lockgranted::text as since from ${table} where id = 1`,
    )
    const holder = holders[0]
    return holder ? `${holder.by ?? 'somebody'} since ${holder.since}` : `${table} has no row`
  },

  async release(session, settings) {
    const table = quoted(await tableOf(session, settings, lockNamed(settings)))
    await session.query(
      `UPDATE ${table} SET locked = FALSE, lockedby = NULL, lockgranted = NULL WHERE id = 1 AND lockedby LIKE $1`,
      [`${ownMark}%`],
    )
  },
}

// CreateDatabaseChangeLogLockTableGenerator and InitializeDatabaseChangeLogLockTableGenerator.
async function makeLockTable(session: Session, settings: ToolSettings): Promise<void> {
  const table = await tableOf(session, settings, lockNamed(settings))
  if (!(await hasBooks(session, table, 'Liquibase', ['id', 'locked', 'lockgranted', 'lockedby'])))
    await session.query(
      `CREATE TABLE IF NOT EXISTS ${quoted(table)} (id INTEGER NOT NULL, locked BOOLEAN NOT NULL, lockgranted TIMESTAMP WITHOUT TIME ZONE, lockedby VARCHAR(255), CONSTRAINT ${table.name}_pkey PRIMARY KEY (id))`,
    )
  await session.query(`INSERT INTO ${quoted(table)} (id, locked) VALUES (1, FALSE) ON CONFLICT DO NOTHING`)
}

export const books: Books = {
  table: (settings) => within(settings, named(settings)),
  others: (settings) => [within(settings, lockNamed(settings))],

  async applied(session, settings) {
    return (await rowsOf(session, settings)).map((row) => ({
      version: `${row.filename}::${row.id}::${row.author}`,
      title: row.comments ?? '',
      script: row.filename,
      at: time(row.at),
      ...(row.md5sum !== null && { checksum: row.md5sum }),
      ...(row.exectype === 'FAILED' && { failed: true }),
    }))
  },

  // CreateDatabaseChangeLogTableGenerator.
  async prepare(session, settings) {
    const table = await tableOf(session, settings)
    const exists = await hasBooks(session, table, 'Liquibase', columns)
    await makeLockTable(session, settings)
    if (exists) return
    const text = (name: string, size = 255, rest = '') => `${name} VARCHAR(${size})${rest}`
    await session.query(
      `CREATE TABLE IF NOT EXISTS ${quoted(table)} (${[
        text('id', 255, ' NOT NULL'),
        text('author', 255, ' NOT NULL'),
        text('filename', 255, ' NOT NULL'),
        'dateexecuted TIMESTAMP WITHOUT TIME ZONE NOT NULL',
        'orderexecuted INTEGER NOT NULL',
        text('exectype', 10, ' NOT NULL'),
        text('md5sum', 35),
        text('description'),
        text('comments'),
        text('tag'),
        text('liquibase', 20),
        text('contexts'),
        text('labels'),
        text('deployment_id', 10),
      ].join(', ')})`,
    )
  },

  lockRow,
  obstacles: async (session, intent, settings) =>
    obstaclesOf(intent, await rowsOf(session, settings), settings, await currentSchema(session)),

  async record(session, { file, outcome, run }, settings) {
    if (outcome === 'done') await write(session, file, settings, deploymentOf(run))
  },

  async forget(session, file, settings) {
    const { id, author, filename } = entryOf(file, settings)
    await session.query(
      `DELETE FROM ${quoted(await tableOf(session, settings))} WHERE id = $1 AND author = $2 AND filename = $3`,
      [id, author, filename],
    )
  },

  checksum,

  // ChangeSet.isCheckSumValid; a sum of an older generation is compared with that one's, a missing one is filled in.
  accepts(file, stored) {
    const changeset = changesetOf(file)
    const sql = sqlOf(file)
    if (!changeset || sql === undefined) return true
    const endDelimiter = changeset.attribute('endDelimiter')
    const old = {
      ...(endDelimiter !== undefined && { endDelimiter }),
      split: changeset.is('splitStatements', true),
      strip: changeset.is('stripComments', true),
    }
    if (stored === checksum9(sql) || stored === checksum8(sql, old)) return true
    return changeset.validCheckSums.some((valid) => valid === stored || /^(1:)?(any|all|\*)$/i.test(valid))
  },

  // As `liquibase changelog-sync`.
  async baseline(session, upTo, settings, all) {
    const deployment = deploymentOf()
    for (const file of all) {
      await write(session, file, settings, deployment)
      if (file.name.version === upTo.name.version) return
    }
  },

  async repair(session, files, settings) {
    const table = quoted(await tableOf(session, settings))
    const byName = new Map(files.map((file) => [`${storedPath(file, settings)}::${file.part}`, file]))
    const literal = (value: string) => `'${value.replaceAll("'", "''")}'`
    return (await rowsOf(session, settings)).flatMap(({ id, author, filename, md5sum }) => {
      const file = byName.get(`${filename}::${id}::${author}`)
      const sum = file && checksum(file)
      if (!file || sum === undefined || md5sum === null || file.name.kind === 'repeatable') return []
      if (books.accepts!(file, md5sum, settings)) return []
      return [
        {
          sql: `update ${table} set md5sum = ${literal(sum)} where id = ${literal(id)} and author = ${literal(author)} and filename = ${literal(filename)}`,
          why: `${file.relativePath} was edited after it was applied: its checksum is taken as it is now.`,
        },
      ]
    })
  },
}

/** Liquibase knows a changeset by the path it was run with; here by the file's name, and `obstacles` minds the rest. */
export const identity = (version: string): string => {
  const [path = '', ...rest] = version.split('::')
  return [baseOf(path).toLowerCase(), ...rest].join('::')
}
