import type { AnyNode, Node } from '../../syntax/statement'
import type { Entry, Kind, ObjectId } from '../catalog'
import { strings } from '../expression'
import type { LockMode } from '../lock-types'
import { constraintOf, functionsNamed } from '../read'
import type { Handlers } from './alteration'
import { Closure, typedTables } from './closure'
import { dropMembers } from './extensions'
import { dropUnfollowed, mayExist } from './outside'
import { inner, nameParts, type relationKinds, tableOfIndex, type World } from './world'

const strong = 'ACCESS EXCLUSIVE'

/** DROP of relations and types by name. */
const dropped: { readonly [objectType: string]: readonly (typeof relationKinds)[number][] } = {
  OBJECT_TABLE: ['table'],
  OBJECT_FOREIGN_TABLE: ['table'],
  OBJECT_VIEW: ['view'],
  OBJECT_MATVIEW: ['materialized_view'],
  OBJECT_SEQUENCE: ['sequence'],
  OBJECT_INDEX: ['index'],
  OBJECT_TYPE: ['type'],
  OBJECT_DOMAIN: ['type'],
}

const childKinds: { readonly [objectType: string]: Kind } = {
  OBJECT_TRIGGER: 'trigger',
  OBJECT_POLICY: 'policy',
  OBJECT_RULE: 'rule',
}

const words: { readonly [objectType: string]: string } = {
  FDW: 'FOREIGN DATA WRAPPER',
  MATVIEW: 'MATERIALIZED VIEW',
  OPCLASS: 'OPERATOR CLASS',
  OPFAMILY: 'OPERATOR FAMILY',
  STATISTIC_EXT: 'STATISTICS',
  TSCONFIGURATION: 'TEXT SEARCH CONFIGURATION',
  TSDICTIONARY: 'TEXT SEARCH DICTIONARY',
  TSPARSER: 'TEXT SEARCH PARSER',
  TSTEMPLATE: 'TEXT SEARCH TEMPLATE',
}
const wordsOf = (objectType: string): string => {
  const type = objectType.slice('OBJECT_'.length)
  return words[type] ?? type.replaceAll('_', ' ')
}

function drop(node: Node<'DropStmt'>, world: World): void {
  const type = node.removeType ?? ''
  const title = `DROP ${wordsOf(type)}`
  if (node.concurrent) {
    dropConcurrently(node, world)
    return
  }
  const closure = new Closure(world, title)
  for (const object of node.objects ?? []) {
    const path = nameParts(object)
    const child = childKinds[type]
    if (child) dropChild(child, path, closure, title, node.missing_ok === true, world)
    else if (dropped[type]) {
      const relation = world.named(path, dropped[type], node.missing_ok)
      if (!relation) continue
      if (relation.entry) closure.drop(relation.entry)
      else world.lock(relation.id, strong, `${title}: it goes`)
    } else if (type === 'OBJECT_SCHEMA') dropSchema(path[0]!, closure, world)
    else if (type === 'OBJECT_STATISTIC_EXT') dropStatistics(path, world)
    else if (routines.has(type)) dropFunction(object, closure, node.behavior === 'DROP_CASCADE', world)
    else if (type === 'OBJECT_FOREIGN_SERVER' && node.behavior === 'DROP_CASCADE') dropServer(path[0]!, closure, world)
    else if (type === 'OBJECT_COLLATION' && node.behavior === 'DROP_CASCADE')
      dropCollation(path.at(-1)!, title, closure, world)
    else if (
      !(type === 'OBJECT_EXTENSION' && node.behavior === 'DROP_CASCADE' && dropMembers(world, path[0]!, closure))
    )
      dropUnfollowed(world, type, title, path[0] ?? '', node.behavior === 'DROP_CASCADE')
  }
}

function dropStatistics(path: readonly string[], world: World): void {
  const entry = world.catalog.resolve(['statistics'], path, world.catalog.searchPath)
  const why = 'DROP STATISTICS takes SHARE UPDATE EXCLUSIVE on the table'
  if (entry) world.lock({ kind: 'table', path: entry.object.table }, 'SHARE UPDATE EXCLUSIVE', why)
}

