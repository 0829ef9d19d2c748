import { spanOfName } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import { addedConstraint, alteredRelation } from '../helpers/alter-table'
import { defineRule } from '../rule'

export default defineRule({
  group: 'naming',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'NAMING_INDEX_FK' },
    { tool: 'bytebase', name: 'NAMING_INDEX_UK' },
    { tool: 'bytebase', name: 'NAMING_INDEX_PK' },
  ],
  docs: {
    summary: 'A constraint is added without a name of its own.',
    why: 'PostgreSQL makes one up from the table and the columns, with a number when it is taken: a later `DROP CONSTRAINT` may miss it in one of several databases.',
    instead: '`CONSTRAINT name` before it.',
    wrong: ['alter table orders add check (total >= 0);'],
    right: ['alter table orders add constraint orders_total_check check (total >= 0);'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      if (!constraint || constraint.conname || constraint.indexname || !alteredRelation(context)) return
      if (!is(context.statement, 'AlterTableStmt')) return
      context.report({
        at: spanOfName(context.statement, context.statement.at(constraint.location)),
        message: 'This constraint gets a name that PostgreSQL makes up.',
        help: 'Write CONSTRAINT and a name before it.',
      })
    },
  }),
})
