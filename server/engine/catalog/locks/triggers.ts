import type { ObjectId } from '../catalog'
import { functionsNamed, triggersOf } from '../read'
import { follow } from './routines'
import { show, type World } from './world'

export type Columns = ReadonlySet<string> | 'all'
export type Event = 'insert' | 'update' | 'delete' | 'truncate'

/** Triggers do what their functions do; of UPDATE OF only where one of the columns is assigned. */
export function followTriggers(world: World, table: ObjectId, event: Event, assigned: Columns = 'all'): void {
  for (const trigger of triggersOf(world.catalog, table)) {
    const { events, enabled, updateOf, when, initiallyDeferred, oldTable, newTable } = trigger.object
    // A deferred constraint trigger fires at COMMIT.
    if (!events.includes(event) || enabled === 'disabled' || enabled === 'replica' || initiallyDeferred) continue
    const sleeps = event === 'update' && assigned !== 'all' && updateOf.length > 0
    if (sleeps && !updateOf.some((column) => assigned.has(column))) continue
    const { entries } = world.account
    if (functionsNamed(world.catalog, trigger.object.function).length === 0) {
      world.account.unknown(`What the trigger ${trigger.id.path[2]} of ${show(table)} does is not known.`)
    }
    follow(world, trigger.object.function, { transitions: new Set([oldTable, newTable].flatMap((name) => name ?? [])) })
    if (when && world.account.entries > entries)
      world.account.unknown(`The trigger ${trigger.id.path[2]} of ${show(table)} runs only when its condition holds.`)
  }
}
