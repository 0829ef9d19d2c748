import type { AnyNode, Node } from '../../syntax/statement'
import type { Entry, ObjectId } from '../catalog'
import { strings } from '../expression'
import type { Handlers } from './alteration'
import { conditionsOf } from './conditions'
import { checkKeys, followReferences } from './key-checks'
import { routeOf } from './proofs'
import {
  baseOfView,
  belowView,
  columnsThrough,
  evaluate,
  insteadOf,
  onModifying,
  readQuery,
  readRelation,
  type Scope,
  visit,
  withNames,
} from './query'
import { type Event, followTriggers } from './triggers'
import { inner, option, type Relation, show, type World } from './world'

const writes = 'ROW EXCLUSIVE'

const planned = (world: World): Scope => ({
  names: world.transitions,
  depth: { planned: true, counts: world.counts },
  world,
})

/** What the rules of a table do besides or instead; true: the statement itself does not run. */
function followRules(scope: Scope, table: ObjectId, event: Event): boolean {
  const { world } = scope
  let instead = false
  for (const entry of world.catalog.childrenOf(table)) {
    if (entry.id.kind !== 'rule') continue
    const { object } = entry as Entry<'rule'>
    if (object.event !== event || object.enabled === 'disabled') continue
    const rule = (object.definition.node as { RuleStmt?: Node<'RuleStmt'> } | undefined)?.RuleStmt
    if (!rule) world.account.unknown(`What the rule ${entry.id.path[2]} of ${show(table)} does is not known.`)
    visit([rule?.whereClause, rule?.actions], { ...scope, names: new Set(['old', 'new']), where: undefined })
    if (object.instead && !rule?.whereClause) instead = true
  }
  return instead
}

function targetOf(
  node: { readonly relation?: Node<'RangeVar'> },
  scope: Scope,
): { relation: Relation; base: Relation } | undefined {
  const relation = scope.world.relation(node.relation)
  const base = relation && baseOfView(scope.world, relation)
  return relation && { relation, base: base ?? relation }
}

function insert(node: Node<'InsertStmt'>, outer: Scope): void {
  const scope = withNames(node, outer)
  const { world } = scope
  visit([node.selectStmt, node.returningClause, node.onConflictClause], scope)
  const target = targetOf(node, scope)
  if (!target) return
  const { relation, base } = target
  if (insteadOf(world, relation.id, 'insert')) {
    world.lock(relation.id, writes, 'its trigger inserts rows')
    followTriggers(world, relation.id, 'insert')
    return
  }
  for (const id of chainOf(world, relation)) world.lock(id, writes, 'rows are inserted')
  const { id: table, entry } = base
  if (!scope.depth.planned || !entry || followRules(scope, relation.id, 'insert')) return
  // infer_arbiter_indexes() opens all of them, a partitioned table's too.
  if (node.onConflictClause?.infer)
    for (const index of world.indexes(table)) world.lock(index.id, writes, 'the conflict is looked up in it')
  if (scope.depth.idle) return
  for (let parent = world.parentOf(table); parent; parent = world.parentOf(parent))
    world.lock(parent, 'ACCESS SHARE', 'the bounds of its partition are checked')
  if (world.isPartitioned(table)) route(node, world, relation, table)
  if (isNever(inner(node.selectStmt, 'SelectStmt')?.whereClause)) return
  const columns = columnsWritten(node, columnsThrough(world, relation))
  const given = valuesGiven(node, columns)
  takeDefaults(world, table, given)
  evaluateChecks(world, table)
  const { entries } = world.account
  checkKeys(world, table, notNull(world, table, given), rowsOf(node, columns))
  followTriggers(world, table, 'insert')
  if (node.onConflictClause && world.account.entries > entries)
    world.account.unknown('Keys are checked and triggers fire only for rows that do not conflict.')
}

