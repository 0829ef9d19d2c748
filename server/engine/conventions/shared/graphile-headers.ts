import { createHash } from 'node:crypto'
import type { Span } from '../../text/source'
import type { MigrationFile } from '../convention'
import { linesOf } from './lines'

export interface Headers {
  readonly values: Readonly<Record<string, string>>
  readonly spans: Readonly<Record<string, Span>>
  /** The lines whose name stands above already. */
  readonly repeated: readonly { readonly name: string; readonly span: Span }[]
  /** Where the header lines end, and where the body behind them and all white space begins. */
  readonly end: number
  readonly body: number
  /** No empty line follows the headers. */
  readonly tight: boolean
}

/** src/migration.ts: `--! Name: value` lines at the very top, then an empty line. Only LF ends a line: a CR before it is part of the line. */
export function readHeaders(text: string): Headers {
  const values: Record<string, string> = {}
  const spans: Record<string, Span> = {}
  const repeated: { name: string; span: Span }[] = []
  let end = 0
  for (const { text: line, span, next } of linesOf(text)) {
    const match = /^--! ([A-Z][a-zA-Z0-9_]*)(?::(.*))?$/.exec(line)
    if (!match || text[span.end] === '\r') break
    const name = match[1]!
    if (name in values) repeated.push({ name, span })
    values[name] = (match[2] ?? '').trim()
    spans[name] = span
    end = next
  }
  const rest = text.slice(end)
  const emptyLine = rest === '' ? end === 0 || text[end - 1] === '\n' : rest[0] === '\n'
  return { values, spans, repeated, end, body: text.length - rest.trimStart().length, tight: !emptyLine }
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

/** What breaks the chain of hashes, in the words of src/migration.ts: it then refuses to run any file. `files` are in its order. */
export function chainBreaks(
  files: readonly MigrationFile[],
): readonly { readonly file: MigrationFile; readonly span: Span | undefined; readonly message: string }[] {
  return files.flatMap((file, i) => {
    const { values, spans } = readHeaders(file.source.text)
    if (!values.Previous) return []
    const previous = values.Previous === '-' ? undefined : values.Previous
    const expected = i === 0 ? undefined : readHeaders(files[i - 1]!.source.text).values.Hash
    if (previous === expected || (i > 0 && expected === undefined)) return []
    const { version } = file.name
    const message =
      i === 0
        ? `Migration '${version}' expected a previous migration ('${previous}'), but no correctly ordered previous migration was found`
        : `Previous migration with hash '${expected}' doesn't match '${version}''s expected previous hash '${previous ?? null}'`
    return [{ file, span: spans.Previous, message }]
  })
}
