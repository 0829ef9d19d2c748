import type { Session } from '../../db/session'
import { tokensIn } from '../../syntax/tokens'
import type { Intent, MigrationFile, ToolSettings } from '../convention'
import { fileOf, planned, planOf, resolved, scriptHash } from './sqitch-plan'
import { userOf } from './sqitch-user'
import { ident } from './sql'
import { whole } from './statements'

/** Settings that move the scripts, change how they are run, or make psql replace names in them. */
const moved = '(deploy_dir|revert_dir|verify_dir|reworked_dir|extension|plan_file)'
export const foreignSettings = new RegExp(
  `^(core\\.${moved}|(engine\\.pg|target\\..+)\\.(${moved}|top_dir)|target\\..+\\.registry|deploy\\.verify|(core|deploy|revert|engine\\.pg|target\\..+)\\.variables\\..+)$`,
)

/** What Sqitch would do and Lockstep can't, and what Sqitch itself refuses before it begins. */
export async function obstaclesOf(
  session: Session,
  { direction, files, all }: Intent,
  settings: ToolSettings,
  registry: string | undefined,
): Promise<readonly string[]> {
  const found: string[] = []
  const plan = planOf(settings)
  for (const { line, message } of plan.errors) found.push(`sqitch.plan, line ${line}: ${message}.`)
  if (userOf(settings) === undefined)
    found.push(
      "Sqitch wants to know who deploys: run sqitch config --user user.name 'Your Name' and sqitch config --user user.email you@example.com.",
    )
  for (const [name, value] of Object.entries(settings))
    if (foreignSettings.test(name) && !(name === 'deploy.verify' && value === 'false'))
      found.push(`sqitch.conf sets ${name}, which only Sqitch itself minds.`)
  const scripts = all.filter(
    ({ name }) => name.direction === direction && files.some((file) => file.name.version === name.version),
  )
  for (const file of scripts) found.push(...psqlOnly(file))
  const ids = files.flatMap(
    (file) => planned(settings).find(({ change }) => fileOf(change) === file.name.version)?.id ?? [],
  )
  const deployed = registry === undefined ? new Map<string, string | null>() : await deployedIn(session, registry)
  if (registry !== undefined) found.push(...(await otherProject(session, registry, settings)))
  if (direction === 'down') {
    if (registry !== undefined) found.push(...(await requiring(session, registry, ids)))
    return found
  }
  return [...found, ...dependencies(files, settings, deployed), ...sameScripts(files, settings, deployed)]
}

async function deployedIn(session: Session, registry: string): Promise<Map<string, string | null>> {
  const { rows } = await session.query<{ change_id: string; hash: string | null }>(
    `select change_id, project || ' ' || script_hash as hash from ${ident(registry)}.changes`,
  )
  return new Map(rows.map(({ change_id, hash }) => [change_id, hash]))
}

/** DBIEngine.pm, register_project. */
async function otherProject(session: Session, registry: string, settings: ToolSettings): Promise<readonly string[]> {
  const { project, uri = null } = planOf(settings)
  const { rows } = await session.query<{ project: string; uri: string | null }>(
    `select project, uri from ${ident(registry)}.projects where project = $1 or uri = $2`,
    [project, uri],
  )
  return rows
    .filter((row) => row.project !== project || row.uri !== uri)
    .map(
      (row) =>
        `${registry}.projects has the project ${row.project} with the URI ${row.uri}; the plan says ${project} with ${uri}.`,
    )
}

/** Engine.pm, check_deploy_dependencies. */
function dependencies(
  files: readonly MigrationFile[],
  settings: ToolSettings,
  deployed: ReadonlyMap<string, unknown>,
): readonly string[] {
  const found: string[] = []
  const seen = new Set(deployed.keys())
  for (const file of files) {
    const one = planned(settings).find(({ change }) => fileOf(change) === file.name.version)
    if (!one) {
      found.push(`sqitch.plan has no change ${file.name.version}.`)
      continue
    }
    // Plan/Depend.pm, id.
    for (const name of [...one.change.requires, ...one.change.conflicts])
      if (!name.includes(':') && !resolved(settings, name))
        found.push(`Unable to find change "${name}" in plan sqitch.plan`)
    for (const name of one.change.requires) {
      if (name.includes(':')) found.push(`${file.relativePath} requires ${name} of another project.`)
      else if (!seen.has(resolved(settings, name)?.id ?? '')) found.push(`Missing required change: ${name}`)
    }
    for (const name of one.change.conflicts) {
      if (name.includes(':')) found.push(`${file.relativePath} conflicts with ${name} of another project.`)
      else if (seen.has(resolved(settings, name)?.id ?? ''))
        found.push(`Conflicts with previously deployed change: ${name}`)
    }
    seen.add(one.id)
  }
  return found
}

/** The registry is unique on project and script_hash. */
function sameScripts(
  files: readonly MigrationFile[],
  settings: ToolSettings,
  deployed: ReadonlyMap<string, string | null>,
): readonly string[] {
  const { project } = planOf(settings)
  const taken = new Map([...deployed.values()].map((hash) => [hash, 'a deployed change']))
  return files.flatMap((file) => {
    const hash = `${project} ${scriptHash(file)}`
    const before = taken.get(hash)
    taken.set(hash, file.relativePath)
    return before === undefined
      ? []
      : [`${file.relativePath} is byte for byte the script of ${before}, and Sqitch records a script once.`]
  })
}

/** Engine.pm, check_revert_dependencies. */
async function requiring(session: Session, registry: string, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await session.query<{ change: string; needed: string }>(
    `select c.project || ':' || c.change as change, n.change as needed from ${ident(registry)}.dependencies d join ${ident(registry)}.changes c using (change_id)
     join ${ident(registry)}.changes n on n.change_id = d.dependency_id where d.dependency_id = any($1::text[]) and d.change_id <> all($1::text[])`,
    [ids],
  )
  return rows.map(({ change, needed }) => `Change "${needed}" required by currently deployed change: ${change}`)
}

/** Text that psql reads otherwise than the server: its commands, and names it replaces. */
function psqlOnly(file: MigrationFile): readonly string[] {
  const { text } = file.source
  const found: string[] = []
  const tokens = tokensIn(text, whole(text)).filter(({ kind }) => kind !== 'comment')
  let brackets = 0
  for (const [i, token] of tokens.entries()) {
    const line = () => file.source.position(token.span.start).line + 1
    if (token.text === '[') brackets++
    if (token.text === ']') brackets--
    if (token.text.startsWith('\\')) {
      found.push(`${file.relativePath}:${line()}: a psql command, which only psql itself can run.`)
      break
    }
    const next = tokens[i + 1]
    const isName = next && next.span.start === token.span.end && /^[\p{L}_'"{]/u.test(next.text)
    if (token.text === ':' && isName && (brackets === 0 || /^['"{]/.test(next.text)))
      found.push(`${file.relativePath}:${line()}: :${next.text} is a variable, which only psql itself can replace.`)
  }
  return found
}
