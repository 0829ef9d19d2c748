import type { HeldLock, RuleContext } from '../rule'
import { changeOf } from './bulk'
import { strongHeld } from './live-locks'

/** The strong lock that this data change keeps held while it works through many rows; undefined when there is none. */
export function changedUnderLock(context: RuleContext): HeldLock | undefined {
  const change = changeOf(context)
  if (!change || change.reach === 'few') return undefined
  if (!context.table(change.relation).live && change.what !== 'INSERT') return undefined
  const held = strongHeld(context).filter(({ by }) => !isData(by.tag))
  return held.find(({ mode }) => mode === 'ACCESS EXCLUSIVE') ?? held[0]
}

/** Changes rows. */
export const isData = (tag: string): boolean =>
  ['UpdateStmt', 'DeleteStmt', 'InsertStmt', 'MergeStmt', 'CopyStmt'].includes(tag)
