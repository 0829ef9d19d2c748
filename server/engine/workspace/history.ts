import type { Catalog } from '../catalog/catalog'
import { emptyCatalog } from '../catalog/store'
import type { MigrationFile, Section } from '../conventions/convention'
import type { Diagnostic } from '../diagnostic'
import type { SectionMemory } from '../lint/again'
import { type LockReport, reportLocks } from '../lint/locks'
import type { LockOrder } from '../lint/rule'
import { foldSection, type Linted, type LintInput, lint } from '../lint/run'
import { usualPath } from '../migrate/search-path'
import { type Direction, identityOfFile, isWayDown, isWayUp } from '../migrate/set'
import { parse } from '../syntax/parse'
import type { Parsed } from '../syntax/statement'
import { followUp } from './authoring'
import { type EarlierRuns, KnownHistory } from './known-findings'
import type { Project } from './project'

/** What linting needs beside the files: the same for every file of a workspace. */
export type LintSetup = Pick<
  LintInput,
  'postgres' | 'rules' | 'names' | 'queries' | 'statistics' | 'timeoutsElsewhere' | 'onTime'
>

export interface ParsedSection {
  readonly section: Section
  readonly parsed: Parsed
}

interface Slot {
  readonly file: MigrationFile
  /** Known when `before` is the catalog it was folded from. */
  before?: Catalog
  after?: Catalog
  /** What the rules found, without what the tool says of names. */
  found?: Found
  lockOrders?: readonly LockOrder[]
  checked?: {
    readonly found: Recalled
    readonly own: readonly Diagnostic[]
    readonly latest: Catalog | undefined
    readonly diagnostics: readonly Diagnostic[]
  }
}

type Found = Omit<Linted, 'after'>
/** What an earlier run of the program wrote down. */
type Recalled = Omit<Found, 'lockOrders'>

export interface Checked {
  readonly diagnostics: readonly Diagnostic[]
  readonly statements: number
}

/** Nobody knows what stands before the first file: absent objects may exist. One value, so that two runs over the same files agree. */
export const beforeHistory: Catalog = emptyCatalog({ complete: false })

const beginnings = new Map<string, Catalog>()

/** The same with the search_path the tool sets. */
function beginningOf(project: Project): Catalog {
  const searchPath = usualPath(project)
  if (!searchPath) return beforeHistory
  const key = JSON.stringify(searchPath)
  const known = beginnings.get(key) ?? emptyCatalog({ complete: false, searchPath })
  beginnings.set(key, known)
  return known
}

/**
 * A project's files in order with the catalog before and after each. Only catalogs and findings are kept, not parse trees: those of open
 * documents are kept by whoever asks (`keep`).
 */
export class History {
  private readonly slots: readonly Slot[]
  private readonly indexOf: ReadonlyMap<string, number>
  /** The catalog after each file, as far as asked for. */
  private readonly ends: Catalog[] = []
  private readonly known?: KnownHistory
  private readonly beginning: Catalog
  /** Parses of open documents, oldest version first replaced: an edit re-parses what changed. */
  private readonly kept: Map<string, readonly ParsedSection[]>
  /** How their sections were linted last. */
  private readonly memories: Map<string, SectionMemory[]>

  constructor(
    readonly project: Project,
    private readonly setup: LintSetup,
    private readonly isOpen: (path: string) => boolean = () => false,
    previous?: History,
    earlier?: EarlierRuns,
  ) {
    this.beginning = beginningOf(project)
    if (earlier) this.known = new KnownHistory(earlier, project)
    this.kept = previous?.kept ?? new Map()
    this.memories = previous?.memories ?? new Map()
    const old = previous?.setup === setup ? previous.slots : []
    this.slots = project.files.map((file, i) =>
      old[i] && (old[i].file === file || (old[i].file.source === file.source && sameSections(old[i].file, file)))
        ? { ...old[i], file }
        : { file },
    )
    this.indexOf = new Map(project.files.map((file, i) => [file.path, i]))
  }

  has(path: string): boolean {
    return this.indexOf.has(path)
  }

  file(path: string): MigrationFile | undefined {
    const index = this.indexOf.get(path)
    return index === undefined ? undefined : this.slots[index]!.file
  }

