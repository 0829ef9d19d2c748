import { isPartitioned, partitionsOf } from '../../catalog/read'
import { foreignKeysIn } from '../helpers/foreign-keys'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'A foreign key to a partitioned table locks each of its partitions.',
    why: 'It takes `SHARE ROW EXCLUSIVE` on the partitioned table and on every partition, and makes triggers on each: writes to all of them wait, and the lock table must have room. PostgreSQL 14 to 18.',
    instead: 'A quiet hour, a `lock_timeout`, and enough `max_locks_per_transaction`.',
    wrong: [
      {
        before: 'create table users (id int primary key) partition by hash (id);',
        sql: 'alter table orders add foreign key (user_id) references users not valid;',
      },
    ],
    right: [
      {
        before: 'create table users (id int primary key);',
        sql: 'alter table orders add foreign key (user_id) references users not valid;',
      },
    ],
  },
  create: () => ({
    statement(context) {
      const { tag } = context.statement
      if (tag !== 'CreateStmt' && tag !== 'AlterTableStmt') return
      for (const { constraint, at } of foreignKeysIn(context.statement)) {
        const other = context.table(constraint.pktable)
        if (!other.live || !isPartitioned(context.before, other.id)) continue
        const count = partitionsOf(context.before, other.id).length
        context.report({
          at,
          message: `This foreign key takes SHARE ROW EXCLUSIVE on ${other.shown} and on each of its partitions${count > 0 ? `, ${count} as far as the history tells` : ''}.`,
          help: 'Set a lock_timeout, and see that max_locks_per_transaction suffices.',
        })
      }
    },
  }),
})
