import { createHash } from 'node:crypto'
import type { LockMode } from '../catalog/lock-types'
import { stronger } from '../catalog/lock-types'
import type { AppliedMigration, Intent, MigrationFile, TransactionScope } from '../conventions/convention'
import type { Database, Session } from '../db/session'
import { Failure } from '../failure'
import type { LockReport } from '../lint/locks'
import { loadParser } from '../syntax/parser'
import type { Journal } from './journal'
import { otherSchema } from './search-path'
import { sendingOf, type Unit } from './sending'
import { type Direction, identityOf, identityOfFile, isWayDown, keeperOf, type MigrationSet } from './set'
import { type MigrationStatus, type Place, placeOf, readState } from './state'

export interface StrongestLock {
  readonly mode: LockMode
  /** `public.orders`. */
  readonly relation: string
}

/** One file to run, as the tool would send it. */
export interface PlannedFile {
  readonly file: MigrationFile
  /** Whose section is sent: the file itself, or the tool's own file for the way down. */
  readonly script: MigrationFile
  readonly direction: Direction
  readonly scope: TransactionScope
  readonly units: readonly Unit[]
  /** Nothing of it stands when it fails. */
  readonly transactional: boolean
  /** Files of one number share one transaction. */
  readonly transaction: number
  /** Worked out when first asked for: the longest work of a plan, for which a run has time while the server works. */
  outlook(): Outlook
}

/** What is to be expected of running a file. */
export interface Outlook {
  /** On a relation that exists before the file; absent when there is none, or when nobody asked for locks. */
  readonly strongestLock?: StrongestLock
  readonly warnings: readonly string[]
}

export interface Plan {
  /** A hash of target, files and books: what was shown is what runs. */
  readonly id: string
  readonly direction: Direction
  readonly migrations: readonly MigrationStatus[]
  readonly rows: readonly AppliedMigration[]
  readonly steps: readonly PlannedFile[]
  /** What forbids running it, one sentence each. */
  readonly blockers: readonly string[]
  /** The strongest lock of all files, and every warning. */
  outlook(): Outlook
  /** The tool's own command for the same. */
  readonly command: string
  /** Where the books are; absent when we keep none for this tool. */
  readonly books?: string
}

export interface PlanRequest {
  readonly set: MigrationSet
  readonly database: Pick<Database, 'id' | 'label'>
  /** Version up to which (inclusive) to apply; for a rollback the version that stays. */
  readonly to?: string
  /** What the sections of a file lock that lead this way. */
  readonly locks?: (path: string, direction: Direction) => readonly LockReport[]
  readonly journal?: Journal
}

/** The name under which the journal keeps a set on a database. */
export const targetKey = ({
  set,
  database,
}: {
  readonly set: MigrationSet
  readonly database: { readonly id: string }
}): string => `${database.id} ${set.conventionId} ${keeperOf(set.convention)?.table(set.settings) ?? ''}`

export async function statusOf(session: Session, request: PlanRequest) {
  return readState(session, request.set, await request.journal?.unfinished(targetKey(request)))
}