  /** The catalog before a file runs; a way down starts from where its way up ended. */
  before(path: string): Catalog {
    const index = this.indexOf.get(path)
    return index === undefined ? this.final() : this.beforeSlot(index)
  }

  /** The catalog after a file's up part. */
  after(path: string): Catalog {
    const index = this.indexOf.get(path)
    return index === undefined ? this.final() : this.afterSlot(index)
  }

  /** The catalog at the end of the history. */
  final(): Catalog {
    return this.slots.length === 0 ? this.beginning : this.chain(this.slots.length)
  }

  parsed(path: string): readonly ParsedSection[] {
    const index = this.indexOf.get(path)
    return index === undefined ? [] : this.parse(this.slots[index]!.file)
  }

  check(path: string): Checked {
    const index = this.indexOf.get(path)
    if (index === undefined) return { diagnostics: [], statements: 0 }
    const slot = this.slots[index]!
    const recalled = this.known?.recall(index)
    const found = recalled ?? this.found(index)
    const settled = () =>
      this.settled(slot, found, recalled ? undefined : (left) => this.known?.keep(index, found, left))
    return {
      statements: found.statements,
      // Asked late: what later migrations settle is known for nothing once they were checked too.
      get diagnostics() {
        return settled()
      },
    }
  }

  private memoriesOf(path: string): SectionMemory[] | undefined {
    if (!this.isOpen(path)) {
      this.memories.delete(path)
      return undefined
    }
    const known = this.memories.get(path) ?? []
    this.memories.set(path, known)
    return known
  }

  private settled(
    slot: Slot,
    found: Recalled,
    keep: ((left: readonly Diagnostic[]) => void) | undefined,
  ): readonly Diagnostic[] {
    const own = this.project.problemsOf(slot.file.path)
    const latest = found.open.size > 0 ? this.final() : undefined
    const { checked } = slot
    // The same array as long as nothing changed: it is the findings' result id.
    if (checked?.found === found && checked.latest === latest && JSON.stringify(checked.own) === JSON.stringify(own))
      return checked.diagnostics
    const left = latest ? found.diagnostics.filter((one) => found.open.get(one)?.(latest) !== true) : found.diagnostics
    keep?.(left)
    const isSealed = this.project.convention.sealed?.(slot.file) === true
    const diagnostics = inOrder([...own, ...(isSealed ? left.map(withoutEdits) : left)])
    slot.checked = { found, own, latest, diagnostics }
    return diagnostics
  }

  private found(index: number): Found {
    const slot = this.slots[index]!
    const before = this.beforeSlot(index)
    if (slot.found && slot.before === before) return slot.found
    const sections = this.parse(slot.file)
    const { after, ...found } = lint(this.input(slot.file, sections, before), this.memoriesOf(slot.file.path))
    this.folds(slot, before, after)
    slot.found = found
    return found
  }

  locks(path: string, direction?: Direction): readonly LockReport[] {
    const index = this.indexOf.get(path)
    if (index === undefined) return []
    const slot = this.slots[index]!
    const sections = this.parse(slot.file, direction)
    const input = this.input(slot.file, sections, this.beforeSlot(index))
    let catalog = direction === 'down' ? this.folded(slot, input.before) : input.before
    const found = sections.flatMap(({ section, parsed }) => {
      const reports = reportLocks(input, section, parsed, catalog)
      if (section.direction === 'up') catalog = reports.at(-1)?.after ?? catalog
      return reports
    })
    this.folds(slot, input.before, catalog)
    return found
  }

  /** What stands after a file is folded once: the files after it are folded from that very catalog. */
  private folds(slot: Slot, before: Catalog, after: Catalog): void {
    if (slot.before === before && slot.after) return
    slot.before = before
    slot.after = isWayUp(slot.file) ? after.newSession() : before
    delete slot.found
    delete slot.lockOrders
  }

  input(file: MigrationFile, sections: readonly ParsedSection[], before: Catalog): LintInput {
    const { convention, conventionId, settings } = this.project
    return {
      ...this.setup,
      path: file.path,
      source: file.source,
      sections,
      before,
      psqlAllowed: conventionId === 'sqitch',
      tool: settings,
      nonTransactional: (section, planned) => convention.nonTransactional(file, section, settings, planned),
      lockOrdersBefore: (count) => this.lockOrdersBefore(file.path, count),
      followUp: (title, bodies) => followUp(this.project, file, title, bodies),
    }
  }

