import { bodyOf, isOpaque, statementsOf } from '../syntax/body'
import type { Statement } from '../syntax/statement'
import { fold } from './fold'
import type { LockContext, LockModel, StatementLocks } from './lock-types'
import { Account } from './locks/account'
import alterTable from './locks/alter-table'
import createTable from './locks/create-table'
import { createdBy } from './locks/created'
import dml from './locks/dml'
import { eventTriggersFor, followEventTriggers } from './locks/event-triggers'
import indexes from './locks/indexes'
import objects from './locks/objects'
import other from './locks/other'
import outside from './locks/outside'
import { World } from './locks/world'

type Handler = (node: never, world: World) => void
const handlers = { ...alterTable, ...createTable, ...dml, ...indexes, ...objects, ...other, ...outside } as {
  readonly [tag: string]: Handler | undefined
}

const nothing: StatementLocks = { locks: [], rewrites: [], scans: [], transactional: true, unknown: [] }

/**
 * What a statement does to relations that exist before it: the strongest lock on each, what it writes anew and reads in full. Observed on
 * servers 14 to 18; test/engine/catalog/locks/oracle.test.ts compares. A statement PostgreSQL would refuse gives what it would take.
 */
export const locksOf: LockModel = (statement, context) => {
  if (statement.tag === 'DoStmt') return locksOfBody(statement, context)
  const { before, isEmpty } = context
  const handler = handlers[statement.tag]
  const heard = eventTriggersFor(before, statement, context.postgres)
  if (!handler && heard.length === 0) return nothing
  const account = new Account(isEmpty)
  const world = new World(before, context.postgres, account, statement, context.timeZone, dispatch)
  handler?.(statement.node as never, world)
  followEventTriggers(world, heard)
  return account.done(before)
}

function dispatch(world: World, tag: string, node: unknown): void {
  handlers[tag]?.(node as never, world)
  world.account.make(createdBy(tag, node, world.catalog))
}

/** A DO block: its static statements one after the other. */
function locksOfBody(statement: Statement, context: LockContext): StatementLocks {
  const body = bodyOf(statement)
  const account = new Account(context.isEmpty)
  if (!body)
    return { ...nothing, unknown: ['What the block does is not known: its language or its quoting is not read.'] }
  let catalog = context.before
  for (const inner of statementsOf(body)) {
    const locks = locksOf(inner, { ...context, before: catalog })
    account.add(locks)
    if (inner.enclosure?.conditional && (locks.locks.length > 0 || locks.unknown.length > 0)) {
      account.unknown('Some statements of the block run only when a condition holds.')
    }
    account.make(createdBy(inner.tag, inner.node, catalog))
    catalog = fold(catalog, inner)
  }
  if (isOpaque(body)) account.unknown('The block runs SQL that is put together when it runs.')
  if (body.unread.length > 0) account.unknown("The block holds SQL that can't be read.")
  const result = account.done(context.before)
  // What can't run in a transaction block can't run in a DO block either.
  return { ...result, transactional: true }
}
