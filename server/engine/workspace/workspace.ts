import type { Catalog } from '../catalog/catalog'
import type { MigrationFile } from '../conventions/convention'
import type { Diagnostic } from '../diagnostic'
import type { SectionMemory } from '../lint/again'
import { configuredRules, type Registry, ruleNames } from '../lint/configure'
import { type LockReport, reportLocks } from '../lint/locks'
import { rules } from '../lint/rules/index'
import { lint } from '../lint/run'
import type { Statistics } from '../lint/statistics'
import { parse } from '../syntax/parse'
import { loadParser } from '../syntax/parser'
import { decodeUtf8, type SourceText, sourceText, spanOf } from '../text/source'
import { above, DiskFiles, readFile, slashed } from './files'
import { editedAfterCommit, type Git } from './git'
import { beforeHistory, History, inOrder, type LintSetup, type ParsedSection, sameFindings } from './history'
import { digest, type EarlierRuns, type FindingsStore, rememberedAlone } from './known-findings'
import { allConventions, findProjects, loadProject, type Project, reloadFile, unsendable, uriOf } from './project'
import { ApplicationQueries } from './queries'
import {
  absentFolders,
  defaultSettings,
  readSettings,
  requireSound,
  type Schema,
  type Settings,
  settingsFile,
  settingsSchema,
} from './settings'
import { readStatistics } from './statistics'

export interface WorkspaceOptions {
  /** Absolute folder, `/`-separated. */
  readonly root: string
  /** A configuration file elsewhere than `lockstep.json` in the root. */
  readonly config?: string
  /** Overrides the configured major. */
  readonly postgres?: number
  /** Unsaved text of an open document. */
  readonly overlay?: (path: string) => string | undefined
  /** Absolute paths of open documents. */
  readonly openPaths?: () => readonly string[]
  /** Absent in an untrusted workspace: git may run programs the repository names. */
  readonly git?: Git
  readonly onTime?: (rule: string, ms: number) => void
  /** Findings of earlier runs: for programs that end, an editor's server keeps its own. */
  readonly findings?: FindingsStore
}

/** One file with its findings. */
export interface CheckedFile {
  readonly path: string
  readonly source: SourceText
  readonly diagnostics: readonly Diagnostic[]
  readonly statements: number
}

export const registry = rules as unknown as Registry
const names = ruleNames(registry)

/** The schema of lockstep.json with every rule's options. */
export function schema(): Schema {
  const entries = Object.entries(registry).map(([id, { docs, options }]) => {
    const own = Object.entries(options ?? {}).map(([name, option]): [string, Schema] => [
      name,
      option.type === 'strings'
        ? { type: 'array', items: { type: 'string' }, default: option.default, description: option.description }
        : { type: option.type, default: option.default, description: option.description },
    ])
    return [id, { description: docs.summary, options: Object.fromEntries(own) }] as const
  })
  return settingsSchema(Object.fromEntries(entries), Object.keys(allConventions))
}

/**
 * Where a path's configuration and history are looked for: the nearest folder upwards with lockstep.json, else with .git, else `fallback`
 * (the editor's folder, the shell's current one), else its own.
 */
export function rootOf(folder: string, fallback?: string): string {
  const inside =
    fallback !== undefined && fallback !== '/' && (folder === fallback || folder.startsWith(`${fallback}/`))
  return above(folder, [settingsFile]) ?? above(folder, ['.git']) ?? (inside ? fallback : slashed(folder))
}

/**
 * The engine's façade over one folder: settings, projects, findings. State is a cache of what lies on disk and in open documents; `refresh`
 * takes over what did not change.
 */
export class Workspace {
  settings: Settings = defaultSettings
  private ownProblems: readonly Diagnostic[] = []
  private absent: readonly Diagnostic[] = []
  private settingsSource?: SourceText
  private statisticsFile?: CheckedFile
  private histories: readonly History[] = []
  private setup!: LintSetup
  private files!: DiskFiles
  private edited: ReadonlyMap<string, Diagnostic> = new Map()
  /** What the setup was made from: it stays, with all that was derived with it, as long as these do. */
  private madeFrom?: {
    readonly settings: Settings
    readonly statistics: string | undefined
    readonly queries: ApplicationQueries
  }
  private earlier?: EarlierRuns | undefined
  /** Open files of no history, by path: the same text keeps its findings. */
  private readonly loose = new Map<string, Loose>()

  constructor(readonly options: WorkspaceOptions) {}

  get projects(): readonly Project[] {
    return this.histories.map(({ project }) => project)
  }

  get settingsProblems(): readonly Diagnostic[] {
    return this.absent.length === 0 ? this.ownProblems : [...this.ownProblems, ...this.absent]
  }

  /** For whatever reaches a database. Failure('bad-settings'). */
  soundSettings(): Settings {
    requireSound(this.settingsPath, this.settingsSource, this.settingsProblems)
    return this.settings
  }

