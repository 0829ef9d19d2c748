import { behind, cased, insert, newline } from '../helpers/edits'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-uncommitted-transaction' },
    { tool: 'pgfence', name: 'unclosed-transaction' },
    { tool: 'migrationpilot', name: 'MP053' },
  ],
  docs: {
    summary: 'A transaction is begun and not ended.',
    why: 'At the end of the file the transaction is still open. Where the tool closes the connection, everything since BEGIN is rolled back while the tool records the migration as applied; where it goes on, every lock is kept.',
    instead: 'End it with COMMIT.',
    wrong: [{ sql: 'begin;\ncreate table t (id bigint primary key);', scope: 'statement' }],
    right: [{ sql: 'begin;\ncreate table t (id bigint primary key);\ncommit;', scope: 'statement' }],
  },
  create: () => ({
    end(context) {
      const { begunBy, open } = context.transaction
      const last = context.statements.at(-1)
      if (!open || !begunBy || !last) return
      const { at, missing } = behind(last)
      context.report({
        at: head(begunBy, 2),
        message: 'This transaction is never committed: what it does is lost when the connection closes.',
        help: 'Add COMMIT.',
        fixes: [
          {
            title: 'Add COMMIT at the end',
            safety: 'review',
            edits: [insert(at, `${missing}${newline(last)}${cased(begunBy, 'COMMIT')};`)],
          },
        ],
      })
    },
  }),
})
