import type { Catalog, Entry, ObjectId } from '../catalog/catalog'
import type { LockMode, StatementLocks } from '../catalog/lock-types'
import type { NonTransactional, Section } from '../conventions/convention'
import type { Fix, FollowUp, Related, Severity } from '../diagnostic'
import type { Node, NodeTag, Statement } from '../syntax/statement'
import type { Edit } from '../text/edits'
import type { SourceText, Span } from '../text/source'
import type { Statistics } from './statistics'

export type RuleGroup =
  | 'locks'
  | 'data'
  | 'compatibility'
  | 'transactions'
  | 'replication'
  | 'types'
  | 'security'
  | 'vectors'
  | 'naming'
  | 'robustness'

export interface RuleDocs {
  /** One line, shown in the rule table and in settings. */
  readonly summary: string
  /** What PostgreSQL does, which lock, for how long. Markdown. */
  readonly why: string
  /** The way out. Markdown. */
  readonly instead: string
  /** Executed by the tests: each fires this rule and no other of the same default set but those it names in `along`. */
  readonly wrong: readonly Example[]
  /** Executed by the tests: silent under every default rule. */
  readonly right: readonly Example[]
}

/**
 * An example's text, or a text with a history before it. `scope` is how the tool runs the file (default 'file').
 */
export type Example =
  | string
  | {
      readonly before?: string
      readonly sql: string
      readonly scope?: Section['scope']
      readonly postgres?: number
      readonly options?: Options
    }

export type OptionType = 'boolean' | 'integer' | 'string' | 'strings'
export interface RuleOption {
  readonly type: OptionType
  readonly default: boolean | number | string | readonly string[]
  readonly description: string
}
export type Options = { readonly [name: string]: boolean | number | string | readonly string[] }

/** Other tools' names for the same hazard: their suppressions and configurations keep working. */
export type PeerTool =
  | 'squawk'
  | 'eugene'
  | 'strong_migrations'
  | 'pgfence'
  | 'pgls'
  | 'atlas'
  | 'bytebase'
  | 'migrationpilot'
export interface Alias {
  readonly tool: PeerTool
  readonly name: string
}

/** Yes, no, or the history does not tell. */
export type Fact = 'yes' | 'no' | 'unknown'

/** What a rule may know of a relation a statement names. */
export interface TableFacts {
  readonly id: ObjectId
  /** As the author wrote it, for messages: `users` or `app.users`. */
  readonly shown: string
  readonly entry?: Entry
  readonly exists: Fact
  readonly temporary: boolean
  /** Created by this very migration, or moved into place by it. */
  readonly createdHere: boolean
  /** `few`: created here and given a bounded number of rows. A table the history does not create is taken for a populated one. */
  readonly rows: 'none' | 'few' | 'many'
  /** Others may be using it and it may be large: a lock or scan on it matters. False for temporary, new and empty tables. */
  readonly live: boolean
  /** The same, or it has the few rows that this migration gave it and committed: to read it in full, write it anew or index it matters. */
  readonly populated: boolean
  readonly statistics?: Statistics['tables'][string]
}

export interface HeldLock {
  readonly relation: ObjectId
  readonly mode: LockMode
  /** The statement of this transaction that took it. */
  readonly by: Statement
  /** As it was when that statement began: what it dropped is there still. */
  readonly before: Catalog
}

/** The transaction a statement runs in, up to just before it. */
export interface TransactionState {
  /** The statement's locks outlive it. */
  readonly open: boolean
  readonly scope: Section['scope']
  /** BEGIN in the file opened it; or the DO block that is one by itself, or the first of several statements that are one query. */
  readonly begunBy?: Statement
  /** A setting the file made, undefined when it did not: `setting('lock_timeout')`. */
  setting(name: string): string | undefined
  /** lock_timeout is in force and not 0, by the file or by configuration. */
  readonly lockTimeout: boolean
  readonly statementTimeout: boolean
  /** Earlier statements of the same transaction, oldest first. */
  readonly earlier: readonly Earlier[]
  /** Strongest lock a relation so far, on relations older than the transaction. */
  held(relation: ObjectId): HeldLock | undefined
  readonly allHeld: readonly HeldLock[]
}

export interface Earlier {
  readonly statement: Statement
  readonly before: Catalog
  readonly locks: StatementLocks
}

