import { partsOf } from '../catalog/objects'
import type { MigrationFile, Section } from '../conventions/convention'
import { leadingWords } from '../conventions/shared/statements'
import { parse } from '../syntax/parse'
import { split } from '../syntax/split'
import { is } from '../syntax/statement'
import { type Offset, offsetOf, type SourceText, type Span, sourceText, spanOf } from '../text/source'

interface IndexName {
  readonly schema?: string
  readonly name: string
}

/** One message to the server, and where in the file it stands. */
export interface Unit {
  /** In the file: first to last token. */
  readonly span: Span
  readonly text: string
  /** Its statements, in the file; several only where the tool sends the section as one text. */
  readonly statements: readonly Span[]
  /** A UTF-16 offset into `text` as an offset of the file. */
  toFile(offset: number): Offset
  /** The index it builds CONCURRENTLY: a failure leaves it behind INVALID. */
  readonly builds?: IndexName
  /** The index it drops CONCURRENTLY: a failure may leave it behind INVALID (manual, DROP INDEX), and sending it again drops it. */
  readonly drops?: IndexName
  /** It begins or ends a transaction of its own. */
  readonly controls: boolean
  /** Sent outside a transaction it may commit before it ends: a failure says nothing about what it did until then. */
  readonly commits: boolean
  /**
   * Nothing may be under way before it or behind it: it brings a failed transaction back to life (ROLLBACK TO SAVEPOINT), or takes what
   * comes behind for its data (COPY FROM STDIN).
   */
  readonly alone: boolean
}

export interface Sending {
  readonly units: readonly Unit[]
  /** What can't be sent as the tool would, one sentence each with its place. */
  readonly problems: readonly { readonly span: Span; readonly message: string }[]
}

/** The section as the tool sends it: placeholders replaced, cut where the tool cuts. Needs `loadParser()` before. */
export function sendingOf(file: MigrationFile, section: Section): Sending {
  const rendered = render(file, section)
  const problems = file.placeholders
    .filter(({ span, value }) => value === undefined && inside(section.span, span))
    .map(({ span, name }) => ({ span, message: `The value of the placeholder ${name} is not known here.` }))
  if (section.held !== undefined) problems.push({ span: section.span, message: section.held })
  const text = rendered.source.text
  const { pieces, skipped } = cut(section, rendered)
  for (const { kind, span } of skipped) {
    const at = rendered.spanInFile(span)
    if (kind === 'psql command') problems.push({ span: at, message: 'A psql command: only psql itself can run it.' })
    if (kind === 'copy data') problems.push({ span: at, message: 'COPY data can’t be sent from here.' })
  }
  if (pieces.length === 0) return { units: [], problems }
  const whole = section.scope === 'simple query'
  const spans = whole ? [spanOf(rendered.within.start, rendered.within.end)] : pieces
  const units = spans.map((span): Unit => {
    const statements = whole ? pieces : [span]
    const first = whole ? spanOf(pieces[0]!.start, pieces.at(-1)!.end) : span
    const indexOf = (find: typeof builtIndex) =>
      statements.map((one) => find(rendered.source, one)).find((index) => index !== undefined)
    const builds = indexOf(builtIndex)
    const drops = indexOf(droppedIndex)
    return {
      span: rendered.spanInFile(first),
      text: text.slice(span.start, span.end),
      statements: statements.map(rendered.spanInFile),
      toFile: (offset) => rendered.toFile(span.start + offset),
      ...(builds && { builds }),
      ...(drops && { drops }),
      controls: statements.some((one) => controls(text, one)),
      // Several in one message are a transaction, in which none of them may.
      commits: statements.length === 1 && commits(text, statements[0]!),
      alone:
        /^(ROLLBACK|ABORT)$/.test(leadingWords(text, span, 1)[0] ?? '') ||
        /\bstdin\b/i.test(text.slice(span.start, span.end)),
    }
  })
  return { units, problems }
}

interface Rendered {
  readonly source: SourceText
  readonly within: Span
  toFile(offset: number): Offset
  spanInFile(span: Span): Span
  fromFile(offset: number): number
}

const inside = (outer: Span, span: Span): boolean => outer.start <= span.start && span.end <= outer.end

