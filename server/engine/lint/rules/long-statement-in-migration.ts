import { strings } from '../../catalog/expression'
import { bodyOf } from '../../syntax/body'
import { spanOfIdentifier } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import { Lexer } from '../../syntax/tokens'
import { spanOf } from '../../text/source'
import { commitsOf } from '../helpers/plpgsql-commits'
import { head, isOwnTransaction, spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A statement that takes its time keeps the migration’s transaction and its locks.',
    why: '`pg_sleep`, `COPY … FROM` into a table in use, a loop of data changes in a DO block, or `CALL` inside the tool’s transaction: everything the transaction locked before stays locked, and VACUUM can’t remove rows that die meanwhile. A procedure called inside a transaction can’t COMMIT.',
    instead:
      'Do it outside the migration’s transaction: in a migration without one, in batches that commit, or in a job.',
    wrong: ['SELECT pg_sleep(60);', "COPY orders FROM '/tmp/orders.csv';", 'CALL backfill_orders(); SELECT 1;'],
    right: [
      "CREATE TABLE c (a int); COPY c FROM '/tmp/c.csv';",
      { sql: 'CALL backfill_orders();', scope: 'statement' },
    ],
  },
  create: () => ({
    FuncCall(node, context) {
      const name = strings(node.funcname).at(-1) ?? ''
      if (!/^pg_sleep(_for|_until)?$/.test(name) || !context.transaction.open || isOwnTransaction(context)) return
      if (!is(context.statement, 'SelectStmt')) return
      // Between two tries of a block that catches its errors: they undo what a try has locked.
      const block = context.statement.enclosure?.outer
      if (block && bodyOf(block)?.handlesErrors) return
      context.report({
        at: spanOfIdentifier(context.statement, name, context.statement.at(node.location)) ?? context.statement.span,
        message: `${name} keeps the migration's transaction open, and every lock it holds.`,
        help: 'Wait outside the transaction.',
      })
    },
    CopyStmt(node, context) {
      const table = context.table(node.relation)
      if (!node.is_from || !node.relation || !table.live || !context.transaction.open) return
      context.report({
        at: spanOfRelation(context.statement, node.relation),
        message: `COPY into ${table.shown} keeps the migration's transaction open for the whole load.`,
        help: 'Load the data outside the migration, or into a new table.',
      })
    },
    CallStmt(_node, context) {
      if (!context.transaction.open || context.statement.enclosure) return
      context.report({
        at: head(context.statement, 2),
        message:
          "CALL runs inside the migration's transaction: the procedure can't COMMIT, and every lock is kept until it ends.",
        help: 'Call it in a migration that runs outside a transaction.',
      })
    },
    DoStmt(_node, context) {
      if (!is(context.statement, 'DoStmt')) return
      // Outside a transaction the block is one by itself, unless it commits.
      if (!context.transaction.open && commitsOf(context.statement).length > 0) return
      const loop = loopIn(context)
      const changes = bodyOf(context.statement)?.statements.filter(
        (inner) =>
          inner.enclosure?.conditional === true &&
          (is(inner, 'UpdateStmt') || is(inner, 'DeleteStmt')) &&
          inner.span.start > (loop?.start ?? Number.POSITIVE_INFINITY) &&
          context.table(inner.node.relation).live,
      )
      const change = changes?.[0]
      if (!loop || !change || !(is(change, 'UpdateStmt') || is(change, 'DeleteStmt'))) return
      context.report({
        at: loop,
        message: `The loop changes ${context.table(change.node.relation).shown} in one transaction: its row locks are all kept until the end.`,
        help: 'Run the loop outside the migration, with a COMMIT after each batch.',
      })
    },
  }),
})

/** The first LOOP keyword of the body. */
function loopIn({ statement, source }: RuleContext) {
  const body = statement.tokens.find((token) => token.kind === 'string')
  if (!body) return undefined
  const tag = body.text.indexOf('$', 1) + 1
  const lexer = new Lexer(source.text, body.span.start + tag, body.span.end - tag)
  while (lexer.next()) {
    if (lexer.kind === 'word' && source.text.slice(lexer.start, lexer.at).toLowerCase() === 'loop')
      return spanOf(lexer.start, lexer.at)
  }
  return undefined
}
