import type { AnyNode, Node, NodeTag } from '../syntax/statement'
import type { Catalog, Entry, ObjectId, Target } from './catalog'
import { columnsIn, strings } from './expression'
import { constraintName, indexColumnNames, joinedNames, relationName } from './names'
import { serialType } from './types'

/** One part of a statement that kinds listen for. */
export interface Visit {
  readonly tag: NodeTag
  readonly node: unknown
  readonly target?: Target
  /** Where it isn't the session's. */
  readonly searchPath?: readonly string[]
}

type Constraint = Node<'Constraint'>
type ColumnDef = Node<'ColumnDef'>

const relations = ['table', 'view', 'materialized_view', 'index', 'sequence', 'type'] as const

/** The schema a new object goes to: the one written, pg_temp, or the first of the search path. */
export function placeFor(
  relation: Node<'RangeVar'> | undefined,
  searchPath: readonly string[],
): readonly [string, string] {
  const schema = relation?.schemaname ?? (relation?.relpersistence === 't' ? 'pg_temp' : (searchPath[0] ?? 'public'))
  return [schema, relation?.relname ?? '']
}

/** The relation a name stands for; where the catalog doesn't have it, a table in the first schema of the search path. */
export function relationId(
  relation: Node<'RangeVar'> | undefined,
  catalog: Catalog,
  searchPath: readonly string[],
): ObjectId {
  const name = relation?.relname ?? ''
  const path = relation?.schemaname ? [relation.schemaname, name] : [name]
  const found = catalog.resolve(relations, path, ['pg_temp', ...searchPath])
  return found?.id ?? { kind: 'table', path: placeFor(relation, searchPath) }
}

/**
 * The statement, then its parts in the order PostgreSQL works on them (transformCreateStmt; the passes of ATController in tablecmds.c), so
 * that default names come out the same. Lazy: each part is made when the catalog has the ones before.
 */
export function* visits(tag: NodeTag, node: unknown, catalog: Catalog, searchPath: readonly string[]): Iterable<Visit> {
  if (tag === 'CreateStmt') yield* createTable(node as Node<'CreateStmt'>, catalog, searchPath)
  else if (tag === 'CreateForeignTableStmt') {
    yield* createTable((node as Node<'CreateForeignTableStmt'>).base ?? {}, catalog, searchPath)
    yield { tag, node }
  } else if (tag === 'AlterTableStmt') yield* alterTable(node as Node<'AlterTableStmt'>, catalog, searchPath)
  else if (tag === 'CreateSchemaStmt') yield* createSchema(node as Node<'CreateSchemaStmt'>, catalog, searchPath)
  else yield { tag, node }
}

/** The elements of CREATE SCHEMA are statements of their own, at home in the new schema. */
function* createSchema(
  node: Node<'CreateSchemaStmt'>,
  catalog: Catalog,
  searchPath: readonly string[],
): Iterable<Visit> {
  yield { tag: 'CreateSchemaStmt', node }
  const within = [node.schemaname ?? node.authrole?.rolename ?? '', ...searchPath]
  for (const element of node.schemaElts ?? []) {
    const [tag, inner] = Object.entries(element)[0] as [NodeTag, unknown]
    for (const visit of visits(tag, inner, catalog, within)) yield { ...visit, searchPath: within }
  }
}

function* createTable(node: Node<'CreateStmt'>, catalog: Catalog, searchPath: readonly string[]): Iterable<Visit> {
  const path = placeFor(node.relation, searchPath)
  const id: ObjectId = { kind: 'table', path }
  if (node.if_not_exists && catalog.taken(id)) return
  const target: Target = { id, only: false }
  yield { tag: 'CreateStmt', node, target }
  const constraints: Located[] = []
  for (const element of node.tableElts ?? []) {
    const any = element as { ColumnDef?: ColumnDef; TableLikeClause?: unknown; Constraint?: Constraint }
    if (any.ColumnDef) {
      yield { tag: 'ColumnDef', node: any.ColumnDef, target }
      constraints.push(...inline(any.ColumnDef))
    } else if (any.TableLikeClause) yield { tag: 'TableLikeClause', node: any.TableLikeClause, target }
    else if (any.Constraint) constraints.push({ constraint: any.Constraint })
  }
  if (node.constraints) constraints.push(...settled(node.constraints, undefined))
  yield* inOrder(constraints, target, catalog)
}

interface Located {
  readonly constraint: Constraint
  readonly column?: string
}

const kindsOfIndex = new Set(['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION'])

/** Names the parent's constraints were given: its partitions and inheritors take them over. */
type Given = Map<string, string>

