import type { FailureCode } from './engine/failure'
import type { MigrationState } from './engine/migrate/state'
import type { Blocker } from './engine/migrate/watch'
import type { Position, Range } from './engine/text/source'
import type { Tier as EnvironmentTier } from './engine/workspace/settings'

/**
 * Everything the client and the server say to each other beyond the Language Server Protocol. Types and names only: each side
 * maps a method name to its parameters and its answer through the three tables at the end.
 */

export type { Blocker, EnvironmentTier, MigrationState, Position, Range }

/** A `Failure` on the wire. */
export interface RpcError {
  readonly code: FailureCode
  readonly message: string
  readonly hint?: string
}

/** What every request of `Requests` is answered with; a bug on the server side is a plain JSON-RPC error instead. */
export type Answer<T> = { readonly ok: T } | { readonly error: RpcError }

export interface InitializationOptions {
  /** False in Restricted Mode: the server then refuses whatever would reach a database or start a program (`not-permitted`). */
  readonly trusted: boolean
}

export interface MigrationItem {
  /** Absent when only the books know it. */
  readonly uri?: string
  /** The file relative to its folder, else what the books call it. */
  readonly name: string
  readonly version: string
  readonly title: string
  readonly kind: 'versioned' | 'repeatable' | 'undo' | 'baseline' | 'callback'
  /** `unknown` until a database was asked; then what its books say of the files as they are now. */
  readonly state: MigrationState
  /** One sentence more than the state says. */
  readonly note?: string
  /** ISO 8601. */
  readonly appliedAt?: string
  readonly appliedBy?: string
  /** What the tool notes of the file's text; absent where nothing is recorded, or the tool keeps none. */
  readonly checksum?: { readonly recorded: string; readonly file?: string }
  /** It has a way down. */
  readonly down: boolean
}

export interface EnvironmentItem {
  readonly name: string
  readonly tier: EnvironmentTier
  /** A reference, without secret: `embedded`, `env:SHOP_URL`. */
  readonly database: string
}

/** Where the states of a project's migrations come from. */
export interface BooksItem {
  /** Of the configuration; absent when a reference was named directly. */
  readonly environment?: string
  /** `shop on localhost:5432 as ann`. */
  readonly target: string
  readonly tier: EnvironmentTier
  /** `public.flyway_schema_history`; absent when this tool's can't be read. */
  readonly table?: string
  /** ISO 8601: when they were read. */
  readonly readAt: string
  /** Why it could not be asked again since, in one sentence. */
  readonly unanswered?: string
}

export interface ProjectItem {
  /** URI of the folder the tool is run in. Every request names its project by it. */
  readonly root: string
  /** For people: the root relative to its workspace folder, or the folder's name. */
  readonly label: string
  /** Title of the tool: `Flyway`, `dbmate`, … */
  readonly convention: string
  /** What it was recognised by: `flyway.toml`, `-- migrate:up in db/migrations/…`. */
  readonly evidence: string
  /** URIs of the migrations folders. */
  readonly folders: readonly string[]
  /** Without secret: `embedded`, `shop on localhost:5432 as ann`. */
  readonly database: string
  /** Of the configuration, `local` among them. */
  readonly environments: readonly EnvironmentItem[]
  /** The tool's own command that applies what is pending. */
  readonly command: string
  /** Why Lockstep can't apply with this tool, in one sentence; absent when it can. */
  readonly noApply?: string
  /** Absent until a command of the user read them: no database is asked before. */
  readonly books?: BooksItem
  /** Why the books of this environment could not be read when a command asked for them last. */
  readonly unread?: { readonly environment: string; readonly why: string }
  /** In the tool's order; ways down and callbacks are not among them. */
  readonly migrations: readonly MigrationItem[]
}

export interface NewMigrationParams {
  readonly root: string
  readonly title: string
  /** URI of the migrations folder, when the project has several. */
  readonly folder?: string
}

export interface NewMigrationResult {
  /** Created on disk by the server, never overwritten; the first is the one to open. */
  readonly uris: readonly string[]
}

/** Long requests carry a token of the client's choice and report with `lockstep/progress` under it. */
export type ProgressToken = string

export interface Progress {
  readonly token: ProgressToken
  /** What is going on now, for people: `V12__add_index.sql, statement 3 of 5`. */
  readonly message: string
  /** 0 to 100, absent where the length is not known. Never falls. */
  readonly percent?: number
  /** Who makes it wait. */
  readonly blockers?: readonly Blocker[]
}

export type Outcome = 'done' | 'failed' | 'skipped' | 'not reached'

