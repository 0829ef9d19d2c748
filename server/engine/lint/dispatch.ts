import type { Section } from '../conventions/convention'
import type { Clock } from './clock'
import type { Listeners, Rule } from './rule'
import type { ConfiguredRule, Raw } from './run'
import type { Visit } from './visit'

type Listener = (...args: unknown[]) => void
type Instance = { readonly [event: string]: Listener | undefined }

/** Which rules listen to what: the same for every section of one direction. Slots are positions in `rules`. */
interface Plan {
  readonly rules: readonly ConfiguredRule[]
  readonly all: Listening
  /** Those that remember earlier statements: they must see each again, whatever is known of it. */
  readonly remembering: Listening
  readonly end: readonly number[]
}
interface Listening {
  readonly byTag: ReadonlyMap<string, readonly number[]>
  readonly statement: readonly number[]
  /** Some rule listens to nodes that are found below statements. */
  readonly nested: boolean
}

const plans = new WeakMap<readonly ConfiguredRule[], Map<string, Plan>>()

function planOf(rules: readonly ConfiguredRule[], direction: Section['direction'], postgres: number): Plan {
  const known = plans.get(rules) ?? new Map<string, Plan>()
  plans.set(rules, known)
  const key = `${direction} ${postgres}`
  const plan = known.get(key) ?? makePlan(rules.filter(({ rule }) => applies(rule, direction, postgres)))
  known.set(key, plan)
  return plan
}

const applies = (rule: Rule, direction: Section['direction'], postgres: number): boolean =>
  (direction === 'up' || rule.sections === 'both') &&
  postgres >= (rule.postgres?.from ?? 0) &&
  postgres < (rule.postgres?.below ?? 1000)

/** Tags found below other nodes; the rest are statements. */
const isNested = (tag: string): boolean => !tag.endsWith('Stmt') || tag === 'SelectStmt'

function makePlan(rules: readonly ConfiguredRule[]): Plan {
  const events = rules.map(({ rule }) => Object.keys(rule.create()))
  const listening = (slots: readonly number[]): Listening => {
    const byTag = new Map<string, number[]>()
    for (const slot of slots)
      for (const event of events[slot]!)
        if (event !== 'statement' && event !== 'end') byTag.set(event, [...(byTag.get(event) ?? []), slot])
    const statement = slots.filter((slot) => events[slot]!.includes('statement'))
    return { byTag, statement, nested: [...byTag.keys()].some(isNested) }
  }
  const slots = [...rules.keys()]
  return {
    rules,
    all: listening(slots),
    remembering: listening(slots.filter((slot) => rules[slot]!.rule.remembers)),
    end: slots.filter((slot) => events[slot]!.includes('end')),
  }
}

function tell(instance: Instance, event: string, visit: Visit, node: unknown): void {
  if (node === undefined) instance[event]!(visit)
  else instance[event]!(node, visit)
}

/** One section's rules at work. A rule comes to life when the first thing it listens to is met. */
export class Dispatch {
  private readonly plan: Plan
  private readonly instances: (Instance | undefined)[] = []
  private listening!: Listening
  /** What rules that remember nothing find in the statement at hand. */
  private own: Raw[] = []

  constructor(
    rules: readonly ConfiguredRule[],
    section: Section,
    postgres: number,
    private readonly raw: Raw[],
    private readonly clock?: Clock,
  ) {
    this.plan = planOf(rules, section.direction, postgres)
  }

  /** Gives the findings that depend on nothing but the statement and what stands before it. */
  visit(visit: Visit): readonly Raw[] {
    this.own = []
    this.listen(visit, this.plan.all)
    this.raw.push(...this.own)
    return this.own
  }

  /** A statement whose own findings are known. */
  again(visit: Visit, known: readonly Raw[]): void {
    this.raw.push(...known)
    this.listen(visit, this.plan.remembering)
  }

  end(visit: Visit): void {
    this.own = []
    for (const slot of this.plan.end) this.call(slot, 'end', visit)
    this.raw.push(...this.own)
  }

  /** The statement itself, then every node of it, in the order of the text. */
  private listen(visit: Visit, listening: Listening): void {
    const { tag, node } = visit.statement
    this.listening = listening
    // Lexed on first use, by whichever rule is first.
    this.clock?.measure('(tokens)', () => visit.statement.tokens)
    for (const slot of listening.statement) this.call(slot, 'statement', visit)
    if (listening.nested || listening.byTag.has(tag)) this.descend(tag, node, visit)
  }

  private call(slot: number, event: string, visit: Visit, node?: unknown): void {
    const configured = this.plan.rules[slot]!
    const instance = this.instances[slot] ?? (configured.rule.create() as Listeners as Instance)
    this.instances[slot] = instance
    visit.reportTo(configured, configured.rule.remembers ? this.raw : this.own)
    if (this.clock) this.clock.measure(configured.id, () => tell(instance, event, visit, node))
    else tell(instance, event, visit, node)
  }

  private descend(tag: string, node: unknown, visit: Visit): void {
    const slots = tag === '' ? undefined : this.listening.byTag.get(tag)
    if (slots) for (const slot of slots) this.call(slot, tag, visit, node)
    const fields = node as { readonly [field: string]: unknown }
    for (const field in fields) {
      const value = fields[field]
      // Rows of data are many, and no rule looks into them.
      if (typeof value !== 'object' || value === null || field === 'valuesLists') continue
      if (!Array.isArray(value)) this.enter(value, visit)
      else if (tag === 'AlterTableStmt' && field === 'cmds') this.clauses(value, visit)
      else for (const item of value) this.enter(item, visit)
    }
  }

  private clauses(commands: readonly unknown[], visit: Visit): void {
    commands.forEach((command, i) => {
      visit.enterClause(i)
      this.enter(command, visit)
    })
    visit.enterClause(undefined)
  }

  /** A tagged node is an object of one capitalised key; anything else is a plain field holding more. */
  private enter(value: unknown, visit: Visit): void {
    if (typeof value !== 'object' || value === null) return
    for (const key in value) {
      const c = key.charCodeAt(0)
      if (c >= 65 && c <= 90) this.descend(key, (value as { [key: string]: unknown })[key], visit)
      else {
        this.descend('', value, visit)
        return
      }
    }
  }
}