function render({ source, placeholders }: MigrationFile, { span: within, gaps = [] }: Section): Rendered {
  const replaced = [
    ...placeholders.filter(({ span, value }) => value !== undefined && inside(within, span)),
    ...gaps.map((span) => ({ span, value: '\n' })),
  ].sort((a, b) => a.span.start - b.span.start)
  let text = ''
  let at = 0
  const marks: { readonly file: Span; readonly start: number; readonly end: number }[] = []
  for (const { span, value = '' } of replaced) {
    text += source.text.slice(at, span.start)
    marks.push({ file: span, start: text.length, end: text.length + value.length })
    text += value
    at = span.end
  }
  text += source.text.slice(at)
  const toFile = (offset: number): Offset => {
    let shift = 0
    for (const { file, start, end } of marks) {
      if (offset < start) break
      if (offset < end) return file.start
      shift = file.end - end
    }
    return offsetOf(offset + shift)
  }
  const fromFile = (offset: number): number => {
    let shift = 0
    for (const { file, end } of marks) {
      if (offset < file.end) break
      shift = end - file.end
    }
    return offset + shift
  }
  return {
    source: replaced.length === 0 ? source : sourceText(source.uri, text),
    within: spanOf(fromFile(within.start), fromFile(within.end)),
    toFile,
    spanInFile: ({ start, end }) => spanOf(toFile(start), Math.max(toFile(start), toFile(end))),
    fromFile,
  }
}

/** At semicolons, save in what the tool hands over whole, and where a delimiter of its own stands. */
function cut(section: Section, { source, within, fromFile }: Rendered) {
  const { verbatim = [], separators = [] } = section
  if (verbatim.length === 0 && separators.length === 0) {
    const { pieces, skipped } = split(source.text, within)
    return { pieces: pieces.map(({ span }) => span), skipped }
  }
  const pieces: Span[] = []
  const skipped: ReturnType<typeof split>['skipped'][number][] = []
  const fixed = [
    ...verbatim.map((span) => ({ span, whole: true })),
    ...separators.map((span) => ({ span, whole: false })),
  ]
    .map(({ span, whole }) => ({ start: fromFile(span.start), end: fromFile(span.end), whole }))
    .sort((a, b) => a.start - b.start)
  let at: number = within.start
  const between = (end: number): void => {
    const found = split(source.text, spanOf(at, end))
    for (const one of found.skipped) skipped.push(one)
    const spans = found.pieces.map(({ span }) => span)
    // With a delimiter of its own the tool does not cut at semicolons; inside a transaction that makes no difference.
    if (separators.length > 0 && spans.length > 0 && section.scope !== 'file' && section.scope !== 'batch')
      pieces.push(spanOf(spans[0]!.start, spans.at(-1)!.end))
    else for (const span of spans) pieces.push(span)
  }
  for (const { start, end, whole } of fixed) {
    between(start)
    const found = whole ? split(source.text, spanOf(start, end)).pieces : []
    if (found.length > 0) pieces.push(spanOf(found[0]!.span.start, found.at(-1)!.span.end))
    at = end
  }
  between(within.end)
  return { pieces, skipped }
}

/** BEGIN, COMMIT and their kin; a savepoint's are not meant. */
function controls(text: string, span: Span): boolean {
  const words = leadingWords(text, span, 3).join(' ')
  if (/^(ROLLBACK|ABORT)( WORK| TRANSACTION)? TO\b/.test(words)) return false
  return /^(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|ABORT|PREPARE TRANSACTION)\b/.test(words)
}

/**
 * Procedures and DO blocks may COMMIT (manual, 41.8 "Transaction Management"), DETACH PARTITION CONCURRENTLY works in two transactions
 * (manual, ALTER TABLE).
 */
function commits(text: string, span: Span): boolean {
  const [first, second] = leadingWords(text, span, 2)
  const has = (words: RegExp): boolean => words.test(text.slice(span.start, span.end))
  if (first === 'DO') return has(/\b(commit|rollback|call)\b/i)
  return first === 'CALL' || (first === 'ALTER' && second === 'TABLE' && has(/\bdetach\b[^;]*\bconcurrently\b/i))
}

function builtIndex(source: SourceText, span: Span): IndexName | undefined {
  if (!/^CREATE( UNIQUE)? INDEX CONCURRENTLY\b/.test(leadingWords(source.text, span, 4).join(' '))) return undefined
  const statement = parse(source, { within: span }).statements[0]
  if (!statement || !is(statement, 'IndexStmt') || !statement.node.idxname) return undefined
  const schema = statement.node.relation?.schemaname
  return { name: statement.node.idxname, ...(schema && { schema }) }
}

function droppedIndex(source: SourceText, span: Span): IndexName | undefined {
  if (leadingWords(source.text, span, 3).join(' ') !== 'DROP INDEX CONCURRENTLY') return undefined
  const statement = parse(source, { within: span }).statements[0]
  if (!statement || !is(statement, 'DropStmt')) return undefined
  const [name, schema] = [...partsOf(statement.node.objects?.[0])].reverse()
  return name === undefined ? undefined : { name, ...(schema !== undefined && { schema }) }
}
