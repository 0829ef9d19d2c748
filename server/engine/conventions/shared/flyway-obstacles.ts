import type { Session } from '../../db/session'
import type { Intent, ToolSettings } from '../convention'
import { canonical, compareVersions } from './flyway-names'
import { configured, tableOf } from './flyway-table'
import { list } from './properties'
import { columnsOf } from './sql'

/** What Flyway would do and Lockstep can't do exactly. */
export async function obstaclesOf(
  session: Session,
  intent: Intent,
  settings: ToolSettings,
): Promise<readonly string[]> {
  const found = Object.entries(settings)
    .filter(([key, value]) => !key.startsWith('placeholder') && /\$\{.+\}/.test(value))
    .map(([key, value]) => `Flyway's setting ${key} is ${value}, whose value is not known here.`)
  if (found.length > 0) return found
  if (settings.initSql !== undefined) found.push('Flyway runs its initSql on every connection, and Lockstep does not.')
  if (intent.direction !== 'up') return found
  if (settings.skipExecutingMigrations === 'true')
    found.push('With skipExecutingMigrations Flyway records migrations without running them.')
  if (settings.cherryPick !== undefined)
    found.push('Flyway runs only the migrations that its setting cherryPick names.')
  found.push(...beyondTarget(intent, settings), ...(await notEmpty(session, settings)))
  return found
}

/** MigrationInfoServiceImpl.java: what comes after `target` is not run. */
function beyondTarget({ files }: Intent, { target }: ToolSettings): readonly string[] {
  if (target === undefined || target.toLowerCase() === 'latest') return []
  const versions = files.flatMap(({ name }) => (name.version === '' ? [] : [name.version]))
  const word = target.toLowerCase()
  const version = target.replace(/\?$/, '').replaceAll('_', '.')
  const late =
    word === 'current'
      ? versions
      : word === 'next'
        ? versions.slice(1)
        : versions.filter((one) => compareVersions(one, version) > 0)
  return late.length === 0
    ? []
    : [
        `Flyway's target is ${target}, and ${late.map(canonical).join(', ')} would be run: name where to stop with --to.`,
      ]
}

/** DbMigrate.java and Flyway.java: a database that holds something and no history is refused, or given a baseline first. */
async function notEmpty(session: Session, settings: ToolSettings): Promise<readonly string[]> {
  const table = await tableOf(session, settings)
  if (await columnsOf(session, table)) return []
  const wanted = configured(settings) === undefined ? [table.schema] : [table.schema, ...list(settings.schemas)]
  const { rows } = await session.query<{ name: string }>(
    `select nspname::text as name from pg_catalog.pg_namespace n where nspname = any($1::text[]) and (
       exists (select from pg_catalog.pg_class c where c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
         and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
       or exists (select from pg_catalog.pg_proc p where p.pronamespace = n.oid
         and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'))
     ) order by 1`,
    [wanted],
  )
  if (rows.length === 0) return []
  const schemas = `Found non-empty schema(s) ${rows.map(({ name }) => `"${name}"`).join(', ')} but no schema history table.`
  return [
    settings.baselineOnMigrate === 'true'
      ? `${schemas} With baselineOnMigrate Flyway counts everything up to version ${settings.baselineVersion ?? '1'} as applied: run lockstep baseline --to ${settings.baselineVersion ?? '1'} first.`
      : `${schemas} Run lockstep baseline first, with the version at which the database stands.`,
  ]
}