/** One step of a long run. A failed step is a value, never an error of the request. */
export interface StepItem {
  readonly uri: string
  /** 0-based statement of the file; absent when the step is about the whole file. */
  readonly statement?: number
  readonly range?: Range
  readonly outcome: Outcome
  readonly ms?: number
  readonly error?: {
    readonly message: string
    readonly hint?: string
    readonly sqlState?: string
    /** Who kept it waiting when it gave up. */
    readonly blockers?: readonly Blocker[]
  }
}

export interface TestParams {
  readonly root: string
  /** URIs; empty or absent: every migration of the project. */
  readonly uris?: readonly string[]
  readonly token: ProgressToken
}

export interface TestItem {
  readonly uri: string
  /** What was tested: `up`, `down restores the catalog`, … */
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Milliseconds. */
  readonly ms: number
  /** Why it failed or was skipped. */
  readonly message?: string
  readonly range?: Range
}

export interface TestResult {
  readonly tests: readonly TestItem[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export interface PlanParams {
  readonly root: string
  /** An environment or database REF of the project's settings; absent: the default one. */
  readonly database?: string
  /** Version up to which (inclusive) to plan; for the way down the version that stays. */
  readonly to?: string
  /** `down`: what taking back would do, the last migration without `to`. */
  readonly direction?: 'up' | 'down'
  readonly token: ProgressToken
}

export interface PlanFile {
  readonly uri: string
  readonly version: string
  readonly title: string
  readonly statements: number
  readonly transactional: boolean
  /** Strongest lock this file takes on a relation that exists before it, in PostgreSQL's words (`ACCESS EXCLUSIVE`). */
  readonly strongestLock?: string
}

export interface TargetItem {
  /** `shop on localhost:5432 as ann`, `the embedded database`. */
  readonly label: string
  readonly host: string
  readonly database: string
  /** Nothing is lost with it: the embedded default, or one the project declares disposable. */
  readonly disposable: boolean
}

export interface PlanResult {
  /** Hand it to `lockstep/apply` or `lockstep/rollback`: exactly what was shown runs, or they refuse with `plan-moved`. */
  readonly id: string
  readonly direction: 'up' | 'down'
  readonly target: TargetItem
  /** Where the books are: `public.flyway_schema_history`. */
  readonly books: string
  readonly files: readonly PlanFile[]
  readonly strongestLock?: { readonly mode: string; readonly relation: string }
  /** What forbids running it, one sentence each. Non-empty: `lockstep/apply` and `lockstep/rollback` refuse. */
  readonly blockers: readonly string[]
  /** Worth reading first, one sentence each. */
  readonly warnings: readonly string[]
}

export interface RunParams {
  readonly planId: string
  readonly token: ProgressToken
}

export interface RunResult {
  readonly target: string
  readonly direction: 'up' | 'down'
  readonly outcome: 'done' | 'failed' | 'cancelled'
  readonly steps: readonly StepItem[]
  /** Number of migrations applied and recorded, or taken back and forgotten. */
  readonly done: number
  /** Number of migrations of the plan that are not, because of a failed step or a cancel. */
  readonly remaining: number
  /** What whoever ran it should know of the database as it is now: an INVALID index left behind, constraints not validated. */
  readonly remarks: readonly string[]
}

export interface BooksParams {
  readonly root: string
  /** An environment or database REF of the project's settings; absent: the default one. */
  readonly database?: string
  readonly token: ProgressToken
}

export interface BaselineParams extends BooksParams {
  /** The last version that counts as applied. */
  readonly to: string
}

export interface BaselinePlanResult {
  readonly target: TargetItem
  /** Where it would be recorded. */
  readonly books: string
  /** Files that would count as applied, without being run. */
  readonly uris: readonly string[]
}

export interface RepairPlanResult {
  /** Hand it to `lockstep/repair`: exactly these changes are made, or it refuses with `plan-moved`. */
  readonly id: string
  readonly target: TargetItem
  readonly books: string
  readonly changes: readonly {
    /** One sentence. */
    readonly why: string
    /** The statement; absent where only a note of Lockstep's own is dropped. */
    readonly sql?: string
  }[]
}

export interface DriftParams {
  readonly root: string
  readonly database?: string
  readonly token: ProgressToken
}

export interface DriftItem {
  readonly kind: string
  /** `public.orders.total`. */
  readonly name: string
  /** As seen from the migrations: `missing` in the database, `unexpected` there, `changed`. */
  readonly change: 'missing' | 'unexpected' | 'changed'
  readonly attributes: readonly { readonly name: string; readonly expected: string; readonly actual: string }[]
  readonly definedAt?: { readonly uri: string; readonly range: Range }
}

export interface DriftResult {
  readonly target: string
  /** Number of migrations the expected schema was built from. */
  readonly migrations: number
  readonly differences: readonly DriftItem[]
  /** What was not compared, one sentence each. */
  readonly notVisible: readonly string[]
}

export interface LocksParams {
  readonly uri: string
}

export interface LocksResult {
  readonly postgres: number
  readonly statements: readonly {
    readonly range: Range
    readonly sql: string
    readonly transactional: boolean
    readonly locks: readonly { readonly relation: string; readonly mode: string; readonly why: string }[]
    readonly rewrites: readonly string[]
    readonly scans: readonly string[]
    readonly held: readonly { readonly relation: string; readonly mode: string }[]
    /** Why the answer may be incomplete. */
    readonly unknown?: readonly string[]
  }[]
}

export interface SyntaxTreeParams {
  readonly uri: string
  /** Only the statements that touch it. */
  readonly range?: Range
}

/** One way of knowing things. `busy` is a state on the way to `on`. */
export interface Tier {
  readonly id: 'offline' | 'embedded' | 'server'
  readonly state: 'on' | 'idle' | 'busy' | 'off' | 'failed'
  /** One sentence: `Started on demand by Test and Apply.`, `No database is configured.` */
  readonly why: string
}

export interface Status {
  readonly health: 'ok' | 'warning' | 'error'
  readonly busy: boolean
  /** Always three, in the order offline, embedded, server. */
  readonly tiers: readonly Tier[]
  /** Shown in place of the summary: what is wrong, or what is going on. */
  readonly message?: string
  /** Number of projects found. */
  readonly projects: number
  /** Databases, as they were read last, that hold migrations whose files are not here: another branch, or deleted. */
  readonly missingHere: readonly MissingItem[]
}

export interface MissingItem {
  readonly root: string
  /** The project's. */
  readonly label: string
  /** `shop on localhost:5432 as ann`. */
  readonly target: string
  /** As the books call them. */
  readonly names: readonly string[]
}

export interface SecretParams {
  /** Secrets belong to a project: one project's configuration can't name another's. */
  readonly root: string
  /** NAME of `secret:NAME` in the project's configuration. */
  readonly name: string
  /** For people: what asks for it. */
  readonly purpose: string
  /** `rejected`: the stored one did not work, ask again. `unasked`: the stored one or none, without a question. */
  readonly reason: 'first use' | 'rejected' | 'unasked'
}

/** Client to server, answered with `Answer<result>`. */
export interface Requests {
  'lockstep/projects': { params: Record<string, never>; result: readonly ProjectItem[] }
  'lockstep/newMigration': { params: NewMigrationParams; result: NewMigrationResult }
  'lockstep/test': { params: TestParams; result: TestResult }
  'lockstep/plan': { params: PlanParams; result: PlanResult }
  'lockstep/apply': { params: RunParams; result: RunResult }
  'lockstep/rollback': { params: RunParams; result: RunResult }
  /** Reads them now; the states come with `lockstep/projects`. */
  'lockstep/readBooks': { params: BooksParams; result: BooksItem }
  /**
   * Reads again what a command of the user read before, where that opens nothing new: never production, no command is run, no secret is
   * asked for. Trouble is a note on the books. Answers the roots of the projects that were read.
   */
  'lockstep/rereadBooks': { params: Record<string, never>; result: readonly string[] }
  'lockstep/planBaseline': { params: BaselineParams; result: BaselinePlanResult }
  'lockstep/baseline': { params: BaselineParams; result: { readonly recorded: number } }
  'lockstep/planRepair': { params: BooksParams; result: RepairPlanResult }
  'lockstep/repair': { params: BooksParams & { readonly planId: string }; result: { readonly changes: number } }
  /** Refused for every database but the project's own embedded one. */
  'lockstep/resetEmbedded': { params: BooksParams; result: { readonly deleted: boolean } }
  'lockstep/drift': { params: DriftParams; result: DriftResult }
  'lockstep/locks': { params: LocksParams; result: LocksResult }
  /** Plain text, one tree a statement. */
  'lockstep/syntaxTree': { params: SyntaxTreeParams; result: string }
  'lockstep/status': { params: Record<string, never>; result: Status }
}

/** Server to client. `null`: there is none, or the user did not give it. */
export interface ClientRequests {
  'lockstep/secret': { params: SecretParams; result: string | null }
}

export interface Notifications {
  /** Client to server: the workspace was trusted meanwhile. */
  'lockstep/trustChanged': { readonly trusted: boolean }
  /** Server to client. */
  'lockstep/progress': Progress
  /** Server to client, whenever it changes. */
  'lockstep/statusChanged': Status
  /** Server to client: projects were found, lost or changed; the client asks again when it needs them. */
  'lockstep/projectsChanged': { readonly roots: readonly string[] }
}
