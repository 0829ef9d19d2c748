import type { Catalog } from '../catalog/catalog'
import type { StatementLocks } from '../catalog/lock-types'
import type { Section } from '../conventions/convention'
import { type Diagnostic, type Fix, type FollowUp, withBeside } from '../diagnostic'
import type { Parsed, Statement } from '../syntax/statement'
import type { LintInput, Raw } from './run'
import type { Visit } from './visit'

/** One statement as it was linted last time. */
export interface Step {
  readonly statement: Statement
  readonly after: Catalog
  readonly locks: StatementLocks | undefined
  /** Found by rules that remember nothing. */
  readonly findings: readonly Raw[]
}

/** A section as it was linted last time: while somebody types, what stands before the cursor is not linted anew. */
export interface SectionMemory {
  readonly input: LintInput
  readonly section: Section
  readonly before: Catalog
  readonly steps: readonly Step[]
}

export const stepOf = (visit: Visit, findings: readonly Raw[]): Step => ({
  statement: visit.statement,
  after: visit.after,
  locks: visit.askedLocks,
  findings,
})

const settings = ['postgres', 'rules', 'names', 'queries', 'statistics', 'psqlAllowed', 'tool'] as const

/** The leading statements that are as they were, with all that stands before them. */
export function unchanged(
  memory: SectionMemory | undefined,
  input: LintInput,
  section: Section,
  parsed: Parsed,
  before: Catalog,
): readonly Step[] {
  if (!memory || memory.before !== before || memory.section.scope !== section.scope) return []
  if (settings.some((name) => memory.input[name] !== input[name])) return []
  // A text of one statement is no transaction, one of several is.
  if (memory.steps.length > 1 !== parsed.statements.length > 1) return []
  const same = commonStart(memory.input.source.text, parsed.source.text)
  const count = parsed.statements.findIndex((statement, i) => {
    const old = memory.steps[i]?.statement
    const behind = Math.max(
      parsed.statements[i + 1]?.span.start ?? Infinity,
      memory.steps[i + 1]?.statement.span.start ?? Infinity,
    )
    return old?.node !== statement.node || old.span.start !== statement.span.start || behind > same
  })
  return memory.steps.slice(0, Math.max(count, 0))
}

function commonStart(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return i
  return end
}

/** Migrations a fix would write follow the newest of today's files. */
export const renewed = (findings: readonly Raw[], input: LintInput): readonly Raw[] =>
  findings.map((one) =>
    one.fixes?.some(follows) ? { ...one, fixes: one.fixes.map((fix) => renewedFix(fix, input)) } : one,
  )

const follows = ({ creates }: Fix): boolean => typeof creates === 'function'

function renewedFix(fix: Diagnostic['fixes'][number], input: LintInput): Fix {
  if (!follows(fix)) return fix
  const { title, bodies, beside } = fix.creates as FollowUp
  const creates = input.followUp?.(title, bodies)
  return creates ? { ...fix, creates: withBeside(beside, creates) } : fix
}
