import type { Catalog, ObjectId } from '../catalog/catalog'
import { fold } from '../catalog/fold'
import type { NonTransactional, Section } from '../conventions/convention'
import type { Diagnostic, Fix, Severity } from '../diagnostic'
import { bodyOf } from '../syntax/body'
import type { NodeTag, Parsed, Statement } from '../syntax/statement'
import type { Edit } from '../text/edits'
import type { SourceText, Span } from '../text/source'
import type { Finding, Listeners, Options, Queries, Rule } from './rule'
import type { Statistics } from './statistics'
import { judge } from './suppressions'
import { type Visit, Walk } from './visit'

/** A rule as the project configured it. */
export interface ConfiguredRule {
  readonly id: string
  readonly rule: Rule
  readonly severity: Severity
  readonly options: Options
}

export interface LintInput {
  readonly path: string
  readonly source: SourceText
  /** In file order, each with its own parse. */
  readonly sections: readonly { readonly section: Section; readonly parsed: Parsed }[]
  /** The catalog before the file's up section. */
  readonly before: Catalog
  /** The catalog before its down section when that is not simply the state after `up`: a file of its own for the way down. */
  readonly complete: boolean
  readonly postgres: number
  readonly rules: readonly ConfiguredRule[]
  /** Names of every rule there is, configured or not, and of peers' names for them, to judge suppressions. */
  readonly names: RuleNames
  readonly queries: Queries
  readonly statistics?: Statistics
  /** lock_timeout or statement_timeout is set outside the files: by the role, the database or the tool. */
  readonly timeoutsElsewhere: { readonly lock: boolean; readonly statement: boolean }
  readonly psqlAllowed: boolean
  /** `planned`: the caller's own edits of the same fix. */
  nonTransactional?(section: Section, planned?: readonly Edit[]): NonTransactional
  followUp?(
    title: string,
    bodies: readonly { readonly up: string; readonly down?: string; readonly transactional?: boolean }[],
  ): Fix['creates']
  /** Milliseconds a rule took, when timing is asked for. */
  readonly onTime?: (rule: string, ms: number) => void
}

export interface RuleNames {
  has(id: string): boolean
  /** Our ids for a peer's name. */
  ofPeer(tool: string, name: string): readonly string[]
}

export interface Linted {
  readonly diagnostics: readonly Diagnostic[]
  /** The catalog after the up sections. */
  readonly after: Catalog
  readonly statements: number
}

/** A finding before suppression: the rule it came from, and where. */
export interface Raw extends Finding {
  readonly code: string
  readonly severity: Severity
}

export function lint(input: LintInput): Linted {
  let after = input.before
  let statements = 0
  const diagnostics: Diagnostic[] = []
  for (const { section, parsed } of input.sections) {
    const raw: Raw[] = []
    const end = lintSection(input, section, parsed, section.direction === 'up' ? input.before : after, raw)
    if (section.direction === 'up') after = end
    statements += parsed.statements.length
    diagnostics.push(...troubles(input, parsed), ...judge(raw, parsed, input.names))
  }
  diagnostics.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.code < b.code ? -1 : 1))
  return { diagnostics, after, statements }
}

/** The catalog alone, for files nobody looks at. */
export function foldSection(parsed: Parsed, before: Catalog): Catalog {
  let catalog = before
  for (const statement of parsed.statements) catalog = fold(catalog, statement)
  return catalog
}

function lintSection(input: LintInput, section: Section, parsed: Parsed, before: Catalog, raw: Raw[]): Catalog {
  const active = input.rules.filter(({ rule }) => applies(rule, section, input.postgres))
  const handlers = handlersOf(active)
  const walk = new Walk(input, section, parsed)
  let catalog = before
  for (const statement of parsed.statements) catalog = visit(statement, catalog, walk, handlers, raw)
  const last = parsed.statements.at(-1)
  if (last) {
    const visit = walk.at(last, catalog, catalog)
    for (const handler of handlers.end) handler(visit, raw)
  }
  return catalog
}

const applies = (rule: Rule, section: Section, postgres: number): boolean =>
  (section.direction === 'up' || rule.sections === 'both') &&
  postgres >= (rule.postgres?.from ?? 0) &&
  postgres < (rule.postgres?.below ?? 1000)