/** What applying would do. Only reads. Failure('bad-arguments') for a version that is not there. */
export async function planApply(session: Session, request: PlanRequest): Promise<Plan> {
  await loadParser()
  const { set, to } = request
  const { rows, migrations } = await statusOf(session, request)
  const limit = to === undefined ? migrations.length : indexOfVersion(migrations, set, to) + 1
  const policy = set.convention.policy(set.settings)
  const blockers: string[] = [...unkept(set)]
  const warnings: string[] = []
  const say = (list: string[], statuses: readonly MigrationStatus[], text: (names: string, one: boolean) => string) => {
    if (statuses.length > 0) list.push(text(namesOf(statuses), statuses.length === 1))
  }
  const of = (state: MigrationStatus['state']) => migrations.filter((one) => one.state === state)
  say(
    blockers,
    of('failed'),
    (names, one) => `${names} did not finish${one ? '' : ' each'}: undo what it left behind, then run lockstep repair.`,
  )
  say(
    policy.editedFile === 'refused' ? blockers : warnings,
    of('changed since'),
    (names, one) =>
      `${names} ${one ? 'was' : 'were'} edited after being applied: take the edit back, or run lockstep repair.`,
  )
  const last = migrations.findLastIndex(({ file, kind }) => file !== undefined && kind === 'versioned')
  const isFuture = (one: MigrationStatus): boolean => one.kind === 'versioned' && migrations.indexOf(one) > last
  for (const [treatment = policy.missingFile, future] of [
    [policy.missingFile, false],
    [policy.futureFile, true],
  ] as const)
    say(
      treatment === 'refused' ? blockers : warnings,
      of('missing file').filter((one) => isFuture(one) === future),
      (names, one) =>
        `${names} ${one ? 'is' : 'are'} applied there and ${one ? 'has' : 'have'} no file here: another branch, or deleted.`,
    )
  const late = of('out of order')
  if (policy.outOfOrder === 'refused')
    say(
      blockers,
      late,
      (names, one) =>
        `${names} ${one ? 'comes' : 'come'} before what is applied already, and ${set.convention.title} refuses that: give ${one ? 'it a later version' : 'them later versions'}.`,
    )
  if (policy.outOfOrder === 'skipped')
    say(
      warnings,
      late,
      (names, one) =>
        `${names} ${one ? 'comes' : 'come'} before what is applied already: ${set.convention.title} never runs ${one ? 'it' : 'them'}.`,
    )
  const callbacks = set.files.filter((file) => file.name.kind === 'callback')
  if (callbacks.length > 0)
    warnings.push(
      `${set.convention.title}'s callbacks are not run from here: ${callbacks.map((file) => file.relativePath).join(', ')}.`,
    )
  const wanted = migrations
    .slice(0, limit)
    .filter(
      ({ file, state, kind }) =>
        file !== undefined &&
        (state === 'pending' ||
          state === 'repeatable changed' ||
          (state === 'out of order' && policy.outOfOrder === 'applied')) &&
        (to === undefined || kind !== 'repeatable' || file.part !== undefined),
    )
  const first = otherLanguage(set, rows, wanted.at(-1)?.file)
  if (first !== undefined)
    blockers.push(
      `${first} comes first, and only ${set.convention.title} itself can run it: ${set.convention.applyCommand(set.settings)}, or name the last migration before it with --to.`,
    )
  const steps = stepsOf(
    wanted.map(({ file }) => ({ own: file!, ran: file! })),
    'up',
    request,
    blockers,
  )
  const elsewhere = steps.length > 0 && (await otherSchema(session, set))
  if (elsewhere) warnings.push(elsewhere)
  return finished(session, request, 'up', { rows, migrations, steps, blockers, warnings })
}

/** The first migration in another language that is due before `last` and that the books lack. */
function otherLanguage(
  { convention, settings, others = [] }: MigrationSet,
  rows: readonly AppliedMigration[],
  last: MigrationFile | undefined,
): string | undefined {
  if (!last) return undefined
  const applied = new Set(rows.map(({ version }) => version))
  const isSkipped = (place: Place): boolean =>
    convention.policy(settings).outOfOrder === 'skipped' &&
    rows.some((row) => convention.compare(place, placeOf(row), settings) < 0)
  return others
    .flatMap((relativePath) => {
      const version = convention.otherLanguage?.(relativePath, settings)
      const name = { version: version ?? '', title: '', kind: 'versioned' } as const
      return version === undefined || applied.has(version) ? [] : [{ relativePath, name }]
    })
    .filter((place) => convention.compare(place, last, settings) < 0 && !isSkipped(place))
    .sort((a, b) => convention.compare(a, b, settings))[0]?.relativePath
}

function unkept({ convention, settings }: MigrationSet): readonly string[] {
  if (convention.books) return []
  const why = convention.noBooks ?? `Lockstep does not keep the books of ${convention.title}.`
  return [`${why} Run: ${convention.applyCommand(settings)}`]
}

/** What the tool's books forbid for these files. */
export async function obstacles(
  session: Session,
  { convention, settings, files: all }: MigrationSet,
  direction: Intent['direction'],
  files: readonly MigrationFile[],
): Promise<readonly string[]> {
  const { books } = convention
  if (files.length === 0 || !books?.obstacles) return []
  return books.obstacles(session, { direction, files, all }, settings)
}

