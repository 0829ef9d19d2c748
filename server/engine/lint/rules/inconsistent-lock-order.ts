import type { ObjectId } from '../../catalog/catalog'
import { samePath } from '../../catalog/read'
import type { Statement } from '../../syntax/statement'
import { shownRelation, strongLocks, tableBehind } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

interface Taken {
  readonly table: ObjectId
  readonly by: Statement
}

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'Two transactions lock the same tables in opposite orders.',
    why: 'A transaction that holds the first table and waits for the second, while another holds the second and waits for the first, is a deadlock: PostgreSQL ends one of them with an error (40P01) after deadlock_timeout. Two runs of the same file beside each other are enough.',
    instead: 'Lock tables in one order everywhere: the referenced table before the referencing one.',
    wrong: [
      'begin;\nlock table users in share mode;\nlock table orders in share mode;\ncommit;\nbegin;\nlock table orders in share mode;\nlock table users in share mode;\ncommit;',
    ],
    right: ['begin;\nlock table users in share mode;\nlock table orders in share mode;\ncommit;'],
  },
  remembers: true,
  create() {
    let several: boolean | undefined
    const finished: (readonly Taken[])[] = []
    let current: { readonly unit: unknown; readonly taken: Taken[] } | undefined
    return {
      statement(context) {
        const { statement, transaction } = context
        if (statement.tag === 'TransactionStmt' || statement.tag === 'VariableSetStmt') return
        if (!transaction.open) return
        // One transaction has nothing to be compared with: its locks need not be worked out.
        several ??= context.statements.filter(({ tag }) => tag === 'TransactionStmt').length > 2
        if (!several) return
        const unit = transaction.begunBy ?? 'tool'
        if (current?.unit !== unit) {
          if (current) finished.push(current.taken)
          current = { unit, taken: [] }
        }
        const { taken } = current
        const tables = strongLocks(context).map(({ relation }) => tableBehind(relation, context.before))
        for (const table of tables) {
          if (taken.some((earlier) => samePath(earlier.table.path, table.path))) continue
          // Tables that one statement locks are locked in the order it names them; only statements are compared.
          const others = taken.filter(({ by }) => by !== statement)
          taken.push({ table, by: statement })
          const other = others.find((earlier) => finished.some((past) => orderOf(past, table, earlier.table)))
          const before = other && finished.flatMap((past) => orderOf(past, table, other.table) ?? [])[0]
          if (!other || !before) continue
          const [second, first] = [shownRelation(context, table), shownRelation(context, other.table)]
          context.report({
            at: head(statement, 2),
            message: `This locks ${second} after ${first}, where another transaction of this file locks ${first} after ${second}: side by side they deadlock.`,
            help: 'Take the locks in the same order in both.',
            related: [
              { uri: before.by.source.uri, span: before.by.span, message: `${first} is locked after ${second} here` },
            ],
          })
          return
        }
      },
    }
  },
})

/** The later of the two locks when `past` took `first` before `second`. */
function orderOf(past: readonly Taken[], first: ObjectId, second: ObjectId): Taken | undefined {
  const a = past.findIndex(({ table }) => samePath(table.path, first.path))
  const b = past.findIndex(({ table }) => samePath(table.path, second.path))
  return a >= 0 && b > a && past[a]!.by !== past[b]!.by ? past[b] : undefined
}
