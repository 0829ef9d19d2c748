import type { AnyNode, Node } from '../../syntax/statement'
import { strings } from '../expression'
import type { Handlers } from './alteration'
import { createPartition } from './partitions'
import { queryOf, readQuery } from './query'
import { inner, type World } from './world'

const constraintsOf = (node: Node<'CreateStmt'>): Node<'Constraint'>[] =>
  (node.tableElts ?? []).flatMap((element) => {
    const constraint = inner(element, 'Constraint')
    if (constraint) return [constraint]
    return (inner(element, 'ColumnDef')?.constraints ?? []).flatMap((item) => inner(item, 'Constraint') ?? [])
  })

function create(node: Node<'CreateStmt'>, world: World, foreign = false): void {
  const name = node.relation
  if (node.if_not_exists && world.takenBy(name)) return
  for (const constraint of constraintsOf(node)) {
    if (constraint.contype !== 'CONSTR_FOREIGN') continue
    const itself = constraint.pktable?.relname === name?.relname && constraint.pktable?.schemaname === name?.schemaname
    const target = itself ? undefined : world.relation(constraint.pktable)
    if (!target) continue
    for (const id of [target.id, ...world.partitions(target.id)]) {
      world.lock(id, 'SHARE ROW EXCLUSIVE', 'the foreign key of the new table refers to it and puts triggers on it')
    }
  }
  for (const element of node.tableElts ?? []) {
    const source = world.relation(inner(element, 'TableLikeClause')?.relation)
    if (source) world.lock(source.id, 'ACCESS SHARE', 'LIKE copies its definition')
  }
  const type = node.ofTypename && world.named(strings(node.ofTypename.names), ['type'])
  if (type) world.lock(type.id, 'ACCESS SHARE', 'the table takes its form')
  for (const item of node.inhRelations ?? []) {
    const parent = world.relation(inner(item, 'RangeVar'))
    if (!parent) continue
    if (node.partbound) createPartition(world, parent.id, node.partbound, foreign)
    else world.lock(parent.id, 'SHARE UPDATE EXCLUSIVE', 'the new table inherits from it')
  }
}

const createTable: Handlers = {
  CreateStmt: create,
  CreateForeignTableStmt: (node, world) => {
    if (node.base) create(node.base, world, true)
  },
  CreateTableAsStmt: (node, world) => {
    const { into, query } = node
    const there = node.if_not_exists === true && world.takenBy(into?.rel) !== undefined
    const filled = !into?.skipData && !there
    readQuery(world, query as AnyNode, filled ? { planned: true, counts: true } : { planned: false })
  },
  RefreshMatViewStmt: (node, world) => {
    const relation = world.relation(node.relation)
    if (!relation) return
    const concurrent = node.concurrent === true
    world.lock(
      relation.id,
      concurrent ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE',
      concurrent ? 'REFRESH … CONCURRENTLY lets readers go on' : 'REFRESH MATERIALIZED VIEW replaces its rows',
    )
    for (const index of world.indexes(relation.id)) {
      world.lock(
        index.id,
        concurrent ? 'ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE',
        concurrent ? 'rows are changed in place' : 'the index is built anew',
      )
      if (!concurrent) world.account.rewrite(index.id)
    }
    if (!concurrent) world.account.rewrite(relation.id)
    const view = world.catalog.get<'materialized_view'>({ kind: 'materialized_view', path: relation.id.path })
    if (!view || node.skipData) return
    readQuery(world, queryOf(view.object.query), { planned: true, counts: true })
    if (concurrent || world.indexes(relation.id).length > 0) world.account.scan(relation.id)
  },
  CreateSchemaStmt: (node, world) => {
    const schema = node.schemaname ?? node.authrole?.rolename ?? ''
    for (const element of node.schemaElts ?? []) {
      const [tag, content] = Object.entries(element)[0] as [string, unknown]
      world.dispatch(tag, content, schema)
    }
  },
  CreateSeqStmt: (node, world) => {
    if (node.if_not_exists && world.takenBy(node.sequence)) return
    lockOwner(node.options, world)
  },
  AlterSeqStmt: (node, world) => {
    const relation = world.relation(node.sequence, node.missing_ok)
    if (!relation) return
    world.lock(relation.id, 'SHARE ROW EXCLUSIVE', 'ALTER SEQUENCE makes nextval() and setval() wait')
    lockOwner(node.options, world)
  },
}

/** OWNED BY table.column. */
function lockOwner(options: readonly AnyNode[] | undefined, world: World): void {
  for (const item of options ?? []) {
    const element = inner(item, 'DefElem')
    if (element?.defname !== 'owned_by') continue
    const names = strings(inner(element.arg, 'List')?.items)
    const table = names.length > 1 ? world.named(names.slice(0, -1)) : undefined
    if (table) world.lock(table.id, 'ACCESS SHARE', 'its column becomes the owner of the sequence')
  }
}

export default createTable
