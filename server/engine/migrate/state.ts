import type { AppliedMigration, MigrationFile, MigrationName } from '../conventions/convention'
import { PostgresFailure, type Session } from '../db/session'
import { Failure } from '../failure'
import type { Unfinished } from './journal'
import { identityOf, identityOfFile, isWayUp, keeperOf, type MigrationSet } from './set'

/**
 * `baseline`: counts as applied because the tool's mark says so; `ignored`: the tool passes over it (below a baseline file that replaces
 * it, a baseline file that came too late, work that is no migration yet); `unknown`: the tool's books are not readable by us.
 */
export type MigrationState =
  | 'applied'
  | 'pending'
  | 'missing file'
  | 'changed since'
  | 'out of order'
  | 'failed'
  | 'baseline'
  | 'repeatable changed'
  | 'ignored'
  | 'unknown'

export interface MigrationStatus {
  readonly version: string
  readonly title: string
  readonly kind: MigrationName['kind']
  /** Absent when only the books know it. */
  readonly file?: MigrationFile
  readonly state: MigrationState
  readonly row?: AppliedMigration
  /** Of the file as it is now, as the tool would store it; of the row when there is no file. */
  readonly checksum?: string
  /** One sentence more than the state says. */
  readonly note?: string
}

/** What the tool's books say of the set, in the tool's order. Only reads: works for a read-only role. */
export async function readState(
  session: Session,
  set: MigrationSet,
  unfinished?: Unfinished,
): Promise<{ readonly rows: readonly AppliedMigration[]; readonly migrations: readonly MigrationStatus[] }> {
  const keeper = keeperOf(set.convention)
  if (!keeper) return { rows: [], migrations: set.files.filter(isWayUp).map((file) => bare(file, 'unknown')) }
  const rows = await readBooks(session, set)
  return { rows, migrations: joinState(set, rows, unfinished) }
}

/** The rows of the books; trouble with them as a Failure that names the table. */
export async function readBooks(
  session: Session,
  { convention, settings }: MigrationSet,
): Promise<readonly AppliedMigration[]> {
  const keeper = keeperOf(convention)
  if (!keeper) return []
  try {
    return await keeper.applied(session, settings)
  } catch (error) {
    if (!(error instanceof PostgresFailure)) throw error
    throw new Failure(
      error.sqlState === '42501' ? 'not-permitted' : 'books-damaged',
      `${convention.title}'s table ${keeper.table(settings)} can't be read: ${error.message}.`,
      {
        ...(error.sqlState === '42501' && { hint: 'Grant the role SELECT on it and USAGE on its schema.' }),
        cause: error,
      },
    )
  }
}

const bare = (file: MigrationFile, state: MigrationState): MigrationStatus => ({
  version: file.name.version,
  title: file.name.title,
  kind: file.name.kind,
  file,
  state,
})

export type Place = Pick<MigrationFile, 'name' | 'relativePath'>

/** A row as if it were a file, for the tool's own order. */
export const placeOf = ({ version, title = '', kind = 'versioned', script }: AppliedMigration): Place => ({
  name: { version, title, kind: kind === 'baseline' ? 'versioned' : kind },
  relativePath: script ?? version,
})

