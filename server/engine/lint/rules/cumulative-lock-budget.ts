import type { ObjectId } from '../../catalog/catalog'
import { shownRelation, strongLocks, tableBehind } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'off',
  since: '0.1.0',
  options: { max: { type: 'integer', default: 3, description: 'Strong locks on one table a migration may take.' } },
  docs: {
    summary: 'One migration locks the same table many times.',
    why: 'Each strong lock makes the table’s traffic wait once more, and each wait for it too. A migration that takes many wears out what a short lock_timeout gives.',
    instead: 'Merge the statements, or spread them over several deploys.',
    wrong: [
      'alter table t add column a int;\nalter table t add column b int;\nalter table t add column c int;\nalter table t add column d int;',
    ],
    right: ['alter table t add column a int, add column b int, add column c int, add column d int;'],
  },
  remembers: true,
  create() {
    const counts = new Map<string, { readonly id: ObjectId; count: number }>()
    return {
      statement(context) {
        if (context.statement.tag === 'TransactionStmt' || context.statement.tag === 'VariableSetStmt') return
        const tables = new Map(
          strongLocks(context).map(({ relation }) => {
            const id = tableBehind(relation, context.before)
            return [id.path.join('.'), id]
          }),
        )
        for (const [key, id] of tables) {
          const entry = counts.get(key) ?? { id, count: 0 }
          entry.count++
          counts.set(key, entry)
          if (entry.count !== Number(context.options.max) + 1) continue
          context.report({
            at: head(context.statement, 2),
            message: `This is strong lock number ${entry.count} on ${shownRelation(context, id)} in one migration.`,
            help: 'Merge statements, or spread them over several deploys.',
          })
        }
      },
    }
  },
})
