import type { MigrationState as State } from '../engine/migrate/state'
import type { MigrationState } from '../protocol'
import type { Editor } from './feature'

/** What was shown under a plan's id, so that exactly that is run. */
export interface ShownPlan {
  readonly root: string
  readonly database?: string
  readonly to?: string
}

/** One an editor: plans shown, and what databases said last. */
interface Memory {
  readonly plans: Map<string, ShownPlan>
  /** Project root URI -> file path -> state in the database asked last. */
  readonly states: Map<string, ReadonlyMap<string, MigrationState>>
}

const memories = new WeakMap<Editor, Memory>()

export function memoryOf(editor: Editor): Memory {
  const known = memories.get(editor)
  if (known) return known
  const created: Memory = { plans: new Map(), states: new Map() }
  memories.set(editor, created)
  return created
}

export const shownState: Readonly<Record<State, MigrationState>> = {
  applied: 'applied',
  baseline: 'applied',
  pending: 'pending',
  'repeatable changed': 'pending',
  'out of order': 'pending',
  'missing file': 'missing file',
  'changed since': 'changed since',
  failed: 'failed',
  ignored: 'unknown',
  unknown: 'unknown',
}
