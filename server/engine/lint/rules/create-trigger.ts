import { isPartitioned } from '../../catalog/read'
import { is, type Node } from '../../syntax/statement'
import { before, held, sameRelation, spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

/** Bits of CreateTrigStmt.timing (src/include/catalog/pg_trigger.h). */
const timings = { before: 2, instead: 64 }

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'avoidCreateTrigger' },
    { tool: 'pgfence', name: 'create-trigger' },
    { tool: 'atlas', name: 'PG308' },
    { tool: 'migrationpilot', name: 'MP090' },
  ],
  docs: {
    summary: 'CREATE TRIGGER makes writers of the table wait.',
    why: '`CREATE TRIGGER` takes SHARE ROW EXCLUSIVE on the table, on a partitioned one on every partition: INSERT, UPDATE and DELETE wait until the transaction ends, and everything waits behind it while it waits for running writers.',
    instead:
      'Set a short `lock_timeout` and try again; put nothing slow after it in the same transaction. Silent where the transaction holds a lock as strong on the table already, and for the trigger that keeps a column added here in step.',
    wrong: ['CREATE TRIGGER audit AFTER UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit();'],
    right: [
      'CREATE TABLE t (a int); CREATE TRIGGER audit AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION audit();',
      'ALTER TABLE orders ADD COLUMN b int; CREATE TRIGGER sync BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION sync();',
    ],
  },
  create: () => ({
    CreateTrigStmt(node, context) {
      const table = context.table(node.relation)
      const timing = node.timing ?? 0
      if (!table.live || timing & timings.instead) return
      if (timing & timings.before && node.row && addsColumn(context, node.relation)) return
      if (held(context, table.id, 'SHARE ROW EXCLUSIVE')) return
      context.report({
        at: spanOfRelation(context.statement, node.relation),
        message: `CREATE TRIGGER locks ${table.shown}${isPartitioned(context.before, table.id) ? ' and every partition' : ''} in SHARE ROW EXCLUSIVE: writes wait until the transaction ends.`,
        help: 'Set a short lock_timeout, try again when it strikes, and put nothing slow behind it.',
      })
    },
  }),
})

function addsColumn(context: RuleContext, relation: Node<'RangeVar'> | undefined): boolean {
  return before(context).some(
    (statement) =>
      is(statement, 'AlterTableStmt') &&
      sameRelation(statement.node.relation, relation) &&
      (statement.node.cmds ?? []).some(
        (item) => (item as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd.subtype === 'AT_AddColumn',
      ),
  )
}