export interface Taken {
  readonly table: ObjectId
  /** The statement that locks it; kept without its parse tree. */
  readonly by: { readonly uri: string; readonly span: Span }
}

/** The tables one transaction locks against writers, in the order it takes them. */
export type LockOrder = readonly Taken[]

/** The transactions of a section, as far as they were followed. */
export interface LockOrders {
  /** Of those that ended before the statement added last. */
  readonly before: readonly LockOrder[]
  /** Answers what the statement locks anew, with what its transaction had locked before. */
  add(context: RuleContext): { readonly held: LockOrder; readonly taken: LockOrder }
}

export interface QueryUse {
  readonly uri: string
  readonly span: Span
  /** The query's name or first words. */
  readonly title: string
}

/** Application queries known to the project. */
export interface Queries {
  using(object: ObjectId): readonly QueryUse[]
}

export interface Finding {
  readonly at: Span
  readonly message: string
  readonly help?: string
  readonly related?: readonly Related[]
  readonly fixes?: readonly Fix[]
  /** Grades this finding below or above the rule's severity: sizes known, facts unknown. */
  readonly severity?: Severity
  /** The table whose rows the statement works through: where it was measured, its size grades the finding (`helpers/sizes.ts`). */
  readonly worksThrough?: TableFacts
  /** Asked of the catalog after the newest migration: true where a later one has put the matter right. */
  readonly settledBy?: Settles
}

export type Settles = (latest: Catalog) => boolean

export interface RuleContext {
  readonly source: SourceText
  readonly path: string
  readonly section: Section
  readonly statement: Statement
  /** Target PostgreSQL major. */
  readonly postgres: number
  readonly options: Options
  /** Catalog just before and just after this statement. */
  readonly before: Catalog
  readonly after: Catalog
  readonly locks: StatementLocks
  readonly transaction: TransactionState
  readonly queries: Queries
  /** Every statement of the section, in order, DO bodies not opened. */
  readonly statements: readonly Statement[]
  /** The clause of the ALTER TABLE subcommand (and nodes below it) being visited; the statement elsewhere. */
  readonly clause: Span
  table(relation: Node<'RangeVar'> | undefined): TableFacts
  tableById(id: ObjectId): TableFacts
  /**
   * The edits that make the tool run this section outside a transaction; undefined when it already does. `planned` are the other edits of
   * the same fix: the answer conflicts with none of them.
   */
  nonTransactional(planned?: readonly Edit[]): NonTransactional | undefined
  /** Of this section's transactions, filled by the rule that `leaves` them. */
  readonly lockOrders: LockOrders
  /** Lock orders of the `count` migrations before this one, the nearest first; none outside a project. */
  lockOrdersBefore(count: number): readonly LockOrder[]
  /** Follow-up migration files in the convention's own style; undefined outside a project. `after` orders several. */
  followUp(
    title: string,
    bodies: readonly { readonly up: string; readonly down?: string; readonly transactional?: boolean }[],
  ): FollowUp | undefined
  /** Id, severity, suppression and configuration are the frame's business. */
  report(finding: Finding): void
}

export type Listeners = { readonly [T in NodeTag]?: (node: Node<T>, context: RuleContext) => void } & {
  /** Every statement, whatever its tag, before its own listeners. */
  readonly statement?: (context: RuleContext) => void
  /** After the last statement of a section; `context.statement` is that last one. */
  readonly end?: (context: RuleContext) => void
}

export interface Rule {
  readonly group: RuleGroup
  readonly severity: Severity | 'off'
  readonly since: string
  /** Target majors the hazard exists on: `from` inclusive, `below` exclusive. */
  readonly postgres?: { readonly from?: number; readonly below?: number }
  /** Default 'up': a down part undoes its own up part and is rarely run on a live system. */
  readonly sections?: 'up' | 'both'
  readonly aliases?: readonly Alias[]
  readonly options?: { readonly [name: string]: RuleOption }
  readonly docs: RuleDocs
  /** Called once a section: closures here are the rule's only state. */
  /** What create() makes keeps something from one statement to the next. */
  readonly remembers?: true
  /** What it learns of a migration is asked for by those behind it. */
  readonly leaves?: 'lock orders'
  create(): Listeners
}

/** The id is the file name; the generated index pairs them. */
export const defineRule = (rule: Rule): Rule => rule