/** CHECKs, NOT NULLs, keys with the primary one first, foreign keys. Keys reach partitions by their indexes. */
function* inOrder(all: readonly Located[], target: Target, catalog: Catalog, given?: Given): Iterable<Visit> {
  if (all.length === 0) return
  const of = (...types: string[]) => all.filter(({ constraint }) => types.includes(constraint.contype ?? ''))
  const handedDown = target.from !== undefined
  for (const located of of('CONSTR_CHECK')) yield visitOf(located, target, catalog, given)
  for (const located of notNulls(all, target, catalog)) yield visitOf(located, target, catalog, given)
  if (!handedDown) {
    const keys = [...of('CONSTR_PRIMARY'), ...of('CONSTR_UNIQUE', 'CONSTR_EXCLUSION')]
    for (const located of distinctKeys(keys)) yield visitOf(located, target, catalog)
  }
  for (const located of of('CONSTR_FOREIGN')) yield visitOf(located, target, catalog, given)
}

/** `UNIQUE PRIMARY KEY` is one key: of those over the same columns the first stays, under whichever name is given (transformIndexConstraints). */
function distinctKeys(all: readonly Located[]): readonly Located[] {
  if (all.length < 2) return all
  const kept = new Map<string, Located>()
  for (const { constraint, column } of all) {
    const { contype, keys, including, nulls_not_distinct, deferrable, initdeferred, indexname, location } = constraint
    const columns = keys ? strings(keys) : [column]
    const traits = [strings(including), nulls_not_distinct === true, deferrable === true, initdeferred === true]
    const alone = contype === 'CONSTR_EXCLUSION' || indexname !== undefined
    const key = alone ? `${contype} ${location}` : JSON.stringify([columns, ...traits])
    const first = kept.get(key)
    if (!first) kept.set(key, { constraint, ...(column !== undefined && { column }) })
    else if (!first.constraint.conname && constraint.conname) {
      kept.set(key, { ...first, constraint: { ...first.constraint, conname: constraint.conname } })
    }
  }
  return [...kept.values()]
}

/** A primary key makes its columns NOT NULL; a column said to be NOT NULL twice is so once, a given name winning. */
function notNulls(all: readonly Located[], target: Target, catalog: Catalog): Located[] {
  const byColumn = new Map<string, Located>()
  const add = (column: string, located: Located) => {
    const old = byColumn.get(column)
    if (!old || (!old.constraint.conname && located.constraint.conname)) byColumn.set(column, located)
  }
  for (const located of all) {
    const { constraint } = located
    if (constraint.contype !== 'CONSTR_NOTNULL') continue
    for (const column of constraint.keys ? strings(constraint.keys) : [located.column!]) add(column, located)
  }
  for (const { constraint, column } of all) {
    if (constraint.contype !== 'CONSTR_PRIMARY') continue
    for (const key of keyColumns(constraint, column, target, catalog)) {
      add(key, { constraint: { contype: 'CONSTR_NOTNULL', initially_valid: true, is_enforced: true }, column: key })
    }
  }
  return [...byColumn].map(([column, { constraint }]) => ({ constraint, column }))
}

/** The constraints of a column definition, with what serial and identity imply. */
function inline(column: ColumnDef): Located[] {
  const located = settled(column.constraints ?? [], column.colname)
  const implied =
    serialType(column.typeName) !== undefined ||
    (column.constraints ?? []).some(
      (item) => (item as { Constraint?: Constraint }).Constraint?.contype === 'CONSTR_IDENTITY',
    )
  if (!implied || !column.colname) return located
  const constraint: Constraint = { contype: 'CONSTR_NOTNULL', initially_valid: true, is_enforced: true }
  return [...located, { constraint, column: column.colname }]
}

const attributes: { readonly [contype: string]: Partial<Constraint> } = {
  CONSTR_ATTR_DEFERRABLE: { deferrable: true },
  CONSTR_ATTR_NOT_DEFERRABLE: { deferrable: false },
  CONSTR_ATTR_DEFERRED: { deferrable: true, initdeferred: true },
  CONSTR_ATTR_IMMEDIATE: { initdeferred: false },
  CONSTR_ATTR_ENFORCED: { is_enforced: true },
  CONSTR_ATTR_NOT_ENFORCED: { is_enforced: false, initially_valid: false },
}

/** DEFERRABLE and its kin follow the constraint they belong to as nodes of their own. */
function settled(nodes: readonly AnyNode[], column: string | undefined): Located[] {
  const result: { constraint: Constraint; column?: string }[] = []
  for (const item of nodes) {
    const { Constraint: constraint } = item as { Constraint?: Constraint }
    if (!constraint) continue
    const attribute = attributes[constraint.contype ?? '']
    const last = result.at(-1)
    if (attribute) {
      if (last) last.constraint = { ...last.constraint, ...attribute }
    } else result.push({ constraint, ...(column !== undefined && { column }) })
  }
  return result
}

