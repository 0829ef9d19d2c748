import { shownRelation } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { locksInOrder } from '../lock-order'
import { defineRule, type LockOrder, type Taken } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'Two transactions lock the same tables in opposite orders.',
    why: 'A transaction that holds the first table and waits for the second, while another holds the second and waits for the first, is a deadlock: PostgreSQL ends one of them with an error (40P01) after deadlock_timeout. Two runs of the same file beside each other are enough. Two migrations deadlock where they run at the same time: by a tool that takes no lock of its own, or one by hand beside a deployment. They are compared with the migrations just before them, as information.',
    instead: 'Lock tables in one order everywhere: the referenced table before the referencing one.',
    wrong: [
      'begin;\nlock table users in share mode;\nlock table orders in share mode;\ncommit;\nbegin;\nlock table orders in share mode;\nlock table users in share mode;\ncommit;',
    ],
    right: ['begin;\nlock table users in share mode;\nlock table orders in share mode;\ncommit;'],
  },
  options: {
    migrations: {
      type: 'integer',
      default: 5,
      description: 'How many of the migrations before it a migration is compared with; 0 for none.',
    },
  },
  remembers: true,
  leaves: 'lock orders',
  create() {
    // Two transactions that disagree are reported where they first do.
    const reported = new Set<LockOrder>()
    return {
      statement(context) {
        const { held, taken } = context.lockOrders.add(context)
        if (held.length === 0 || taken.length === 0) return
        const find = (others: readonly LockOrder[]) =>
          findOpposite(
            others.filter((order) => !reported.has(order)),
            held,
            taken,
          )
        const opposite = find(context.lockOrders.before)
        const earlier = opposite ?? find(context.lockOrdersBefore(Number(context.options.migrations)))
        if (!earlier) return
        reported.add(earlier.order)
        const second = shownRelation(context, earlier.second.table)
        const first = shownRelation(context, earlier.first.table)
        const { uri, span } = earlier.otherwise.by
        const where = opposite ? 'another transaction of this file' : nameBeside(uri, context.source.uri)
        context.report({
          at: head(context.statement, 2),
          ...(!opposite && { severity: 'info' }),
          message: `This locks ${second} after ${first}, where ${where} locks ${first} after ${second}: side by side they can deadlock.`,
          help: 'Take the locks in the same order in both.',
          related: [{ uri, span, message: `${first} is locked after ${second} here` }],
        })
      },
    }
  },
})

/** The file's name; with its folder where every migration's file is called the same. */
function nameBeside(uri: string, own: string): string {
  const [parts, ownParts] = [uri.split('/'), own.split('/')]
  return decodeURIComponent(parts.slice(parts.at(-1) === ownParts.at(-1) ? -2 : -1).join('/'))
}

interface Opposite {
  readonly order: LockOrder
  readonly first: Taken
  readonly second: Taken
  /** Where `first` is locked after `second`. */
  readonly otherwise: Taken
}

function findOpposite(orders: readonly LockOrder[], held: LockOrder, taken: LockOrder): Opposite | undefined {
  for (const order of orders)
    for (const second of taken)
      for (const first of held) {
        const otherwise = locksInOrder(order, second.table, first.table)
        if (otherwise) return { order, first, second, otherwise }
      }
  return undefined
}
