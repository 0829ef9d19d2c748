import { isParserError, parseTree } from '../../syntax/parser'
import type { AnyNode, Node } from '../../syntax/statement'
import type { Entry, ObjectId } from '../catalog'
import type { Expression } from '../expression'
import { strings, walk } from '../expression'
import { relationsIn } from '../queries'
import { triggersOf } from '../read'
import { conditionsOf, rangesIn } from './conditions'
import { opensIndexes } from './foreign-keys'
import { partitionsLeft } from './proofs'
import { follow, isUnheardOf, readForInlining, readForPlanning } from './routines'
import { sequencesIn, volatilityOf } from './volatility'
import type { Relation, World } from './world'

type Select = Node<'SelectStmt'>
type RangeVar = Node<'RangeVar'>
type Mode = 'ACCESS SHARE' | 'ROW SHARE' | 'ROW EXCLUSIVE'

export interface Depth {
  /** The planner sees it too: views are opened, and indexes, partitions and inheriting tables. */
  readonly planned: boolean
  /** The rewriter sees it, so views are opened, but not the planner. */
  readonly rewritten?: boolean
  /** It is planned, but doesn't run: no trigger fires, no key is checked, no function is called. */
  readonly idle?: boolean
  /** Its reading counts: the rows go into a new table. */
  readonly counts?: boolean
}

interface Scope {
  readonly names: ReadonlySet<string>
  /** What is asked of the relation that is read. */
  readonly where?: AnyNode | undefined
  /** The same for each relation of a FROM list. */
  readonly conditions?: ((range: RangeVar) => AnyNode | undefined) | undefined
  /** Columns the query around it names; all when nothing is said. */
  readonly named?: ReadonlySet<string> | undefined
  readonly depth: Depth
  readonly world: World
}

/** Statements a query can hold, in WITH or at its top. */
type Handler = (node: never, scope: Scope) => void
let modifying: { readonly [tag: string]: Handler } = {}
export const onModifying = (handlers: { readonly [tag: string]: Handler }): void => {
  modifying = handlers
}

/** Locks what a query reads. */
export function readQuery(world: World, node: AnyNode | undefined, depth: Depth): void {
  visit(node, { names: world.transitions, depth, world })
}

/** What an expression calls and reads while it is evaluated. */
export function evaluate(world: World, node: AnyNode | undefined, counts = world.counts): void {
  if (node) readQuery(world, { List: { items: [node] } } as AnyNode, { planned: true, counts })
}

export function visit(value: unknown, scope: Scope): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, scope)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [tag, content] of Object.entries(value)) {
    if (tag === 'SelectStmt' || tag === 'larg' || tag === 'rarg') select(content as Select, scope)
    else if (tag === 'RangeVar') read(content as RangeVar, 'ACCESS SHARE', scope)
    else if (modifying[tag]) (modifying[tag] as (node: unknown, scope: Scope) => void)(content, scope)
    else if (tag === 'RangeFunction' && scope.depth.idle) {
      for (const query of inlinedIn(scope.world, content as Node<'RangeFunction'>)) visit(query, scope)
      visit(content, scope)
    } else if (tag === 'FuncCall') {
      call(content as Node<'FuncCall'>, scope)
      visit(content, scope)
    } else if (typeof content === 'object') visit(content, scope)
  }
}

/** WITH names its queries; each is a query of its own. A SELECT that nothing names is not planned (SS_process_ctes). */
export function withNames(node: { readonly withClause?: Node<'WithClause'> }, scope: Scope): Scope {
  const { withClause: clause } = node
  if (!clause) return scope
  const expressions = (clause.ctes ?? []).map(
    (item) => (item as { CommonTableExpr: Node<'CommonTableExpr'> }).CommonTableExpr,
  )
  const names = new Set(scope.names)
  if (clause.recursive) for (const { ctename } of expressions) names.add(ctename ?? '')
  const mentioned = namesIn(node)
  for (const { ctename = '', ctequery } of expressions) {
    const idle = count(mentioned, ctename) === count(namesIn(ctequery), ctename)
    const unplanned = idle && ctequery !== undefined && 'SelectStmt' in ctequery
    const depth = unplanned ? { planned: false, rewritten: scope.depth.planned } : scope.depth
    visit(ctequery, { ...scope, names: new Set(names), depth })
    names.add(ctename)
  }
  return { ...scope, names }
}

