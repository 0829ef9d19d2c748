import { is } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { head, relationNamed, spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'CREATE RULE and DROP RULE lock out readers, and a rule rewrites everybody’s queries.',
    why: 'Both take ACCESS EXCLUSIVE on the table. A rule rewrites statements before they are planned: expressions may be evaluated twice, RETURNING and COPY don’t see it, row counts change.',
    instead: 'Use a trigger; for a view an INSTEAD OF trigger.',
    wrong: ['CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING;', 'DROP RULE keep ON orders;'],
    right: ['CREATE TABLE t (a int); CREATE RULE keep AS ON DELETE TO t DO INSTEAD NOTHING;'],
  },
  create: () => ({
    RuleStmt(node, context) {
      const table = context.table(node.relation)
      if (!table.live) return
      context.report({
        at: spanOfRelation(context.statement, node.relation),
        message: `CREATE RULE locks ${table.shown} in ACCESS EXCLUSIVE and from then on rewrites every query it fits.`,
        help: 'Use a trigger.',
      })
    },
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_RULE' || !is(statement, 'DropStmt')) return
      for (const { path } of dropped(statement)) {
        const table = context.table(relationNamed(path.slice(0, -1)))
        if (!table.live) continue
        context.report({
          at: head(statement, 2),
          message: `DROP RULE locks ${table.shown} in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.`,
          help: 'Set a short lock_timeout and try again when it strikes.',
        })
      }
    },
  }),
})
