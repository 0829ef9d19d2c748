import type { ObjectId } from '../../catalog/catalog'
import { is } from '../../syntax/statement'
import type { RuleContext, TableFacts } from '../rule'
import { tableBehind } from './live-locks'
import { commandsOf, nodesOf } from './nodes'

export interface SlowWork {
  /** `reads all of users`. */
  readonly words: string
  readonly table: TableFacts
}

/** The table of a VALIDATE CONSTRAINT of which the history does not know that it was done before. */
function validates(context: RuleContext): TableFacts | undefined {
  const { statement, before } = context
  if (!is(statement, 'AlterTableStmt')) return undefined
  const facts = context.table(statement.node.relation)
  const open = commandsOf(statement.node).some(({ subtype, name }) => {
    if (subtype !== 'AT_ValidateConstraint') return false
    return (
      before.get<'constraint'>({ kind: 'constraint', path: [...facts.id.path, name ?? ''] })?.object.validated !== true
    )
  })
  return open && facts.live ? facts : undefined
}

/** What takes long; undefined for a statement that is quick whatever the size. */
export function slowWork(context: RuleContext): SlowWork | undefined {
  const { statement, locks } = context
  const behind = (id: ObjectId): TableFacts => context.tableById(tableBehind(id, context.before))
  const work = (verb: string, table: TableFacts): SlowWork => ({ words: `${verb} ${table.shown}`, table })
  const rewritten = locks.rewrites.map(behind).find(({ live }) => live)
  if (rewritten) return work('rewrites', rewritten)
  const scanned = locks.scans.map(behind).find(({ live }) => live)
  if (scanned) return work('reads all of', scanned)
  const validated = validates(context)
  if (validated) return work('reads all of', validated)
  const query = is(statement, 'CreateTableAsStmt') && !statement.node.into?.skipData ? statement.node.query : undefined
  const select = is(statement, 'SelectStmt') ? statement.node : undefined
  const from = select ? (select.limitCount || select.whereClause ? [] : (select.fromClause ?? [])) : query
  const source = nodesOf(from, 'RangeVar')
    .map((relation) => context.table(relation))
    .find(({ live }) => live)
  return source && work('reads', source)
}
