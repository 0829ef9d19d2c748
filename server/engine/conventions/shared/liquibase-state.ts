import { createHash } from 'node:crypto'
import type { MigrationFile, State, ToolSettings } from '../convention'
import { changesetsOf } from './liquibase-changesets'
import { currentSchema, epoch, hasBooks, quoted, time } from './sql'

const md5 = (data: string): string => createHash('md5').update(data).digest('hex')

/** Liquibase 4.22 and later: AbstractSQLChange.NormalizingStream drops every blank, ChangeSet.generateCheckSum wraps the sum once more. */
export function checksum9(sql: string): string {
  const inner = `9:${md5(sql.replace(/[ \t\r\n]/g, ''))}`
  return `9:${md5(`${inner}:`)}`
}

/** 3.5 to 4.21: NormalizingStreamV8, with a changeset's default attributes. */
export function checksum8(sql: string): string {
  const inner = `8:${md5(`null:true:true:${sql.replace(/\s+/g, ' ').trim()}`)}`
  return `8:${md5(`${inner}:`)}`
}

const directive = /^\s*--\s*(rollback|preconditions?|precondition-[\w-]+|property|comment|validCheckSum|ignoreLines)\b/i

/** The changeset's SQL as it is hashed: its lines without directives, ordinary comments kept. */
export function changesetSql(file: MigrationFile, index: number): string | undefined {
  const changeset = changesetsOf(file.source)[index]
  return changeset?.body
    .map((span) => file.source.slice(span))
    .join('')
    .split(/\r?\n/)
    .filter((line) => !directive.test(line))
    .join('\n')
    .trim()
}

const configuredSchema = (settings: ToolSettings): string | undefined =>
  settings.liquibaseSchemaName ?? settings.defaultSchemaName
const nameOf = (settings: ToolSettings): string =>
  (settings.databaseChangeLogTableName ?? 'databasechangelog').toLowerCase()

/** What `databasechangelog` says, a file at a time; Liquibase alone writes it. */
export const state: State = {
  table: nameOf,

  async applied(session, settings) {
    const table = { schema: configuredSchema(settings) ?? (await currentSchema(session)), name: nameOf(settings) }
    if (
      !(await hasBooks(session, table, 'Liquibase', [
        'id',
        'author',
        'filename',
        'dateexecuted',
        'orderexecuted',
        'exectype',
        'md5sum',
      ]))
    )
      return []
    const { rows } = await session.query<{ filename: string; at: number; sum: string | null; changesets: number }>(
      `select filename, max(${epoch("dateexecuted at time zone current_setting('TimeZone')")}) as at, min(md5sum) as sum, count(*)::int as changesets
       from ${quoted(table)} where exectype in ('EXECUTED', 'RERAN', 'MARK_RAN') group by filename order by min(orderexecuted)`,
    )
    return rows.map((row) => ({
      version: row.filename,
      title: `${row.changesets} changeset${row.changesets === 1 ? '' : 's'}`,
      script: row.filename,
      at: time(row.at),
      ...(row.sum !== null && row.changesets === 1 && { checksum: row.sum }),
    }))
  },

  /** Of a file that holds one changeset; several have a sum each. */
  checksum(file) {
    if (changesetsOf(file.source).length !== 1) return undefined
    const sql = changesetSql(file, 0)
    return sql === undefined ? undefined : checksum9(sql)
  },
}