function visitOf({ constraint, column }: Located, target: Target, catalog: Catalog, given?: Given): Visit {
  const columns = keyColumns(constraint, column, target, catalog)
  const same = given && `${constraint.contype} ${constraint.location} ${columns.join()}`
  const handed = target.from && given?.get(same!)
  const name = handed || constraint.conname || defaultName(constraint, columns, target, catalog)
  given?.set(same!, name)
  const { id, only, from } = target
  return { tag: 'Constraint', node: constraint, target: { id, only, from, column, columns, name } }
}

function keyColumns(
  constraint: Constraint,
  column: string | undefined,
  target: Target,
  catalog: Catalog,
): readonly string[] {
  switch (constraint.contype) {
    case 'CONSTR_CHECK':
      return columnsIn(constraint.raw_expr, target.id.path[1])
    case 'CONSTR_FOREIGN':
      return constraint.fk_attrs ? strings(constraint.fk_attrs) : [column!]
    case 'CONSTR_EXCLUSION':
      return (constraint.exclusions ?? []).map((pair) => {
        const element = (pair as { List?: { items?: readonly AnyNode[] } }).List?.items?.[0]
        return (element as { IndexElem?: Node<'IndexElem'> } | undefined)?.IndexElem?.name ?? ''
      })
    case 'CONSTR_NOTNULL':
      return [column ?? strings(constraint.keys)[0]!]
    default: {
      if (constraint.indexname) {
        const index = catalog.get({ kind: 'index', path: [target.id.path[0]!, constraint.indexname] })
        return index?.object.keys.map((key) => key.column ?? '') ?? []
      }
      return constraint.keys ? strings(constraint.keys) : column !== undefined ? [column] : []
    }
  }
}

function defaultName(constraint: Constraint, columns: readonly string[], target: Target, catalog: Catalog): string {
  const [schema, table] = target.id.path as [string, string]
  switch (constraint.contype) {
    case 'CONSTR_CHECK':
      return constraintName(catalog, schema, table, columns.length === 1 ? columns[0] : undefined, 'check')
    case 'CONSTR_NOTNULL':
      return constraintName(catalog, schema, table, columns[0], 'not_null')
    case 'CONSTR_FOREIGN':
      return constraintName(catalog, schema, table, joinedNames(columns), 'fkey')
    case 'CONSTR_PRIMARY':
      return constraint.indexname || relationName(catalog, schema, table, undefined, 'pkey', true)
    case 'CONSTR_EXCLUSION': {
      const elements = (constraint.exclusions ?? []).map(
        (pair) => (pair as { List?: { items?: AnyNode[] } }).List?.items?.[0],
      )
      return relationName(catalog, schema, table, joinedNames(indexColumnNames(elements)), 'excl', true)
    }
    default: {
      if (constraint.indexname) return constraint.indexname
      const elements = [...columns, ...strings(constraint.including)].map(
        (name) => ({ IndexElem: { name } }) as AnyNode,
      )
      return relationName(catalog, schema, table, joinedNames(indexColumnNames(elements)), 'key', true)
    }
  }
}

/** The pass of ALTER TABLE a subcommand runs in (AlterTablePass in tablecmds.c); what isn't named runs last. */
const passes: { readonly [subtype: string]: number } = {
  AT_DropColumn: 0,
  AT_DropConstraint: 0,
  AT_DropNotNull: 0,
  AT_DropExpression: 0,
  AT_DropIdentity: 0,
  AT_AlterColumnType: 1,
  AT_AddColumn: 2,
  AT_SetExpression: 3,
  AT_AddConstraint: 4,
  AT_SetNotNull: 5,
  AT_AddIndexConstraint: 6,
  AT_AddIdentity: 8,
  AT_ColumnDefault: 8,
}

const passOf = (command: Node<'AlterTableCmd'>): number => {
  const constraint = (command.def as { Constraint?: Constraint } | undefined)?.Constraint
  if (command.subtype === 'AT_ColumnDefault' && !command.def) return 0
  if (command.subtype === 'AT_AddConstraint' && constraint) {
    if (kindsOfIndex.has(constraint.contype ?? '')) return 7
    if (constraint.contype === 'CONSTR_FOREIGN') return 8
  }
  return passes[command.subtype ?? ''] ?? 9
}

