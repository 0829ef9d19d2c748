import { parse as parseJsonc } from 'jsonc-parser'
import type { ToolSettings } from '../convention'

export interface JournalEntry {
  readonly idx: number
  /** Milliseconds since 1970; what the books hold. */
  readonly when: number
  readonly tag: string
}

const parsed = new Map<string, readonly JournalEntry[]>()

/** The entries of `meta/_journal.json` in its order; none for a folder of Drizzle 1.0, which has no journal. */
export function journalOf(settings: ToolSettings): readonly JournalEntry[] {
  const text = settings.manifest
  if (text === undefined) return []
  const known = parsed.get(text)
  if (known) return known
  const entries = (parseJsonc(text)?.entries ?? []) as readonly JournalEntry[]
  parsed.clear()
  parsed.set(text, entries)
  return entries
}
