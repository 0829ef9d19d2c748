import type { Catalog, Entry, ObjectId } from '../catalog/catalog'
import { kinds } from '../catalog/kinds/index'
import type { StatementLocks } from '../catalog/lock-types'
import { strength } from '../catalog/lock-types'
import { locksOf } from '../catalog/locks'
import type { NonTransactional, Section } from '../conventions/convention'
import type { FollowUp } from '../diagnostic'
import { bodyOf } from '../syntax/body'
import { clausesOf } from '../syntax/spans'
import type { Node, Parsed, Statement } from '../syntax/statement'
import type { Edit } from '../text/edits'
import { offsetOf, type SourceText, type Span, spanOf } from '../text/source'
import { type Clock, timed } from './clock'
import { creates, fills, mayFillOthers, type Rows } from './fills'
import { commitsOf } from './helpers/plpgsql-commits'
import { graded } from './helpers/sizes'
import { isOwnTransaction } from './helpers/targets'
import { FollowedLocks } from './lock-order'
import { SentQueries } from './queries-sent'
import type {
  Earlier,
  Finding,
  HeldLock,
  LockOrder,
  LockOrders,
  Options,
  Queries,
  RuleContext,
  TableFacts,
  TransactionState,
} from './rule'
import { type ConfiguredRule, keyOf, type LintInput, type Raw } from './run'
import { milliseconds, type SessionState, sessionState } from './session'
import { tablesUnread } from './unread'

interface NewTable {
  readonly rows: Rows
  /** Something ran that may have written anywhere: `none` is not certain. */
  readonly perhapsFilled?: boolean
  readonly transaction: number
}

/** What one section's statements have done so far: the state between two visits. */
export class Walk {
  session: SessionState
  private earlier: Earlier[] = []
  private held = new Map<string, HeldLock>()
  private counted = 0
  readonly lockOrders = new FollowedLocks()
  /** By the place of the statement that made them. */
  private readonly tables = new Map<number, NewTable>()
  private unread: ReadonlySet<string> | undefined
  readonly queries: SentQueries
  /** The DO block being read makes tables whose names are only known at run time. */
  private makesBlanks = false

  constructor(
    readonly input: LintInput,
    readonly section: Section,
    readonly parsed: Parsed,
    readonly clock?: Clock,
  ) {
    const { scope } = section
    this.session = sessionState(
      scope === 'file' || scope === 'batch' || (scope === 'simple query' && parsed.statements.length > 1),
      scope === 'simple query',
    )
    this.queries = new SentQueries(section, parsed)
  }

  at(statement: Statement, before: Catalog, after: Catalog, locks?: StatementLocks): Visit {
    if (!this.session.inTransaction && this.queries.begin(statement)) this.session = this.session.within(statement)
    return new Visit(this, statement, before, after, locks)
  }

  /** Call once a statement, after its listeners. */
  done(visit: Visit): void {
    const { statement, before } = visit
    const { transaction } = this.session
    this.earlier.push(visit)
    const filled = this.tables.size > 0 ? fills(statement, before) : undefined
    for (const entry of filled?.entries ?? []) {
      const table = this.newTable(entry)
      if (table && table.rows !== 'many') this.tables.set(entry.definedAt!.span.start, { ...table, rows: filled!.rows })
    }
    this.fillsBesides(visit)
    const created = creates(statement)
    if (created) this.tables.set(statement.span.start, { rows: created, transaction })
    this.session = this.session.after(statement)
    if (this.queries.end(statement)) this.session = this.session.behind()
    if (this.session.transaction !== transaction || !this.session.inTransaction) this.forget()
  }

  private forget(): void {
    this.earlier = []
    this.held = new Map()
    this.counted = 0
  }

  /** The statements of a DO block that no transaction surrounds share one, unless it commits. */
  within(block: Statement, work: () => void): void {
    this.makesBlanks = bodyOf(block)?.templates.some((template) => creates(template) !== undefined) === true
    const alone = !this.session.inTransaction && commitsOf(block).length === 0
    if (alone) this.session = this.session.within(block)
    work()
    if (alone) {
      this.session = this.session.behind()
      this.forget()
    }
    this.makesBlanks = false
  }

  /** Rows that triggers, rules, functions, views and code blocks bring into new tables; SQL put together at run time may fill any. */
  private fillsBesides(visit: Visit): void {
    const { before, statement } = visit
    const empty = [...this.tables].filter(([, { rows }]) => rows === 'none')
    if (empty.length === 0 || !mayFillOthers(statement, before)) return
    const { locks, unknown } = visit.locks
    const written = new Set(
      locks.flatMap(({ relation, mode }) =>
        strength(mode) >= strength('ROW EXCLUSIVE') ? this.newTable(before.get(relation)) : [],
      ),
    )
    for (const [place, table] of empty)
      if (written.has(table)) this.tables.set(place, { ...table, rows: 'few' })
      else if (unknown.length > 0) this.tables.set(place, { ...table, perhapsFilled: true })
  }

