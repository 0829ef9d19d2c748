import type { Catalog, ObjectId } from '../catalog/catalog'
import { fold } from '../catalog/fold'
import { type LockMode, type StatementLocks, stronger } from '../catalog/lock-types'
import type { Section } from '../conventions/convention'
import type { Parsed, Statement } from '../syntax/statement'
import { keyOf, type LintInput } from './run'
import { Walk } from './visit'

export interface Held {
  readonly relation: ObjectId
  readonly mode: LockMode
}

export interface LockReport {
  readonly statement: Statement
  readonly before: Catalog
  readonly after: Catalog
  readonly locks: StatementLocks
  /** Strongest lock a relation from this statement to the end of its transaction: what it takes and what earlier ones still hold. */
  readonly held: readonly Held[]
  readonly inTransaction: boolean
}

const nameOf = ({ path }: ObjectId): string => path.join('.')

/** A report with LSP positions and dotted names, as the command line prints it and the editor gets it. */
export function printed({ statement, locks, held }: LockReport) {
  return {
    range: statement.source.range(statement.span),
    sql: statement.text,
    transactional: locks.transactional,
    locks: locks.locks.map(({ relation, mode, why }) => ({ relation: nameOf(relation), mode, why })),
    rewrites: locks.rewrites.map(nameOf),
    scans: locks.scans.map(nameOf),
    held: held.map(({ relation, mode }) => ({ relation: nameOf(relation), mode })),
    ...(locks.unknown.length > 0 && { unknown: locks.unknown }),
  }
}

export type PrintedLocks = ReturnType<typeof printed>

/** What of `held` earlier statements took: the statement's own locks left out. */
export const heldFromBefore = ({ held, locks }: Pick<PrintedLocks, 'held' | 'locks'>): PrintedLocks['held'] =>
  held.filter(({ relation, mode }) => !locks.some((lock) => lock.relation === relation && lock.mode === mode))

/** What every statement of a section locks, in order. */
export function reportLocks(
  input: LintInput,
  section: Section,
  parsed: Parsed,
  before: Catalog,
): readonly LockReport[] {
  const walk = new Walk(input, section, parsed)
  const reports: LockReport[] = []
  let catalog = before
  for (const statement of parsed.statements) {
    const visit = walk.at(statement, catalog, fold(catalog, statement))
    const { locks } = visit
    const held = new Map<string, Held>()
    for (const { relation, mode } of [...walk.heldLocks().values(), ...locks.locks]) {
      const key = keyOf(relation)
      const known = held.get(key)
      held.set(key, { relation, mode: known ? stronger(known.mode, mode) : mode })
    }
    reports.push({
      statement,
      before: catalog,
      after: visit.after,
      locks,
      held: [...held.values()],
      inTransaction: walk.session.inTransaction,
    })
    walk.done(visit)
    catalog = visit.after
  }
  return reports
}
