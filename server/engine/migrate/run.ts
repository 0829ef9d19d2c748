import type { MigrationFile } from '../conventions/convention'
import { type Database, PostgresFailure, type Session } from '../db/session'
import { Failure } from '../failure'
import { type Span, spanOf } from '../text/source'
import type { Audit } from './audit'
import type { InvalidIndex } from './inspect'
import type { Plan, PlannedFile, PlanRequest } from './plan'
import type { Unit } from './sending'
import type { Direction } from './set'
import type { Blocker } from './watch'

export type Outcome = 'done' | 'failed' | 'skipped' | 'not reached'

export interface StepError {
  readonly message: string
  readonly detail?: string
  readonly hint?: string
  readonly sqlState?: string
  /** In the file, where the server named a place. */
  readonly span?: Span
  /** Who kept it waiting when it gave up. */
  readonly blockers?: readonly Blocker[]
}

/** What stands of a file that failed. `unknown`: the server could not be asked. */
export type Stands = 'nothing' | 'part' | 'everything' | 'unknown'

/** One statement, or the file as a whole with its row in the books when `statement` is absent. */
export interface Step {
  /** The file whose text was sent. */
  readonly file: MigrationFile
  readonly direction: Direction
  /** 0-based within the section. */
  readonly statement?: number
  readonly span?: Span
  readonly outcome: Outcome
  /** Milliseconds. */
  readonly ms?: number
  readonly error?: StepError
  readonly stands?: Stands
}

export interface Verification {
  /** The books say what the run did. */
  readonly books: boolean
  /** Left behind by this run. */
  readonly invalidIndexes: readonly InvalidIndex[]
  /** `schema.table.name` of constraints this run added that hold for new rows only. */
  readonly unvalidatedConstraints: readonly string[]
  /** How far the schema is from what the migrations make, where that was asked for; `unknown` says why it can't be told. */
  readonly drift?: { readonly differences: number } | { readonly unknown: string }
}

export interface RunResult {
  readonly plan: Plan
  readonly steps: readonly Step[]
  /** Migrations applied, or taken back, and recorded. */
  readonly done: readonly MigrationFile[]
  /** Migrations of the plan that are not. */
  readonly remaining: number
  readonly outcome: 'done' | 'failed' | 'cancelled'
  /** Absent when the server could not be asked any more. */
  readonly verified?: Verification
}

export interface Progress {
  readonly message: string
  /** 0 to 100; never falls. */
  readonly percent?: number
  /** Who makes it wait. */
  readonly blockers?: readonly Blocker[]
  /** Not to be missed: what the result does not say. */
  readonly notable?: true
  /** How far a statement is that has been running for a while. */
  readonly long?: true
}

/** Resolves after so many milliseconds, or rejects with Failure('cancelled'). */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>

export interface RunRequest extends Omit<PlanRequest, 'database'> {
  readonly database: Database
  /** Refuse when what would run is not what was shown under this id. */
  readonly planId?: string
  /** As PostgreSQL writes durations: `5s`; `0` for none. */
  readonly timeouts: { readonly lock: string; readonly statement: string }
  /** How often a file is tried again after lock_timeout. */
  readonly retries: number
  readonly signal?: AbortSignal
  /** Milliseconds to wait for another run's lock; 10,000 when absent. */
  readonly patience?: number
  /** Milliseconds between looks at a running statement; 1000 when absent. */
  readonly watchEvery?: number
  readonly pause?: Pause
  readonly audit?: Audit
  /** Compares what stands with what the migrations make, once all is done. */
  drift?(): Promise<{ readonly differences: readonly unknown[] }>
  onStep?(step: Step): void
  onProgress?(progress: Progress): void
}

