import { tokensIn } from '../../syntax/tokens'
import { type SourceText, type Span, spanOf } from '../../text/source'
import type { Placeholder } from '../convention'
import { linesOf } from './lines'
import { placeholdersIn } from './placeholders'

// AbstractFormattedChangeLogParser.java matches whole lines. An attribute's pattern has no word boundary before it, and the last one wins.
/** The first line of the file that is not blank. */
export const header = /^\s*--\s*liquibase\s*formatted.*/i
export const changesetLine = /^\s*--\s*changeset\s+("[^"]+"|[^:]+):\s*("[^"]+"|\S+)(.*)$/i
const rollbackLine = /^\s*--\s*rollback (.*)$/i
const rollbackStart = /^\s*\/\*\s*liquibase\s*rollback\s*$/i
const rollbackEnd = /^.*\s*\*\/\s*$/
const commentLine = /^--\s*comment:? (.*)$/i
const validLine = /^--\s*validCheckSum:? (.*)$/i
const preconditionLine = /^\s*--\s*precondition(?:s|-[a-z0-9-]+)/i
const propertyLine = /^\s*--\s*property\s+(.*:.*)\s+(.*:.*).*$/i
const ignoreLine = /^--\s*ignoreLines:(\w+)$/i
const knownAttributes = new Set(
  'stripcomments splitstatements rollbacksplitstatements enddelimiter rollbackenddelimiter runwith runwithspoolfile runonchange runalways context contextfilter logicalfilepath labels runintransaction dbms ignore failonerror'.split(
    ' ',
  ),
)

/** How a changeset is taken back. `joined`: Liquibase makes one line of a block, and words or a comment run together. */
export type Rollback =
  | { readonly kind: 'none' }
  | { readonly kind: 'empty'; readonly at: Span }
  | { readonly kind: 'lines' | 'block' | 'joined'; readonly span: Span; readonly gaps: readonly Span[] }
  | { readonly kind: 'changeset' | 'mixed'; readonly at: Span }

export interface Changeset {
  readonly author: string
  readonly id: string
  readonly line: Span
  /** What is run: the lines behind the changeset line, save rollback blocks and ignored lines. */
  readonly body: readonly Span[]
  readonly rollback: Rollback
  readonly comment: string | undefined
  readonly validCheckSums: readonly string[]
  /** The first of its precondition lines. */
  readonly preconditions?: Span
  /** Names of attributes that Liquibase does not know. */
  readonly unknown: readonly string[]
  /** Of its line; undefined when absent. */
  attribute(name: string): string | undefined
  is(name: string, otherwise: boolean): boolean
}

interface Open extends Changeset {
  readonly body: Span[]
  readonly pieces: { readonly span: Span; readonly block: boolean }[]
  rollback: Rollback
  comment: string | undefined
  readonly validCheckSums: string[]
  preconditions?: Span
  from: number
}

export const attributeOf = (line: string, name: string): string | undefined => {
  const quoted = /^(labels|context|contextFilter)$/i.test(name) ? '".*?"|\\S*' : '\\S*'
  return new RegExp(`^.*${name}:(${quoted}).*$`, 'i').exec(line)?.[1]?.replace(/^"(.*)"$/, '$1')
}
const unquote = (text: string): string => text.replace(/^"(.*)"$/, '$1').trim()

function opened(text: string, match: RegExpExecArray, line: Span, from: number): Open {
  const attribute = (name: string) => attributeOf(text, name)
  const names = match[3]!.replace(/"[^"]*"/g, '""').matchAll(/(?:^|\s)([A-Za-z]\w*):/g)
  return {
    author: unquote(match[1]!),
    id: unquote(match[2]!),
    line,
    body: [],
    pieces: [],
    rollback: { kind: 'none' },
    comment: undefined,
    validCheckSums: [],
    unknown: [...names].flatMap((name) => (knownAttributes.has(name[1]!.toLowerCase()) ? [] : [name[1]!])),
    attribute,
    // Boolean.parseBoolean: anything but `true` is false.
    is: (name, otherwise) => {
      const value = /^\w+/.exec(attribute(name) ?? '')?.[0]
      return value === undefined ? otherwise : /^true$/i.test(value)
    },
    from,
  }
}

interface Contents {
  readonly changesets: readonly Changeset[]
  /** Where lines start that `ignoreLines` passes over. */
  readonly ignored: ReadonlySet<number>
}
const known = new WeakMap<SourceText, Contents>()

export function contentsOf(source: SourceText): Contents {
  const found = known.get(source) ?? readContents(source)
  known.set(source, found)
  return found
}
export const changesetsOf = (source: SourceText): readonly Changeset[] => contentsOf(source).changesets