  get statisticsPath(): string {
    return `${this.options.root}/${this.settings.statistics}`
  }

  get settingsPath(): string {
    return this.options.config ? slashed(this.options.config) : `${this.options.root}/${settingsFile}`
  }

  /** Reads settings and files anew; cheap where nothing changed. Failure when the root or the named configuration can't be read. */
  async refresh(): Promise<void> {
    await loadParser()
    this.readSettings()
    this.files = new DiskFiles(this.options.root, this.settings.exclude, this.options.overlay, this.options.openPaths)
    const { files, settings } = this
    const postgres = this.options.postgres ?? settings.postgres
    const detected = await findProjects(files, settings)
    this.setup = this.setupFor(postgres)
    const old = this.histories
    const projects = await Promise.all(
      detected.map((one) => {
        const previous = old.find(
          ({ project }) =>
            project.root === one.root &&
            project.conventionId === one.convention &&
            project.folders[0] === one.folders[0],
        )
        return loadProject(one, files, postgres, previous?.project).then(
          (project) => new History(project, this.setup, this.isOpen, previous, this.earlier),
        )
      }),
    )
    this.histories = projects
    this.edited = this.options.git
      ? await editedAfterCommit(
          this.options.git,
          projects.flatMap(({ project }) => project.files),
          this.options.root,
        )
      : new Map()
  }

  /** One document's text changed; anything else on disk is taken to stand as it was. False: it needs a refresh. */
  touch(path: string): boolean {
    if (path === this.settingsPath) return false
    const index = this.histories.findIndex(({ project }) => project.loaded.has(path))
    const history = this.histories[index]
    if (!history)
      return !this.histories.some(({ project }) => project.folders.some((folder) => path.startsWith(`${folder}/`)))
    // Its tab was closed after it was deleted: the folder is another one now.
    if (!this.isOpen(path) && this.files.readNow(path) === undefined) return false
    const project = reloadFile(history.project, path)
    if (project !== history.project)
      this.histories = this.histories.with(index, new History(project, this.setup, this.isOpen, history, this.earlier))
    return true
  }

  historyOf(path: string): History | undefined {
    return this.histories.find((history) => history.has(path))
  }

  /** SQL files of a folder: migrations first in their own order, then whatever else. */
  async sqlFiles(folder: string): Promise<readonly string[]> {
    const inside = (path: string): boolean => folder === this.options.root || path.startsWith(`${folder}/`)
    const known = this.histories.flatMap(({ project }) => project.files.map((file) => file.path)).filter(inside)
    const seen = new Set(known)
    const others = (await this.files.list()).filter((path) => /\.sql$/i.test(path) && !seen.has(path) && inside(path))
    return [...known, ...others]
  }

  /** Migrations, and files of a migrations folder the tool passes over; not every SQL file there is. */
  migrationPaths(): readonly string[] {
    return this.histories.flatMap(({ project }) => [
      ...new Set([...project.files.map((file) => file.path), ...project.problemPaths()]),
    ])
  }

  check(path: string): CheckedFile {
    const history = this.historyOf(path)
    const file = history?.file(path)
    if (!history || !file) return this.alone(path).checked()
    const checked = history.check(path)
    const edited = this.edited.get(path)
    return {
      path,
      source: file.source,
      statements: checked.statements,
      get diagnostics() {
        return edited ? inOrder([edited, ...checked.diagnostics]) : checked.diagnostics
      },
    }
  }

  /** lockstep.json and the file of table sizes, where they are. */
  checkSettings(): readonly CheckedFile[] {
    const settings = this.settingsSource && {
      path: this.settingsPath,
      source: this.settingsSource,
      diagnostics: this.settingsProblems,
      statements: 0,
    }
    return [settings, this.statisticsFile].filter((file) => file !== undefined)
  }

  /** What stands before the file, its statements and where they are. */
  reading(path: string): {
    readonly source: SourceText
    readonly sections: readonly ParsedSection[]
    readonly before: Catalog
    readonly file?: MigrationFile
  } {
    const history = this.historyOf(path)
    const file = history?.file(path)
    if (history && file)
      return { source: file.source, sections: history.parsed(path), before: history.before(path), file }
    const { source, sections } = this.alone(path)
    return { source, sections, before: beforeHistory }
  }

  locks(path: string): readonly LockReport[] {
    return this.historyOf(path)?.locks(path) ?? this.alone(path).locks()
  }

  /** Of a project as it is read for a target, with the settings its tool has there. */
  historyFor = (project: Project): History =>
    this.histories.find((history) => history.project === project) ?? new History(project, this.setup)

  private readonly isOpen = (path: string): boolean => this.options.overlay?.(path) !== undefined

  get postgres(): number {
    return this.setup.postgres
  }

  /** Sizes of tables, where they were measured. */
  get statistics(): Statistics | undefined {
    return this.setup.statistics
  }