function dropConcurrently(node: Node<'DropStmt'>, world: World): void {
  world.account.refusesBlock()
  for (const object of node.objects ?? []) {
    const relation = world.named(nameParts(object), ['index'], node.missing_ok)
    if (!relation) continue
    world.lock(relation.id, strong, 'DROP INDEX CONCURRENTLY takes it at the end, when nobody uses the index any more')
    const index = world.catalog.get<'index'>({ kind: 'index', path: relation.id.path })
    if (index)
      world.lock(
        tableOfIndex(index, world),
        'SHARE UPDATE EXCLUSIVE',
        'DROP INDEX CONCURRENTLY lets reads and writes go on',
      )
  }
}

function dropChild(
  kind: Kind,
  path: readonly string[],
  closure: Closure,
  title: string,
  missingOk: boolean,
  world: World,
): void {
  const table = world.named(path.slice(0, -1), ['table', 'view', 'materialized_view'], missingOk)
  if (!table) return
  const id = { kind, path: [...table.id.path, path.at(-1)!] } as ObjectId
  const why = `${title} takes ACCESS EXCLUSIVE on the table`
  const entry = world.catalog.get(id)
  if (entry) closure.drop(entry)
  else if (!missingOk || !world.catalog.knows(id)) world.lock(table.id, strong, why)
}

function dropSchema(name: string, closure: Closure, world: World): void {
  const schema: ObjectId = { kind: 'schema' as Kind, path: [name] }
  if (!world.catalog.get(schema) && !world.catalog.knows(schema)) {
    world.account.unknown(`What is in the schema ${name} is not known.`)
    return
  }
  for (const entry of world.catalog.childrenOf(schema)) closure.drop(entry)
  for (const entry of world.catalog.ofKind('function'))
    if (entry.id.path[0] === name) closure.drop(entry as unknown as Entry)
}

function dropServer(name: string, closure: Closure, world: World): void {
  for (const entry of world.catalog.ofKind('table')) {
    if (entry.object.server === name) closure.drop(entry as unknown as Entry)
  }
  if (!world.catalog.knows({ kind: 'table', path: ['public', ''] }))
    world.account.unknown(`The history does not create every table of the server ${name}.`)
}

function dropCollation(name: string, title: string, closure: Closure, world: World): void {
  for (const entry of world.catalog.ofKind('column')) {
    if (entry.object.collation === name) closure.drop(entry as unknown as Entry)
  }
  dropUnfollowed(world, 'OBJECT_COLLATION', title, name, true)
}

const routines = new Set(['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROUTINE', 'OBJECT_AGGREGATE'])

function dropFunction(object: AnyNode, closure: Closure, cascades: boolean, world: World): void {
  const named = inner(object, 'ObjectWithArgs')
  const name = strings(named?.objname)
  const overloads = functionsNamed(world.catalog, name)
  if (cascades && overloads.length === 0 && mayExist(world, name))
    world.account.unknown(`The history does not create ${name.join('.')}(): what depends on it is not known.`)
  const count = named?.objargs?.length ?? 0
  const fitting = overloads.filter((entry) => named?.args_unspecified || entry.object.arguments.length >= count)
  for (const entry of fitting.length === 1 ? fitting : overloads.slice(0, 1)) closure.drop(entry as unknown as Entry)
}

const relationTypes = new Set([
  'OBJECT_TABLE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_SEQUENCE',
  'OBJECT_FOREIGN_TABLE',
  'OBJECT_INDEX',
])

