import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Convention, MigrationFile, ProjectFiles, ToolSettings } from '../conventions/convention'
import { type DetectedProject, detectProjects } from '../conventions/detect'
import { conventions } from '../conventions/index'
import type { Diagnostic } from '../diagnostic'
import { Failure } from '../failure'
import { decodeUtf8, type Range, type SourceText, type Span, sourceText, spanOf } from '../text/source'
import { type DiskFiles, readFile, slashed } from './files'
import { type ProjectSettings, type Settings, settingsFile } from './settings'

export const allConventions = conventions as unknown as Readonly<Record<string, Convention>>

/** One migration history: a tool, its folders and its files in the order the tool runs them. */
export interface Project {
  readonly root: string
  readonly folders: readonly string[]
  readonly conventionId: string
  readonly convention: Convention
  readonly settings: ToolSettings
  readonly evidence: string
  readonly postgres: number
  /** Where its files are read. */
  readonly disk: DiskFiles
  readonly files: readonly MigrationFile[]
  /** Every file of the folders, those the tool passes over included. */
  readonly loaded: ReadonlyMap<string, Loaded>
  /** What the tool would say of the files together, by path. */
  readonly reviews: ReadonlyMap<string, readonly Diagnostic[]>
  /** Relative paths of what else lies in its folders. */
  readonly others: readonly string[]
  /** What the tool itself would say of a file's name, order and directives. */
  problemsOf(path: string): readonly Diagnostic[]
  problemPaths(): readonly string[]
}

/** Pathless text: an absolute path as a URI. */
export const uriOf = (path: string): string =>
  `file://${path.startsWith('/') ? '' : '/'}${path.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':')}`

/** Failure-free inverse of `uriOf` for file URIs, `/`-separated. */
export const pathOfUri = (uri: string): string => slashed(fileURLToPath(uri))

/** A place in any file of the disk: findings point at other migrations and at query files. */
export function rangeIn(uri: string, span: Span): Range {
  const bytes = readFile(pathOfUri(uri))
  return sourceText(uri, bytes ? decodeUtf8(bytes).text : '').range(span)
}

export async function findProjects(files: ProjectFiles, settings: Settings): Promise<readonly DetectedProject[]> {
  if (settings.projects.length === 0) return apart(await detectProjects(files, allConventions))
  const known = settings.projects.filter(({ convention }) => convention in allConventions)
  return apart(await Promise.all(known.map((project) => configured(files, project))))
}

/**
 * A root stands for one project: front ends name a project by it, and the embedded database and notes of what ran lie there. Where
 * several share one, each gets the topmost folder below it that holds all its own migrations and nobody else's.
 */
function apart(projects: readonly DetectedProject[]): readonly DetectedProject[] {
  const holds = (place: string, folder: string): boolean => folder === place || folder.startsWith(`${place}/`)
  return projects.map((project) => {
    const { root, folders } = project
    const others = projects
      .filter((other) => other !== project && other.root === root)
      .flatMap((other) => other.folders)
    if (others.length === 0) return project
    const names = folders[0]!.slice(root.length + 1).split('/')
    const own = names
      .map((_, i) => `${root}/${names.slice(0, i + 1).join('/')}`)
      .find(
        (place) => folders.every((folder) => holds(place, folder)) && !others.some((folder) => holds(place, folder)),
      )
    return own === undefined ? project : { ...project, root: own }
  })
}

/** What the tool's own configuration says of the folders holds on, where ours does not say otherwise: its table above all. */
async function configured(
  files: ProjectFiles,
  { convention, folders, settings }: ProjectSettings,
): Promise<DetectedProject> {
  const { root } = files
  const absolute = folders.map((folder) =>
    folder === '.' ? root : `${root}/${folder.replace(/^\.\//, '').replace(/\/$/, '')}`,
  )
  const found = await allConventions[convention]!.detect(files)
  const own = found.find((detection) => absolute.every((folder) => detection.folders.includes(folder)))
  return {
    convention,
    root,
    folders: absolute,
    settings: { ...own?.settings, ...settings },
    sure: 'config',
    evidence: own ? `${settingsFile}, ${own.evidence}` : settingsFile,
  }
}

/** A file of the folders, with what the tool would say of it alone. */
interface Loaded {
  readonly file?: MigrationFile
  readonly problems: readonly Diagnostic[]
}

/** Files of unchanged text are taken over from `previous`, so that what was derived from them stays valid. */
export async function loadProject(
  detected: DetectedProject,
  disk: DiskFiles,
  postgres: number,
  previous?: Project,
): Promise<Project> {
  const convention = allConventions[detected.convention]!
  const { folders, root, evidence } = detected
  const paths = (await disk.list()).filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
  const settings = withUserFile(convention, withManifest(convention, folders, detected.settings, disk))
  const base = { root, folders, conventionId: detected.convention, convention, settings, evidence, postgres, disk }
  const kept = previous && JSON.stringify(previous.settings) === JSON.stringify(settings) ? previous.loaded : undefined
  return assembled(base, loadAll(base, paths, kept))
}