  /** Strongest locks of the transaction so far, each statement counted once: files of thousands of statements ask after each. */
  heldLocks(): ReadonlyMap<string, HeldLock> {
    for (; this.counted < this.earlier.length; this.counted++) {
      const past = this.earlier[this.counted]!
      for (const { relation, mode } of past.locks.locks) {
        const key = keyOf(relation)
        const known = this.held.get(key)
        if (!known || strength(known.mode) < strength(mode))
          this.held.set(key, { relation, mode, by: past.statement, before: past.before })
      }
    }
    return this.held
  }

  earlierStatements(): readonly Earlier[] {
    return this.earlier
  }

  locks(statement: Statement, before: Catalog): StatementLocks {
    const timeZone = this.session.setting('timezone')
    return locksOf(statement, {
      before,
      postgres: this.input.postgres,
      ...(timeZone !== undefined && { timeZone }),
      isEmpty: (id) => {
        const table = this.newTable(before.get(id))
        return table?.rows === 'none' && !table.perhapsFilled
      },
    })
  }

  /** A broken statement of the section creates it, or one of the block whose name is blank as its own. */
  isUnread(id: ObjectId): boolean {
    if (this.makesBlanks && id.path.at(-1)!.includes('__')) return true
    this.unread ??= tablesUnread(this.parsed, this.section.span)
    return this.unread.has(id.path.at(-1)!)
  }

  newTable(entry: Entry | undefined): NewTable | undefined {
    const made = entry?.definedAt
    return made && made.uri === this.input.source.uri ? this.tables.get(made.span.start) : undefined
  }
}

const nameOf = (relation: Node<'RangeVar'>): readonly string[] =>
  relation.schemaname ? [relation.schemaname, relation.relname ?? ''] : [relation.relname ?? '']

/** One statement as the rules see it. */
export class Visit implements RuleContext {
  /** A rule asked for what stands behind the statement. */
  looksAhead = false
  private configured!: ConfiguredRule
  private raw!: Raw[]
  private clauses?: readonly Span[]
  private clauseIndex?: number
  private knownTransaction?: TransactionState
  /** Many rules ask for the same table of the same statement. */
  private readonly tables = new Map<Node<'RangeVar'>, TableFacts>()
  private readonly byId = new Map<string, TableFacts>()

  constructor(
    private readonly walk: Walk,
    readonly statement: Statement,
    readonly before: Catalog,
    readonly after: Catalog,
    private knownLocks?: StatementLocks,
  ) {}

  /** Its locks, where some rule asked for them. */
  get askedLocks(): StatementLocks | undefined {
    return this.knownLocks
  }

  get source(): SourceText {
    return this.walk.input.source
  }
  get path(): string {
    return this.walk.input.path
  }
  get section(): Section {
    return this.walk.section
  }
  get postgres(): number {
    return this.walk.input.postgres
  }
  get options(): Options {
    return this.configured.options
  }
  get queries(): Queries {
    const { clock, input } = this.walk
    return clock ? { using: (object) => clock.measure('(queries)', () => input.queries.using(object)) } : input.queries
  }
  get statements(): readonly Statement[] {
    this.looksAhead = true
    return this.walk.parsed.statements
  }

  get locks(): StatementLocks {
    this.knownLocks ??= timed(this.walk.clock, '(locks)', () => this.walk.locks(this.statement, this.before))
    return this.knownLocks
  }

  get clause(): Span {
    if (this.clauseIndex === undefined) return this.statement.span
    this.clauses ??= clausesOf(this.statement)
    return this.clauses[this.clauseIndex] ?? this.statement.span
  }

  get transaction(): TransactionState {
    this.knownTransaction ??= new Transaction(this.walk)
    return this.knownTransaction
  }

  enterClause(index: number | undefined): void {
    this.clauseIndex = index
  }

  /** The frame sets whose findings come next. */
  reportTo(configured: ConfiguredRule, raw: Raw[]): void {
    this.configured = configured
    this.raw = raw
  }

  table(relation: Node<'RangeVar'> | undefined): TableFacts {
    const known = relation && this.tables.get(relation)
    if (known) return known
    const facts = timed(this.walk.clock, '(tables)', () => this.tableNamed(relation))
    if (relation) this.tables.set(relation, facts)
    return facts
  }

  private tableNamed(relation: Node<'RangeVar'> | undefined): TableFacts {
    const name = relation ? nameOf(relation) : ['']
    // Temporary relations hide others of their name unless a schema is written.
    const entry = this.before.resolve(relationKinds, name, ['pg_temp', ...this.before.searchPath])
    const schema = name.length > 1 ? name[0]! : (this.before.searchPath[0] ?? 'public')
    const id = entry?.id ?? { kind: 'table', path: [schema, name.at(-1)!] }
    return this.facts(
      id as ObjectId,
      entry,
      name.join('.'),
      relation?.relpersistence === 't' || relation?.schemaname === 'pg_temp',
    )
  }

