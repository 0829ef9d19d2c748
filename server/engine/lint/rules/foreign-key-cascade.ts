import { spanOf } from '../../text/source'
import { foreignKeysIn } from '../helpers/foreign-keys'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_ON_DEL_CASCADE' },
    { tool: 'migrationpilot', name: 'MP086' },
  ],
  docs: {
    summary: 'Deleting a row deletes all rows that refer to it.',
    why: '`ON DELETE CASCADE` makes one `DELETE` remove any number of rows in any number of tables, in one transaction.',
    instead: '`ON DELETE RESTRICT`, and deletes that the application says itself, in batches.',
    wrong: ['create table orders (user_id bigint references users on delete cascade);'],
    right: ['create table orders (user_id bigint references users on delete restrict);'],
  },
  create: () => ({
    statement(context) {
      const { statement } = context
      if (statement.tag !== 'CreateStmt' && statement.tag !== 'AlterTableStmt') return
      for (const { constraint, at } of foreignKeysIn(statement)) {
        if (constraint.fk_del_action !== 'c') continue
        context.report({
          at: wordsWithin(statement, spanOf(at.end, statement.span.end), ['on', 'delete', 'cascade']) ?? at,
          message: `Deleting a row of ${constraint.pktable?.relname} deletes every row here that refers to it.`,
          help: 'Use ON DELETE RESTRICT and delete in the application.',
        })
      }
    },
  }),
})
