import { commands } from 'vscode'
import type { Blocker, ProgressToken } from '../server/protocol'
import { keys } from './when'

/** Who keeps running requests waiting now. */
export interface Blockers {
  all(): readonly Blocker[]
  /** None: it waits no more. */
  of(token: ProgressToken, blockers: readonly Blocker[]): void
}

export function createBlockers(): Blockers {
  const waiting = new Map<ProgressToken, readonly Blocker[]>()
  return {
    all: () => [...waiting.values()].flat(),
    of(token, blockers) {
      const before = waiting.size
      if (blockers.length > 0) waiting.set(token, blockers)
      else waiting.delete(token)
      if (waiting.size > 0 !== before > 0) void commands.executeCommand('setContext', keys.waiting, waiting.size > 0)
    },
  }
}
