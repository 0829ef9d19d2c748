import type { Diagnostic, Fix } from '../diagnostic'
import { conflict, type Edit } from '../text/edits'

export interface AllFixes {
  readonly edits: readonly Edit[]
  readonly titles: readonly string[]
}

const same = (a: Edit, b: Edit): boolean =>
  a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text

/**
 * The first safe fix of each finding, as far as they leave each other alone; the rest comes with the next run. What `lockstep lint --fix`
 * writes and the editor's "fix all" does.
 */
export function safeFixes(diagnostics: readonly Diagnostic[]): AllFixes {
  const edits: Edit[] = []
  const titles: string[] = []
  for (const { fixes } of diagnostics) {
    const fix = fixes.find((candidate: Fix) => candidate.safety === 'safe' && !candidate.creates)
    if (!fix || fix.edits.every((edit) => edits.some((other) => same(edit, other)))) continue
    if (fix.edits.some((edit) => edits.some((other) => conflict(edit, other)))) continue
    edits.push(...fix.edits)
    titles.push(fix.title)
  }
  return { edits, titles }
}
