import { isParserError, parseTree } from '../../syntax/parser'
import type { AnyNode, Node } from '../../syntax/statement'
import type { Catalog, Entry, ObjectId } from '../catalog'
import { strings } from '../expression'
import { type LockMode, lockModes } from '../lock-types'
import { relationsIn } from '../queries'
import { columnsOfType, samePath, viewsOn } from '../read'
import type { Handlers } from './alteration'
import { queryOf, readQuery, visit } from './query'
import { follow, isUnheardOf } from './routines'
import { inner, option, show, type World } from './world'

const strong = 'ACCESS EXCLUSIVE'
const parsed = { planned: false } as const

function view(node: Node<'ViewStmt'>, world: World): void {
  readQuery(world, node.query, parsed)
  if (!node.replace) return
  const old = world.takenBy(node.view)
  if (old) world.lock(old, strong, 'CREATE OR REPLACE VIEW changes the view, and its readers wait')
}

function trigger(node: Node<'CreateTrigStmt'>, world: World): void {
  const relation = world.relation(node.relation)
  if (!relation) return
  world.lock(relation.id, 'SHARE ROW EXCLUSIVE', 'CREATE TRIGGER makes writes wait')
  if (node.row)
    for (const partition of world.partitions(relation.id))
      world.lock(partition, 'SHARE ROW EXCLUSIVE', 'the partitions get the trigger too')
  const from = world.relation(node.constrrel)
  if (from) world.lock(from.id, 'ACCESS SHARE', 'the trigger names it')
}

const policy = (
  node: { readonly table?: Node<'RangeVar'>; readonly qual?: AnyNode; readonly with_check?: AnyNode },
  world: World,
): void => {
  const relation = world.relation(node.table)
  if (relation) world.lock(relation.id, strong, 'changing policies takes ACCESS EXCLUSIVE')
  for (const part of [node.qual, node.with_check])
    readQuery(world, part && ({ List: { items: [part] } } as AnyNode), parsed)
}

function lockTables(node: Node<'LockStmt'>, world: World): void {
  const mode = lockModes[(node.mode ?? 8) - 1] ?? strong
  const take = (id: ObjectId): void => {
    world.lock(id, mode, `LOCK TABLE … IN ${mode} MODE`)
    const entry = world.catalog.get<'view'>({ kind: 'view', path: id.path })
    if (!entry) return
    for (const inside of relationsIn(queryOf(entry.object.query))) {
      const relation = world.relation(inside)
      if (relation) for (const below of inside.inh === true ? world.family(relation.id) : [relation.id]) take(below)
    }
  }
  for (const item of node.relations ?? []) {
    const relation = world.relation(inner(item, 'RangeVar'))
    if (relation)
      for (const id of inner(item, 'RangeVar')?.inh === true ? world.family(relation.id) : [relation.id]) take(id)
  }
}

/** Columns of the domain, or of a domain over it: of tables, and of views that pass them on. */
function columnsOfDomain(world: World, domain: ObjectId): ObjectId[] {
  const below = [...world.catalog.dependentsOf(domain)].filter(({ id }) => id.kind === 'type')
  const own = columnsOfType(world.catalog, domain).flatMap(({ id }) => [id, ...passedOn(world.catalog, id)])
  return [...own, ...below.flatMap(({ id }) => columnsOfDomain(world, id))]
}

function passedOn(catalog: Catalog, column: ObjectId): ObjectId[] {
  const kinds = ['table', 'view', 'materialized_view'] as const
  const relation = catalog.resolve(kinds, column.path.slice(0, 2), [])
  return (relation ? viewsOn(catalog, relation.id as ObjectId) : []).flatMap((view) =>
    view.object.columns.flatMap(({ name, from }) => {
      if (!samePath(from?.path, column.path)) return []
      const passed = { kind: 'column', path: [...view.id.path, name] } as ObjectId
      return [passed, ...passedOn(catalog, passed)]
    }),
  )
}

function domain(node: Node<'AlterDomainStmt'>, world: World): void {
  const named = world.named(strings(node.typeName), ['type'])
  const entry = named?.entry as Entry<'type'> | undefined
  if (entry?.object.form !== 'domain') return
  const constraint = inner(node.def, 'Constraint')
  const checks: { readonly [subtype: string]: boolean } = {
    C: constraint?.skip_validation !== true && !(constraint?.contype === 'CONSTR_NOTNULL' && entry.object.notNull),
    V: true,
    O: !entry.object.notNull,
  }
  if (!checks[node.subtype ?? '']) return
  for (const { path } of columnsOfDomain(world, entry.id)) {
    const relation = world.named(path.slice(0, -1), ['table', 'materialized_view'])
    if (!relation || world.isPartitioned(relation.id)) continue
    world.lock(relation.id, 'SHARE', `its rows are checked against the domain ${show(entry.id)}`)
    world.account.scan(relation.id)
  }
}

const tablesOf = (objects: readonly AnyNode[] | undefined): Node<'RangeVar'>[] =>
  (objects ?? []).flatMap((item) => {
    const relation = inner(item, 'PublicationObjSpec')?.pubtable?.relation
    return relation ? [relation] : []
  })