/** The project as it is with other settings of its tool: placeholders have other values, files other names. */
export function withSettings(project: Project, changes: ToolSettings): Project {
  const base = { ...project, settings: { ...project.settings, ...changes } }
  return assembled(base, loadAll(base, project.loaded.keys()))
}

const loadAll = (base: Base, paths: Iterable<string>, kept?: Project['loaded']): Project['loaded'] =>
  new Map([...paths].map((path) => [path, loadFile(base, path, kept?.get(path))]))

/** The project after one file's text changed; the project itself when nothing of it did. */
export function reloadFile(project: Project, path: string): Project {
  const old = project.loaded.get(path)
  const next = loadFile(project, path, old)
  if (next === old) return project
  const loaded = new Map(project.loaded).set(path, next)
  if (!old?.file || !next.file || !sameShape(old.file, next.file)) return assembled(project, loaded)
  // Names and sections stand as they were, and with them order and what the tool says of the whole.
  return withFiles(
    project,
    loaded,
    project.files.map((file) => (file.path === path ? next.file! : file)),
    project.reviews,
  )
}

function loadFile(project: Reader, path: string, old: Loaded | undefined): Loaded {
  const { convention, settings, folders } = project
  const folder = folders.find((candidate) => path.startsWith(`${candidate}/`))!
  const relativePath = path.slice(folder.length + 1)
  const name = convention.parseName(relativePath, settings)
  if (!name) {
    const problem = convention.nameProblem?.(relativePath, settings)
    return { problems: problem ? [diagnosticOf(problem, undefined)] : [] }
  }
  const known = old instanceof LoadedFile ? old.known : undefined
  const place = { path, relativePath, name }
  if (!known) return new LoadedFile(place, () => readContent(project, place, undefined))
  const content = readContent(project, place, known)
  return content === known ? old! : new LoadedFile(place, () => content)
}

type Reader = Pick<Project, 'convention' | 'settings' | 'folders' | 'postgres' | 'disk'>
type Place = Pick<MigrationFile, 'path' | 'relativePath' | 'name'>
type Content = Omit<MigrationFile, keyof Place> & Pick<Loaded, 'problems'>

/** What a file says is read when first asked for: its state needs no more than its name. */
class LoadedFile implements Loaded, MigrationFile {
  readonly path: string
  readonly relativePath: string
  readonly name: MigrationFile['name']
  /** As far as it was read. */
  known?: Content

  constructor(
    { path, relativePath, name }: Place,
    private readonly read: () => Content,
  ) {
    this.path = path
    this.relativePath = relativePath
    this.name = name
  }

  get file(): MigrationFile {
    return this
  }
  get source(): SourceText {
    return this.content.source
  }
  get bytes(): Uint8Array {
    return this.content.bytes
  }
  get sections(): MigrationFile['sections'] {
    return this.content.sections
  }
  get placeholders(): MigrationFile['placeholders'] {
    return this.content.placeholders
  }
  get problems(): readonly Diagnostic[] {
    return this.content.problems
  }

  private get content(): Content {
    this.known ??= this.read()
    return this.known
  }
}

/** `old` itself when nothing of it changed. Failure('file-missing') when the file went away since the folder was listed. */
function readContent(project: Reader, place: Place, old: Content | undefined): Content {
  const { path, relativePath, name } = place
  const { convention, settings, postgres, disk } = project
  const bytes = disk.readNow(path)
  if (!bytes)
    throw new Failure('file-missing', `There is no ${path} any more.`, { hint: 'It went away just now: try again.' })
  const { text, invalidAt } = decodeUtf8(bytes)
  const source = old && sameBytes(old.bytes, bytes) ? old.source : sourceText(uriOf(path), text)
  const { sections, placeholders, ...reading } = convention.read(source, {
    path,
    relativePath,
    name,
    settings,
    beside: besideOf(disk, path),
    bom: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf,
    postgres,
  })
  const own = reading.problems.map((problem) => diagnosticOf(problem, source))
  const problems = [...unsendable(text, invalidAt), ...own]
  // A side file may change how the same text is read.
  if (
    source === old?.source &&
    JSON.stringify(old.sections) === JSON.stringify(sections) &&
    JSON.stringify(old.problems) === JSON.stringify(problems)
  )
    return old
  return { source, bytes, sections, placeholders, problems }
}

type Base = Reader & Pick<Project, 'root' | 'conventionId' | 'evidence'>

