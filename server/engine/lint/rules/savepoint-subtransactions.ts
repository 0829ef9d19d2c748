import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'off',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP076' }],
  options: { max: { type: 'integer', default: 0, description: 'Savepoints a file may have.' } },
  docs: {
    summary: 'A migration uses savepoints.',
    why: 'Each savepoint is a subtransaction with an id of its own. More than 64 open ones in a session make every other session’s visibility checks slower, on replicas too.',
    instead: 'Use transactions of their own for parts that may fail by themselves.',
    wrong: ['savepoint a;\nselect 1;\nrelease a;'],
    right: ['select 1;'],
  },
  remembers: true,
  create() {
    let count = 0
    return {
      TransactionStmt(node, context) {
        if (node.kind !== 'TRANS_STMT_SAVEPOINT' || ++count <= Number(context.options.max)) return
        context.report({
          at: head(context.statement, 2),
          message: 'This savepoint is a subtransaction: many of them slow down other sessions.',
          help: 'Split the work into transactions.',
        })
      },
    }
  },
})
