import { tokensIn } from '../../syntax/tokens'
import { type SourceText, type Span, spanOf } from '../../text/source'
import {
  type FileContext,
  hiddenByMark,
  type Placeholder,
  type Problem,
  type Reading,
  type Section,
} from '../convention'
import { type Line, lineEnd, linesOf } from './lines'
import { insertion, statementsIn } from './statements'

const annotations = [
  'Up',
  'Down',
  'StatementBegin',
  'StatementEnd',
  'NO TRANSACTION',
  'ENVSUB ON',
  'ENVSUB OFF',
] as const
type Annotation = (typeof annotations)[number]

/** Lines that look like an annotation to their author but are a comment to goose, which searches for `+goose` as it stands. */
const misspelt = /^\s*--+\s*\+?\s*goose:?\s+(up|down|statement\s*begin|statement\s*end|no\s+transaction)\s*;?\s*$/i

/** internal/sqlparser/parser.go: the last word of the line, comments after it aside, ends in a semicolon. */
function endsStatement(line: string): boolean {
  const words = line.split(/\s+/).filter((word) => word !== '')
  const comment = words.findIndex((word) => word.startsWith('--'))
  return (comment < 0 ? words : words.slice(0, comment)).at(-1)?.endsWith(';') === true
}

/** What goose takes for a statement inside a region it splits itself; `open` is the start of one that never ends. */
function gooseStatements(text: string, region: Span): { readonly spans: readonly Span[]; readonly open?: number } {
  const spans: Span[] = []
  let open: number | undefined
  for (const line of linesOf(text, region)) {
    const trimmed = line.text.trim()
    if (trimmed.startsWith('--') && trimmed.includes('+goose')) continue
    if (open === undefined && (trimmed === '' || trimmed.startsWith('--'))) continue
    open ??= line.span.start + (line.text.length - line.text.trimStart().length)
    if (!endsStatement(line.text)) continue
    spans.push(spanOf(open, line.span.end))
    open = undefined
  }
  return open === undefined ? { spans } : { spans, open }
}

/** Statements of plain SQL that goose would cut in two unless they stand between StatementBegin and StatementEnd. */
export function cutByGoose(text: string, region: Span): readonly { readonly statement: Span; readonly at: number }[] {
  const { spans } = gooseStatements(text, region)
  return statementsIn(text, region).flatMap(({ span }) => {
    const at = spans.find(({ end }) => end > span.start && end < span.end)?.end
    return at === undefined ? [] : [{ statement: span, at }]
  })
}

/** Ends that goose finds inside block comments. */
function cutComments(text: string, region: Span): readonly number[] {
  const comments = tokensIn(text, region).filter(
    ({ kind, text: token }) => kind === 'comment' && token.startsWith('/*'),
  )
  return gooseStatements(text, region)
    .spans.map(({ end }) => end)
    .filter((end) => comments.some(({ span }) => span.start < end && end < span.end))
}

/** Several statements that goose sends as one query: on one line, or between StatementBegin and StatementEnd. */
const together = (text: string, block: Block): readonly Span[] =>
  [...block.verbatim, ...regions(block).flatMap((region) => gooseStatements(text, region).spans)]
    .filter((span) => statementsIn(text, span).length > 1)
    .sort((a, b) => a.start - b.start)

interface Block {
  readonly direction: 'up' | 'down'
  readonly from: number
  to: number
  readonly verbatim: Span[]
}

