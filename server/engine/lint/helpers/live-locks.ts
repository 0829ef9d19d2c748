import type { Catalog, ObjectId } from '../../catalog/catalog'
import { blocksWrites, type LockMode, type RelationLock } from '../../catalog/lock-types'
import { samePath } from '../../catalog/read'
import { is, type Statement } from '../../syntax/statement'
import type { HeldLock, RuleContext } from '../rule'
import { nodesOf, option } from './nodes'

/** The table (or view) a lock matters to: an index's own table. */
export function tableBehind(id: ObjectId, catalog: Catalog): ObjectId {
  if (id.kind !== 'index') return id
  return catalog.get(id)?.parent ?? id
}

const matters = (context: RuleContext, id: ObjectId): boolean =>
  id.kind !== 'sequence' && context.tableById(tableBehind(id, context.before)).live

/** Reading and writing rows takes ROW EXCLUSIVE at most (manual, 13.3.1). */
const weak: ReadonlySet<string> = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'VariableSetStmt',
  'TransactionStmt',
])

/** The statement's locks of mode SHARE or stronger on relations others may be using; SHARE UPDATE EXCLUSIVE makes no query wait. */
export const strongLocks = (context: RuleContext): readonly RelationLock[] =>
  weak.has(context.statement.tag) || isConcurrent(context.statement)
    ? []
    : context.locks.locks.filter(({ mode, relation }) => blocksWrites(mode) && matters(context, relation))

/** DROP TRIGGER, POLICY and RULE … IF EXISTS of what is known not to be there lock nothing. */
export const locksTable = (context: RuleContext, table: ObjectId): boolean =>
  context.locks.locks.some(({ relation }) => samePath(relation.path, table.path))

/** The CONCURRENTLY forms: their strong lock, at the end and on what nobody uses any more, is waited for without queueing others. */
function isConcurrent(statement: Statement): boolean {
  if (is(statement, 'IndexStmt') || is(statement, 'DropStmt')) return statement.node.concurrent === true
  if (is(statement, 'ReindexStmt')) return option(statement.node.params, 'concurrently') !== undefined
  if (is(statement, 'AlterTableStmt'))
    return nodesOf(statement.node, 'PartitionCmd').some(({ concurrent }) => concurrent)
  return false
}

/** Strong locks the transaction took before this statement. An index it dropped is left out: its table is locked as much. */
export const strongHeld = (context: RuleContext): readonly HeldLock[] =>
  context.transaction.open
    ? context.transaction.allHeld.filter(
        ({ mode, relation, before }) =>
          blocksWrites(mode) &&
          matters(context, relation) &&
          !(relation.kind === 'index' && before.get(relation) && !context.before.get(relation)),
      )
    : []

export const shownRelation = (context: RuleContext, id: ObjectId): string => context.tableById(id).shown

/** What a held lock keeps others from doing. */
export const stops = (mode: LockMode): string => (mode === 'ACCESS EXCLUSIVE' ? 'reads and writes' : 'writes')
