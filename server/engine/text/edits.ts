import { overlaps, type Span } from './source'

/** Insert = empty span; delete = empty text. Edits of one fix never overlap. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

/** Two insertions at one place are in order, not in conflict. */
export function conflict(a: Edit, b: Edit): boolean {
  if (a.span.start === a.span.end && b.span.start === b.span.end) return false
  return overlaps(a.span, b.span)
}

/** Throws on overlapping edits: the caller chose them badly. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  let result = ''
  let at = 0
  for (const edit of ordered) {
    if (edit.span.start < at) throw new Error(`overlapping edits at offset ${edit.span.start}`)
    result += text.slice(at, edit.span.start) + edit.text
    at = edit.span.end
  }
  return result + text.slice(at)
}