function assembled(base: Base, loaded: ReadonlyMap<string, Loaded>): Project {
  const { convention, settings } = base
  const files = [...loaded.values()]
    .flatMap(({ file }) => (file ? [file] : []))
    .sort((a, b) => convention.compare(a, b, settings))
  const reviews = new Map<string, Diagnostic[]>()
  for (const { path, problem } of convention.review(files, settings, othersIn(base.folders, loaded))) {
    const list = reviews.get(path) ?? []
    list.push(diagnosticOf(problem, loaded.get(path)?.file?.source))
    reviews.set(path, list)
  }
  return withFiles(base, loaded, files, reviews)
}

function withFiles(
  base: Base,
  loaded: Project['loaded'],
  files: readonly MigrationFile[],
  reviews: Project['reviews'],
): Project {
  const { root, folders, conventionId, convention, settings, evidence, postgres, disk } = base
  return {
    root,
    folders,
    conventionId,
    convention,
    settings,
    evidence,
    postgres,
    disk,
    files,
    loaded,
    reviews,
    others: othersIn(folders, loaded).map(({ relativePath }) => relativePath),
    problemsOf: (path) => [...(loaded.get(path)?.problems ?? []), ...(reviews.get(path) ?? [])],
    problemPaths: () => [
      ...new Set([
        ...[...loaded].filter(([, { problems }]) => problems.length > 0).map(([path]) => path),
        ...reviews.keys(),
      ]),
    ],
  }
}

const othersIn = (folders: readonly string[], loaded: Project['loaded']) =>
  [...loaded].flatMap(([path, { file }]) => {
    const folder = file ? undefined : folders.find((candidate) => path.startsWith(`${candidate}/`))
    return folder === undefined ? [] : [{ path, relativePath: path.slice(folder.length + 1) }]
  })

const sameShape = (a: MigrationFile, b: MigrationFile): boolean =>
  a.sections.length === b.sections.length &&
  a.sections.every(
    ({ direction, scope }, i) => b.sections[i]!.direction === direction && b.sections[i]!.scope === scope,
  )

function withManifest(
  convention: Convention,
  folders: readonly string[],
  settings: ToolSettings,
  files: DiskFiles,
): ToolSettings {
  if (!convention.manifest || !folders[0]) return settings
  const parts = `${folders[0]}/${convention.manifest.path(settings)}`.split('/')
  const path: string[] = []
  for (const part of parts) {
    if (part === '..') path.pop()
    else if (part !== '.') path.push(part)
  }
  const bytes = files.readNow(path.join('/'))
  return bytes ? { ...settings, manifest: decodeUtf8(bytes).text } : settings
}

function withUserFile({ userFile }: Convention, settings: ToolSettings): ToolSettings {
  const bytes = userFile === undefined ? undefined : readFile(`${slashed(homedir())}/${userFile}`)
  return bytes ? { ...settings, userFile: decodeUtf8(bytes).text } : settings
}

const besideOf =
  (files: DiskFiles, path: string) =>
  (fileName: string): string | undefined => {
    const beside = `${path.slice(0, path.lastIndexOf('/'))}/${fileName}`
    const bytes = files.has(beside) ? files.readNow(beside) : undefined
    return bytes && decodeUtf8(bytes).text
  }

/** Text no server is sent: not UTF-8, or with a NUL, which ends a string in PostgreSQL's protocol (manual, 54.6). */
export function unsendable(text: string, invalidAt: number | undefined): readonly Diagnostic[] {
  const at = text.indexOf(invalidAt === undefined ? '\0' : '\uFFFD')
  if (invalidAt === undefined && at < 0) return []
  const start = Math.max(0, at)
  return [
    {
      code: 'invalid-utf-8',
      severity: 'error',
      span: spanOf(start, start + 1),
      message:
        invalidAt === undefined
          ? 'A NUL stands here: PostgreSQL takes none. A file saved as UTF-16 is full of them.'
          : `This file is not UTF-8: byte ${invalidAt} begins no character.`,
      help: 'Save it as UTF-8.',
      fixes: [],
    },
  ]
}

/** A convention's finding; without a place of its own it is shown on the first line. */
function diagnosticOf(
  problem: {
    readonly code: string
    readonly severity: Diagnostic['severity']
    readonly span?: Diagnostic['span']
    readonly message: string
    readonly help?: string
    readonly fixes?: Diagnostic['fixes']
  },
  source: SourceText | undefined,
): Diagnostic {
  const { code, severity, message, help, fixes } = problem
  return {
    code,
    severity,
    span: problem.span ?? firstLine(source?.text ?? ''),
    message,
    ...(help && { help }),
    fixes: fixes ?? [],
  }
}

function firstLine(text: string): Diagnostic['span'] {
  const end = /[\r\n]/.exec(text)?.index ?? text.length
  return spanOf(0, end)
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0
