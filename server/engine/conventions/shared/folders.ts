import type { Detection, ProjectFiles, ToolSettings } from '../convention'

export interface Folder {
  /** Absolute. */
  readonly path: string
  /** Names of its own `.sql` files, sorted. */
  readonly sql: readonly string[]
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Relative to `root` when inside it, else as it is; the root itself is `.`. */
export function relative(root: string, path: string): string {
  if (path === root) return '.'
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

/** Joins and resolves `.` and `..`; an absolute second part stands for itself. */
export function join(base: string, path: string): string {
  const whole = /^([A-Za-z]:)?\//.test(path) ? path : `${base}/${path}`
  const parts: string[] = []
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part)
  }
  return parts.join('/')
}

/** A folder named for another database holds that one's SQL, not ours. */
const otherDatabases = new Set(
  'oracle h2 hsqldb derby db2 redshift spanner scylla duckdb firebird vertica turso ydb starrocks tidb ql'.split(' '),
)
const otherDatabase = /sqlite|mysql|mariadb|mssql|sql-?server|clickhouse|cassandra|bigquery|snowflake|sqlcipher|rqlite/

const forOtherDatabase = (folder: string, root: string): boolean =>
  relative(root, folder)
    .toLowerCase()
    .split('/')
    .some((part) => otherDatabases.has(part) || (otherDatabase.test(part) && !/postgres|pg/.test(part)))

const grouped = new WeakMap<readonly string[], readonly Folder[]>()

/** The folders that hold `.sql` files for PostgreSQL, in path order. Computed once a file list. */
export async function sqlFolders(files: ProjectFiles): Promise<readonly Folder[]> {
  const list = await files.list()
  const known = grouped.get(list)
  if (known) return known
  const byPath = new Map<string, string[]>()
  for (const path of list) {
    if (!/\.sql$/i.test(path)) continue
    const folder = folderOf(path)
    const names = byPath.get(folder)
    if (names) names.push(nameOf(path))
    else byPath.set(folder, [nameOf(path)])
  }
  const folders = [...byPath]
    .filter(([path]) => !forOtherDatabase(path, files.root))
    .map(([path, sql]) => ({ path, sql: sql.sort() }))
  grouped.set(list, folders)
  return folders
}

export const filesNamed = async (files: ProjectFiles, pattern: RegExp): Promise<readonly string[]> =>
  (await files.list()).filter((path) => pattern.test(nameOf(path)))

const manifests = new Set([
  'package.json',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'pyproject.toml',
  'Gemfile',
  'composer.json',
  'mix.exs',
  'Makefile',
  'lockstep.json',
])

/** Where a command for this folder is run: the nearest folder above that holds a package of any language, else the workspace's root. */
export async function projectRoot(files: ProjectFiles, folder: string): Promise<string> {
  const list = await files.list()
  const roots = packageRoots.get(list) ?? new Set(list.filter((path) => manifests.has(nameOf(path))).map(folderOf))
  packageRoots.set(list, roots)
  for (let at = folder; at.startsWith(files.root); at = folderOf(at)) {
    if (roots.has(at)) return at
    if (at === files.root || at === '') break
  }
  return files.root
}
const packageRoots = new WeakMap<readonly string[], Set<string>>()

export async function readText(files: ProjectFiles, path: string): Promise<string | undefined> {
  const bytes = await files.read(path)
  return bytes === undefined ? undefined : new TextDecoder('utf-8').decode(bytes)
}

/** First, last and middle: enough to know whose files they are. */
function samples(names: readonly string[]): readonly string[] {
  return [...new Set([names[0], names.at(-1), names[names.length >> 1]])].filter((name) => name !== undefined)
}

/** Folders in which a sampled file bears the mark; only files whose names pass `named` are opened. */
export async function foldersMarked(
  files: ProjectFiles,
  named: RegExp,
  mark: RegExp,
): Promise<readonly { readonly folder: Folder; readonly file: string; readonly match: string }[]> {
  const found = []
  for (const folder of await sqlFolders(files)) {
    for (const name of samples(folder.sql.filter((sql) => named.test(sql)))) {
      const match = mark.exec((await readText(files, `${folder.path}/${name}`)) ?? '')
      if (!match) continue
      found.push({ folder, file: name, match: match[0].trim() })
      break
    }
  }
  return found
}

/** A detection from files' contents, in the words all conventions use. */
export async function detectMarked(
  files: ProjectFiles,
  named: RegExp,
  mark: RegExp,
  settings: (root: string) => Promise<ToolSettings>,
): Promise<readonly Detection[]> {
  const found: Detection[] = []
  for (const { folder, file, match } of await foldersMarked(files, named, mark)) {
    const root = await projectRoot(files, folder.path)
    const evidence = `${match} in ${relative(files.root, `${folder.path}/${file}`)}`
    found.push({ root, folders: [folder.path], sure: 'markers', evidence, settings: await settings(root) })
  }
  return found
}