function* alterTable(node: Node<'AlterTableStmt'>, catalog: Catalog, searchPath: readonly string[]): Iterable<Visit> {
  const id = relationId(node.relation, catalog, searchPath)
  if (node.missing_ok && catalog.knows(id) && !catalog.taken(id)) return
  const commands = (node.cmds ?? []).map((item) => (item as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd)
  const ordered = commands.length > 1 ? [...commands].sort((a, b) => passOf(a) - passOf(b)) : commands
  yield { tag: 'AlterTableStmt', node, target: { id, only: node.relation?.inh !== true } }
  for (const command of ordered) yield* handedDown(command, { id, only: node.relation?.inh !== true }, catalog)
}

/** Subcommands that reach partitions and inheriting tables too, unless ONLY is written. */
const recursing = new Set([
  'AT_AddColumn',
  'AT_DropColumn',
  'AT_AlterColumnType',
  'AT_SetNotNull',
  'AT_DropNotNull',
  'AT_ColumnDefault',
  'AT_AddConstraint',
  'AT_DropConstraint',
  'AT_ValidateConstraint',
  'AT_AlterConstraint',
  'AT_SetExpression',
  'AT_DropExpression',
  'AT_AddIdentity',
  'AT_SetIdentity',
  'AT_DropIdentity',
  'AT_SetStorage',
  'AT_SetStatistics',
])

function* handedDown(
  command: Node<'AlterTableCmd'>,
  target: Target,
  catalog: Catalog,
  given: Given = new Map(),
): Iterable<Visit> {
  yield* alteration(command, target, catalog, given)
  if (target.only || !recursing.has(command.subtype ?? '')) return
  for (const child of childTables(catalog, target.id)) {
    if (child.object.partitionOf === undefined && !reachesInheritors(command)) continue
    yield* handedDown(command, { id: child.id, only: false, from: target.id }, catalog, given)
  }
}

/** Keys, foreign keys and identity are handed down to partitions only. */
function reachesInheritors(command: Node<'AlterTableCmd'>): boolean {
  const contype = (command.def as { Constraint?: Constraint } | undefined)?.Constraint?.contype
  if (contype === 'CONSTR_CHECK') return !(command.def as { Constraint: Constraint }).Constraint.is_no_inherit
  return contype === undefined ? !command.subtype?.endsWith('Identity') : contype === 'CONSTR_NOTNULL'
}

function* alteration(command: Node<'AlterTableCmd'>, target: Target, catalog: Catalog, given: Given): Iterable<Visit> {
  yield { tag: 'AlterTableCmd', node: command, target }
  const definition = command.def as { ColumnDef?: ColumnDef; Constraint?: Constraint } | undefined
  if (command.subtype === 'AT_AddColumn' && definition?.ColumnDef) {
    const column = { kind: 'column', path: [...target.id.path, definition.ColumnDef.colname ?? ''] } as ObjectId
    if (command.missing_ok && catalog.taken(column)) return
    yield { tag: 'ColumnDef', node: definition.ColumnDef, target }
    const constraints = inline(definition.ColumnDef)
    yield* inOrder(
      target.from ? constraints.filter((located) => handsDown(located, target, catalog)) : constraints,
      target,
      catalog,
      given,
    )
  } else if (command.subtype === 'AT_AddConstraint' && definition?.Constraint) {
    yield* inOrder([{ constraint: definition.Constraint }], target, catalog, given)
  } else if (command.subtype === 'AT_SetNotNull') {
    if (hasNotNull(catalog, target.id, command.name ?? '')) return
    const constraint: Constraint = { contype: 'CONSTR_NOTNULL', initially_valid: true, is_enforced: true }
    yield visitOf({ constraint, column: command.name ?? '' }, target, catalog, given)
  }
}

/** Foreign keys go down to partitions only. */
function handsDown({ constraint }: Located, { id }: Target, catalog: Catalog): boolean {
  if (constraint.contype === 'CONSTR_NOTNULL') return true
  if (constraint.contype === 'CONSTR_CHECK') return !constraint.is_no_inherit
  const table = catalog.get<'table'>({ kind: 'table', path: id.path })
  return constraint.contype === 'CONSTR_FOREIGN' && table?.object.partitionOf !== undefined
}

function hasNotNull(catalog: Catalog, table: ObjectId, column: string): boolean {
  for (const entry of catalog.childrenOf(table)) {
    if (entry.id.kind !== 'constraint') continue
    const { object } = entry as unknown as Entry<'constraint'>
    if (object.form === 'not null' && object.columns[0] === column) return true
  }
  return false
}

/** Partitions and inheriting tables, one level. */
export function* childTables(catalog: Catalog, id: ObjectId): Iterable<Entry<'table'>> {
  for (const entry of catalog.dependentsOf(id, 'table')) {
    const table = entry as unknown as Entry<'table'>
    const parents = table.object.partitionOf ? [table.object.partitionOf] : table.object.inherits
    if (parents.some((path) => path.join('\u0001') === id.path.join('\u0001'))) yield table
  }
}
