import { parse as parseJsonc } from 'jsonc-parser'
import type { ToolSettings } from '../convention'

export const journalPath = 'meta/_journal.json'

export interface JournalEntry {
  readonly idx: number
  /** Milliseconds since 1970; what the books hold. */
  readonly when: number
  readonly tag: string
}

const parsed = new WeakMap<ToolSettings, readonly JournalEntry[]>()

/** The entries of `meta/_journal.json` in its order; none for a folder of Drizzle 1.0, which has no journal. */
export function journalOf(settings: ToolSettings): readonly JournalEntry[] {
  const entries =
    parsed.get(settings) ??
    ((settings.manifest === undefined ? [] : (parseJsonc(settings.manifest)?.entries ?? [])) as readonly JournalEntry[])
  parsed.set(settings, entries)
  return entries
}

export const noFile = ({ tag, idx }: JournalEntry): string =>
  `No file ${tag}.sql found for the entry ${idx} of ${journalPath}.`
