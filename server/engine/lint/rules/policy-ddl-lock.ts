import { is } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { dropped } from '../helpers/drops'
import { locksTable } from '../helpers/live-locks'
import { altered, head, held, relationNamed, spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

const toggles: { readonly [subtype: string]: string } = {
  AT_EnableRowSecurity: 'ENABLE ROW LEVEL SECURITY',
  AT_DisableRowSecurity: 'DISABLE ROW LEVEL SECURITY',
  AT_ForceRowSecurity: 'FORCE ROW LEVEL SECURITY',
  AT_NoForceRowSecurity: 'NO FORCE ROW LEVEL SECURITY',
}

export default defineRule({
  group: 'locks',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'Changing policies locks out readers for a moment.',
    why: 'CREATE, ALTER and DROP POLICY and switching row-level security take ACCESS EXCLUSIVE on the table: short, but everything queues behind it while it waits for running queries.',
    instead: 'Set a short `lock_timeout` and put nothing slow behind it in the same transaction.',
    wrong: [
      'CREATE POLICY own ON orders USING (owner = current_user);',
      'ALTER TABLE orders FORCE ROW LEVEL SECURITY;',
    ],
    right: ['CREATE TABLE t (a int); CREATE POLICY own ON t USING (a > 0);'],
  },
  create: () => ({
    CreatePolicyStmt: (node, context) =>
      report(context, context.table(node.table), spanOfRelation(context.statement, node.table), 'CREATE POLICY'),
    AlterPolicyStmt: (node, context) =>
      report(context, context.table(node.table), spanOfRelation(context.statement, node.table), 'ALTER POLICY'),
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_POLICY' || !is(statement, 'DropStmt')) return
      for (const { path } of dropped(statement)) {
        const table = context.table(relationNamed(path.slice(0, -1)))
        if (locksTable(context, table.id)) report(context, table, head(statement, 2), 'DROP POLICY')
      }
    },
    AlterTableCmd(node, context) {
      const what = toggles[node.subtype ?? '']
      const table = what === undefined ? undefined : altered(context)
      if (table) report(context, table, context.clause, what!)
    },
  }),
})

function report(context: RuleContext, table: TableFacts, at: Span, what: string): void {
  if (!table.live || held(context, table.id, 'ACCESS EXCLUSIVE')) return
  context.report({
    at,
    message: `${what} locks ${table.shown} in ACCESS EXCLUSIVE until the transaction ends.`,
    help: 'Set a short lock_timeout and put nothing slow behind it.',
  })
}
