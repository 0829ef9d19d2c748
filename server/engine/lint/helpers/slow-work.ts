import type { ObjectId } from '../../catalog/catalog'
import { is } from '../../syntax/statement'
import type { RuleContext } from '../rule'
import { shownRelation, tableBehind } from './live-locks'
import { nodesOf } from './nodes'

/** What takes long, in words; undefined for a statement that is quick whatever the size. */
export function slowWork(context: RuleContext): string | undefined {
  const { statement, locks } = context
  const live = (id: ObjectId): boolean => context.tableById(tableBehind(id, context.before)).live
  const name = (id: ObjectId): string => shownRelation(context, tableBehind(id, context.before))
  const rewritten = locks.rewrites.find(live)
  if (rewritten) return `rewrites ${name(rewritten)}`
  const scanned = locks.scans.find(live)
  if (scanned) return `reads all of ${name(scanned)}`
  const query = is(statement, 'CreateTableAsStmt') && !statement.node.into?.skipData ? statement.node.query : undefined
  const select = is(statement, 'SelectStmt') ? statement.node : undefined
  const from = select ? (select.limitCount || select.whereClause ? [] : (select.fromClause ?? [])) : query
  const source = nodesOf(from, 'RangeVar').find((relation) => context.table(relation).live)
  return source && `reads ${context.table(source).shown}`
}