/** One file, as internal/sqlparser/parser.go walks it, with every complaint instead of the first. */
export function readGoose(source: SourceText, { bom = false }: Pick<FileContext, 'bom'> = {}): Reading {
  const { text } = source
  const end = lineEnd(text)
  const problems: Problem[] = []
  const blocks: Block[] = []
  const substituted: Span[] = []
  let begin: Line | undefined
  let outside: Span | undefined
  let substitution: number | undefined
  /** A block without a statement has just ended: parser.go leaves its state only with the next line, which it drops. */
  let hollow = false

  const wrong = (span: Span, message: string, rest: Partial<Problem> = {}) =>
    problems.push({ code: 'wrong-directive', severity: 'error', span, message, ...rest })
  const closeStatement = (at: number): void => {
    if (!begin) return
    wrong(begin.span, "failed to parse migration: missing '-- +goose StatementEnd' annotation", {
      fixes: [
        {
          title: 'Add StatementEnd',
          safety: 'review',
          edits: [insertion(at, `${at > 0 && text[at - 1] !== '\n' ? end : ''}-- +goose StatementEnd${end}`)],
        },
      ],
    })
    blocks.at(-1)?.verbatim.push(spanOf(begin.next, at))
    begin = undefined
  }

  const handle: Record<Annotation, (line: Line) => void> = {
    Up(line) {
      if (blocks.some((b) => b.direction === 'up')) wrong(line.span, "duplicate '-- +goose Up' annotations")
      else blocks.push({ direction: 'up', from: line.next, to: text.length, verbatim: [] })
    },
    Down(line) {
      hollow = false
      closeStatement(line.span.start)
      const last = blocks.at(-1)
      if (!last) return void wrong(line.span, "must start with '-- +goose Up' annotation")
      if (last.direction === 'down') return void wrong(line.span, "duplicate '-- +goose Down' annotations")
      last.to = line.span.start
      blocks.push({ direction: 'down', from: line.next, to: text.length, verbatim: [] })
    },
    StatementBegin(line) {
      closeStatement(line.span.start)
      hollow = false
      if (blocks.length === 0)
        wrong(
          line.span,
          "'-- +goose StatementBegin' must be defined after '-- +goose Up' or '-- +goose Down' annotation",
        )
      else begin = line
    },
    StatementEnd(line) {
      if (!begin)
        return void wrong(line.span, "'-- +goose StatementEnd' must be defined after '-- +goose StatementBegin'")
      const inner = spanOf(begin.next, line.span.start)
      hollow = [...linesOf(text, inner)].every((one) => one.text === '' || one.text.trim().startsWith('--'))
      blocks.at(-1)?.verbatim.push(inner)
      begin = undefined
    },
    'NO TRANSACTION'(line) {
      outside ??= line.span
    },
    'ENVSUB ON'(line) {
      substitution ??= line.next
    },
    'ENVSUB OFF'(line) {
      if (substitution !== undefined) substituted.push(spanOf(substitution, line.span.start))
      substitution = undefined
    },
  }

  for (const line of linesOf(text)) {
    const trimmed = line.text.trim()
    const missed = trimmed.includes('+goose') ? null : misspelt.exec(line.text)
    if (missed) {
      const known = annotations.find(
        (name) => name.toLowerCase().replace(' ', '') === missed[1]!.toLowerCase().replace(/\s+/, ''),
      )!
      wrong(line.span, `goose does not see this line: it wants '-- +goose ${known}'.`, {
        fixes: [
          {
            title: `Write -- +goose ${known}`,
            safety: 'review',
            edits: [{ span: line.span, text: `-- +goose ${known}` }],
          },
        ],
      })
    }
    if (!trimmed.startsWith('--') || !trimmed.includes('+goose')) {
      if (!hollow || line.text === '' || trimmed.startsWith('--')) continue
      hollow = false
      if (trimmed !== '')
        wrong(line.span, 'goose drops this line: the StatementBegin and StatementEnd before it hold no statement.', {
          help: 'Take the two away.',
        })
      continue
    }
    const written = trimmed.replaceAll('--', '').replace('+goose', '').trim()
    const annotation = annotations.find((known) => known.toLowerCase() === written.toLowerCase())
    if (/^\s/.test(line.text)) {
      wrong(line.span, `${JSON.stringify(line.text)} contains leading whitespace: invalid annotation`, {
        fixes: [
          {
            title: 'Remove the leading whitespace',
            safety: 'review',
            edits: [
              {
                span: spanOf(line.span.start, line.span.start + line.text.length - line.text.trimStart().length),
                text: '',
              },
            ],
          },
        ],
      })
    } else if (written === '') {
      wrong(line.span, `failed to parse annotation line ${JSON.stringify(line.text)}: empty annotation`)
      continue
    } else if (!annotation) {
      wrong(line.span, `"${written}" not supported: invalid annotation`, {
        help: `goose knows ${annotations.join(', ')}.`,
      })
      continue
    }
    if (annotation) handle[annotation](line)
    if (bom && line.span.start === 0) problems.push(hiddenByMark('goose', line.span))
  }
  closeStatement(text.length)
  if (substitution !== undefined) substituted.push(spanOf(substitution, text.length))

  if (!blocks.some((b) => b.direction === 'up') && problems.length === 0) {
    problems.push({
      code: 'wrong-directive',
      severity: 'error',
      message: "failed to parse migration: must start with '-- +goose Up' annotation",
      help: 'See https://github.com/pressly/goose#sql-migrations.',
    })
  }
  const early = statementsIn(text, spanOf(0, blocks.length > 0 ? lineBefore(text, blocks[0]!.from) : 0))[0]
  if (early)
    wrong(
      early.span,
      `failed to parse migration: unexpected state 0 on line ${JSON.stringify(firstLine(source.slice(early.span)))}`,
      { help: "Move it below '-- +goose Up'." },
    )
  for (const block of blocks) {
    splitProblems(text, block, problems)
    if (outside)
      for (const span of together(text, block))
        problems.push({
          code: 'wrong-directive',
          severity: 'info',
          span: statementsIn(text, span)[1]!.span,
          message: 'goose sends this with the statement before it as one query, and both share a transaction.',
          help: 'Begin it on a line of its own, between a StatementBegin and a StatementEnd of its own where it needs them.',
        })
  }

  const sections = blocks.map(
    (block): Section => ({
      direction: block.direction,
      span: spanOf(block.from, block.to),
      scope: outside ? 'statement' : 'file',
      ...(outside && { scopeAt: outside }),
      ...verbatimOf(outside ? together(text, block) : [], block),
    }),
  )
  return { sections, placeholders: substituted.flatMap((span) => variables(text, span)), problems }
}

