import { is } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { locksTable } from '../helpers/live-locks'
import { held, later, relationNamed, spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'banDropTrigger' },
    { tool: 'pgfence', name: 'drop-trigger' },
  ],
  docs: {
    summary: 'DROP TRIGGER and ALTER TRIGGER … RENAME lock out readers too.',
    why: 'Both take ACCESS EXCLUSIVE on the table, unlike CREATE TRIGGER and ENABLE or DISABLE TRIGGER, which take SHARE ROW EXCLUSIVE: reads and writes wait until the transaction ends.',
    instead:
      'To change a trigger, use `CREATE OR REPLACE TRIGGER` (14 and later) or replace its function’s body, which locks no table. To remove it, set a short `lock_timeout` and try again.',
    wrong: ['DROP TRIGGER audit ON orders;', 'ALTER TRIGGER audit ON orders RENAME TO audit_orders;'],
    right: ['CREATE TABLE t (a int); DROP TRIGGER IF EXISTS audit ON t;'],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_TRIGGER' || !is(statement, 'DropStmt')) return
      for (const { path } of dropped(statement)) {
        const table = context.table(relationNamed(path.slice(0, -1)))
        if (!table.live || !locksTable(context, table.id) || held(context, table.id, 'ACCESS EXCLUSIVE')) continue
        const again = context.postgres >= 14 && recreated(context, path.at(-1)!)
        context.report({
          at:
            statement.tokens.length > 2
              ? { start: statement.tokens[0]!.span.start, end: statement.tokens[1]!.span.end }
              : statement.span,
          message: `DROP TRIGGER locks ${table.shown} in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.`,
          help: again
            ? 'Write CREATE OR REPLACE TRIGGER and leave out the DROP.'
            : 'Set a short lock_timeout and try again when it strikes.',
        })
      }
    },
    RenameStmt(node, context) {
      if (node.renameType !== 'OBJECT_TRIGGER') return
      const table = context.table(node.relation)
      if (!table.live || held(context, table.id, 'ACCESS EXCLUSIVE')) return
      context.report({
        at: spanOfRelation(context.statement, node.relation),
        message: `Renaming a trigger locks ${table.shown} in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.`,
        help: 'Set a short lock_timeout and try again when it strikes.',
      })
    },
  }),
})

const recreated = (context: RuleContext, name: string): boolean =>
  later(context).some((next) => is(next, 'CreateTrigStmt') && next.node.trigname === name)
