import type { Detection, ProjectFiles, ToolSettings } from '../convention'
import { parseFlywayName } from './flyway-names'
import { folderOf, join, nameOf, projectRoot, readText, relative, sqlFolders } from './folders'
import { below, list, pick, properties, toml } from './properties'
import { yaml } from './yaml'

/** Later ones win, as ConfigUtils.java reads them; user files last. */
const configNames = ['conf/flyway.conf', 'flyway.conf', 'conf/flyway.toml', 'flyway.toml', 'flyway.user.toml']
/** A profile's file counts where the base says nothing; of two bases the properties win (Spring Boot manual, "Externalized Configuration"). */
const springName = /^application(-[\w-]+)?\.(properties|ya?ml)$/
const springRank = (name: string): number => (name.includes('-') ? -3 : name.endsWith('properties') ? -1 : -2)

/** Never url, user or password. */
const kept = (
  'locations table defaultSchema schemas sqlMigrationPrefix undoSqlMigrationPrefix repeatableSqlMigrationPrefix baselineMigrationPrefix ' +
  'sqlMigrationSeparator sqlMigrationSuffixes encoding placeholderReplacement placeholderPrefix placeholderSuffix executeInTransaction mixed ' +
  'group outOfOrder ignoreMigrationPatterns validateMigrationNaming baselineOnMigrate baselineVersion baselineDescription installedBy ' +
  'postgresql.transactional.lock target cherryPick skipExecutingMigrations validateOnMigrate createSchemas initSql'
).split(' ')

function fromConfig(name: string, text: string): ToolSettings | undefined {
  if (!name.endsWith('.toml')) return normal(below(properties(text), 'flyway.'))
  const all = toml(text)
  if (!all) return undefined
  const environment =
    all['flyway.environment'] ??
    Object.keys(all)
      .find((key) => key.startsWith('environments.'))
      ?.split('.')[1]
  return normal({
    ...(environment !== undefined && below(all, `environments.${environment}.`)),
    ...below(all, 'flyway.'),
  })
}

/** FlywayProperties.java writes keys in kebab case. */
const camel = (key: string): string => key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
const springKeys: Readonly<Record<string, string>> = {
  'postgresql.transactionalLock': 'postgresql.transactional.lock',
  initSqls: 'initSql',
}

function fromSpring(name: string, text: string): ToolSettings {
  const own = below(name.endsWith('properties') ? properties(text) : yaml(text), 'spring.flyway.')
  return normal(
    Object.fromEntries(
      Object.entries(own).map(([key, value]) =>
        key.startsWith('placeholders.') ? [key, value] : [springKeys[camel(key)] ?? camel(key), value],
      ),
    ),
  )
}

function normal(settings: ToolSettings): ToolSettings {
  // ${…} in a value comes from the environment of whoever runs Flyway.
  const placeholders = Object.entries(settings).filter(
    ([key, value]) => key.startsWith('placeholders.') && !/\$\{.+\}/.test(value),
  )
  return { ...pick(settings, kept), ...Object.fromEntries(placeholders) }
}

/** A location as a folder: `filesystem:` from the root, everything else from the class path, which builds take from resources. */
function resolve(root: string, location: string, folders: ReadonlySet<string>): string | undefined {
  const [, scheme, rest] = /^(?:([a-z]+):)?(.*)$/.exec(location.replaceAll('\\', '/'))!
  const fixed = rest!.split('/').filter((part) => part !== '')
  const wild = fixed.findIndex((part) => part.includes('*') || part.includes('{'))
  const path =
    (rest!.startsWith('/') && scheme === 'filesystem' ? '/' : '') + (wild < 0 ? fixed : fixed.slice(0, wild)).join('/')
  const has = (folder: string) => folders.has(folder) || [...folders].some((known) => known.startsWith(`${folder}/`))
  const candidates = scheme === 'filesystem' ? [path] : [`src/main/resources/${path}`, path]
  return candidates.map((candidate) => join(root, candidate)).find(has)
}

/** The folder a location would name: all of `db/migration` when it stands in the path, of several databases' the one for ours. */
function locationOf(folder: string): string {
  const match = /^(.*\/db\/migration)(\/(?:pg|postgres|postgresql))?(?:\/|$)/i.exec(folder)
  return match ? match[1]! + (match[2] ?? '') : folder
}

export async function detectFlyway(files: ProjectFiles): Promise<readonly Detection[]> {
  const everything = await files.list()
  const folders = await sqlFolders(files)
  const known = new Set(folders.map((folder) => folder.path))
  const configs = new Map<string, string[]>()
  for (const path of everything) {
    const name = nameOf(path)
    if (name !== 'flyway.conf' && name !== 'flyway.toml' && name !== 'flyway.user.toml' && !springName.test(name))
      continue
    const folder = folderOf(path)
    const root =
      nameOf(folder) === 'conf' ? folderOf(folder) : springName.test(name) ? await projectRoot(files, folder) : folder
    configs.set(root, [...(configs.get(root) ?? []), path])
  }

  const found: Detection[] = []
  const claimed: string[] = []
  const settingsByRoot = new Map<string, ToolSettings>()
  for (const [root, paths] of configs) {
    let settings: ToolSettings = {}
    const evidence: string[] = []
    const rank = (path: string) =>
      springName.test(nameOf(path)) ? springRank(nameOf(path)) : configNames.indexOf(relative(root, path))
    for (const path of paths.sort((a, b) => rank(a) - rank(b))) {
      const text = (await readText(files, path)) ?? ''
      const spring = springName.test(nameOf(path))
      const read = spring ? fromSpring(nameOf(path), text) : fromConfig(nameOf(path), text)
      if (!read || (spring && Object.keys(read).length === 0)) continue
      settings = { ...settings, ...read }
      evidence.push(relative(files.root, path))
    }
    if (evidence.length === 0) continue
    settings = { ...settings, configFile: evidence.at(-1)! }
    settingsByRoot.set(root, settings)
    const locations = list(settings.locations ?? 'db/migration')
    const resolved = locations
      .map((location) => resolve(root, location, known))
      .filter((folder) => folder !== undefined)
    if (resolved.length === 0) continue
    claimed.push(...resolved)
    found.push({ root, folders: [...new Set(resolved)], sure: 'config', evidence: evidence.join(', '), settings })
  }

  const byLocation = new Map<string, string>()
  for (const folder of folders) {
    if (claimed.some((claim) => folder.path === claim || folder.path.startsWith(`${claim}/`))) continue
    const versioned = folder.sql.find((name) => {
      const parsed = /__/.test(name) ? parseFlywayName(name, {}) : undefined
      return parsed !== undefined && 'name' in parsed && parsed.name.kind === 'versioned'
    })
    if (versioned === undefined) continue
    const location = locationOf(folder.path)
    const above = [...byLocation.keys()].find((other) => location === other || location.startsWith(`${other}/`))
    if (above === undefined) byLocation.set(location, relative(files.root, `${folder.path}/${versioned}`))
  }
  for (const [location, evidence] of byLocation) {
    const root = await projectRoot(files, location)
    found.push({ root, folders: [location], sure: 'names', evidence, settings: settingsByRoot.get(root) ?? {} })
  }
  return found
}
