import type { Statement } from '../syntax/statement'
import type { Catalog, ObjectId } from './catalog'

/** Table-level lock modes, weakest first (manual, 13.3.1). */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const
export type LockMode = (typeof lockModes)[number]

export const strength = (mode: LockMode): number => lockModes.indexOf(mode)
export const stronger = (a: LockMode, b: LockMode): LockMode => (strength(a) >= strength(b) ? a : b)
/** SHARE and up make INSERT, UPDATE and DELETE wait, save SHARE UPDATE EXCLUSIVE which stands below it. */
export const blocksWrites = (mode: LockMode): boolean => strength(mode) >= strength('SHARE')
export const blocksReads = (mode: LockMode): boolean => mode === 'ACCESS EXCLUSIVE'

export interface RelationLock {
  readonly relation: ObjectId
  readonly mode: LockMode
  /** One line: why this relation is locked, and so strongly. */
  readonly why: string
  /** The statement says IF EXISTS, and whether the relation exists is not known. */
  readonly ifExists?: true
}

/** What a statement does to relations that exist before it. */
export interface StatementLocks {
  /** One entry a relation, its strongest mode. */
  readonly locks: readonly RelationLock[]
  /** Tables and indexes written anew. */
  readonly rewrites: readonly ObjectId[]
  /** Tables and indexes read in full to check or build something; a query's own reading is not meant. */
  readonly scans: readonly ObjectId[]
  /** False: PostgreSQL refuses it inside a transaction block. */
  readonly transactional: boolean
  /** What the answer depends on and the history does not tell; empty when all is certain. */
  readonly unknown: readonly string[]
}

export interface LockContext {
  readonly before: Catalog
  /** Major version, 14 to 18. */
  readonly postgres: number
  /** The session's TimeZone where the file or configuration sets it. */
  readonly timeZone?: string
  /** Tables known to hold no rows: created empty in this very migration. */
  readonly isEmpty?: (relation: ObjectId) => boolean
}

export type LockModel = (statement: Statement, context: LockContext) => StatementLocks