function verbatimOf(more: readonly Span[], { verbatim }: Block): Pick<Section, 'verbatim'> {
  const all = [...verbatim, ...more.filter((span) => !verbatim.includes(span))]
  return all.length === 0 ? {} : { verbatim: all.sort((a, b) => a.start - b.start) }
}

const firstLine = (text: string): string => /^[^\r\n]*/.exec(text)![0]

/** Start of the line that ends just before `next`. */
const lineBefore = (text: string, next: number): number => text.lastIndexOf('\n', Math.max(0, next - 2)) + 1

/** What stands outside StatementBegin … StatementEnd, region by region. */
function regions(block: Block): readonly Span[] {
  const found: Span[] = []
  let at = block.from
  for (const span of block.verbatim) {
    found.push(spanOf(at, span.start))
    at = span.end
  }
  found.push(spanOf(at, block.to))
  return found
}

function splitProblems(text: string, block: Block, problems: Problem[]): void {
  const end = lineEnd(text)
  for (const region of regions(block)) {
    const cuts = cutByGoose(text, region)
    for (const at of cutComments(text, region))
      problems.push({
        code: 'wrong-directive',
        severity: 'error',
        span: spanOf(at - 1, at),
        message: 'goose ends a statement at this semicolon, which stands inside a comment.',
        help: 'Take it away, or write the comment with --.',
      })
    for (const { statement, at } of cuts) {
      const close = text.charCodeAt(statement.end) === 59 ? statement.end + 1 : statement.end
      problems.push({
        code: 'wrong-directive',
        severity: 'error',
        span: spanOf(at - 1, at),
        message: 'goose ends the statement at this semicolon, which stands inside it.',
        help: "Put the statement between '-- +goose StatementBegin' and '-- +goose StatementEnd'.",
        fixes: [
          {
            title: 'Put it between StatementBegin and StatementEnd',
            safety: 'review',
            edits: [
              insertion(statement.start, `-- +goose StatementBegin${end}`),
              insertion(close, `${end}-- +goose StatementEnd`),
            ],
          },
        ],
      })
    }
    const { open } = gooseStatements(text, region)
    const last = statementsIn(text, region).at(-1)
    if (open === undefined || !last || last.span.end <= open || cuts.length > 0) continue
    const terminated = text.charCodeAt(last.span.end) === 59
    problems.push({
      code: 'wrong-directive',
      severity: 'error',
      span: last.span,
      message: `failed to parse migration: state ${block.direction === 'up' ? 1 : 4}, direction: ${block.direction}: unexpected unfinished SQL query: ${JSON.stringify(firstLine(text.slice(last.span.start, last.span.end)))}: missing semicolon?`,
      ...(terminated
        ? { help: 'The semicolon must be the last word of its line; only a -- comment may follow it.' }
        : { fixes: [{ title: 'Add a semicolon', safety: 'review' as const, edits: [insertion(last.span.end, ';')] }] }),
    })
  }
}

function variables(text: string, span: Span): readonly Placeholder[] {
  return [
    ...text.slice(span.start, span.end).matchAll(/\$\{([A-Za-z_]\w*)[^}]*\}|(?<!\$)\$([A-Za-z_]\w*)(?!\$|\w)/g),
  ].map((match) => ({
    span: spanOf(span.start + match.index, span.start + match.index + match[0].length),
    name: (match[1] ?? match[2])!,
  }))
}
