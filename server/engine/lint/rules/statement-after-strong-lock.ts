import type { ObjectId } from '../../catalog/catalog'
import { samePath } from '../../catalog/read'
import { is, type Statement } from '../../syntax/statement'
import { changeOf } from '../helpers/bulk'
import { shownRelation, stops, strongHeld, strongLocks } from '../helpers/live-locks'
import { nodesOf } from '../helpers/nodes'
import { isSmall, sizeOptions } from '../helpers/sizes'
import { slowWork } from '../helpers/slow-work'
import { head } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'runningStatementWhileHoldingAccessExclusive' },
    { tool: 'eugene', name: 'E4' },
    { tool: 'pgfence', name: 'statement-after-access-exclusive' },
    { tool: 'migrationpilot', name: 'MP008' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A slow statement runs while the transaction holds a strong lock.',
    why: 'Locks last until COMMIT. A statement that reads or rewrites a table in full, or builds an index, prolongs every strong lock taken before it in the same transaction by as long as it takes.',
    instead: 'Do the slow work first, or in a migration of its own; take the strong lock last.',
    wrong: ['alter table users add column locale text;\ncreate index orders_total on orders (total);'],
    right: ['alter table users add column locale text;'],
  },
  remembers: true,
  create() {
    const reported = new Set<unknown>()
    return {
      statement(context) {
        const { statement, transaction } = context
        if (!transaction.open || statement.tag === 'TransactionStmt' || statement.tag === 'VariableSetStmt') return
        const unit = transaction.begunBy ?? 'tool'
        if (reported.has(unit)) return
        // Bulk changes of data are the business of ddl-and-backfill-same-transaction.
        if (changeOf(context) || statement.tag === 'DoStmt' || validatesOwn(context)) return
        const work = slowWork(context)
        if (!work) return
        const all = strongHeld(context)
        const own = strongLocks(context)
        const worst = all.filter(({ mode }) => mode === 'ACCESS EXCLUSIVE')
        const held = worst.find(({ relation }) => !isLockedAlike(relation, own)) ?? worst[0] ?? all[0]
        if (!held) return
        // Where the statement by itself locks that very table as much, or reads go on, its own rule has said the most of it.
        const minor = held.mode === 'ACCESS EXCLUSIVE' ? isLockedAlike(held.relation, own) : own.length > 0
        const { words, table } = work
        if (!minor && !isSmall(table.statistics, context.options)) reported.add(unit)
        context.report({
          at: head(statement, 2),
          ...(minor && { severity: 'info' }),
          worksThrough: table,
          message: `This ${words} while the transaction holds ${held.mode} on ${shownRelation(context, held.relation)}: ${stops(held.mode)} wait until it is done.`,
          help: 'Do it before the lock is taken, or in a migration of its own.',
          related: [{ uri: held.by.source.uri, span: held.by.span, message: `${held.mode} is taken here` }],
        })
      },
    }
  },
})

const isLockedAlike = (relation: ObjectId, own: ReturnType<typeof strongLocks>): boolean =>
  own.some((lock) => lock.mode === 'ACCESS EXCLUSIVE' && samePath(lock.relation.path, relation.path))

/** VALIDATE CONSTRAINT in the transaction that added it is reported as such. */
function validatesOwn({ statement, transaction }: RuleContext): boolean {
  if (!is(statement, 'AlterTableStmt')) return false
  const validated = nodesOf(statement.node, 'AlterTableCmd')
    .filter(({ subtype }) => subtype === 'AT_ValidateConstraint')
    .map(({ name }) => name)
  const adds = (past: Statement): boolean =>
    nodesOf(past.node, 'Constraint').some(({ conname }) => conname !== undefined && validated.includes(conname))
  return validated.length > 0 && transaction.earlier.some((past) => adds(past.statement))
}