function rename(node: Node<'RenameStmt'>, world: World): void {
  const type = node.renameType ?? ''
  if (!node.relation) {
    if (type === 'OBJECT_TYPE') lockComposite(nameParts(node.object), world)
    return
  }
  const relation = world.relation(node.relation, node.missing_ok)
  if (!relation) return
  const { id } = relation
  const only = node.relation.inh !== true
  // ALTER INDEX of anything else takes what ALTER TABLE takes (RenameRelation).
  if (relation.entry ? id.kind === 'index' && type !== 'OBJECT_TABLE' : type === 'OBJECT_INDEX') {
    world.lock(id, 'SHARE UPDATE EXCLUSIVE', 'ALTER INDEX … RENAME lets reads and writes go on')
    return
  }
  world.lock(
    id,
    strong,
    `${type === 'OBJECT_COLUMN' || type === 'OBJECT_ATTRIBUTE' ? 'RENAME COLUMN' : 'RENAME'} takes ACCESS EXCLUSIVE`,
  )
  if (type === 'OBJECT_COLUMN' && !only) {
    for (const child of world.descendants(id)) world.lock(child, strong, 'its inherited column is renamed too')
  }
  if (type === 'OBJECT_ATTRIBUTE')
    for (const table of typedTables(world, id)) world.lock(table, strong, 'its column is renamed with the attribute')
  if (type === 'OBJECT_TABCONSTRAINT') renameConstraint(id, node.subname ?? '', only, world)
  if (type === 'OBJECT_TRIGGER' && world.major >= 15) {
    for (const partition of world.partitions(id))
      world.lock(partition, strong, 'its copy of the trigger is renamed too')
  }
}

function renameConstraint(table: ObjectId, name: string, only: boolean, world: World): void {
  const entry = constraintOf(world.catalog, table, name)
  if (!entry) return
  if (entry.object.index !== undefined) {
    world.lock(
      { kind: 'index', path: [table.path[0]!, entry.object.index] },
      'SHARE UPDATE EXCLUSIVE',
      'the index behind the constraint is renamed too',
    )
  }
  if (only || entry.object.noInherit || (entry.object.form !== 'check' && entry.object.form !== 'not null')) return
  for (const child of world.descendants(table)) world.lock(child, strong, 'its inherited constraint is renamed too')
}

function lockComposite(path: readonly string[], world: World): void {
  const type = world.named(path, ['type'])
  if (type?.entry && (type.entry as unknown as Entry<'type'>).object.form === 'composite')
    world.lock(type.id, strong, 'a composite type is a relation, and it is changed')
}

function moveSchema(node: Node<'AlterObjectSchemaStmt'>, world: World): void {
  const relation = world.relation(node.relation, node.missing_ok)
  if (!relation) return
  world.lock(relation.id, strong, 'SET SCHEMA takes ACCESS EXCLUSIVE')
  if (relation.id.kind !== 'table') return
  for (const sequence of world.ownedSequences(relation.id))
    world.lock(sequence, strong, 'the sequences the table owns move with it')
}

const commentModes: { readonly [objectType: string]: LockMode } = {
  OBJECT_TABCONSTRAINT: 'ACCESS SHARE',
  OBJECT_TRIGGER: 'ACCESS SHARE',
  OBJECT_POLICY: 'ACCESS SHARE',
  OBJECT_RULE: 'ACCESS SHARE',
  OBJECT_COLUMN: 'SHARE UPDATE EXCLUSIVE',
}

const objects: Handlers = {
  DropStmt: drop,
  RenameStmt: rename,
  AlterObjectSchemaStmt: moveSchema,
  AlterOwnerStmt: (node, world) => {
    if (node.objectType === 'OBJECT_TYPE') lockComposite(nameParts(node.object), world)
  },
  CommentStmt: (node, world) => {
    const type = node.objtype ?? ''
    const path = nameParts(node.object)
    const whole = relationTypes.has(type)
    const mode = whole ? 'SHARE UPDATE EXCLUSIVE' : commentModes[type]
    if (!mode) return
    const relation = world.named(whole ? path : path.slice(0, -1))
    if (relation) world.lock(relation.id, mode, `COMMENT takes ${mode} on ${whole ? 'it' : 'its relation'}`)
  },
  AlterObjectDependsStmt: (node, world) => {
    const relation = world.relation(node.relation)
    if (!relation) return
    const mode = node.objectType === 'OBJECT_TRIGGER' ? 'ACCESS SHARE' : strong
    world.lock(relation.id, mode, 'DEPENDS ON EXTENSION')
  },
}

export default objects
