import { createHash } from 'node:crypto'
import type { Span } from '../../text/source'
import type { MigrationFile } from '../convention'
import { linesOf } from './lines'

export interface Headers {
  readonly values: Readonly<Record<string, string>>
  readonly spans: Readonly<Record<string, Span>>
  /** Where the header lines end, and where the body behind the blank line begins. */
  readonly end: number
  readonly body: number
  /** There are headers, and no blank line after them. */
  readonly tight: boolean
}

/** src/migration.ts: `--! Name: value` lines at the very top, then exactly one blank line. */
export function readHeaders(text: string): Headers {
  const values: Record<string, string> = {}
  const spans: Record<string, Span> = {}
  let end = 0
  for (const line of linesOf(text)) {
    const match = /^--! ([A-Z][a-zA-Z0-9_]*)(?::(.*))?$/.exec(line.text)
    if (!match) break
    values[match[1]!] = (match[2] ?? '').trim()
    spans[match[1]!] = line.span
    end = line.next
  }
  const blank = /^\r?\n/.exec(text.slice(end))
  const headed = end > 0
  return {
    values,
    spans,
    end,
    body: headed && blank ? end + blank[0].length : end,
    tight: headed && !blank && end < text.length,
  }
}

/** src/hash.ts. */
export const graphileHash = (body: string, previous: string | undefined): string =>
  `sha1:${createHash('sha1')
    .update(`${`${previous ?? ''}\n${body.trim()}`.trim()}\n`)
    .digest('hex')}`

/** The name in the books: the number and `.sql`. */
export const storedName = (file: MigrationFile): string => file.name.version

/** What the headers say; a file without them stands alone. */
export function hashesOf(file: MigrationFile): { readonly hash: string; readonly previous: string | undefined } {
  const { text } = file.source
  const { values, body } = readHeaders(text)
  const previous = values.Previous === undefined || values.Previous === '-' ? undefined : values.Previous
  return { hash: values.Hash ?? graphileHash(text.slice(body), previous), previous }
}