function visit(statement: Statement, before: Catalog, walk: Walk, handlers: Handlers, raw: Raw[]): Catalog {
  const after = fold(before, statement)
  const visit = walk.at(statement, before, after)
  for (const handler of handlers.statement) handler(visit, raw)
  if (handlers.any(statement.tag)) descend(statement.tag, statement.node, visit, handlers, raw)
  const body = statement.tag === 'DoStmt' ? bodyOf(statement) : undefined
  if (body) {
    let inner = before
    for (const part of body.statements) {
      const next = fold(inner, part)
      const partVisit = walk.at(part, inner, next)
      for (const handler of handlers.statement) handler(partVisit, raw)
      if (handlers.any(part.tag)) descend(part.tag, part.node, partVisit, handlers, raw)
      walk.done(part, inner)
      inner = next
    }
  }
  walk.done(statement, before)
  return after
}

type Handler = (visit: Visit, raw: Raw[], node?: unknown) => void

interface Handlers {
  readonly statement: readonly Handler[]
  readonly end: readonly Handler[]
  readonly byTag: ReadonlyMap<string, readonly Handler[]>
  /** Whether anything listens to this statement or to nodes that may lie below it. */
  any(tag: NodeTag): boolean
}

/** Tags that are found below other nodes; the rest are statements. */
const isNested = (tag: string): boolean => !tag.endsWith('Stmt') || tag === 'SelectStmt'

function handlersOf(rules: readonly ConfiguredRule[]): Handlers {
  const statement: Handler[] = []
  const end: Handler[] = []
  const byTag = new Map<string, Handler[]>()
  for (const configured of rules) {
    const {
      statement: everyStatement,
      end: atEnd,
      ...tags
    } = configured.rule.create() as Listeners & { [tag: string]: unknown }
    const run =
      (listener: (...args: never[]) => void, withNode: boolean): Handler =>
      (visit, raw, node) => {
        visit.reportTo(configured, raw)
        const call = listener as (...args: unknown[]) => void
        if (withNode) call(node, visit)
        else call(visit)
      }
    if (everyStatement) statement.push(run(everyStatement as never, false))
    if (atEnd) end.push(run(atEnd as never, false))
    for (const [tag, listener] of Object.entries(tags)) {
      const list = byTag.get(tag) ?? []
      list.push(run(listener as never, true))
      byTag.set(tag, list)
    }
  }
  const nested = [...byTag.keys()].some(isNested)
  return { statement, end, byTag, any: (tag) => nested || byTag.has(tag) }
}

function descend(tag: string, node: unknown, visit: Visit, handlers: Handlers, raw: Raw[]): void {
  const listeners = handlers.byTag.get(tag)
  if (listeners) for (const listener of listeners) listener(visit, raw, node)
  const fields = node as { readonly [field: string]: unknown }
  for (const field in fields) {
    const value = fields[field]
    if (typeof value !== 'object' || value === null) continue
    if (field === 'valuesLists') continue
    if (Array.isArray(value)) {
      const clauses = tag === 'AlterTableStmt' && field === 'cmds'
      for (let i = 0; i < value.length; i++) {
        if (clauses) visit.enterClause(i)
        enter(value[i], visit, handlers, raw)
      }
      if (clauses) visit.enterClause(undefined)
    } else enter(value, visit, handlers, raw)
  }
}

/** A tagged node is an object of one capitalised key; anything else is a plain field holding more. */
function enter(value: unknown, visit: Visit, handlers: Handlers, raw: Raw[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const key in value as object) {
    const c = key.charCodeAt(0)
    if (c >= 65 && c <= 90) descend(key, (value as { [key: string]: unknown })[key], visit, handlers, raw)
    else {
      descend('', value, visit, handlers, raw)
      return
    }
  }
}

function troubles(input: LintInput, parsed: Parsed): readonly Diagnostic[] {
  const errors = parsed.errors.map(
    (error): Diagnostic => ({
      code: 'syntax-error',
      severity: 'error',
      span: error.span,
      message: sentence(error.message),
      ...(error.hint && { help: error.hint }),
      fixes: [],
    }),
  )
  if (input.psqlAllowed) return errors
  const commands = parsed.skipped
    .filter(({ kind }) => kind === 'psql command')
    .map(({ span }): Diagnostic => {
      const word = firstWord(parsed.source.slice(span))
      return {
        code: 'psql-command',
        severity: 'warning',
        span: wordSpan(span, word),
        message: `${word} is a command of psql, not SQL: the server refuses it.`,
        help: 'Run this file with psql, or write it in SQL.',
        fixes: [],
      }
    })
  return [...errors, ...commands]
}

const firstWord = (text: string): string => /^\\\S*/.exec(text)?.[0] ?? text
const wordSpan = (span: Span, word: string): Span => ({
  start: span.start,
  end: (span.start + word.length) as Span['end'],
})
const sentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`

/** Relations by identity. */
export const keyOf = (id: ObjectId): string => id.path.join('\0')
