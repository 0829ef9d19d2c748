import { is } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { locksTable } from '../helpers/live-locks'
import { altered, head, relationNamed, spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

const toggles = new Set(['AT_EnableRule', 'AT_DisableRule', 'AT_EnableAlwaysRule', 'AT_EnableReplicaRule'])

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary:
      'Creating, dropping, renaming or switching a rule locks out readers, and a rule rewrites everybody’s queries.',
    why: 'All of them take ACCESS EXCLUSIVE on the table (observed on 14 and 18). A rule rewrites statements before they are planned: expressions may be evaluated twice, RETURNING and COPY don’t see it, row counts change.',
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
    RenameStmt(node, context) {
      const table = node.renameType === 'OBJECT_RULE' ? context.table(node.relation) : undefined
      if (table?.live)
        context.report({
          at: head(context.statement, 2),
          message: `ALTER RULE locks ${table.shown} in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.`,
          help: 'Set a short lock_timeout and try again when it strikes.',
        })
    },
    AlterTableCmd({ subtype }, context) {
      const table = subtype && toggles.has(subtype) ? altered(context) : undefined
      if (table?.live)
        context.report({
          at: context.clause,
          message: `This locks ${table.shown} in ACCESS EXCLUSIVE, and changes what every query does that the rule fits.`,
          help: 'Set a short lock_timeout and try again when it strikes.',
        })
    },
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_RULE' || !is(statement, 'DropStmt')) return
      for (const { path } of dropped(statement)) {
        const table = context.table(relationNamed(path.slice(0, -1)))
        if (!table.live || !locksTable(context, table.id)) continue
        context.report({
          at: head(statement, 2),
          message: `DROP RULE locks ${table.shown} in ACCESS EXCLUSIVE: reads and writes wait until the transaction ends.`,
          help: 'Set a short lock_timeout and try again when it strikes.',
        })
      }
    },
  }),
})
