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

/** A report with LSP positions and dotted names, as the command line prints it and the editor gets it. What may not exist is told by `unknown`. */
export function printed({ statement, locks, held }: LockReport) {
  const doubtful = new Set(locks.locks.flatMap(({ relation, ifExists }) => (ifExists ? nameOf(relation) : [])))
  const sure = (relations: readonly ObjectId[]): string[] => relations.map(nameOf).filter((name) => !doubtful.has(name))
  return {
    range: statement.source.range(statement.span),
    sql: statement.text,
    transactional: locks.transactional,
    locks: locks.locks
      .filter(({ ifExists }) => !ifExists)
      .map(({ relation, mode, why }) => ({ relation: nameOf(relation), mode, why })),
    rewrites: sure(locks.rewrites),
    scans: sure(locks.scans),
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
    const taken = locks.locks.filter(({ ifExists }) => !ifExists)
    for (const { relation, mode } of [...walk.heldLocks().values(), ...taken]) {
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
