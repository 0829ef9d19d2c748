import { strings } from '../../catalog/expression'
import { functionsNamed } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import { option } from '../helpers/nodes'
import { commitsOf } from '../helpers/plpgsql-commits'
import { outside } from '../helpers/ways-out'
import { defineRule } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'error',
  since: '0.1.0',
  docs: {
    summary: 'COMMIT or ROLLBACK in PL/pgSQL where PostgreSQL refuses it.',
    why: 'A DO block or procedure may only end the transaction when it was called outside of one. Under a tool’s transaction, after BEGIN, or in a text of several statements sent at once it fails with "invalid transaction termination". The same holds in a function, in a procedure that is SECURITY DEFINER or has a SET clause, and, as "cannot commit while a subtransaction is active", in a block with an EXCEPTION part.',
    instead: 'Run the file outside a transaction, with the DO block alone in it, or loop from the client.',
    wrong: ['do $$ begin commit; end $$;'],
    right: [{ sql: 'do $$ begin commit; end $$;', scope: 'statement' }],
  },
  create: () => ({
    DoStmt(_, context) {
      const { statement, transaction } = context
      const commits = commitsOf(statement)
      const bad = transaction.open ? commits[0] : commits.find(({ underHandler }) => underHandler)
      if (!bad) return
      const way = transaction.open ? context.nonTransactional() : undefined
      context.report({
        at: bad.span,
        message: transaction.open
          ? `${bad.word} fails here: the DO block runs inside a transaction.`
          : `${bad.word} fails here: its block handles exceptions, which makes it a subtransaction.`,
        help:
          way && 'impossible' in way
            ? way.impossible
            : transaction.open
              ? 'Run this migration outside a transaction.'
              : `Move ${bad.word} out of the block with the EXCEPTION part.`,
        fixes: outside(way),
      })
    },
    CreateFunctionStmt(node, context) {
      const commits = commitsOf(context.statement)
      const why = refusal(node)
      const bad = why ? commits[0] : commits.find(({ underHandler }) => underHandler)
      if (!bad) return
      context.report({
        at: bad.span,
        message: `${bad.word} fails whenever this runs: ${why ?? 'its block handles exceptions, which makes it a subtransaction'}.`,
        help: 'Use a procedure without SECURITY DEFINER and SET, and call it outside a transaction.',
      })
    },
    CallStmt(node, context) {
      const { transaction, before, statement } = context
      if (!transaction.open || !node.funccall) return
      const name = strings(node.funccall.funcname)
      const routines = functionsNamed(before, name)
      if (!routines.some(({ object }) => ends(object))) return
      const way = statement.enclosure ? undefined : context.nonTransactional()
      context.report({
        at: statement.tokens[0]?.span ?? statement.span,
        message: `${name.join('.')} ends the transaction, which fails inside one.`,
        help: way && 'impossible' in way ? way.impossible : 'Call it in a migration that runs outside a transaction.',
      })
    },
  }),
})

function refusal(node: Node<'CreateFunctionStmt'>): string | undefined {
  if (!node.is_procedure) return 'it is a function, not a procedure'
  const security = option(node.options, 'security')
  if ((security?.arg as { Boolean?: { boolval?: boolean } } | undefined)?.Boolean?.boolval)
    return 'the procedure is SECURITY DEFINER'
  return option(node.options, 'set') ? 'the procedure has a SET clause' : undefined
}

/** Its body has COMMIT or ROLLBACK as a statement. */
function ends(object: Routine): boolean {
  return (
    object.form === 'procedure' &&
    /(^|;|\bbegin|\bthen|\bloop|\belse)\s*(commit|rollback)\s*(;|and\b)/i.test(object.body)
  )
}
type Routine = { readonly form: string; readonly body: string }
