import type { Database } from '../db/session'
import { Failure } from '../failure'
import { type Project, withSettings } from './project'
import type { Environment, Settings, Tier } from './settings'

/** Where a project's migrations go, and how careful to be there. */
export interface Target {
  readonly database: Database
  readonly tier: Tier
  /** Of the configuration; absent when a reference was named directly. */
  readonly environment?: string
  /** With the tool's settings of the environment. */
  readonly project: Project
}

/** The drivers, loaded by whoever reaches a database and by nobody else. */
export interface Opener {
  /** `embedded`, `env:…`, `service:…`, `command:…`. Opens nothing yet. */
  reference(text: string, folder: string): Promise<Database>
  secret(name: string): Promise<Database>
}

export interface Wanted {
  /** A reference, or an environment's name. */
  readonly database?: string
  readonly environment?: string
}

/** The embedded database of a project that names no other. */
export const embeddedFolder = (root: string): string => `${root}/.lockstep/database`

/**
 * The database a call names; without a name the environment `local`, which is the embedded one unless configured. A reference that leads
 * to the database of a production environment is that environment, however it was named.
 */
export async function resolveTarget(
  settings: Pick<Settings, 'environments'>,
  project: Project,
  wanted: Wanted,
  opener: Opener,
): Promise<Target> {
  const { environments } = settings
  const named =
    wanted.environment ??
    (wanted.database !== undefined && Object.hasOwn(environments, wanted.database) ? wanted.database : undefined)
  if (wanted.environment !== undefined && wanted.database !== undefined && wanted.database !== wanted.environment) {
    throw new Failure('bad-arguments', 'A database and an environment were named: they may differ.', {
      hint: 'Name one of them.',
    })
  }
  if (named === undefined && wanted.database !== undefined) {
    if (/^[\w.-]+$/.test(wanted.database) && wanted.database !== 'embedded')
      throw noEnvironment(wanted.database, environments)
    const database = await open(wanted.database, project, opener)
    const production = await productionAt(environments, wanted.database, database, project, opener)
    if (production === undefined)
      return { database, tier: database.disposable ? 'local' : 'shared', project: toldBy(database, project) }
    await database.close()
    return resolveTarget(settings, project, { environment: production }, opener)
  }
  const name = named ?? 'local'
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined
  if (!environment) {
    throw noEnvironment(name, environments)
  }
  const database = await open(environment.database, project, opener)
  if (environment.tier !== 'production' && !database.disposable) {
    const production = await productionAt(environments, environment.database, database, project, opener)
    if (production !== undefined) {
      await database.close()
      return resolveTarget(settings, project, { environment: production }, opener)
    }
  }
  return {
    database,
    tier: environment.tier,
    environment: name,
    project: toldBy(database, inEnvironment(project, environment)),
  }
}

const noEnvironment = (name: string, environments: Settings['environments']): Failure =>
  new Failure('bad-arguments', `There is no environment ${name}.`, {
    hint: `lockstep.json has ${Object.keys(environments).join(', ') || 'none'}. A database is also named embedded, env:NAME, service:NAME or command:….`,
  })

/** With the tool's settings that differ there. */
export const inEnvironment = (project: Project, environment: Environment | undefined): Project =>
  environment?.settings ? withSettings(project, environment.settings) : project

const toldBy = ({ toolSettings = {} }: Database, project: Project): Project =>
  Object.keys(toolSettings).length === 0 ? project : withSettings(project, toolSettings)

const open = (reference: string, project: Project, opener: Opener): Promise<Database> =>
  reference.startsWith('secret:')
    ? opener.secret(reference.slice('secret:'.length))
    : opener.reference(reference, embeddedFolder(project.root))

/** Without the role; this machine's names for itself are one, and so is the folder of a Unix socket. */
const placeOf = ({ id }: Database): string =>
  id.slice(0, id.lastIndexOf('/')).replace(/^(127(\.\d+){3}|\[?::1\]?|\/.*?)(?=:\d+\/)/, 'localhost')

/** Only references that resolve without running anything are looked at. */
async function productionAt(
  environments: { readonly [name: string]: Environment },
  reference: string,
  database: Database,
  project: Project,
  opener: Opener,
): Promise<string | undefined> {
  for (const [name, environment] of Object.entries(environments)) {
    if (environment.tier !== 'production') continue
    if (environment.database === reference) return name
    if (!/^(env|service):/.test(environment.database)) continue
    // Not resolvable here: then the named one did not come from it.
    const other = await open(environment.database, project, opener).catch(() => undefined)
    if (!other) continue
    const same = placeOf(other) === placeOf(database)
    await other.close()
    if (same) return name
  }
  return undefined
}

/** Production is changed from a command line that names it twice. */
export function mayChange(
  { tier, environment, database }: Target,
  given: { readonly environment?: string; readonly confirm?: string },
): void {
  if (tier !== 'production') return
  if (given.environment === environment && given.confirm === database.name) return
  throw new Failure('not-permitted', `${database.label} is the production environment ${environment}.`, {
    hint: `Say so: --environment ${environment} --confirm ${database.name}`,
  })
}