const namesIn = (node: unknown): string[] =>
  relationsIn(node).flatMap(({ schemaname, relname }) => (schemaname || !relname ? [] : [relname]))
const count = (names: readonly string[], wanted: string): number => names.filter((name) => name === wanted).length

function select(node: Select, outer: Scope): void {
  const scope = withNames(node, outer)
  const { withClause: _, lockingClause, intoClause: __, fromClause, ...rest } = node
  visit(rest, scope)
  const conditions = conditionsOf(scope.world, fromClause ?? [], node.whereClause)
  const from = { ...scope, conditions, named: columnsNamed(node) }
  visit(fromClause, from)
  for (const item of lockingClause ?? []) {
    const clause = (item as { LockingClause: Node<'LockingClause'> }).LockingClause
    const wanted = clause.lockedRels?.map((locked) => (locked as { RangeVar: RangeVar }).RangeVar.relname)
    lockRows(node.fromClause, wanted, from)
  }
}

/** Undefined where a star or the name of a whole row names them all. */
function columnsNamed(node: Select): ReadonlySet<string> | undefined {
  const found = new Set<string>()
  let star = false
  walk(node, (tag, inside) => {
    if (tag === 'A_Star') star = true
    if (tag === 'ColumnRef') found.add(strings(inside.fields).at(-1) ?? '')
  })
  const rows = rangesIn(node.fromClause).some(({ alias, relname }) => found.has(alias?.aliasname ?? relname ?? ''))
  return star || rows ? undefined : found
}

/** A view's query without the columns that nobody asks for: the planner leaves them out, but for volatile ones. */
function askedFor(query: AnyNode | undefined, { named, world }: Scope): AnyNode | undefined {
  const inside = (query as { SelectStmt?: Select } | undefined)?.SelectStmt
  if (!named || !inside?.targetList || inside.distinctClause) return query
  const targetList = inside.targetList.filter((item) => {
    const target = (item as { ResTarget?: Node<'ResTarget'> }).ResTarget
    if (!target?.name || named.has(target.name)) return true
    const answer = volatilityOf(target.val, world.catalog)
    return 'unknown' in answer || answer.volatile
  })
  return { SelectStmt: { ...inside, targetList } } as AnyNode
}

/** FOR UPDATE and its kin reach the relations of a FROM list and of its subqueries (transformLockingClause). */
function lockRows(list: unknown, wanted: readonly (string | undefined)[] | undefined, scope: Scope): void {
  for (const relation of rangesIn(list)) {
    if (!wanted || wanted.includes(relation.alias?.aliasname ?? relation.relname)) read(relation, 'ROW SHARE', scope)
  }
  for (const { alias, subquery } of subqueriesIn(list)) {
    if (wanted && !wanted.includes(alias?.aliasname)) continue
    const inside = (subquery as { SelectStmt?: Select } | undefined)?.SelectStmt
    for (const part of [inside, inside?.larg, inside?.rarg]) lockRows(part?.fromClause, undefined, scope)
  }
}

function subqueriesIn(value: unknown): Node<'RangeSubselect'>[] {
  if (Array.isArray(value)) return value.flatMap(subqueriesIn)
  const any = value as { RangeSubselect?: Node<'RangeSubselect'>; JoinExpr?: Node<'JoinExpr'> } | undefined
  if (any?.RangeSubselect) return [any.RangeSubselect]
  return any?.JoinExpr ? [...subqueriesIn(any.JoinExpr.larg), ...subqueriesIn(any.JoinExpr.rarg)] : []
}

export function read(node: RangeVar, mode: Mode, scope: Scope): void {
  if (!node.schemaname && scope.names.has(node.relname ?? '')) return
  const relation = scope.world.relation(node)
  if (relation) readRelation(relation, mode, node.inh === true, { ...scope, where: scope.conditions?.(node) })
}

