import { strings } from '../../catalog/expression'
import { closing } from '../../syntax/spans'
import type { AnyNode, Node } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'
import { cased, insert } from '../helpers/edits'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'pgls', name: 'authRlsInitplan' }],
  docs: {
    summary: 'A policy calls auth.uid() or current_setting() again for every row.',
    why: 'The condition of a policy is added to every query. A STABLE function in it is evaluated for each row that is looked at; inside `(SELECT …)` it is evaluated once a query. Reported once a policy; as info for `current_setting()`, and where only WITH CHECK has the call: that looks at the rows that are written.',
    instead: 'Write `(SELECT auth.uid())`.',
    wrong: ['CREATE POLICY own ON orders USING (owner = auth.uid());'],
    right: ['CREATE POLICY own ON orders USING (owner = (SELECT auth.uid()));'],
  },
  create: () => ({
    CreatePolicyStmt: check,
    AlterPolicyStmt: check,
  }),
})

function check(policy: { readonly qual?: AnyNode; readonly with_check?: AnyNode }, context: RuleContext): void {
  const { statement } = context
  const inUsing = callsIn(policy.qual)
  const calls = [...inUsing, ...callsIn(policy.with_check)]
  const first = inUsing.find(isAuth) ?? calls[0]
  if (!first) return
  const name = nameOf(first)
  const looked = inUsing.includes(first)
  context.report({
    at: callSpan(context, first),
    ...(!(looked && isAuth(first)) && { severity: 'info' as const }),
    message: `${name}() is called for every row this policy ${looked ? 'looks at' : 'lets be written'}.`,
    help: `Write (SELECT ${name}(…)): it is evaluated once a query.`,
    fixes: [
      {
        title: calls.length > 1 ? 'Wrap the calls in a SELECT' : `Wrap ${name}() in a SELECT`,
        safety: 'review',
        edits: calls.flatMap((call) => {
          const span = callSpan(context, call)
          return [insert(span.start, `(${cased(statement, 'SELECT')} `), insert(span.end, ')')]
        }),
      },
    ],
  })
}

const nameOf = (call: Node<'FuncCall'>): string => strings(call.funcname).join('.')
const isAuth = (call: Node<'FuncCall'>): boolean => /^auth\.[^.]+$/.test(nameOf(call))

const callsIn = (condition: AnyNode | undefined): readonly Node<'FuncCall'>[] =>
  perRow(condition).filter((call) => isAuth(call) || strings(call.funcname).at(-1) === 'current_setting')

/** Calls that stand outside every subquery. */
function perRow(value: unknown): Node<'FuncCall'>[] {
  if (Array.isArray(value)) return value.flatMap(perRow)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([tag, inner]) => {
    if (tag === 'SubLink') return []
    return tag === 'FuncCall' ? [inner as Node<'FuncCall'>, ...perRow(inner)] : perRow(inner)
  })
}

function callSpan({ statement }: RuleContext, call: Node<'FuncCall'>): Span {
  const start = statement.at(call.location)
  const open = statement.tokens.find((token) => token.span.start >= start && token.text === '(')
  return open ? spanOf(start, closing(statement, open.span.start)) : spanOf(start, start + 1)
}
