import type { ObjectId } from '../../catalog/catalog'
import { samePath } from '../../catalog/read'
import { is } from '../../syntax/statement'
import { shownRelation, stops, strongHeld, strongLocks, tableBehind } from '../helpers/live-locks'
import { targetsOf } from '../helpers/lock-targets'
import { slowWork } from '../helpers/slow-work'
import { dropsLater, head } from '../helpers/targets'
import { defineRule, type HeldLock, type RuleContext } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'avoidWideLockWindow' },
    { tool: 'pgfence', name: 'wide-lock-window' },
  ],
  docs: {
    summary: 'One transaction locks several existing tables, one after the other.',
    why: 'The first table stays locked while the transaction waits for the second. With a busy second table that wait stops the traffic of both, and a program that uses them in the other order deadlocks with the migration.',
    instead:
      'One table a transaction. Where both must change together, `LOCK TABLE a, b` first with a short lock_timeout.',
    wrong: ['alter table users add column locale text;\nalter table orders add column note text;'],
    right: ['alter table users add column locale text;\nalter table users add column zone text;'],
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
        const targets = targetsOf(statement, context.before)
        if (targets.length === 0 || transaction.earlier.length === 0) return
        const table = (id: ObjectId): ObjectId => tableBehind(id, context.before)
        // Who still uses a table that this migration drops fails, locked or not.
        const stays = ({ relation }: { readonly relation: ObjectId }): boolean => !dropsLater(context, table(relation))
        const own = strongLocks(context).filter(
          ({ relation }) =>
            targets.some((target) => samePath(table(relation).path, target.path)) && stays({ relation }),
        )
        // Asked first: a dump's thousand new tables matter to nobody.
        if (own.length === 0) return
        const held = strongHeld(context).filter(stays)
        const lock = own.find(
          ({ relation }) => !held.some((earlier) => samePath(table(earlier.relation).path, table(relation).path)),
        )
        const first = lock && held.find((earlier) => !drops(earlier.by) && tookAsTarget(earlier))
        // A slow second statement is statement-after-strong-lock's.
        if (!lock || !first || slowWork(context)) return
        const reads = lock.mode === 'ACCESS EXCLUSIVE' || first.mode === 'ACCESS EXCLUSIVE'
        reported.add(unit)
        context.report({
          at: head(statement, 2),
          ...(!reads && { severity: 'info' }),
          message: `This waits for ${lock.mode} on ${shownRelation(context, table(lock.relation))} while the transaction holds ${first.mode} on ${shownRelation(context, table(first.relation))}: ${stops(first.mode)} there wait too.`,
          help: 'Change one table a transaction.',
          related: [{ uri: first.by.source.uri, span: first.by.span, message: `${first.mode} is taken here` }],
        })
      },
    }
  },
})

/** Who still reads a table that was dropped fails, locked or not. */
const drops = (by: RuleContext['statement']): boolean =>
  is(by, 'DropStmt') && /^OBJECT_(FOREIGN_)?TABLE$/.test(by.node.removeType ?? '')

/** What a statement locks besides its own table (the referenced table of a foreign key) can't be taken apart from it. */
const tookAsTarget = ({ by, relation, before }: HeldLock): boolean =>
  targetsOf(by, before).some((target) => samePath(target.path, tableBehind(relation, before).path))
