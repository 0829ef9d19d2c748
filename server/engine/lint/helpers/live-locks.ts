import type { Catalog, ObjectId } from '../../catalog/catalog'
import { blocksWrites, type LockMode, type RelationLock } from '../../catalog/lock-types'
import type { HeldLock, RuleContext } from '../rule'

/** The table (or view) a lock matters to: an index's own table. */
export function tableBehind(id: ObjectId, catalog: Catalog): ObjectId {
  if (id.kind !== 'index') return id
  return catalog.get(id)?.parent ?? id
}

const matters = (context: RuleContext, id: ObjectId): boolean =>
  id.kind !== 'sequence' && context.tableById(tableBehind(id, context.before)).live

/** The statement's locks of mode SHARE or stronger on relations others may be using; SHARE UPDATE EXCLUSIVE makes no query wait. */
export const strongLocks = (context: RuleContext): readonly RelationLock[] =>
  context.locks.locks.filter(({ mode, relation }) => blocksWrites(mode) && matters(context, relation))

/** Strong locks the transaction took before this statement. */
export const strongHeld = (context: RuleContext): readonly HeldLock[] =>
  context.transaction.open
    ? context.transaction.allHeld.filter(({ mode, relation }) => blocksWrites(mode) && matters(context, relation))
    : []

export const shownRelation = (context: RuleContext, id: ObjectId): string => context.tableById(id).shown

/** What a held lock keeps others from doing. */
export const stops = (mode: LockMode): string => (mode === 'ACCESS EXCLUSIVE' ? 'reads and writes' : 'writes')
