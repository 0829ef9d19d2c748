import { is, type Statement } from '../../syntax/statement'
import { replace, withSemicolon } from '../helpers/edits'
import { head } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'transaction-nesting' },
    { tool: 'pgls', name: 'transactionNesting' },
    { tool: 'atlas', name: 'TX201' },
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_COMMIT' },
  ],
  docs: {
    summary: 'BEGIN inside a transaction, or COMMIT of one that the file did not begin.',
    why: 'PostgreSQL has no nested transactions: a BEGIN inside one only warns, and the COMMIT that belongs to it ends the outer transaction, the tool’s own. What follows runs unprotected, and a failure after it leaves the migration half done.',
    instead: 'Leave the transaction to the tool, or tell the tool not to open one.',
    wrong: ['begin;\ncreate table t (id bigint primary key);\ncommit;'],
    right: [{ sql: 'begin;\ncreate table t (id bigint primary key);\ncommit;', scope: 'statement' }],
  },
  remembers: true,
  create() {
    let nested: Statement | undefined
    return {
      TransactionStmt(node, context) {
        const { statement, transaction, section } = context
        switch (node.kind) {
          case 'TRANS_STMT_BEGIN':
          case 'TRANS_STMT_START': {
            if (!transaction.open || (section.scope === 'simple query' && !transaction.begunBy)) return
            nested = statement
            // Files that are a transaction of their own by habit: all is done when their COMMIT ends the tool's.
            const whole =
              !transaction.begunBy && transaction.earlier.every(({ statement: past }) => past.tag === 'VariableSetStmt')
            report(
              transaction.begunBy
                ? 'A transaction is open already: this BEGIN does nothing but warn.'
                : 'The tool runs this file in a transaction: this BEGIN does nothing, and the COMMIT that belongs to it ends the tool’s.',
              context,
              whole ? 'info' : undefined,
            )
            return
          }
          case 'TRANS_STMT_COMMIT':
          case 'TRANS_STMT_ROLLBACK': {
            if (nested) {
              nested = undefined
              return
            }
            const word = node.kind === 'TRANS_STMT_COMMIT' ? 'COMMIT' : 'ROLLBACK'
            if (!transaction.open)
              report(`There is no transaction to end here: this ${word} does nothing but warn.`, context)
            else if (!transaction.begunBy && section.scope !== 'simple query')
              report(`This ${word} ends the transaction that the tool began: what follows runs outside of it.`, context)
          }
        }
      },
    }
  },
})

function report(message: string, context: RuleContext, severity?: 'info'): void {
  const { statement, statements } = context
  const begins = is(statement, 'TransactionStmt') && /BEGIN|START/.test(statement.node.kind ?? '')
  const end = begins
    ? statements.slice(statement.index + 1).find((other) => is(other, 'TransactionStmt') && isEnd(other.node.kind))
    : undefined
  context.report({
    at: head(statement, 1),
    message,
    ...(severity && { severity }),
    help: begins ? 'Remove BEGIN and the COMMIT that belongs to it.' : 'Remove it.',
    fixes: [
      {
        title: end ? 'Remove BEGIN and COMMIT' : 'Remove it',
        safety: 'review',
        edits: [statement, ...(end ? [end] : [])].map((item) => replace(withSemicolon(item), '')),
      },
    ],
  })
}

const isEnd = (kind: string | undefined): boolean => kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK'