/** Columns of the table in the order in which an INSERT names them, or a view's or the table's own. */
const columnsWritten = (node: Node<'InsertStmt'>, through: ReadonlyMap<string, string>): string[] => {
  const named = (node.cols ?? []).flatMap((item) => inner(item, 'ResTarget')?.name ?? [])
  return named.length > 0 ? named.map((name) => through.get(name) ?? '') : [...through.values()]
}

/** What VALUES gives each column, a function a row. */
function rowsOf(node: Node<'InsertStmt'>, columns: readonly string[]): ((column: string) => AnyNode | undefined)[] {
  const rows = (inner(node.selectStmt, 'SelectStmt')?.valuesLists ?? []).map((list) => inner(list, 'List')?.items ?? [])
  const list = inner(node.selectStmt, 'SelectStmt')?.targetList?.map((item) => inner(item, 'ResTarget')?.val)
  return [...rows, ...(list ? [list] : [])].map((row) => (column: string) => row[columns.indexOf(column)])
}

const unrouted = (table: ObjectId): string =>
  `Which partitions of ${show(table)} the rows go to is not known: these are locked ROW EXCLUSIVE too.`

/** The partitions rows of constants go to. */
function route(node: Node<'InsertStmt'>, world: World, relation: Relation, table: ObjectId): void {
  const routes = rowsOf(node, columnsWritten(node, columnsThrough(world, relation))).map((row) =>
    routeOf(world, table, row),
  )
  for (const id of routes.flatMap((found) => found ?? [])) world.lock(id, writes, 'the row goes to this partition')
  if (routes.length === 0 || routes.includes(undefined)) {
    world.account.unknown(unrouted(table))
  }
}

/** Columns that get a value, as far as it is written; 'null' for those that are NULL in every row. */
function valuesGiven(
  node: Node<'InsertStmt'>,
  columns: readonly string[],
): ReadonlyMap<string, 'value' | 'null' | 'default'> {
  const select = inner(node.selectStmt, 'SelectStmt')
  const rows = (select?.valuesLists ?? []).map((list) => inner(list, 'List')?.items ?? [])
  const given = new Map<string, 'value' | 'null' | 'default'>()
  if (!select) return given
  // Rows of one VALUES are all as long as the first (manual, VALUES).
  const width = rows[0]?.length ?? columns.length
  columns.slice(0, width).forEach((column, i) => {
    const kinds = rows.map((row) => kindOf(row[i]))
    given.set(column, kinds.length > 0 && kinds.every((kind) => kind === kinds[0]) ? kinds[0]! : 'value')
  })
  return given
}

const kindOf = (value: AnyNode | undefined): 'value' | 'null' | 'default' => {
  if (value && 'SetToDefault' in value) return 'default'
  return inner(value, 'A_Const')?.isnull ? 'null' : 'value'
}

/** What runs for a new row: the defaults of columns that get none. */
function takeDefaults(world: World, table: ObjectId, given: ReadonlyMap<string, string>): void {
  for (const column of world.columns(table)) {
    const name = column.id.path[2]!
    if ((given.get(name) ?? 'default') !== 'default') continue
    if (column.object.identity) {
      for (const { id } of world.sequencesOfColumn(table, name))
        world.lock(id, writes, 'a default takes its next value')
    } else evaluate(world, column.object.default?.node)
  }
}

/** Every CHECK is evaluated for each row that is written (ExecConstraints). */
function evaluateChecks(world: World, table: ObjectId): void {
  for (const { object } of world.constraints(table)) {
    if (object.form === 'check' && object.enforced) evaluate(world, object.expression?.node)
  }
}

function notNull(world: World, table: ObjectId, given: ReadonlyMap<string, string>): ReadonlySet<string> {
  const names = world.columns(table).filter(({ id, object }) => {
    const kind = given.get(id.path[2]!) ?? 'default'
    return kind === 'value' || (kind === 'default' && (object.default !== undefined || object.identity !== undefined))
  })
  return new Set(names.map(({ id }) => id.path[2]!))
}

