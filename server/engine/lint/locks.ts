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
    const locks = walk.locks(statement, catalog)
    const held = new Map<string, Held>()
    for (const lock of [...walk.earlierStatements().flatMap((past) => past.locks.locks), ...locks.locks]) {
      const key = keyOf(lock.relation)
      const known = held.get(key)
      held.set(key, { relation: lock.relation, mode: known ? stronger(known.mode, lock.mode) : lock.mode })
    }
    reports.push({
      statement,
      before: catalog,
      locks,
      held: [...held.values()],
      inTransaction: walk.session.inTransaction,
    })
    const after = fold(catalog, statement)
    walk.done(statement, catalog)
    catalog = after
  }
  return reports
}
