import { cased } from '../helpers/edits'
import { strongLocks } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { lineBefore } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'pgfence', name: 'missing-idle-timeout' },
    { tool: 'pgls', name: 'requireIdleInTransactionTimeout' },
  ],
  options: { value: { type: 'string', default: '30s', description: 'The value the fix sets.' } },
  docs: {
    summary: 'An abandoned session keeps its locks.',
    why: 'If the migrating process dies or stalls inside its transaction, the locks stay until the connection is found dead. `idle_in_transaction_session_timeout` ends such a session.',
    instead: 'Set `idle_in_transaction_session_timeout` at the top of the file.',
    wrong: ['alter table users add column locale text;'],
    right: ["set idle_in_transaction_session_timeout = '30s';\nalter table users add column locale text;"],
  },
  remembers: true,
  create() {
    let done = false
    return {
      statement(context) {
        const { statement, transaction } = context
        if (statement.tag === 'VariableSetStmt' || statement.tag === 'TransactionStmt') return
        if (
          done ||
          transaction.setting('idle_in_transaction_session_timeout') !== undefined ||
          strongLocks(context).length === 0
        )
          return
        done = true
        const top = statement.enclosure?.outer ?? statement
        const setting = `${cased(top, 'SET')} idle_in_transaction_session_timeout = '${context.options.value}';`
        context.report({
          at: head(statement, 1),
          message: 'This takes a strong lock in a session without idle_in_transaction_session_timeout.',
          help: `Set it before: \`${setting}\``,
          fixes: [
            { title: 'Set idle_in_transaction_session_timeout', safety: 'review', edits: [lineBefore(top, setting)] },
          ],
        })
      },
    }
  },
})
