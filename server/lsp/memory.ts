import type { AppliedMigration } from '../engine/conventions/convention'
import type { Direction } from '../engine/migrate/set'
import type { Tier } from '../engine/workspace/settings'
import type { Editor } from './feature'

/** What was shown under a plan's id, so that exactly that is run. */
export interface ShownPlan {
  readonly root: string
  readonly direction: Direction
  readonly database?: string
  readonly to?: string
}

/** What a database's books said when a request last read them. */
export interface KnownBooks {
  readonly environment?: string
  readonly target: string
  readonly tier: Tier
  readonly rows: readonly AppliedMigration[]
  /** Of the journal. */
  readonly key: string
  readonly readAt: Date
}

/** One an editor. */
interface Memory {
  readonly plans: Map<string, ShownPlan>
  /** Project root URI -> the books read last. */
  readonly books: Map<string, KnownBooks>
}

const memories = new WeakMap<Editor, Memory>()

export function memoryOf(editor: Editor): Memory {
  const known = memories.get(editor)
  if (known) return known
  const created: Memory = { plans: new Map(), books: new Map() }
  memories.set(editor, created)
  return created
}