const most = 5
function namesOf(statuses: readonly MigrationStatus[]): string {
  const names = statuses.map(({ file, row, version, title }) => file?.relativePath ?? row?.script ?? (version || title))
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** The last status a version or a file name means. */
export function indexOfVersion(
  migrations: readonly MigrationStatus[],
  { convention }: MigrationSet,
  to: string,
): number {
  const identity = identityOf(convention, { version: to, kind: 'versioned' })
  const index = migrations.findLastIndex(
    ({ file, row }) =>
      file?.relativePath === to ||
      (file !== undefined && (file.name.version === to || identityOfFile(convention, file) === identity)) ||
      (row !== undefined && identityOf(convention, row) === identity),
  )
  if (index >= 0) return index
  throw new Failure('bad-arguments', `There is no migration ${to}.`, {
    hint: `Versions: ${
      migrations
        .slice(-3)
        .map(({ version }) => version)
        .filter(Boolean)
        .join(', ') || 'none'
    }${migrations.length > 3 ? ' and earlier ones' : ''}.`,
  })
}

/** `ran` is the file whose section runs, `own` the migration it is about: two files where the tool keeps down parts apart. */
export function stepsOf(
  wanted: readonly { readonly own: MigrationFile; readonly ran: MigrationFile }[],
  direction: Direction,
  request: PlanRequest,
  blockers: string[],
): readonly PlannedFile[] {
  const { set } = request
  const steps: PlannedFile[] = []
  for (const { own, ran } of wanted) {
    const sections = ran.sections.filter((section) => section.direction === direction)
    const sendings = sections.map((section) => sendingOf(ran, section))
    const name = ran.relativePath
    const line = (at: number) => ran.source.position(at as never).line + 1
    for (const { problems } of sendings)
      for (const { span, message } of problems) blockers.push(`${name}:${line(span.start)}: ${message}`)
    for (const { severity, message } of set.problemsOf?.(ran.path) ?? [])
      if (severity === 'error') blockers.push(`${name}: ${message}`)
    const scope = sections[0]?.scope ?? 'file'
    const units = sendings.flatMap((sending) => sending.units)
    const controls = units.some((unit) => unit.controls)
    const wrapped = scope === 'file' || scope === 'batch'
    const transactional = !controls && (wrapped || (scope === 'simple query' && (units[0]?.statements.length ?? 0) > 1))
    let known: Outlook | undefined
    const outlook = (): Outlook => {
      const reports = request.locks?.(ran.path, direction) ?? []
      const warnings = reports
        .filter(({ locks, inTransaction }) => !locks.transactional && inTransaction)
        .map(
          ({ statement: { span } }) =>
            `${name}:${line(span.start)}: this statement can't run inside a transaction block and will fail.`,
        )
      if (wrapped && controls)
        warnings.push(`${name} begins or ends a transaction itself: what it commits stands, even when the rest fails.`)
      const strongestLock = strongest(reports)
      return { warnings, ...(strongestLock && { strongestLock }) }
    }
    const previous = steps.at(-1)
    const shared = previous?.scope === 'batch' && scope === 'batch' && previous.transactional && transactional
    steps.push({
      file: own,
      script: ran,
      direction,
      scope,
      units,
      transactional,
      transaction: previous ? previous.transaction + (shared ? 0 : 1) : 0,
      outlook() {
        known ??= outlook()
        return known
      },
    })
  }
  return steps
}

/** Over what exists before the file: what it makes itself nobody else can be using. */
function strongest(reports: readonly LockReport[]): StrongestLock | undefined {
  const start = reports[0]?.before
  let best: StrongestLock | undefined
  for (const { locks, before } of reports) {
    for (const { relation, mode } of locks.locks) {
      if (relation.kind === 'sequence' || (before.get(relation) && !start?.get(relation))) continue
      if (!best || (mode !== best.mode && stronger(mode, best.mode) === mode))
        best = { mode, relation: relation.path.join('.') }
    }
  }
  return best
}

export async function finished(
  session: Session,
  request: PlanRequest,
  direction: Direction,
  { warnings, ...found }: Pick<Plan, 'rows' | 'migrations' | 'steps' | 'blockers'> & Pick<Outlook, 'warnings'>,
): Promise<Plan> {
  const { set, database } = request
  const { convention, settings } = set
  const files = found.steps.map(({ file }) => file)
  const blockers = [...new Set([...found.blockers, ...(await obstacles(session, set, direction, files))])]
  const parts = { ...found, blockers }
  const keeper = keeperOf(convention)
  const hash = createHash('sha256').update(
    JSON.stringify([database.id, set.conventionId, settings, direction, parts.rows, parts.blockers]),
  )
  for (const { script, units } of parts.steps)
    hash
      .update(`\0${script.relativePath}\0`)
      .update(units.map(({ text }) => text).join('\0'))
      .update(script.bytes)
  return {
    id: hash.digest('hex').slice(0, 16),
    direction,
    ...parts,
    outlook: () => together(warnings, parts.steps),
    command: convention.applyCommand(settings),
    ...(keeper && { books: keeper.table(settings) }),
  }
}

function together(warnings: readonly string[], steps: readonly PlannedFile[]): Outlook {
  const outlooks = steps.map((step) => step.outlook())
  let best: StrongestLock | undefined
  for (const { strongestLock: one } of outlooks)
    if (one && (!best || (one.mode !== best.mode && stronger(one.mode, best.mode) === one.mode))) best = one
  return {
    warnings: [...warnings, ...outlooks.flatMap((outlook) => outlook.warnings)],
    ...(best && { strongestLock: best }),
  }
}

/** The file that takes a migration back: itself, or the tool's file for the way down. */
export function wayDown(set: MigrationSet, own: MigrationFile): MigrationFile | undefined {
  if (own.sections.some(({ direction }) => direction === 'down')) return own
  const identity = identityOfFile(set.convention, own)
  return set.files.find((file) => isWayDown(file) && identityOfFile(set.convention, file) === identity)
}