function publish(world: World, relations: readonly Node<'RangeVar'>[]): void {
  for (const node of relations) {
    const relation = world.relation(node)
    if (!relation) continue
    const ids = node.inh === true && !world.isPartitioned(relation.id) ? world.family(relation.id) : [relation.id]
    for (const id of ids)
      world.lock(id, 'SHARE UPDATE EXCLUSIVE', 'changing what a publication holds takes SHARE UPDATE EXCLUSIVE')
  }
}

function alterPublication(node: Node<'AlterPublicationStmt'>, world: World): void {
  publish(world, tablesOf(node.pubobjects))
  if (node.action !== 'AP_SetObjects') return
  const old = world.catalog.get<'publication'>({ kind: 'publication', path: [node.pubname ?? ''] })
  for (const { table } of old?.object.tables ?? [])
    world.lock({ kind: 'table', path: table }, 'SHARE UPDATE EXCLUSIVE', 'it was in the publication before')
  if (!old) world.account.unknown('Tables that leave the publication are locked SHARE UPDATE EXCLUSIVE too.')
}

function grant(node: Node<'GrantStmt'>, world: World): void {
  if (world.major < 18 || node.targtype !== 'ACL_TARGET_OBJECT') return
  if (node.objtype !== 'OBJECT_TABLE' && node.objtype !== 'OBJECT_SEQUENCE') return
  for (const item of node.objects ?? []) {
    const relation = world.relation(inner(item, 'RangeVar'))
    if (relation) world.lock(relation.id, 'ACCESS SHARE', 'GRANT and REVOKE open the table since 18')
  }
}

function statistics(node: Node<'CreateStatsStmt'>, world: World): void {
  for (const item of node.relations ?? []) {
    const relation = world.relation(inner(item, 'RangeVar'))
    if (relation) world.lock(relation.id, 'SHARE UPDATE EXCLUSIVE', 'CREATE STATISTICS lets reads and writes go on')
  }
}

/** The body of an SQL function is parsed when it is created (check_function_bodies). */
function routine(node: Node<'CreateFunctionStmt'>, world: World): void {
  // fmgr_sql_validator() has it rewritten too.
  const depth = { planned: false, rewritten: true }
  if (node.sql_body) {
    readQuery(world, { List: { items: [node.sql_body] } } as AnyNode, depth)
    return
  }
  const options = (node.options ?? []).flatMap((item) => inner(item, 'DefElem') ?? [])
  const language = (
    options.find(({ defname }) => defname === 'language')?.arg as { String?: { sval?: string } } | undefined
  )?.String?.sval
  if (language?.toLowerCase() !== 'sql') return
  const body = strings(inner(options.find(({ defname }) => defname === 'as')?.arg, 'List')?.items)[0]
  const result = body === undefined ? undefined : parseTree(body)
  if (!result || isParserError(result)) return
  for (const { stmt } of result.stmts ?? []) if (stmt) readQuery(world, stmt as AnyNode, depth)
}

function call(node: Node<'CallStmt'>, world: World): void {
  const name = strings(node.funccall?.funcname)
  if (isUnheardOf(world, name)) world.account.unknown(`What ${name.join('.')}() does is not known.`)
  follow(world, name)
}

const outsideBlocks = (_: unknown, world: World): void => world.account.refusesBlock()
const nothing = (): void => {}
const onTable =
  (mode: LockMode, why: string) =>
  (node: { readonly relation?: Node<'RangeVar'> }, world: World): void => {
    const relation = world.relation(node.relation)
    if (relation) world.lock(relation.id, mode, why)
  }

const other: Handlers = {
  ViewStmt: view,
  RuleStmt: (node, world) => {
    onTable(strong, 'CREATE RULE takes ACCESS EXCLUSIVE')(node, world)
    const pseudo = new Set(['old', 'new'])
    visit([node.whereClause, node.actions], { names: pseudo, depth: parsed, world })
  },
  CreateTrigStmt: trigger,
  CreatePolicyStmt: policy,
  AlterPolicyStmt: policy,
  LockStmt: lockTables,
  AlterDomainStmt: domain,
  CreatePublicationStmt: (node, world) => publish(world, tablesOf(node.pubobjects)),
  AlterPublicationStmt: alterPublication,
  GrantStmt: grant,
  CreateStatsStmt: statistics,
  CreateFunctionStmt: routine,
  CallStmt: call,
  CreatedbStmt: outsideBlocks,
  DropdbStmt: outsideBlocks,
  CreateTableSpaceStmt: outsideBlocks,
  DropTableSpaceStmt: outsideBlocks,
  AlterSystemStmt: outsideBlocks,
  DiscardStmt: (node, world) => {
    if (node.target === 'DISCARD_ALL') world.account.refusesBlock()
  },
  AlterDatabaseStmt: (node, world) => {
    if ((node.options ?? []).some((item) => inner(item, 'DefElem')?.defname === 'tablespace'))
      world.account.refusesBlock()
  },
  CreateSubscriptionStmt: (node, world) => {
    if (option(node.options, 'connect') !== false && option(node.options, 'create_slot') !== false)
      world.account.refusesBlock()
  },
  DropSubscriptionStmt: outsideBlocks,
  AlterSubscriptionStmt: (node, world) => {
    if (node.kind === 'ALTER_SUBSCRIPTION_REFRESH') world.account.refusesBlock()
  },
  VariableSetStmt: nothing,
}

export default other