  private lockOrdersBefore(path: string, count: number): readonly LockOrder[] {
    const nearest: Slot[] = []
    for (let i = this.indexOf.get(path)! - 1; i >= 0 && nearest.length < count; i--)
      if (isWayUp(this.slots[i]!.file)) nearest.push(this.slots[i]!)
    return nearest.flatMap((slot) => this.lockOrders(slot))
  }

  private lockOrders(slot: Slot): readonly LockOrder[] {
    const before = this.before(slot.file.path)
    if (slot.before === before && slot.found) return slot.found.lockOrders
    if (slot.before === before && slot.lockOrders) return slot.lockOrders
    const { lockOrdersBefore, rules, ...input } = this.input(slot.file, this.parse(slot.file, 'up'), before)
    const { after, lockOrders } = lint({ ...input, rules: rules.filter(({ rule }) => rule.leaves) })
    this.folds(slot, before, after)
    slot.lockOrders = lockOrders
    return lockOrders
  }

  /** Of a file that is not open only the sections that lead this way. */
  private parse(file: MigrationFile, direction?: Direction): readonly ParsedSection[] {
    const leads = (section: Section): boolean => direction === undefined || section.direction === direction
    const wanted = (all: readonly ParsedSection[]): readonly ParsedSection[] =>
      direction === undefined ? all : all.filter(({ section }) => leads(section))
    const kept = this.kept.get(file.path)
    if (kept?.[0]?.parsed.source === file.source && kept.length === file.sections.length) return wanted(kept)
    const placeholders = file.placeholders.map(({ span }) => span)
    const isOpen = this.isOpen(file.path)
    const sections = file.sections.flatMap((section, i) => {
      if (!isOpen && !leads(section)) return []
      const previous = kept?.[i]?.parsed
      return {
        section,
        parsed: parse(file.source, {
          within: section.span,
          placeholders,
          ...(section.separators && { separators: section.separators }),
          ...(section.gaps && { gaps: section.gaps }),
          ...(previous && { previous }),
        }),
      }
    })
    if (isOpen) this.kept.set(file.path, sections)
    else this.kept.delete(file.path)
    return wanted(sections)
  }

  private beforeSlot(index: number): Catalog {
    const { file } = this.slots[index]!
    if (file.name.kind === 'callback') return this.final()
    if (!isWayDown(file)) return this.chain(index)
    const { convention } = this.project
    const identity = identityOfFile(convention, file)
    const up = this.slots.findIndex(
      ({ file: other }) => !isWayDown(other) && identityOfFile(convention, other) === identity,
    )
    return up < 0 ? this.final() : this.afterSlot(up)
  }

  private afterSlot(index: number): Catalog {
    return this.chain(index + 1)
  }

  /** The catalog after the first `count` files. */
  private chain(count: number): Catalog {
    for (let i = this.ends.length; i < count; i++) {
      const slot = this.slots[i]!
      const before = this.ends[i - 1] ?? this.beginning
      const skipped = !isWayUp(slot.file) || (slot.file.name.kind === 'baseline' && i > 0)
      this.ends.push(skipped ? before : this.folded(slot, before))
    }
    return this.ends[count - 1] ?? this.beginning
  }

  private folded(slot: Slot, before: Catalog): Catalog {
    if (slot.before === before && slot.after) return slot.after
    let after = before
    for (const { parsed } of this.parse(slot.file, 'up')) after = foldSection(parsed, after)
    this.folds(slot, before, after)
    return slot.after!
  }
}

const sameSections = (a: MigrationFile, b: MigrationFile): boolean =>
  JSON.stringify(a.sections) === JSON.stringify(b.sections)

export const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...diagnostics].sort(
    (a, b) =>
      a.span.start - b.span.start || a.span.end - b.span.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )

const withoutEdits = (one: Diagnostic): Diagnostic => ({
  ...one,
  fixes: one.fixes.filter((fix) => fix.edits.length === 0),
})

export const sameFindings = (a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i])