/** The view, the views below it, and the table. */
function chainOf(world: World, relation: Relation): ObjectId[] {
  const below = belowView(world, relation)
  return below ? [relation.id, ...chainOf(world, below)] : [relation.id]
}

const assigned = (targets: readonly AnyNode[] | undefined): Map<string, boolean> =>
  new Map(
    (targets ?? []).flatMap((item) => {
      const target = inner(item, 'ResTarget')
      return target?.name ? [[target.name, inner(target.val, 'A_Const')?.isnull === true] as const] : []
    }),
  )

function writeRows(
  node: {
    readonly relation?: Node<'RangeVar'>
    readonly whereClause?: AnyNode
    readonly fromClause?: readonly AnyNode[]
    readonly usingClause?: readonly AnyNode[]
  },
  outer: Scope,
): Relation | undefined {
  const from = node.fromClause ?? node.usingClause ?? []
  const conditions = conditionsOf(outer.world, [{ RangeVar: node.relation } as AnyNode, ...from], node.whereClause)
  const scope = { ...outer, where: node.relation && conditions(node.relation) }
  const target = targetOf(node, scope)
  if (!target) return undefined
  const inherited = node.relation?.inh === true
  readRelation(target.relation, writes, inherited, scope)
  // Only the partitions hold rows.
  if (!inherited && scope.world.isPartitioned(target.base.id)) return undefined
  return scope.depth.planned && target.base.entry ? target.base : undefined
}

/** SET a = a: no key changes, so none is checked (RI_FKey_fk_upd_check_required). */
function staysAsItIs(item: AnyNode): boolean {
  const target = inner(item, 'ResTarget')
  const value = inner(target?.val, 'ColumnRef')
  return value !== undefined && strings(value.fields).at(-1) === target?.name && (value.fields?.length ?? 0) === 1
}

function updated(world: World, table: ObjectId, targets: readonly AnyNode[] | undefined): void {
  const columns = assigned(targets)
  const changed = assigned((targets ?? []).filter((item) => !staysAsItIs(item)))
  evaluateChecks(world, table)
  checkKeys(world, table, new Set([...changed].filter(([, isNull]) => !isNull).map(([name]) => name)))
  followReferences(world, table, 'update', new Set(changed.keys()))
  followTriggers(world, table, 'update', new Set(columns.keys()))
}

function deleted(world: World, table: ObjectId): void {
  followReferences(world, table, 'delete', 'all')
  followTriggers(world, table, 'delete')
}

/** WHERE false. */
const isNever = (where: AnyNode | undefined): boolean =>
  inner(where, 'A_Const')?.boolval !== undefined && inner(where, 'A_Const')?.boolval?.boolval !== true

/** A new partition key may move the row. */
function moves(world: World, table: ObjectId, targets: readonly AnyNode[] | undefined): void {
  const key = world.table(table.path)?.object.partitioned?.key ?? []
  const values = new Map(
    (targets ?? []).flatMap((item) => {
      const target = inner(item, 'ResTarget')
      return target?.name ? [[target.name, target.val] as const] : []
    }),
  )
  if (!key.some(({ column }) => column !== undefined && values.has(column))) return
  const route = routeOf(world, table, (column) => values.get(column))
  for (const id of route ?? []) world.lock(id, writes, 'the row moves to this partition')
  if (!route) world.account.unknown(`Which partitions of ${show(table)} the rows move to is not known.`)
}

const targetsThrough = (world: World, relation: Relation, targets: readonly AnyNode[] | undefined): AnyNode[] => {
  const through = columnsThrough(world, relation)
  return (targets ?? []).map((item) => {
    const target = inner(item, 'ResTarget')
    return target?.name ? ({ ResTarget: { ...target, name: through.get(target.name) ?? '' } } as AnyNode) : item
  })
}

