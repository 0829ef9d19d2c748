import { cased } from '../helpers/edits'
import { strongLocks } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { lineBefore } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'off',
  since: '0.1.0',
  aliases: [{ tool: 'pgfence', name: 'missing-application-name' }],
  options: { value: { type: 'string', default: 'migration', description: 'The value the fix sets.' } },
  docs: {
    summary: 'The migration’s session has no name.',
    why: '`pg_stat_activity` and the server log show `application_name`: with it, whoever sees a waiting query knows what it waits for.',
    instead: 'Set `application_name` at the top of the file.',
    wrong: ['alter table users add column locale text;'],
    right: ["set application_name = 'migration';\nalter table users add column locale text;"],
  },
  remembers: true,
  create() {
    let done = false
    return {
      statement(context) {
        const { statement, transaction } = context
        if (statement.tag === 'VariableSetStmt' || statement.tag === 'TransactionStmt') return
        if (done || transaction.setting('application_name') !== undefined || strongLocks(context).length === 0) return
        done = true
        const top = statement.enclosure?.outer ?? statement
        const setting = `${cased(top, 'SET')} application_name = '${context.options.value}';`
        context.report({
          at: head(statement, 1),
          message: 'This takes a strong lock in a session without application_name.',
          help: `Set it before: \`${setting}\``,
          fixes: [{ title: 'Set application_name', safety: 'review', edits: [lineBefore(top, setting)] }],
        })
      },
    }
  },
})
