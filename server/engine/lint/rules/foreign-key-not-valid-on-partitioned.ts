import { isPartitioned } from '../../catalog/read'
import { addedConstraint, alteredRelation } from '../helpers/alter-table'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'error',
  since: '0.1.0',
  postgres: { below: 18 },
  sections: 'both',
  docs: {
    summary: 'Before 18, PostgreSQL refuses a NOT VALID foreign key on a partitioned table.',
    why: 'PostgreSQL 14 to 17: “cannot add NOT VALID foreign key on partitioned table”. 18 takes it.',
    instead:
      'Add the key `NOT VALID` to each partition and validate those; then add it to the partitioned table, which finds nothing left to check.',
    wrong: [
      {
        before: 'create table orders (user_id int) partition by hash (user_id);',
        sql: 'alter table orders add constraint orders_user_fkey foreign key (user_id) references users not valid;',
        postgres: 17,
      },
    ],
    right: [
      {
        before: 'create table orders (user_id int); create index orders_user_idx on orders (user_id);',
        sql: 'alter table orders add constraint orders_user_fkey foreign key (user_id) references users not valid;',
        postgres: 17,
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      if (constraint?.contype !== 'CONSTR_FOREIGN' || !constraint.skip_validation) return
      const relation = alteredRelation(context)
      if (!relation) return
      const table = context.table(relation)
      if (!isPartitioned(context.before, table.id)) return
      context.report({
        at: wordsWithin(context.statement, context.clause, ['not', 'valid']) ?? context.clause,
        message: `PostgreSQL ${context.postgres} refuses NOT VALID here: ${table.shown} is partitioned.`,
        help: `Add it NOT VALID to each partition, validate those, then add it to ${table.shown}.`,
      })
    },
  }),
})
