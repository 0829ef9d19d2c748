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
  readonly locks: StatementLocks
  /** Strongest lock a relation from this statement to the end of its transaction: what it takes and what earlier ones still hold. */
  readonly held: readonly Held[]
  readonly inTransaction: boolean
}

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
    reports.push({ statement, before: catalog, locks, held: [...held.values()], inTransaction: walk.session.inTransaction })
    walk.done(visit)
    catalog = visit.after
  }
  return reports
}
