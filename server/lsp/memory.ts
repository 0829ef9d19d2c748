import type { AppliedMigration } from '../engine/conventions/convention'
import type { Direction } from '../engine/migrate/set'
import type { Tier } from '../engine/workspace/settings'
import type { ProjectItem } from '../protocol'
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
  /** What the environment named then; another one since makes this the books of nobody. */
  readonly reference?: string
  readonly target: string
  readonly tier: Tier
  readonly rows: readonly AppliedMigration[]
  /** Of the journal. */
  readonly key: string
  readonly readAt: Date
  /** Of the embedded database: another value says that it was deleted or that a run of Lockstep's changed it. */
  readonly stamp?: string
  /** Why the last attempt to read them again failed. */
  readonly unanswered?: string
}

/** One an editor. */
interface Memory {
  readonly plans: Map<string, ShownPlan>
  /** Project root URI -> the books read last. */
  readonly books: Map<string, KnownBooks>
  /** Project root URI -> why they could not be read. */
  readonly unread: Map<string, NonNullable<ProjectItem['unread']>>
  /** Id of an embedded database -> the end of the work on it: it has one session. */
  readonly turns: Map<string, Promise<unknown>>
}

const memories = new WeakMap<Editor, Memory>()

export function memoryOf(editor: Editor): Memory {
  const known = memories.get(editor)
  if (known) return known
  const created: Memory = { plans: new Map(), books: new Map(), unread: new Map(), turns: new Map() }
  memories.set(editor, created)
  return created
}
