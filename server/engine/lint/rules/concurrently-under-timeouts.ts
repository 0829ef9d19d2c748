import { is } from '../../syntax/statement'
import { concurrently } from '../helpers/concurrently'
import { cased, indent, insert, newline } from '../helpers/edits'
import { indexFacts } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'
import { milliseconds } from '../session'

/** Up to these a timeout strikes in ordinary operation: warning; below the last, sometimes: info. To build an index takes longer. Milliseconds. */
const limits = {
  lock_timeout: { build: 1_000, other: 1_000, info: 30_000 },
  statement_timeout: { build: 60_000, other: 10_000, info: 600_000 },
} as const

export default defineRule({
  group: 'robustness',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A short timeout cancels a concurrent index build and leaves an INVALID index.',
    why: 'A concurrent build waits for every older transaction, and that waiting counts as waiting for a lock. `lock_timeout` or `statement_timeout` cancels it; the INVALID index stays and slows every write (observed with 300 ms). CONCURRENTLY blocks nobody while it waits, so it needs no short timeout. Reported as info for a `lock_timeout` above 1 s, and for a `statement_timeout` above 1 min where an index is built, 10 s where none is.',
    instead: '`SET lock_timeout = 0; SET statement_timeout = 0;` before it.',
    wrong: [{ sql: "SET statement_timeout = '5s'; CREATE INDEX CONCURRENTLY i ON orders (a);", scope: 'statement' }],
    right: [
      {
        sql: 'SET lock_timeout = 0; SET statement_timeout = 0; CREATE INDEX CONCURRENTLY i ON orders (a);',
        scope: 'statement',
      },
    ],
  },
  create: () => ({
    statement(context) {
      const { statement } = context
      const found = concurrently(statement)
      if (!found || !live(context)) return
      const work =
        found.what === 'CREATE INDEX CONCURRENTLY' || found.what === 'REINDEX CONCURRENTLY' ? 'build' : 'other'
      const short = (Object.keys(limits) as (keyof typeof limits)[]).flatMap((name) => {
        const value = context.transaction.setting(name)
        const ms = milliseconds(value) ?? 0
        return ms > 0 && ms < limits[name].info ? [{ name, value: value!, loud: ms <= limits[name][work] }] : []
      })
      if (short.length === 0) return
      const left = 'an INVALID index'
      const resets = short
        .map(({ name }) => `${cased(statement, 'SET')} ${name} = 0;${newline(statement)}${indent(statement)}`)
        .join('')
      context.report({
        at: found.at,
        ...(!short.some(({ loud }) => loud) && { severity: 'info' as const }),
        message: `${short.map(({ name, value }) => `${name} = ${value}`).join(' and ')} ${short.length > 1 ? 'cancel' : 'cancels'} this when it waits or runs longer, and ${short.length > 1 ? 'leave' : 'leaves'} ${
          found.what === 'DETACH PARTITION CONCURRENTLY' ? 'the partition half detached' : left
        }.`,
        help: 'Set both to 0 before it: CONCURRENTLY blocks nobody while it waits.',
        fixes:
          statement.enclosure || context.transaction.open
            ? []
            : [
                {
                  title: 'Switch the timeouts off before it',
                  safety: 'review',
                  edits: [insert(statement.span.start, resets)],
                },
              ],
      })
    },
  }),
})

function live(context: RuleContext): boolean {
  const { statement } = context
  if (is(statement, 'IndexStmt')) return context.table(statement.node.relation).live
  if (is(statement, 'ReindexStmt') && statement.node.kind === 'REINDEX_OBJECT_TABLE')
    return context.table(statement.node.relation).live
  if (is(statement, 'ReindexStmt') && statement.node.kind === 'REINDEX_OBJECT_INDEX')
    return indexFacts(context, [statement.node.relation?.relname ?? '']).live
  return true
}
