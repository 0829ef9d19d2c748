import type { Catalog } from '../catalog/catalog'
import type { MigrationFile } from '../conventions/convention'
import type { Diagnostic } from '../diagnostic'
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
import { beforeHistory, History, inOrder, type LintSetup, type ParsedSection } from './history'
import { findProjects, invalidUtf8, loadProject, type Project, reloadFile, uriOf } from './project'
import { applicationQueries } from './queries'
import { defaultSettings, readSettings, type Schema, type Settings, settingsFile, settingsSchema } from './settings'

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
  return settingsSchema(Object.fromEntries(entries))
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
  settingsProblems: readonly Diagnostic[] = []
  private settingsSource?: SourceText
  private histories: readonly History[] = []
  private setup!: LintSetup
  private files!: DiskFiles
  private edited: ReadonlyMap<string, Diagnostic> = new Map()
  private loaded = false

  constructor(readonly options: WorkspaceOptions) {}

  get projects(): readonly Project[] {
    return this.histories.map(({ project }) => project)
  }

  get settingsPath(): string {
    return this.options.config ? slashed(this.options.config) : `${this.options.root}/${settingsFile}`
  }

  /** Reads settings and files anew; cheap where nothing changed. Failure when the root or the named configuration can't be read. */
  async refresh({ list = true }: { readonly list?: boolean } = {}): Promise<void> {
    await loadParser()
    this.readSettings()
    if (!this.loaded || list)
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
          (project) => new History(project, this.setup, this.isOpen, previous),
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
    this.loaded = true
  }

  /** One document's text changed; anything else on disk is taken to stand as it was. False: it needs a refresh. */
  touch(path: string): boolean {
    if (path === this.settingsPath) return false
    const index = this.histories.findIndex(({ project }) => project.loaded.has(path))
    const history = this.histories[index]
    if (!history)
      return !this.histories.some(({ project }) => project.folders.some((folder) => path.startsWith(`${folder}/`)))
    const project = reloadFile(history.project, this.files, path)
    if (project !== history.project)
      this.histories = this.histories.with(index, new History(project, this.setup, this.isOpen, history))
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
      ...new Set([...project.files.map((file) => file.path), ...project.problemPaths]),
    ])
  }

  check(path: string): CheckedFile {
    const history = this.historyOf(path)
    const file = history?.file(path)
    if (history && file) {
      const { diagnostics, statements } = history.check(path)
      const edited = this.edited.get(path)
      return {
        path,
        source: file.source,
        statements,
        diagnostics: edited ? inOrder([edited, ...diagnostics]) : diagnostics,
      }
    }
    return this.checkAlone(path)
  }

  /** lockstep.json itself, when it has anything wrong. */
  checkSettings(): CheckedFile | undefined {
    return (
      this.settingsSource && {
        path: this.settingsPath,
        source: this.settingsSource,
        diagnostics: this.settingsProblems,
        statements: 0,
      }
    )
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
    const history = this.historyOf(path)
    if (history) return history.locks(path)
    const { sections, input } = this.alone(path)
    let catalog = beforeHistory
    return sections.flatMap(({ section, parsed }) => {
      const reports = reportLocks(input, section, parsed, catalog)
      catalog = reports.at(-1)?.before ?? catalog
      return reports
    })
  }

  private readonly isOpen = (path: string): boolean => this.options.overlay?.(path) !== undefined

  get postgres(): number {
    return this.setup.postgres
  }

  private checkAlone(path: string): CheckedFile {
    const { source, input, problems } = this.alone(path)
    const { diagnostics, statements } = lint(input)
    const named = this.histories.flatMap(({ project }) => project.problemsOf(path))
    return { path, source, statements, diagnostics: inOrder([...named, ...problems, ...diagnostics]) }
  }

  /** A file of no history: judged by itself, as psql would run it, nothing known of what stands before. */
  private alone(path: string) {
    const bytes = this.files.readNow(path)
    const { text, invalidAt } = bytes ? decodeUtf8(bytes) : { text: '' }
    const source = sourceText(uriOf(path), text)
    const section = { direction: 'up', span: spanOf(0, text.length), scope: 'statement' } as const
    const sections: readonly ParsedSection[] = [{ section, parsed: parse(source) }]
    const before = beforeHistory
    const input = { ...this.setup, path, source, sections, before, psqlAllowed: true }
    return { source, sections, input, problems: invalidAt === undefined ? [] : [invalidUtf8(text, invalidAt)] }
  }

  private readSettings(): void {
    const open = this.options.overlay?.(this.settingsPath)
    const bytes = open === undefined ? readFile(this.settingsPath) : new TextEncoder().encode(open)
    if (!bytes) {
      this.settings = defaultSettings
      this.settingsProblems = []
      this.settingsSource = undefined
      return
    }
    const source = sourceText(uriOf(this.settingsPath), decodeUtf8(bytes).text)
    if (source.text === this.settingsSource?.text) return
    this.settingsSource = source
    const { settings, diagnostics } = readSettings(source, schema())
    this.settings = settings
    this.settingsProblems = diagnostics
  }

  private setupFor(postgres: number): LintSetup {
    const { rules: configured, timeouts, queries, statistics } = this.settings
    const next: LintSetup = {
      postgres,
      rules: configuredRules(registry, configured),
      names,
      queries: applicationQueries(this.files, queries, (path) => this.historyOf(path) !== undefined),
      timeoutsElsewhere: { lock: timeouts.setElsewhere, statement: timeouts.setElsewhere },
      ...this.readStatistics(statistics),
      ...(this.options.onTime && { onTime: this.options.onTime }),
    }
    // The same setup keeps what was derived with it.
    const same = this.setup && this.setup.postgres === postgres && this.lastRules === configured && !next.statistics
    this.lastRules = configured
    return same ? this.setup : next
  }

  private lastRules?: Settings['rules']

  private readStatistics(path: string): { readonly statistics?: Statistics } {
    const bytes = readFile(`${this.options.root}/${path}`)
    if (!bytes) return {}
    try {
      return { statistics: JSON.parse(decodeUtf8(bytes).text) as Statistics }
    } catch {
      // A damaged statistics file is as good as none: sizes only grade severities.
      return {}
    }
  }
}
