import { type SourceText, type Span, spanOf } from '../../text/source'
import type { Placeholder, Problem, Reading, Section } from '../convention'
import { linesOf } from './lines'
import { placeholdersIn } from './placeholders'
import { statementsIn } from './statements'

/** AbstractFormattedChangeLogParser.java, the first line of the file. */
export const header = /^\s*--\s*liquibase\s*formatted.*/i
const changesetLine = /^\s*--\s*changeset\s+("[^"]+"|[^:]+):\s*("[^"]+"|\S+).*/i
const meantChangeset = /^\s*-+\s*changeset\b/i
const rollbackLine = /^\s*--\s*rollback\s(.*)$/i
const directive = /^\s*--\s*(rollback|preconditions?|property|comment|validCheckSum|ignoreLines)\b/i

export interface Changeset {
  readonly author: string
  readonly id: string
  readonly line: Span
  /** What is run: the lines behind the changeset line that are no directive. */
  readonly body: readonly Span[]
  readonly rollbacks: readonly Span[]
}

interface Open {
  readonly author: string
  readonly id: string
  readonly line: Span
  readonly body: Span[]
  readonly rollbacks: Span[]
  from: number
}

const attribute = (line: string, name: string): string | undefined =>
  new RegExp(`\\b${name}:("[^"]*"|\\S+)`, 'i').exec(line)?.[1]?.replace(/^"(.*)"$/, '$1')
const unquote = (text: string): string => text.replace(/^"(.*)"$/, '$1').trim()

export function changesetsOf(source: SourceText): readonly Changeset[] {
  const { text } = source
  const found: Open[] = []
  let open: Open | undefined
  let ignoring = false
  let ignored = 0
  let block = false
  const close = (at: number): void => {
    if (open && !ignoring && at > open.from) open.body.push(spanOf(open.from, at))
  }
  for (const line of linesOf(text)) {
    const change = changesetLine.exec(line.text)
    if (change && !block) {
      close(line.span.start)
      open = {
        author: unquote(change[1]!),
        id: unquote(change[2]!),
        line: line.span,
        body: [],
        rollbacks: [],
        from: line.next,
      }
      ignoring = false
      found.push(open)
      continue
    }
    if (!open) continue
    if (block) {
      const end = line.text.indexOf('*/')
      if (end >= 0) {
        open.rollbacks.push(spanOf(open.from, line.span.start + end))
        open.from = line.next
        block = false
      }
      continue
    }
    if (/^\s*\/\*\s*liquibase\s+rollback\s*$/i.test(line.text)) {
      close(line.span.start)
      open.from = line.next
      block = true
      continue
    }
    const ignore = /^\s*--\s*ignoreLines:(\w+)/i.exec(line.text)
    if (ignore) {
      if (ignore[1] === 'end') {
        ignoring = false
        open.from = line.next
      } else {
        close(line.span.start)
        ignoring = true
        ignored = ignore[1] === 'start' ? Number.POSITIVE_INFINITY : Number(ignore[1])
      }
    } else if (ignoring && --ignored <= 0) {
      ignoring = false
      open.from = line.next
    }
    const rollback = rollbackLine.exec(line.text)
    if (rollback && !/^\s*(empty|not required)?\s*$/i.test(rollback[1]!) && !/^\s*changesetId:/i.test(rollback[1]!)) {
      const start = line.span.end - rollback[1]!.length
      open.rollbacks.push(spanOf(start, line.span.end))
    }
  }
  close(text.length)
  return found
}

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
  const seen = new Map<string, Changeset>()
  const sections: Section[] = []
  for (const changeset of changesets) {
    const key = `${changeset.author} ${changeset.id}`
    const line = source.slice(changeset.line)
    if (seen.has(key))
      wrong(
        changeset.line,
        `1 changesets had duplicate identifiers: ${changeset.id} by ${changeset.author} is in this file twice.`,
        { code: 'duplicate-version' },
      )
    seen.set(key, changeset)
    if (/\bignore:true\b/i.test(line) || otherDatabase(attribute(line, 'dbms'))) continue
    const body = changeset.body.filter((span) => statementsIn(text, span).length > 0)
    if (body.length === 0) wrong(changeset.line, `No SQL for changeset ${changeset.id}`)
    const whole = /\bsplitStatements:false\b/i.test(line)
    const outside = /\brunInTransaction:false\b/i.test(line)
    const scope = !outside ? 'file' : whole ? 'simple query' : 'statement'
    const delimiter = attribute(line, 'endDelimiter')
    for (const span of body) {
      const separators = delimiter === undefined || delimiter === ';' ? [] : literal(text, span, delimiter)
      sections.push({
        direction: 'up',
        span,
        scope,
        scopeAt: changeset.line,
        ...(separators.length > 0 && { separators }),
      })
    }
    const undo = changeset.rollbacks.filter((span) => statementsIn(text, span).length > 0)
    // A statement spread over several rollback lines is in no one place of the file.
    if (undo.length < 2 || undo.every((span) => /;\s*$/.test(source.slice(span))))
      for (const span of undo) sections.push({ direction: 'down', span, scope, scopeAt: changeset.line })
  }
  return { sections, placeholders: parameters(text), problems }
}

const otherDatabase = (dbms: string | undefined): boolean => {
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
  const { text } = source
  const known = new Set<number>(changesets.map((changeset) => changeset.line.start))
  let number = 0
  for (const line of linesOf(text)) {
    number++
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
    else if (
      directive.test(line.text) &&
      /^\s*--\s*(rollback|comment)\b/i.test(line.text) &&
      line.span.start < (changesets[0]?.line.start ?? 0)
    ) {
      wrong(line.span, 'This line stands before the first changeset.', { help: 'Move it below its changeset line.' })
    }
  }
}

/** `${name}`, with the value of a `--property` line that holds everywhere. */
function parameters(text: string): readonly Placeholder[] {
  const values = new Map<string, string | undefined>()
  for (const line of linesOf(text)) {
    if (!/^\s*--\s*property\s/i.test(line.text)) continue
    const name = attribute(line.text, 'name')
    if (name === undefined) continue
    const certain = !/\b(context|contextFilter|labels|dbms):/i.test(line.text) && !values.has(name)
    values.set(name, certain ? attribute(line.text, 'value') : undefined)
  }
  return placeholdersIn(text, '${', '}', (name) => values.get(name))
}