export function readRelation({ id, entry }: Relation, mode: Mode, inherited: boolean, scope: Scope): void {
  const { world, depth } = scope
  const why =
    mode === 'ACCESS SHARE'
      ? 'the query reads it'
      : mode === 'ROW SHARE'
        ? 'the query locks rows of it'
        : 'the statement writes it'
  world.lock(id, mode, why)
  if (!entry || (!depth.planned && !depth.rewritten)) return
  if (id.kind === 'view') {
    const query = queryOf((entry as unknown as Entry<'view'>).object.query)
    const inside = { ...scope, names: new Set<string>(), where: undefined, conditions: undefined, named: undefined }
    const replaced = mode === 'ROW EXCLUSIVE' && (insteadOf(world, id, 'update') || insteadOf(world, id, 'delete'))
    if (mode === 'ACCESS SHARE' || replaced) visit(askedFor(query, scope), inside)
    else
      for (const base of rangesIn((query as { SelectStmt?: Select } | undefined)?.SelectStmt?.fromClause))
        read(base, mode, inside)
    return
  }
  if (!depth.planned) return
  if (inherited && world.isPartitioned(id)) {
    for (let parent = world.parentOf(id); parent; parent = world.parentOf(parent))
      world.lock(parent, 'ACCESS SHARE', 'the bounds of its partition are looked up')
  }
  const below = !inherited
    ? []
    : world.isPartitioned(id)
      ? partitionsLeft(world, id, scope.where)
      : world.descendants(id)
  for (const table of [id, ...below]) {
    world.lock(table, mode, why)
    // A partitioned table's always of ONLY: then it is no parent to the planner (get_relation_info).
    if (opensIndexes(world, table) || !inherited) {
      for (const index of world.indexes(table)) world.lock(index.id, mode, 'the planner opens every index')
    }
    if (depth.counts && !world.isPartitioned(table)) world.account.scan(table)
  }
}

/** Whether a trigger of the view writes instead; then the view is only read. */
export const insteadOf = (world: World, view: ObjectId, event: 'insert' | 'update' | 'delete'): boolean =>
  triggersOf(world.catalog, view).some(
    ({ object }) => object.timing === 'instead of' && object.enabled !== 'disabled' && object.events.includes(event),
  )

/** The parsed query of a view or materialized view. */
export function queryOf(query: Expression | undefined): AnyNode | undefined {
  if (!query) return undefined
  if (query.origin === 'written') return query.node
  const result = parseTree(query.text)
  return isParserError(result) ? undefined : result.stmts?.[0]?.stmt
}

/** nextval() and its kin lock their sequence; functions of the user do what their bodies say. */
function call(node: Node<'FuncCall'>, { world, depth }: Scope): void {
  if (!depth.planned) return
  if (depth.idle) {
    for (const { tag, node: body } of readForInlining(world, strings(node.funcname)))
      readQuery(world, { [tag]: body } as unknown as AnyNode, { planned: false })
    return
  }
  for (const sequence of sequencesIn({ FuncCall: node }, world.catalog))
    world.lock(sequence, 'ROW EXCLUSIVE', 'the function uses the sequence')
  const name = strings(node.funcname)
  if (isUnheardOf(world, name)) world.account.unknown(`What ${name.join('.')}() does is not known.`)
  follow(world, name, { counts: depth.counts === true })
}

/** The queries the planner puts in place of functions in FROM (inline_set_returning_function). */
function inlinedIn(world: World, { functions }: Node<'RangeFunction'>): AnyNode[] {
  const found: AnyNode[] = []
  walk(functions, (tag, inside) => {
    if (tag !== 'FuncCall') return
    for (const { tag: kind, node } of readForPlanning(world, strings(inside.funcname)))
      found.push({ [kind]: node } as unknown as AnyNode)
  })
  return found
}

/** The table below an automatically updatable view. */
export function baseOfView(world: World, relation: Relation): Relation | undefined {
  if (relation.id.kind !== 'view' || !relation.entry) return relation
  const below = belowView(world, relation)
  return below && baseOfView(world, below)
}

/** The one relation a view reads. */
export function belowView(world: World, relation: Relation): Relation | undefined {
  if (relation.id.kind !== 'view' || !relation.entry) return undefined
  const query = queryOf((relation.entry as unknown as Entry<'view'>).object.query) as
    | { SelectStmt?: Select }
    | undefined
  const ranges = rangesIn(query?.SelectStmt?.fromClause)
  return ranges.length === 1 ? world.relation(ranges[0]) : undefined
}

/** The table's own name for each column of an automatically updatable view, in the view's order; a table's stand for themselves. */
export function columnsThrough(world: World, relation: Relation): ReadonlyMap<string, string> {
  const below = belowView(world, relation)
  if (!below) return new Map(world.columns(relation.id).map(({ id }) => [id.path[2]!, id.path[2]!]))
  const inside = columnsThrough(world, below)
  const { columns } = (relation.entry as unknown as Entry<'view'>).object
  return new Map(columns.map(({ name, from }) => [name, inside.get(from?.path.at(-1) ?? '') ?? '']))
}

export type { Scope }
