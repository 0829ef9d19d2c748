import type { NodeTag } from '../../syntax/statement'
import { strongLocks } from '../helpers/live-locks'
import { timeoutBefore } from '../helpers/timeout-setting'
import { defineRule } from '../rule'

/** Statements that never take more than ROW EXCLUSIVE on an existing table, and the commonest: their locks need not be worked out. */
const harmless = new Set<NodeTag>([
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
  'SelectStmt',
  'CopyStmt',
  'CommentStmt',
  'GrantStmt',
  'VariableSetStmt',
  'TransactionStmt',
  'CreateFunctionStmt',
  'CreateExtensionStmt',
  'CreateEnumStmt',
  'CreateSeqStmt',
  'CreateSchemaStmt',
  'DoStmt',
])

export default defineRule({
  group: 'locks',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'require-lock-timeout' },
    { tool: 'squawk', name: 'require-timeout-settings' },
    { tool: 'pgls', name: 'lockTimeoutWarning' },
    { tool: 'eugene', name: 'E9' },
    { tool: 'pgfence', name: 'missing-lock-timeout' },
    { tool: 'migrationpilot', name: 'MP004' },
  ],
  options: {
    value: { type: 'string', default: '2s', description: 'The lock_timeout the fix sets.' },
  },
  docs: {
    summary: 'A strong lock on an existing table is waited for without a limit.',
    why: 'A statement that waits for its lock makes every later query on that table wait behind it, also those that could run beside what it waits for. Without `lock_timeout` one long-running query turns a quick change into an outage. Asked only for locks of SHARE or stronger on tables that exist already.',
    instead:
      'Set `lock_timeout` before the first such statement, and run the migration again when it gives up: `SET LOCAL` inside a transaction, `SET` otherwise. Projects whose role or tool sets it say so in `lockstep.json`.',
    wrong: ['alter table users add column locale text;'],
    right: ["set local lock_timeout = '2s';\nalter table users add column locale text;", 'create table t (id int);'],
  },
  remembers: true,
  create() {
    const reported = new Set<unknown>()
    return {
      statement(context) {
        const { statement, transaction } = context
        if (harmless.has(statement.tag) || transaction.lockTimeout) return
        // One finding a transaction; outside of transactions one setting serves the rest of the file.
        const top = statement.enclosure?.outer ?? statement
        // A DO block that is a transaction by itself needs the setting before it.
        const within = transaction.open && transaction.begunBy !== top
        const unit = within ? (transaction.begunBy ?? 'tool') : 'session'
        if (reported.has(unit)) return
        const lock = strongLocks(context)[0]
        if (!lock) return
        reported.add(unit)
        const { value } = context.options
        const { help, fixes } = timeoutBefore(context, within, { name: 'lock_timeout', value, safety: 'safe' })
        context.report({
          at: context.statement.tokens[0]?.span ?? statement.span,
          message: `This waits for ${lock.mode} on ${context.tableById(lock.relation).shown} without a lock_timeout: while it waits, other queries on it queue up behind.`,
          help,
          fixes,
        })
      },
    }
  },
})