  tableById(id: ObjectId): TableFacts {
    const key = keyOf(id)
    const facts = this.byId.get(key) ?? timed(this.walk.clock, '(tables)', () => this.factsOf(id))
    this.byId.set(key, facts)
    return facts
  }

  private factsOf(id: ObjectId): TableFacts {
    const shown = id.path[0] === this.before.searchPath[0] ? id.path.slice(1).join('.') : id.path.join('.')
    return this.facts(id, this.before.get(id), shown, false)
  }

  private facts(id: ObjectId, entry: Entry | undefined, shown: string, namedTemporary: boolean): TableFacts {
    const temporary =
      namedTemporary ||
      id.path[0] === 'pg_temp' ||
      (entry?.object as { persistence?: string } | undefined)?.persistence === 'temporary'
    const created = this.walk.newTable(entry)
    const rows = created?.rows ?? 'many'
    const unseen =
      created !== undefined && this.walk.session.inTransaction && created.transaction === this.walk.session.transaction
    const seen = !temporary && !unseen && !(entry === undefined && this.walk.isUnread(id))
    const statistics = this.walk.input.statistics?.tables[id.path.join('.')]
    return {
      id,
      shown,
      ...(entry && { entry }),
      exists: entry ? 'yes' : this.before.knows(id) ? 'no' : 'unknown',
      temporary,
      createdHere: created !== undefined,
      rows,
      live: seen && rows === 'many',
      populated: seen && rows !== 'none',
      ...(statistics && { statistics }),
    }
  }

  nonTransactional(planned?: readonly Edit[]): NonTransactional | undefined {
    if (!this.walk.session.inTransaction || isOwnTransaction(this)) return undefined
    if (this.walk.queries.underWay)
      return { impossible: 'The tool sends it with other statements as one query: give it a query of its own.' }
    if (this.transaction.begunBy)
      return { impossible: 'The file opens the transaction itself: end it before this statement.' }
    return this.walk.input.nonTransactional?.(this.section, planned)
  }

  get lockOrders(): LockOrders {
    return this.walk.lockOrders
  }

  lockOrdersBefore(count: number): readonly LockOrder[] {
    return this.section.direction === 'up' ? (this.walk.input.lockOrdersBefore?.(count) ?? []) : []
  }

  followUp(
    title: string,
    bodies: readonly { readonly up: string; readonly down?: string; readonly transactional?: boolean }[],
  ): FollowUp | undefined {
    return this.walk.input.followUp?.(title, bodies)
  }

  /** Fixes would write its blanks as names, and a message shows them as such; the span ends where the first of its pieces does. */
  private ofTemplate({ fixes: _, ...rest }: Finding): Finding {
    const { at, message, help } = rest
    const finding = { ...rest, message: shownBlanks(message), ...(help && { help: shownBlanks(help) }) }
    const length = this.source.slice(at).search(/\s*'/)
    return length > 0 ? { ...finding, at: spanOf(at.start, offsetOf(at.start + length)) } : finding
  }

  report(finding: Finding): void {
    const { id, severity, options } = this.configured
    const own = graded(finding, severity, options, this.walk.input.statistics?.takenAt)
    const shown = this.statement.enclosure?.blanks ? this.ofTemplate(own) : own
    this.raw.push({ ...shown, code: id, severity: own.severity ?? severity })
  }
}

/** A name that is made at run time stands as underscores (`server/engine/syntax/body.ts`). */
const shownBlanks = (text: string): string => text.replace(/__+(?!\w)/g, '…')

/** What most statements' rules never ask is worked out when asked. */
class Transaction implements TransactionState {
  readonly open: boolean
  readonly scope: TransactionState['scope']
  readonly begunBy?: Statement
  readonly earlier: readonly Earlier[]
  private readonly session: SessionState

  constructor(private readonly walk: Walk) {
    const { session } = walk
    this.session = session
    this.open = session.inTransaction
    this.scope = walk.queries.underWay ? 'simple query' : walk.section.scope
    if (session.begunBy) this.begunBy = session.begunBy
    this.earlier = walk.earlierStatements()
  }

  get lockTimeout(): boolean {
    return this.inForce('lock_timeout', this.walk.input.timeoutsElsewhere.lock)
  }
  get statementTimeout(): boolean {
    return this.inForce('statement_timeout', this.walk.input.timeoutsElsewhere.statement)
  }
  get allHeld(): readonly HeldLock[] {
    return [...this.allLocks().values()]
  }

  setting(name: string): string | undefined {
    return this.session.setting(name)
  }

  held(relation: ObjectId): HeldLock | undefined {
    return this.allLocks().get(keyOf(relation))
  }

  private allLocks(): ReadonlyMap<string, HeldLock> {
    return timed(this.walk.clock, '(locks)', () => this.walk.heldLocks())
  }

  private inForce(name: string, elsewhere: boolean): boolean {
    const value = this.session.setting(name)
    return value === undefined ? elsewhere : milliseconds(value) !== 0
  }
}

/** What a RangeVar may name and rules ask about. */
const relationKinds = (['table', 'view', 'materialized_view'] as const).filter((kind) => kind in kinds) as never
