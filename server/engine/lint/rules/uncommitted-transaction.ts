import type { Statement } from '../../syntax/statement'
import { behind, cased, insert, newline, replace, withSemicolon } from '../helpers/edits'
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
  remembers: true,
  create() {
    let begun: Statement | undefined
    return {
      TransactionStmt({ kind, chain }, { statement, transaction }) {
        if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') begun ??= statement
        // COMMIT AND CHAIN begins the next one at once (manual, COMMIT).
        else if (kind && ends.has(kind)) begun = chain && transaction.begunBy ? statement : undefined
      },
      end(context) {
        const last = context.statements.at(-1)
        if (!begun || !last) return
        // Inside the tool's transaction the BEGIN does nothing; run by hand the file loses its work.
        const own = context.transaction.begunBy !== undefined
        const { at, missing } = behind(last)
        context.report({
          at: head(begun, 1),
          ...(!own && { severity: 'warning' }),
          message: own
            ? 'This transaction is never committed: what it does is lost when the connection closes.'
            : 'This BEGIN has no COMMIT: only the transaction that the tool opens around the file keeps what follows.',
          help: own ? 'Add COMMIT.' : 'Remove it.',
          fixes: [
            own
              ? {
                  title: 'Add COMMIT at the end',
                  safety: 'review',
                  edits: [insert(at, `${missing}${newline(last)}${cased(begun, 'COMMIT')};`)],
                }
              : { title: 'Remove it', safety: 'review', edits: [replace(withSemicolon(begun), '')] },
          ],
        })
      },
    }
  },
})

const ends = new Set(['TRANS_STMT_COMMIT', 'TRANS_STMT_ROLLBACK', 'TRANS_STMT_PREPARE'])
