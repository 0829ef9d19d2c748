import type { Catalog, ObjectId } from '../catalog/catalog'
import { fold } from '../catalog/fold'
import type { NonTransactional, Section } from '../conventions/convention'
import type { Diagnostic, FollowUp, Severity } from '../diagnostic'
import { bodyOf } from '../syntax/body'
import type { Parsed, Statement } from '../syntax/statement'
import type { Edit } from '../text/edits'
import type { SourceText, Span } from '../text/source'
import { renewed, type SectionMemory, type Step, stepOf, unchanged } from './again'
import { Clock } from './clock'
import { Dispatch } from './dispatch'
import type { Finding, LockOrder, Options, Queries, Rule, Settles } from './rule'
import type { Statistics } from './statistics'
import { judge } from './suppressions'
import { Walk } from './visit'

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
  /** The catalog before the file's first section. */
  readonly before: Catalog
  readonly postgres: number
  readonly rules: readonly ConfiguredRule[]
  /** Names of every rule there is, configured or not, and of peers' names for them, to judge suppressions. */
  readonly names: RuleNames
  readonly queries: Queries
  readonly statistics?: Statistics
  /** lock_timeout or statement_timeout is set outside the files: by the role, the database or the tool. */
  readonly timeoutsElsewhere: { readonly lock: boolean; readonly statement: boolean }
  readonly psqlAllowed: boolean
  /** Changes when what the tool itself is told does. */
  readonly tool?: unknown
  /** `planned`: the caller's own edits of the same fix. */
  nonTransactional?(section: Section, planned?: readonly Edit[]): NonTransactional
  /** Lock orders of the `count` migrations before this file, the nearest first. */
  lockOrdersBefore?(count: number): readonly LockOrder[]
  followUp?(
    title: string,
    bodies: readonly { readonly up: string; readonly down?: string; readonly transactional?: boolean }[],
  ): FollowUp | undefined
  /** Milliseconds a rule took, or work in brackets that rules share, when timing is asked for. */
  readonly onTime?: (rule: string, ms: number) => void
}

export interface RuleNames {
  has(id: string): boolean
  /** Our ids for a peer's name. */
  ofPeer(tool: string, name: string): readonly string[]
}

export interface Linted {
  readonly diagnostics: readonly Diagnostic[]
  /** Those of the diagnostics that a later migration may settle. */
  readonly open: ReadonlyMap<Diagnostic, Settles>
  /** Of its transactions on the way up, where a rule that `leaves` them was run. */
  readonly lockOrders: readonly LockOrder[]
  /** The catalog after the up sections. */
  readonly after: Catalog
  readonly statements: number
}

/** A finding before suppression: the rule it came from, and where. */
export interface Raw extends Finding {
  readonly code: string
  readonly severity: Severity
}

/** `memories`: what the last run over an older text of the same file left; they are replaced by this one's. */
export function lint(input: LintInput, memories?: SectionMemory[]): Linted {
  let after = input.before
  let statements = 0
  const diagnostics: Diagnostic[] = []
  const open = new Map<Diagnostic, Settles>()
  const lockOrders: LockOrder[] = []
  for (const [i, { section, parsed }] of input.sections.entries()) {
    const raw: Raw[] = []
    const steps = memories && unchanged(memories[i], input, section, parsed, after)
    const memory = { input, section, before: after, steps: [] as Step[] }
    const walk = lintSection(input, section, parsed, after, raw, steps, memory.steps)
    if (memories) memories[i] = memory
    if (section.direction === 'up') {
      after = walk.after
      lockOrders.push(...walk.lockOrders)
    }
    statements += parsed.statements.length
    diagnostics.push(...troubles(input, parsed), ...judge(raw, parsed, input.names, open))
  }
  diagnostics.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.code < b.code ? -1 : 1))
  return { diagnostics, open, lockOrders, after, statements }
}

/** The catalog alone, for files nobody looks at. */
export function foldSection(parsed: Parsed, before: Catalog): Catalog {
  let catalog = before
  for (const statement of parsed.statements) catalog = fold(catalog, statement)
  return catalog
}

/** `known`: the leading statements as they were linted before; `steps` is given all. */
function lintSection(
  input: LintInput,
  section: Section,
  parsed: Parsed,
  before: Catalog,
  raw: Raw[],
  known: readonly Step[] = [],
  steps?: Step[],
): Pick<Linted, 'after' | 'lockOrders'> {
  const clock = input.onTime && new Clock(input.onTime)
  const dispatch = new Dispatch(input.rules, section, input.postgres, raw, clock)
  const walk = new Walk(input, section, parsed, clock)
  let catalog = before
  for (const [i, statement] of parsed.statements.entries()) {
    const step = visit(statement, catalog, walk, dispatch, known[i])
    catalog = step.after
    steps?.push(step)
  }
  const last = parsed.statements.at(-1)
  if (last) dispatch.end(walk.at(last, catalog, catalog))
  return { after: catalog, lockOrders: walk.lockOrders.all }
}

function visit(statement: Statement, before: Catalog, walk: Walk, dispatch: Dispatch, known: Step | undefined): Step {
  const after = known?.after ?? fold(before, statement)
  const whole = walk.at(statement, before, after, known?.locks)
  const found = known ? dispatch.again(whole, renewed(known.findings, walk.input)) : dispatch.visit(whole)
  const body = statement.tag === 'DoStmt' ? bodyOf(statement) : undefined
  if (body)
    walk.within(statement, () => {
      let inner = before
      for (const part of [...body.statements, ...body.templates].sort((a, b) => a.span.start - b.span.start)) {
        const next = fold(inner, part)
        const visit = walk.at(part, inner, next)
        dispatch.visit(visit)
        walk.done(visit)
        inner = next
      }
    })
  walk.done(whole)
  return stepOf(whole, found)
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