function update(node: Node<'UpdateStmt'>, outer: Scope): void {
  const scope = withNames(node, outer)
  const { withClause: _, relation: __, ...rest } = node
  visit(rest, scope)
  const base = writeRows(node, scope)
  if (!base || followRules(scope, base.id, 'update') || scope.depth.idle || isNever(node.whereClause)) return
  const relation = scope.world.relation(node.relation)
  const targets =
    relation && base.id !== relation.id ? targetsThrough(scope.world, relation, node.targetList) : node.targetList
  updated(scope.world, base.id, targets)
  moves(scope.world, base.id, targets)
}

function remove(node: Node<'DeleteStmt'>, outer: Scope): void {
  const scope = withNames(node, outer)
  const { withClause: _, relation: __, ...rest } = node
  visit(rest, scope)
  const base = writeRows(node, scope)
  if (!base || followRules(scope, base.id, 'delete') || scope.depth.idle || isNever(node.whereClause)) return
  deleted(scope.world, base.id)
}

function merge(node: Node<'MergeStmt'>, outer: Scope): void {
  const scope = withNames(node, outer)
  const { withClause: _, relation: __, ...rest } = node
  visit(rest, scope)
  const base = writeRows(node, scope)
  if (!base || scope.depth.idle) return
  for (const item of node.mergeWhenClauses ?? []) {
    const clause = (item as { MergeWhenClause: Node<'MergeWhenClause'> }).MergeWhenClause
    if (clause.commandType === 'CMD_UPDATE') updated(scope.world, base.id, clause.targetList)
    if (clause.commandType === 'CMD_DELETE') deleted(scope.world, base.id)
    if (clause.commandType === 'CMD_INSERT') {
      const names = (clause.targetList ?? []).flatMap((target) => inner(target, 'ResTarget')?.name ?? [])
      checkKeys(scope.world, base.id, names.length > 0 ? new Set(names) : 'all')
      followTriggers(scope.world, base.id, 'insert')
    }
  }
}

onModifying({
  InsertStmt: insert as never,
  UpdateStmt: update as never,
  DeleteStmt: remove as never,
  MergeStmt: merge as never,
})

const dml: Handlers = {
  SelectStmt: (node, world) => {
    const counts = node.intoClause !== undefined || world.counts
    readQuery(world, { SelectStmt: node } as AnyNode, { planned: true, counts })
  },
  InsertStmt: (node, world) => insert(node, planned(world)),
  UpdateStmt: (node, world) => update(node, planned(world)),
  DeleteStmt: (node, world) => remove(node, planned(world)),
  MergeStmt: (node, world) => merge(node, planned(world)),
  CopyStmt: (node, world) => {
    if (node.query) readQuery(world, node.query, { planned: true })
    const relation = world.relation(node.relation)
    if (!relation) return
    world.lock(relation.id, node.is_from ? writes : 'ACCESS SHARE', node.is_from ? 'rows are copied in' : 'it is read')
    if (!node.is_from || !relation.entry) return
    const named = strings(node.attlist).map((name) => [name, 'value'] as const)
    const given = new Map(named.length > 0 ? named : world.columns(relation.id).map(({ id }) => [id.path[2]!, 'value']))
    if (world.isPartitioned(relation.id)) world.account.unknown(unrouted(relation.id))
    takeDefaults(world, relation.id, given)
    evaluateChecks(world, relation.id)
    checkKeys(world, relation.id, notNull(world, relation.id, given))
    followTriggers(world, relation.id, 'insert')
  },
  ExplainStmt: (node, world) =>
    readQuery(world, node.query, { planned: true, idle: option(node.options, 'analyze') !== true }),
  DeclareCursorStmt: (node, world) => readQuery(world, node.query, { planned: true, idle: true }),
  PrepareStmt: (node, world) => readQuery(world, node.query, { planned: false, rewritten: true }),
}

export default dml
