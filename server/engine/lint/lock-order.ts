import type { ObjectId } from '../catalog/catalog'
import { samePath } from '../catalog/read'
import { strongLocks, tableBehind } from './helpers/live-locks'
import type { LockOrder, LockOrders, RuleContext, Taken } from './rule'

/** Follows the transactions of a section, a statement at a time. */
export class FollowedLocks implements LockOrders {
  private readonly finished: LockOrder[] = []
  private current?: { readonly transaction: unknown; readonly taken: Taken[] }

  get before(): readonly LockOrder[] {
    return this.finished
  }

  /** Of those that lock more than one table. */
  get all(): readonly LockOrder[] {
    const all = this.current ? [...this.finished, this.current.taken] : this.finished
    return all.filter((order) => order.length > 1)
  }

  add(context: RuleContext): ReturnType<LockOrders['add']> {
    const { statement, transaction } = context
    if (!transaction.open || statement.tag === 'TransactionStmt' || statement.tag === 'VariableSetStmt') return nothing
    const begunBy = transaction.begunBy ?? 'tool'
    if (this.current?.transaction !== begunBy) {
      if (this.current) this.finished.push(this.current.taken)
      this.current = { transaction: begunBy, taken: [] }
    }
    const { taken } = this.current
    const held = [...taken]
    // Tables that one statement locks are locked in the order it names them; only statements are compared.
    const by = { uri: statement.source.uri, span: statement.span }
    for (const { relation } of strongLocks(context)) {
      const table = tableBehind(relation, context.before)
      if (!taken.some((earlier) => samePath(earlier.table.path, table.path))) taken.push({ table, by })
    }
    return { held, taken: taken.slice(held.length) }
  }
}

const nothing = { held: [], taken: [] }

/** Where `order` locks `first` and later `second`: the later of the two. */
export function locksInOrder(order: LockOrder, first: ObjectId, second: ObjectId): Taken | undefined {
  const a = order.findIndex(({ table }) => samePath(table.path, first.path))
  const b = order.findIndex(({ table }) => samePath(table.path, second.path))
  return a >= 0 && b > a && order[a]!.by !== order[b]!.by ? order[b] : undefined
}