export const pauseFor: Pause = (milliseconds, signal) =>
  new Promise((done, failed) => {
    const stop = (): void => {
      clearTimeout(timer)
      failed(new Failure('cancelled', 'Cancelled.'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      done()
    }, milliseconds)
    if (signal?.aborted) return stop()
    signal?.addEventListener('abort', stop, { once: true })
  })

/** The connection ended under a run. What stands must be looked up on a new one. */
export const isLost = (error: unknown): boolean =>
  error instanceof Failure && (error.code === 'no-connection' || error.code === 'embedded-crashed')

/** What to do where the server lets nobody write; undefined for any other error. */
export const mayNotWrite = ({ sqlState }: PostgresFailure): string | undefined =>
  sqlState === '25006'
    ? 'It is a standby, or default_transaction_read_only is on: name the primary, or a role that may write.'
    : undefined

export const isCancelled = (error: unknown): boolean => error instanceof Failure && error.code === 'cancelled'

/** Code points to UTF-16 units. */
function utf16(text: string, points: number): number {
  let at = 0
  for (let left = points; left > 0 && at < text.length; left--) at += text.codePointAt(at)! > 0xffff ? 2 : 1
  return at
}

/** The server's words, and its position as a place in the file. A bug of ours is thrown on. */
export function stepError(error: unknown, unit?: Unit): StepError {
  if (error instanceof Failure) return { message: error.message, ...(error.hint && { hint: error.hint }) }
  if (!(error instanceof PostgresFailure)) throw error
  const { message, detail, sqlState, position } = error
  const hint = error.hint ?? mayNotWrite(error)
  let span: Span | undefined
  if (unit && position !== undefined) {
    const at = utf16(unit.text, position - 1)
    const word = /^[\p{L}_][\p{L}\p{N}_$]*|^"[^"]*"|^[^\s]/u.exec(unit.text.slice(at))?.[0] ?? ''
    span = spanOf(unit.toFile(at), Math.max(unit.toFile(at) + 1, unit.toFile(at + word.length)))
  }
  return {
    message,
    ...(detail && { detail }),
    ...(hint && { hint }),
    sqlState,
    ...(span && { span }),
  }
}

/** A message that may end in a full stop or not, as one sentence before others. */
export const sentence = (message: string): string => `${message}${/[.!?]$/.test(message) ? '' : '.'}`

/** 0-based number of the statement a step of this unit is about. */
export function statementAt(units: readonly Unit[], unit: Unit, error?: StepError): { statement: number; span: Span } {
  const before = units.slice(0, units.indexOf(unit)).reduce((sum, { statements }) => sum + statements.length, 0)
  const inside = error?.span ? unit.statements.findIndex(({ end }) => error.span!.start < end) : -1
  return inside > 0
    ? { statement: before + inside, span: unit.statements[inside]! }
    : { statement: before, span: unit.statements.length === 1 ? unit.span : (unit.statements[0] ?? unit.span) }
}

export const countOf = ({ units }: Pick<PlannedFile, 'units'>): number =>
  units.reduce((sum, { statements }) => sum + statements.length, 0)

/** How many steps of a plan come before each file, and how many there are: what a run's progress is measured by. */
export interface Extent {
  readonly before: ReadonlyMap<PlannedFile, number>
  readonly total: number
}

export function extentOf({ steps }: Plan): Extent {
  const before = new Map<PlannedFile, number>()
  let total = 0
  for (const one of steps) {
    before.set(one, total)
    total += countOf(one) + 1
  }
  return { before, total }
}

/** What of the engine a run hands from part to part. */
export interface Run {
  readonly request: RunRequest
  readonly plan: Plan
  readonly session: Session
  /** A second session, idle outside transactions: it holds the tool's lock and watches. Absent in the embedded database. */
  readonly monitor?: Session
  readonly steps: Step[]
  readonly begun: Date
  readonly extent: Extent
  /** As SET takes it, where the tool sets it before each migration. */
  readonly searchPath?: string
  /** ISO 8601 start of the server process, to know it again. */
  readonly backendStart?: string
}
