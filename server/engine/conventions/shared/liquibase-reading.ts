import { type SourceText, type Span, spanOf } from '../../text/source'
import type { Problem, Reading, Section } from '../convention'
import { linesOf } from './lines'
import { type Changeset, changesetLine, changesetsOf, contentsOf, header, parameters } from './liquibase-changesets'
import { cutByLiquibase } from './liquibase-splitting'
import { insertion, statementsIn } from './statements'

const meantChangeset = /^\s*-+\s*changeset\b/i

/** A file is read changeset by changeset: each has its own transaction and its own rollback. */
export function readLiquibase(source: SourceText): Reading {
  const { text } = source
  const first = /^[^\r\n]*/.exec(text)![0]
  const problems: Problem[] = []
  const wrong = (span: Span, message: string, rest: Partial<Problem> = {}) =>
    problems.push({ code: 'wrong-directive', severity: 'error', span, message, ...rest })
  if (!header.test(first)) {
    const meant = /^\s*-+\s*liquibase\b/i.test(first) || changesetLine.test(text)
    if (meant)
      wrong(
        spanOf(0, first.length),
        "Liquibase takes this file for one raw changeset: its first line must be '--liquibase formatted sql'.",
        {
          fixes: [
            {
              title: 'Write --liquibase formatted sql',
              safety: 'review',
              edits: [
                /^\s*-+\s*liquibase\b/i.test(first)
                  ? { span: spanOf(0, first.length), text: '--liquibase formatted sql' }
                  : { span: spanOf(0, 0), text: '--liquibase formatted sql\n' },
              ],
            },
          ],
        },
      )
    return { sections: [{ direction: 'up', span: spanOf(0, text.length), scope: 'file' }], placeholders: [], problems }
  }
  const changesets = changesetsOf(source)
  lineProblems(source, changesets, wrong)
  const seen = new Set<string>()
  const sections: Section[] = []
  for (const changeset of changesets) {
    const key = `${changeset.author} ${changeset.id}`
    if (seen.has(key))
      wrong(
        changeset.line,
        `1 changesets had duplicate identifiers: ${changeset.id} by ${changeset.author} is in this file twice.`,
        { code: 'duplicate-version' },
      )
    seen.add(key)
    if (!isMeant(changeset)) continue
    if (changeset.body.every((span) => statementsIn(text, span).length === 0))
      wrong(changeset.line, `No SQL for changeset ${changeset.id}`)
    splitProblems(source, changeset, wrong)
    if (changeset.rollback.kind === 'joined')
      wrong(
        changeset.rollback.span,
        'Liquibase makes one line of this rollback block: words at the ends of its lines run together, and a -- comment takes the rest with it.',
        { severity: 'warning', help: 'Write it on one line, or as --rollback lines.' },
      )
    sections.push(...sectionsOf(source, changeset))
  }
  return { sections, placeholders: parameters(text), problems }
}

/** Statements that Liquibase cuts in two, in either direction. */
function splitProblems(
  source: SourceText,
  changeset: Changeset,
  wrong: (span: Span, message: string, rest?: Partial<Problem>) => void,
): void {
  const { text } = source
  const ownDelimiter = (name: string) => (changeset.attribute(name) ?? ';') !== ';'
  const say = (within: Span, attribute: string): void => {
    const [cut] = cutByLiquibase(text, within)
    if (!cut) return
    const end = changeset.line.start + source.slice(changeset.line).trimEnd().length
    wrong(spanOf(cut.at, cut.at + 1), 'Liquibase ends the statement at this semicolon, which stands inside it.', {
      help: `Write ${attribute}:false behind the changeset's id, or give it a delimiter of its own.`,
      ...(changeset.attribute(attribute) === undefined && {
        fixes: [{ title: `Add ${attribute}:false`, safety: 'review', edits: [insertion(end, ` ${attribute}:false`)] }],
      }),
    })
  }
  if (changeset.is('splitStatements', true) && !ownDelimiter('endDelimiter'))
    for (const span of changeset.body) say(span, 'splitStatements')
  const { rollback } = changeset
  if (
    (rollback.kind === 'lines' || rollback.kind === 'block') &&
    changeset.is('rollbackSplitStatements', true) &&
    !ownDelimiter('rollbackEndDelimiter')
  )
    say(rollback.span, 'rollbackSplitStatements')
}

/** Whether Liquibase runs it on PostgreSQL at all. */
export const isMeant = (changeset: Changeset): boolean =>
  !changeset.is('ignore', false) && !otherDatabase(changeset.attribute('dbms'))

export function sectionsOf(source: SourceText, changeset: Changeset): readonly Section[] {
  const { text } = source
  const whole = !changeset.is('splitStatements', true)
  const outside = !changeset.is('runInTransaction', true)
  const scope = !outside ? 'file' : whole ? 'simple query' : 'statement'
  const delimiter = changeset.attribute('endDelimiter')
  const base = { scope, scopeAt: changeset.line } as const
  const sections: Section[] = []
  for (const span of changeset.body) {
    if (statementsIn(text, span).length === 0) continue
    const separators = delimiter === undefined || delimiter === ';' ? [] : literal(text, span, delimiter)
    sections.push({ direction: 'up', span, ...base, ...(separators.length > 0 && { separators }) })
  }
  const { rollback } = changeset
  if (rollback.kind === 'empty') sections.push({ direction: 'down', span: rollback.at, ...base })
  if (rollback.kind === 'lines' || rollback.kind === 'block' || rollback.kind === 'joined') {
    const { span, gaps } = rollback
    sections.push({ direction: 'down', span, ...base, ...(gaps.length > 0 && { gaps }) })
  }
  return sections
}

function otherDatabase(dbms: string | undefined): boolean {
  if (dbms === undefined) return false
  const names = dbms
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  if (names.includes('!postgresql') || names.includes('none')) return true
  const wanted = names.filter((name) => !name.startsWith('!'))
  return wanted.length > 0 && !wanted.includes('postgresql') && !wanted.includes('all')
}

function literal(text: string, within: Span, delimiter: string): readonly Span[] {
  const found: Span[] = []
  for (
    let at = text.indexOf(delimiter, within.start);
    at >= 0 && at + delimiter.length <= within.end;
    at = text.indexOf(delimiter, at + delimiter.length)
  )
    found.push(spanOf(at, at + delimiter.length))
  return found
}

function lineProblems(
  source: SourceText,
  changesets: readonly Changeset[],
  wrong: (span: Span, message: string, rest?: Partial<Problem>) => void,
): void {
  const known = new Set<number>(changesets.map((changeset) => changeset.line.start))
  const { ignored } = contentsOf(source)
  let number = 0
  for (const line of linesOf(source.text)) {
    number++
    if (ignored.has(line.span.start)) continue
    const spaced = known.has(line.span.start) && /^\s*--\s*changeset\s+("[^"]+"|[^:]+):\s+\S/i.test(line.text)
    const bad =
      (meantChangeset.test(line.text) && !known.has(line.span.start)) ||
      spaced ||
      /^\s*-\s*(changeset|rollback|comment|property|precondition)/i.test(line.text)
    if (bad)
      wrong(
        line.span,
        `Unexpected formatting at line ${number}. Formatted SQL changelogs require known formats, such as '--changeset <author>:<id>'.`,
      )
    else if (/^\s*--\s*(rollback|comment)\b/i.test(line.text) && line.span.start < (changesets[0]?.line.start ?? 0)) {
      wrong(line.span, 'This line stands before the first changeset.', { help: 'Move it below its changeset line.' })
    }
  }
}
