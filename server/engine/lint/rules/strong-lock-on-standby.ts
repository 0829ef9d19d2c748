import { blocksReads } from '../../catalog/lock-types'
import { strongLocks } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'replication',
  severity: 'off',
  since: '0.1.0',
  docs: {
    summary: 'ACCESS EXCLUSIVE is replayed on hot standbys.',
    why: 'ACCESS EXCLUSIVE locks are written to the WAL. A standby that serves reads takes them as well: its queries on the table wait, or are cancelled after `max_standby_streaming_delay`; hot_standby_feedback does not help. Switch this rule on where standbys serve reads.',
    instead: 'Do it off-peak, one table a transaction.',
    wrong: ['alter table users add column a int;'],
    right: ['create table t (id bigint primary key);'],
  },
  create: () => ({
    statement(context) {
      const { tag } = context.statement
      if (tag === 'TransactionStmt' || tag === 'VariableSetStmt') return
      const lock = strongLocks(context).find(({ mode }) => blocksReads(mode))
      if (!lock) return
      context.report({
        at: head(context.statement, 2),
        message: `ACCESS EXCLUSIVE on ${context.tableById(lock.relation).shown} is taken on every standby too, where it cancels queries.`,
        help: 'Do it off-peak.',
      })
    },
  }),
})