function readContents(source: SourceText): Contents {
  const { text } = source
  const found: Open[] = []
  const passed = new Set<number>()
  let open: Open | undefined
  /** Lines still to be passed over; up to the end line when endless. */
  let ignored = 0
  let block: number | undefined
  const close = (at: number): void => {
    if (open && at > open.from) open.body.push(spanOf(open.from, at))
  }
  for (const line of linesOf(text)) {
    if (ignored > 0) {
      passed.add(line.span.start)
      const ended = ignored === Number.POSITIVE_INFINITY && ignoreLine.exec(line.text)?.[1] === 'end'
      ignored = ended ? 0 : ignored - 1
      if (open) open.from = line.next
      continue
    }
    if (open && block !== undefined) {
      if (rollbackEnd.test(line.text)) {
        const end = line.span.start + line.text.replace(/\*\/\s*$/, '').length
        open.pieces.push({ span: spanOf(block, end), block: true })
        block = undefined
      }
      open.from = line.next
      continue
    }
    const ignore = ignoreLine.exec(line.text)?.[1]
    if (ignore !== undefined && !propertyLine.test(line.text)) {
      close(line.span.start)
      if (open) open.from = line.next
      ignored = ignore === 'start' ? Number.POSITIVE_INFINITY : Number(ignore) || 0
      continue
    }
    const change = changesetLine.exec(line.text)
    if (change) {
      close(line.span.start)
      open = opened(line.text, change, line.span, line.next)
      found.push(open)
      continue
    }
    if (!open) continue
    if (rollbackStart.test(line.text)) {
      close(line.span.start)
      open.from = line.next
      block = line.next
      continue
    }
    const comment = commentLine.exec(line.text)
    const rollback = rollbackLine.exec(line.text)
    if (comment) open.comment = comment[1]!
    else if (validLine.test(line.text)) open.validCheckSums.push(validLine.exec(line.text)![1]!.trim())
    else if (rollback)
      open.pieces.push({ span: spanOf(line.span.end - rollback[1]!.length, line.span.end), block: false })
    else if (preconditionLine.test(line.text)) open.preconditions ??= line.span
  }
  close(text.length)
  for (const one of found) one.rollback = rollbackOf(text, one.pieces)
  return { changesets: found, ignored: passed }
}

function rollbackOf(text: string, pieces: Open['pieces']): Rollback {
  const told = pieces.filter(({ span }) => text.slice(span.start, span.end).trim() !== '')
  const first = told[0]
  const last = told.at(-1)
  if (!first || !last) return { kind: 'none' }
  const span = spanOf(first.span.start, last.span.end)
  const all = told.map((piece) => text.slice(piece.span.start, piece.span.end)).join('\n')
  if (/^(not required|empty).*$/i.test(all.trim())) return { kind: 'empty', at: spanOf(span.end, span.end) }
  if (/changesetid/i.test(all)) return { kind: 'changeset', at: span }
  if (told.some(({ block }) => block))
    return told.length > 1
      ? { kind: 'mixed', at: span }
      : { kind: joinsBadly(all) ? 'joined' : 'block', span, gaps: [] }
  const gaps = told.slice(1).map((piece, i) => spanOf(told[i]!.span.end, piece.span.start))
  return { kind: 'lines', span, gaps }
}

/** extractMultiLineRollBack appends the lines of a block without their ends. */
function joinsBadly(block: string): boolean {
  const words = (sql: string) => tokensIn(sql, spanOf(0, sql.length)).map((token) => token.text)
  const joined = block.replace(/\r?\n/g, '')
  return JSON.stringify(words(block)) !== JSON.stringify(words(joined))
}

/** Lines of a changeset that are not part of its SQL. */
const directives = [rollbackLine, commentLine, validLine, preconditionLine, propertyLine]

/**
 * A changeset's SQL as it is hashed: its lines without directives, ordinary comments kept, parameters replaced. Undefined while the value
 * of one is not known.
 */
export function changesetSql(
  source: SourceText,
  { body }: Changeset,
  placeholders: readonly Placeholder[] = [],
): string | undefined {
  let sql = ''
  for (const span of body) {
    let at: number = span.start
    for (const line of linesOf(source.text, span)) {
      if (directives.some((directive) => directive.test(line.text))) {
        at = line.next
        continue
      }
      for (const { span: place, value } of placeholders) {
        if (place.start < at || place.end > line.span.end) continue
        if (value === undefined) return undefined
        sql += source.text.slice(at, place.start) + value
        at = place.end
      }
      sql += source.text.slice(at, line.next)
      at = line.next
    }
  }
  return sql.trim()
}

/** `${name}`, with the value of a `--property` line that holds everywhere. */
export function parameters(text: string): readonly Placeholder[] {
  const values = new Map<string, string | undefined>()
  for (const line of linesOf(text)) {
    if (!propertyLine.test(line.text)) continue
    const name = /^.*name:\s*(\S+).*$/i.exec(line.text)?.[1]
    if (name === undefined) continue
    const value = /^.*value:\s*(\S+).*$/i.exec(line.text)?.[1]
    const certain = !/(context|contextFilter|labels|dbms|global):|["$]/i.test(line.text) && !values.has(name)
    values.set(name, certain ? value : undefined)
  }
  return placeholdersIn(text, '${', '}', (name) => values.get(name))
}
