import { is, type Node } from '../../syntax/statement'
import type { RuleContext } from '../rule'
import { later, sameRelation } from './targets'

/** A later statement of the section switches triggers of the table on again. */
export function enabledLater(context: RuleContext): boolean {
  const { statement } = context
  if (!is(statement, 'AlterTableStmt')) return false
  const { relation } = statement.node
  return later(context).some(
    (next) =>
      is(next, 'AlterTableStmt') &&
      sameRelation(next.node.relation, relation) &&
      (next.node.cmds ?? []).some((item) =>
        (item as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd.subtype?.startsWith('AT_EnableTrig'),
      ),
  )
}
