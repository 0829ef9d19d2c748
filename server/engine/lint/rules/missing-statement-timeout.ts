import { strongLocks, tableBehind } from '../helpers/live-locks'
import { timeoutBefore } from '../helpers/timeout-setting'
import { defineRule } from '../rule'
import { milliseconds } from '../session'

export default defineRule({
  group: 'locks',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'require-statement-timeout' },
    { tool: 'pgls', name: 'requireStatementTimeout' },
    { tool: 'pgfence', name: 'missing-statement-timeout' },
    { tool: 'migrationpilot', name: 'MP020' },
  ],
  options: {
    value: { type: 'string', default: '1min', description: 'The statement_timeout the fix sets.' },
  },
  docs: {
    summary: 'A table is read or rewritten in full under a strong lock, for as long as it takes.',
    why: 'lock_timeout ends the waiting, not the work. A statement that reads or rewrites a whole table while it holds SHARE or a stronger lock blocks others until it is done, unless `statement_timeout` (from 17 also `transaction_timeout`) ends it.',
    instead: 'Set `statement_timeout` before it. Leave it off (0) around CONCURRENTLY, which it would leave half done.',
    wrong: ["set lock_timeout = '2s';\ncreate index i on users (a);"],
    right: ["set lock_timeout = '2s';\nset statement_timeout = '1min';\ncreate index i on users (a);"],
  },
  remembers: true,
  create() {
    const reported = new Set<unknown>()
    return {
      statement(context) {
        const { statement, transaction } = context
        if (statement.tag === 'TransactionStmt' || statement.tag === 'VariableSetStmt') return
        if (transaction.statementTimeout) return
        const whole = milliseconds(transaction.setting('transaction_timeout'))
        if (context.postgres >= 17 && whole) return
        const top = statement.enclosure?.outer ?? statement
        // A DO block that is a transaction by itself needs the setting before it.
        const within = transaction.open && transaction.begunBy !== top
        const unit = within ? (transaction.begunBy ?? 'tool') : 'session'
        if (reported.has(unit)) return
        const { locks } = context
        const slow = [...locks.rewrites, ...locks.scans].find(
          (id) => context.tableById(tableBehind(id, context.before)).live,
        )
        if (!slow || strongLocks(context).length === 0) return
        reported.add(unit)
        const { value } = context.options
        const { help, fixes } = timeoutBefore(context, within, { name: 'statement_timeout', value, safety: 'review' })
        context.report({
          at: statement.tokens[0]?.span ?? statement.span,
          message: `This works through all of ${context.tableById(tableBehind(slow, context.before)).shown} under a strong lock, without a statement_timeout.`,
          help,
          fixes,
        })
      },
    }
  },
})
