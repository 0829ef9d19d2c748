import type { Section } from '../conventions/convention'
import { bodyOf } from '../syntax/body'
import type { Clock } from './clock'
import type { Listeners, Rule } from './rule'
import type { ConfiguredRule, Raw } from './run'
import type { Visit } from './visit'

type Listener = (...args: unknown[]) => void
type Instance = { readonly [event: string]: Listener | undefined }

/** Which rules listen to what: the same for every section of one direction. Slots are positions in `rules`. */
interface Plan {
  readonly rules: readonly ConfiguredRule[]
  /** What each rule listens to. */
  readonly events: readonly (readonly string[])[]
  readonly all: Listening
  /** Ids of rules that were seen to look at what stands behind a statement. */
  readonly ahead: Set<string>
  /** Those that remember earlier statements or look ahead: they must see each again, whatever is known of it. */
  again: Listening
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
  return {
    rules,
    events,
    all: listening(events, () => true),
    ahead: new Set(),
    again: listening(events, (slot) => rules[slot]!.rule.remembers === true),
    end: [...rules.keys()].filter((slot) => events[slot]!.includes('end')),
  }
}

function listening(events: Plan['events'], wanted: (slot: number) => boolean): Listening {
  const byTag = new Map<string, number[]>()
  const statement: number[] = []
  events.forEach((own, slot) => {
    if (!wanted(slot)) return
    for (const event of own) {
      if (event === 'statement') statement.push(slot)
      else if (event !== 'end') byTag.set(event, [...(byTag.get(event) ?? []), slot])
    }
  })
  return { byTag, statement, nested: [...byTag.keys()].some(isNested) }
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

  /** Gives the findings of rules that remember nothing. */
  visit(visit: Visit): readonly Raw[] {
    this.own = []
    this.listen(visit, this.plan.all)
    this.raw.push(...this.own)
    return this.own
  }

  /** A statement whose own findings are known. */
  again(visit: Visit, known: readonly Raw[]): readonly Raw[] {
    const { ahead, again } = this.plan
    this.own = []
    this.listen(visit, again)
    const kept = known.filter(({ code }) => !ahead.has(code))
    this.raw.push(...kept, ...this.own)
    return [...kept, ...this.own]
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
    // Read on first use, by whichever rule is first.
    this.clock?.measure('(tokens)', () => visit.statement.tokens)
    this.clock?.measure('(bodies)', () => bodyOf(visit.statement))
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
    if (visit.looksAhead) this.lookedAhead(configured, visit)
  }

  private lookedAhead({ id, rule }: ConfiguredRule, visit: Visit): void {
    visit.looksAhead = false
    const { ahead, rules, events } = this.plan
    if (rule.remembers || ahead.has(id)) return
    ahead.add(id)
    this.plan.again = listening(events, (slot) => rules[slot]!.rule.remembers === true || ahead.has(rules[slot]!.id))
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
