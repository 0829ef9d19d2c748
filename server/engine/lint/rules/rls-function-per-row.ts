import { strings } from '../../catalog/expression'
import { closing } from '../../syntax/spans'
import type { AnyNode, Node } from '../../syntax/statement'
import { type Offset, type Span, spanOf } from '../../text/source'
import { cased, insert } from '../helpers/edits'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'pgls', name: 'authRlsInitplan' }],
  docs: {
    summary: 'A policy calls auth.uid() or current_setting() again for every row.',
    why: 'The condition of a policy is added to every query. A STABLE function in it is evaluated for each row that is looked at; inside `(SELECT …)` it is evaluated once a query. Reported as info for `current_setting()`.',
    instead: 'Write `(SELECT auth.uid())`.',
    wrong: ['CREATE POLICY own ON orders USING (owner = auth.uid());'],
    right: ['CREATE POLICY own ON orders USING (owner = (SELECT auth.uid()));'],
  },
  create: () => ({
    CreatePolicyStmt: (node, context) => check([node.qual, node.with_check], context),
    AlterPolicyStmt: (node, context) => check([node.qual, node.with_check], context),
  }),
})

function check(conditions: readonly (AnyNode | undefined)[], context: RuleContext): void {
  const { statement } = context
  for (const condition of conditions) {
    for (const call of perRow(condition)) {
      const name = strings(call.funcname)
      const start = statement.at(call.location)
      const span = callSpan(context, start)
      const ours = name[0] === 'auth' && name.length === 2
      if (!ours && name.at(-1) !== 'current_setting') continue
      context.report({
        at: span,
        ...(!ours && { severity: 'info' as const }),
        message: `${name.join('.')}() is called for every row this policy looks at.`,
        help: `Write (SELECT ${name.join('.')}(…)): it is evaluated once a query.`,
        fixes: [
          {
            title: `Wrap ${name.join('.')}() in a SELECT`,
            safety: 'review',
            edits: [insert(span.start, `(${cased(statement, 'SELECT')} `), insert(span.end, ')')],
          },
        ],
      })
    }
  }
}

/** Calls that stand outside every subquery. */
function perRow(value: unknown): Node<'FuncCall'>[] {
  if (Array.isArray(value)) return value.flatMap(perRow)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([tag, inner]) => {
    if (tag === 'SubLink') return []
    return tag === 'FuncCall' ? [inner as Node<'FuncCall'>, ...perRow(inner)] : perRow(inner)
  })
}

function callSpan({ statement }: RuleContext, start: Offset): Span {
  const open = statement.tokens.find((token) => token.span.start >= start && token.text === '(')
  return open ? spanOf(start, closing(statement, open.span.start)) : spanOf(start, start + 1)
}
