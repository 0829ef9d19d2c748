import { strings, walk } from '../../catalog/expression'
import { spanOfName } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { volatilityOf } from '../helpers/volatility'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP087' }],
  docs: {
    summary: 'A CHECK gives another answer tomorrow.',
    why: [
      'A `CHECK` is asked when a row is written. One that calls `now()`, `CURRENT_DATE` or `random()` lets a row in and would refuse it later:',
      'a dump of the table cannot be restored, `VALIDATE CONSTRAINT` fails, and so does an update of another column. PostgreSQL takes such a',
      '`CHECK` without a word (14 to 18).',
    ].join('\n'),
    instead: 'A trigger, for a rule about the moment of writing; or compare with a column that holds that moment.',
    wrong: ['create table bookings (starts timestamptz check (starts > now()));'],
    right: ['create table bookings (starts timestamptz, made timestamptz default now(), check (starts > made));'],
  },
  create: () => ({
    Constraint(constraint, context) {
      if (constraint.contype !== 'CONSTR_CHECK') return
      const call = changing(constraint, context)
      if (!call) return
      context.report({
        at: spanOfName(context.statement, context.statement.at(call.location)),
        message: `${call.name} gives another answer later: rows that this CHECK let in may break it, and a dump of them cannot be restored.`,
        help: 'Use a trigger, or compare with a column that holds the moment of writing.',
      })
    },
  }),
})

/** Stable functions whose answer changes with time. */
const timely = new Set(['now', 'statement_timestamp', 'transaction_timestamp'])

function changing(
  { raw_expr }: Node<'Constraint'>,
  { before }: RuleContext,
): { name: string; location: number } | undefined {
  let found: { name: string; location: number } | undefined
  walk(raw_expr, (tag, node) => {
    if (found) return
    if (tag === 'SQLValueFunction') {
      const { op, location } = node as Node<'SQLValueFunction'>
      if (/_(CURRENT_(DATE|TIME)|LOCALTIME)/.test(`_${op}`))
        found = { name: op!.replace('SVFOP_', '').replace(/_N$/, ''), location: location ?? 0 }
    } else if (tag === 'FuncCall') {
      const { funcname, location, args } = node as Node<'FuncCall'>
      const name = strings(funcname).at(-1) ?? ''
      if (timely.has(name) || (name === 'age' && args?.length === 1))
        found = { name: `${name}()`, location: location ?? 0 }
    }
  })
  if (found) return found
  const { volatile, by, location } = volatilityOf(raw_expr, before)
  return volatile === 'yes' && by !== undefined && location !== undefined ? { name: `${by}()`, location } : undefined
}