  /** A file of no history: judged by itself, as psql would run it, nothing known of what stands before. */
  private alone(path: string): Loose {
    const named = this.histories.flatMap(({ project }) => project.problemsOf(path))
    // What a tool says of any file of its folder, a README too, is about its name.
    const isSql = named.length === 0 || /sql$/i.test(path)
    const bytes = isSql ? this.files.readNow(path) : undefined
    const { text, invalidAt } = bytes ? decodeUtf8(bytes) : { text: '' }
    const known = this.loose.get(path)
    if (known && known.source.text === text && known.setup === this.setup && sameFindings(known.named, named))
      return known
    const made = looseFile(path, text, invalidAt, this.setup, named, known, this.isOpen(path), this.earlier)
    // Nobody asks twice for a file that is not open.
    if (this.isOpen(path)) this.loose.set(path, made)
    else this.loose.delete(path)
    return made
  }

  private readSettings(): void {
    const open = this.options.overlay?.(this.settingsPath)
    const bytes = open === undefined ? readFile(this.settingsPath) : new TextEncoder().encode(open)
    if (!bytes) {
      this.settings = defaultSettings
      this.ownProblems = []
      this.absent = []
      this.settingsSource = undefined
      return
    }
    const source = sourceText(uriOf(this.settingsPath), decodeUtf8(bytes).text)
    this.absent = absentFolders(source, this.options.root)
    if (source.text === this.settingsSource?.text) return
    this.settingsSource = source
    const { settings, diagnostics } = readSettings(source, schema())
    this.settings = settings
    this.ownProblems = diagnostics
  }

  private setupFor(postgres: number): LintSetup {
    const { settings, madeFrom } = this
    const bytes = readFile(this.statisticsPath)
    const statistics = bytes && decodeUtf8(bytes).text
    if (
      madeFrom?.settings === settings &&
      madeFrom.statistics === statistics &&
      this.setup.postgres === postgres &&
      madeFrom.queries.isCurrent()
    )
      return this.setup
    const queries = new ApplicationQueries(
      () => this.files,
      settings.queries,
      (path) => this.historyOf(path) !== undefined,
    )
    this.madeFrom = { settings, statistics, queries }
    const { findings } = this.options
    let world: string | undefined
    this.earlier = findings && {
      store: findings,
      world: () => {
        world ??= digest(JSON.stringify([settings, postgres, statistics, queries.texts]))
        return world
      },
    }
    const { setElsewhere } = settings.timeouts
    const sizes = this.takeStatistics(statistics)
    return {
      postgres,
      rules: configuredRules(registry, settings.rules),
      names,
      queries,
      timeoutsElsewhere: { lock: setElsewhere, statement: setElsewhere },
      ...(sizes && { statistics: sizes }),
      ...(this.options.onTime && { onTime: this.options.onTime }),
    }
  }

  private takeStatistics(text: string | undefined): Statistics | undefined {
    this.statisticsFile = undefined
    if (text === undefined) return undefined
    const path = this.statisticsPath
    const source = sourceText(uriOf(path), text)
    const { statistics, diagnostics } = readStatistics(source)
    this.statisticsFile = { path, source, diagnostics, statements: 0 }
    return statistics
  }
}

interface Loose {
  readonly source: SourceText
  readonly setup: LintSetup
  /** What tools say of its name. */
  readonly named: readonly Diagnostic[]
  /** How it was linted last, while it is open. */
  readonly memories: SectionMemory[] | undefined
  readonly sections: readonly ParsedSection[]
  checked(): CheckedFile
  locks(): readonly LockReport[]
}

function looseFile(
  path: string,
  text: string,
  invalidAt: number | undefined,
  setup: LintSetup,
  named: readonly Diagnostic[],
  previous: Loose | undefined,
  isOpen: boolean,
  earlier: EarlierRuns | undefined,
): Loose {
  const source = sourceText(uriOf(path), text)
  const section = { direction: 'up', span: spanOf(0, text.length), scope: 'statement' } as const
  const before = previous?.sections[0]?.parsed
  const sections = once(() => [{ section, parsed: parse(source, { ...(before && { previous: before }) }) }])
  const memories = previous?.memories ?? (isOpen ? [] : undefined)
  const input = () => ({ ...setup, path, source, sections: sections(), before: beforeHistory, psqlAllowed: true })
  const own = [...named, ...unsendable(text, invalidAt)]
  return {
    source,
    setup,
    named,
    memories,
    get sections() {
      return sections()
    },
    checked: once(() => {
      const { statements, diagnostics } = rememberedAlone(earlier, path, text, () => lint(input(), memories))
      return { path, source, statements, diagnostics: inOrder([...own, ...diagnostics]) }
    }),
    locks: () => reportLocks(input(), section, sections()[0]!.parsed, beforeHistory),
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