/** Joins files and rows. Pure; linear save for one sort when rows lack files. */
export function joinState(
  set: MigrationSet,
  rows: readonly AppliedMigration[],
  unfinished?: Unfinished,
): readonly MigrationStatus[] {
  const { convention, settings } = set
  const keeper = keeperOf(convention)
  const compare = (a: Place, b: Place): number => convention.compare(a, b, settings)
  const latestOnly = keeper?.latestOnly === true
  const files = set.files.filter(isWayUp)
  const byIdentity = new Map(rows.map((row) => [identityOf(convention, row), row]))
  const mark = rows.filter((row) => row.baseline).at(-1)
  const markIdentity = mark && identityOf(convention, mark)
  const below = (file: MigrationFile): boolean =>
    mark !== undefined &&
    file.name.kind === 'versioned' &&
    (identityOfFile(convention, file) === markIdentity || compare(file, placeOf(mark)) <= 0)
  const frontier = furthest(rows, files, set)
  const replacement = rows.length === 0 ? files.filter((file) => file.name.kind === 'baseline').at(-1) : undefined
  const seen = new Set<string>()
  // Two files of one version: the one the books name has been run, the other has not.
  const named = new Map(rows.map((row) => [row.script, identityOf(convention, row)]))
  const takenBy = new Map<string, string>()
  for (const file of files) {
    const identity = identityOfFile(convention, file)
    if (named.get(file.relativePath) === identity) takenBy.set(identity, file.relativePath)
  }

  const stateOf = (file: MigrationFile): MigrationStatus => {
    const identity = identityOfFile(convention, file)
    const owner = takenBy.get(identity)
    const own = owner === undefined || owner === file.relativePath ? byIdentity.get(identity) : undefined
    const draft = convention.draft?.(file, set.files)
    const isBaseline = file.name.kind === 'baseline'
    const row = own && isBaseline === (own.kind === 'baseline') ? own : undefined
    if (row) seen.add(identity)
    const checksum = keeper?.checksum?.(file, settings)
    const at = (state: MigrationState, note?: string): MigrationStatus => ({
      ...bare(file, state),
      ...(row && { row }),
      ...(checksum !== undefined && { checksum }),
      ...(note && { note }),
    })
    if (draft !== undefined) return at('ignored', draft)
    // A note that contradicts the books is of a run that died after its row: the books are right.
    if (unfinished?.identity === identity && (row === undefined) === (unfinished.direction === 'up'))
      return at('failed', unfinishedNote(unfinished))
    if (row?.failed) return at('failed', 'It did not finish: undo what it left behind, then repair.')
    if (row) {
      if (row.baseline && !isBaseline) return at(latestOnly ? 'applied' : 'baseline')
      const differs =
        row.checksum !== undefined &&
        checksum !== undefined &&
        !(keeper?.accepts?.(file, row.checksum, settings) ?? row.checksum === checksum)
      if (!differs) return at('applied')
      return at(file.name.kind === 'repeatable' ? 'repeatable changed' : 'changed since')
    }
    if (isBaseline)
      return file === replacement
        ? at('pending')
        : at('ignored', 'It is run on empty books only, instead of what it replaces.')
    if (below(file)) return at(latestOnly ? 'applied' : 'baseline')
    if (
      replacement &&
      file.name.kind === 'versioned' &&
      (identity === identityOfFile(convention, replacement) ||
        compare(file, { ...replacement, name: { ...replacement.name, kind: 'versioned' } }) <= 0)
    )
      return at('ignored', `${replacement.relativePath} is run instead.`)
    if (frontier && file.name.kind === 'versioned' && compare(file, frontier) < 0) return at('out of order')
    return at('pending')
  }

  const known = files.map(stateOf)
  const lost = rows.filter(
    (row) => !seen.has(identityOf(convention, row)) && !(row.baseline && !row.failed && !latestOnly),
  )
  if (lost.length === 0) return known
  const elsewhere = new Set((set.others ?? []).map((path) => convention.otherLanguage?.(path, settings)))
  const all: { readonly place: Place; readonly status: MigrationStatus }[] = [
    ...known.map((status) => ({ place: status.file!, status })),
    ...lost.map((row) => ({
      place: placeOf(row),
      status: elsewhere.has(row.version) ? inOtherLanguage(row) : missing(row),
    })),
  ]
  return all.sort((a, b) => compare(a.place, b.place)).map(({ status }) => status)
}

const inOtherLanguage = (row: AppliedMigration): MigrationStatus => ({
  version: row.version,
  title: row.title ?? '',
  kind: row.kind ?? 'versioned',
  state: row.failed ? 'failed' : 'applied',
  row,
  note: 'It is written in another language: only the tool itself can run it.',
})

function missing(row: AppliedMigration): MigrationStatus {
  return {
    version: row.version,
    title: row.title ?? '',
    kind: row.kind ?? 'versioned',
    state: row.failed ? 'failed' : 'missing file',
    row,
    ...(row.checksum !== undefined && { checksum: row.checksum }),
    note: row.failed
      ? 'It did not finish, and its file is not here.'
      : 'The books name it and no file here has this version: another branch, or it was deleted.',
  }
}

/** The last of the applied ones in the tool's order. */
function furthest(
  rows: readonly AppliedMigration[],
  files: readonly MigrationFile[],
  { convention, settings }: MigrationSet,
): Place | undefined {
  const byIdentity = new Map(files.map((file) => [identityOfFile(convention, file), file]))
  let last: Place | undefined
  for (const row of rows) {
    if (row.version === '') continue
    const place = byIdentity.get(identityOf(convention, row)) ?? placeOf(row)
    if (!last || convention.compare(place, last, settings) > 0) last = place
  }
  return last
}

export const unfinishedNote = ({ at, by, statement, failed }: Unfinished): string =>
  failed
    ? `${by} ran it on ${at} and it failed: ${failed} Undo what stands, then repair.`
    : `${by} began it on ${at} and its end was never recorded (statement ${statement + 1} had begun): whether that took effect is not known. Look at the database, then repair.`
