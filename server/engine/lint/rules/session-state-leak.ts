import type { Fix } from '../../diagnostic'
import { spanOfName } from '../../syntax/spans'
import { is, type Statement } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { cased, insert, newline, replace, withSemicolon } from '../helpers/edits'
import { functionName, nodesOf, stringConstant } from '../helpers/nodes'
import { defineRule, type RuleContext } from '../rule'
import { argument } from '../session'

/** Settings that change what later statements mean or may do. Timeouts are not among them: they only make them stop sooner. */
const weighty = new Set(['search_path', 'role', 'session_authorization', 'session_replication_role', 'row_security'])

interface Leak {
  readonly name: string
  readonly at: Span
  readonly fix: readonly Fix[]
  readonly by: Statement
}

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A session setting outlives the file.',
    why: "Tools run migration after migration on one connection, and write their own history table on it. A `SET search_path`, `SET ROLE` or `set_config(…, false)` that is not taken back holds for all of them: unqualified names resolve elsewhere, objects get another owner, triggers stay off. pg_dump’s `set_config('search_path', '', false)` is the commonest.",
    instead: '`SET LOCAL` inside the transaction, or `RESET` at the end of the file.',
    wrong: ['set search_path = app;\ncreate table t (id bigint primary key);'],
    right: [
      'set local search_path = app;\ncreate table t (id bigint primary key);',
      'set search_path = app;\ncreate table t (id bigint primary key);\nreset search_path;',
    ],
  },
  remembers: true,
  create() {
    const open = new Map<string, Leak>()
    return {
      VariableSetStmt(node, context) {
        // CREATE FUNCTION … SET has the same node.
        if (context.statement.tag !== 'VariableSetStmt') return
        const name = (node.name ?? '').toLowerCase()
        if (node.kind === 'VAR_RESET_ALL') open.clear()
        else if (node.kind === 'VAR_RESET' || node.kind === 'VAR_SET_DEFAULT' || isNone(name, argument(node.args?.[0])))
          open.delete(name)
        else if (node.kind === 'VAR_SET_VALUE' && !node.is_local && weighty.has(name))
          put(name, context, bySet(context))
      },
      SelectStmt(node, context) {
        for (const call of nodesOf(node.targetList, 'FuncCall')) {
          if (functionName(call) !== 'set_config') continue
          const name = (stringConstant(call.args?.[0]) ?? '').toLowerCase()
          if (!weighty.has(name) || argument(call.args?.[2]) !== 'false') continue
          const at = context.statement.at(call.location)
          put(name, context, { at: spanOfName(context.statement, at), fix: [] })
        }
      },
      DiscardStmt(node) {
        if (node.target === 'DISCARD_ALL') open.clear()
      },
      TransactionStmt(node, context) {
        if (node.kind !== 'TRANS_STMT_ROLLBACK') return
        for (const [name, { by }] of open)
          if (context.transaction.earlier.some(({ statement }) => statement === by)) open.delete(name)
      },
      end(context) {
        for (const { name, at, fix, by } of open.values()) {
          const last = context.statements.at(-1)!
          const end = withSemicolon(last)
          const reset = `${end.end === last.span.end ? ';' : ''}${newline(last)}${cased(by, 'RESET')} ${name};`
          context.report({
            at,
            message: `${name} stays changed after this file: later migrations on the same connection run with it.`,
            help: `Use SET LOCAL inside the transaction, or RESET ${name} at the end.`,
            fixes: [...fix, { title: `Reset ${name} at the end`, safety: 'review', edits: [insert(end.end, reset)] }],
          })
        }
      },
    }

    function put(name: string, { statement }: RuleContext, { at, fix }: Pick<Leak, 'at' | 'fix'>): void {
      if (!statement.enclosure) open.set(name, { name, at, fix, by: statement })
    }
  },
})

const isNone = (name: string, value: string): boolean =>
  (name === 'role' && value === 'none') || (name === 'session_replication_role' && value === 'origin')

function bySet({ statement, transaction }: RuleContext): Pick<Leak, 'at' | 'fix'> {
  const at = { start: statement.span.start, end: statement.span.end }
  const session = statement.tokens[1]
  if (
    !transaction.open ||
    !is(statement, 'VariableSetStmt') ||
    !session ||
    statement.node.name === 'session_authorization'
  )
    return { at, fix: [] }
  const local = cased(statement, 'LOCAL')
  const edit = /^session$/i.test(session.text) ? replace(session.span, local) : insert(session.span.start, `${local} `)
  return { at, fix: [{ title: 'Set it for this transaction only', safety: 'review', edits: [edit] }] }
}
