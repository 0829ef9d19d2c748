import type { AnyNode, Node } from '../../syntax/statement'
import type { Entry, ObjectId } from '../catalog'
import { columnsIn } from '../expression'
import { notNullOf } from '../read'
import { serialType, typeUse } from '../types'
import type { Alteration, Subcommand } from './alteration'
import { computed, mentions } from './closure'
import { conversion, domainOf, hasDomainConstraints, sameOperators } from './column-types'
import { addForeignKey, validateForeignKey, writtenShape } from './foreign-keys'
import { provenNotNull } from './proofs'
import { evaluate } from './query'
import { volatilityOf } from './volatility'
import { inner, referenced, same, tableOfChild, type World } from './world'

type Command = Node<'AlterTableCmd'>
const strong = 'ACCESS EXCLUSIVE'

const constraintsOf = (column: Node<'ColumnDef'>): Node<'Constraint'>[] =>
  (column.constraints ?? []).flatMap((item) => inner(item, 'Constraint') ?? [])

/** Whether a default, or anything that is one in disguise, stands at the column: then foreign keys of this statement are checked. */
function hasDefault(column: Node<'ColumnDef'>): boolean {
  if (serialType(column.typeName)) return true
  return constraintsOf(column).some(({ contype }) => contype === 'CONSTR_DEFAULT' || contype === 'CONSTR_GENERATED')
}

/** The tables that get a new column. One that has it already takes it for its parent's, and nothing below is visited. */
function gaining(alteration: Alteration, name: string): ObjectId[] {
  const { world, table, only } = alteration
  const found = [table]
  if (only) return found
  for (let i = 0; i < found.length; i++) {
    for (const { id } of world.children(found[i]!)) {
      alteration.visit([id])
      if (!world.column(id, name)) found.push(id)
    }
  }
  return found
}

function addColumn(command: Command, alteration: Alteration): void {
  const { world, table } = alteration
  const column = inner(command.def, 'ColumnDef')
  if (!column || (command.missing_ok && alteration.column(column.colname ?? ''))) return
  const family = gaining(alteration, column.colname ?? '')
  const constraints = constraintsOf(column)
  const generated = constraints.find(({ contype }) => contype === 'CONSTR_GENERATED')
  const isVirtual = generated !== undefined && generated.generated_kind !== 's'
  if (filledAnew(column, constraints, isVirtual, alteration)) alteration.rewrite(family)
  const value = constraints.find(({ contype }) => contype === 'CONSTR_DEFAULT')?.raw_expr
  const isNull = value === undefined || inner(value, 'A_Const')?.isnull === true
  for (const constraint of constraints) {
    switch (constraint.contype) {
      case 'CONSTR_NOTNULL':
        if (isVirtual || (isNull && !generated)) alteration.scan(family)
        break
      case 'CONSTR_CHECK':
        if (constraint.is_enforced === false || constraint.skip_validation) break
        alteration.scan(family)
        evaluate(world, constraint.raw_expr, true)
        break
      case 'CONSTR_UNIQUE':
      case 'CONSTR_PRIMARY':
        alteration.scan([table, ...world.partitions(table)])
        alteration.takeName(constraint, [column.colname ?? ''])
        break
      case 'CONSTR_FOREIGN': {
        const target = world.relation(constraint.pktable)
        if (target)
          addForeignKey(world, table, target.id, writtenShape(constraint, [column.colname ?? '']), {
            // A new column without default is NULL everywhere, so its foreign key holds (transformAlterTableStmt).
            validate: constraint.is_enforced !== false && !constraint.skip_validation && hasDefault(column),
            allNull: isNull && !generated,
          })
        break
      }
    }
  }
}

/** Whether every row gets a value of its own, which PostgreSQL can't keep once for all (ATExecAddColumn, attmissingval). */
function filledAnew(
  column: Node<'ColumnDef'>,
  constraints: readonly Node<'Constraint'>[],
  isVirtual: boolean,
  { world }: Alteration,
): boolean {
  const { catalog, account } = world
  if (isVirtual) return false
  if (serialType(column.typeName)) return true
  if (constraints.some(({ contype }) => contype === 'CONSTR_GENERATED' || contype === 'CONSTR_IDENTITY')) return true
  const type = typeUse(column.typeName, catalog, catalog.searchPath)
  if (hasDomainConstraints(catalog, type.text)) return true
  const domain = domainOf(catalog, type.text)?.object
  const written = constraints.find(({ contype }) => contype === 'CONSTR_DEFAULT')?.raw_expr
  const value = written ?? (domain?.form === 'domain' ? domain.default?.node : undefined)
  if (type.id && !catalog.get(type.id) && !catalog.knows(type.id))
    account.unknown(`Whether ${type.text} is a domain with constraints is not known: if it is, the table is rewritten.`)
  const answer = volatilityOf(value, catalog)
  if ('unknown' in answer) account.unknown(answer.unknown)
  const volatile = 'volatile' in answer && answer.volatile
  evaluate(world, value, true)
  return volatile
}

function dropColumn(command: Command, alteration: Alteration): void {
  const { world, closure, table } = alteration
  const name = command.name ?? ''
  const column = alteration.column(name)
  if (!column) return
  closure.drop(column as unknown as Entry)
  alteration.handDown(table, (child) => world.column(child, name))
}

/** Since 18 a constraint is dropped, and only where there is one (dropconstraint_internal). */
function dropNotNull(command: Command, alteration: Alteration): void {
  const { world, table } = alteration
  const name = command.name ?? ''
  if (world.major < 18 || !notNullOf(world.catalog, table, name)) return
  alteration.handDown(table, (child) => notNullOf(world.catalog, child, name))
}

/** The tables SET NOT NULL comes to: below a column that is NOT NULL all are, but for plain inheritance until 17 (ATPrepSetNotNull). */
function madeNotNull(name: string, { world, table, only, family }: Alteration): ObjectId[] {
  const holds = (id: ObjectId): boolean => world.column(id, name)?.object.nullable === false
  if (world.major < 18) {
    if (!world.isPartitioned(table)) return family
    // Without its partitions they are looked at all the same: each must have it already.
    return holds(table) ? [table] : world.family(table)
  }
  if (only || notNullOf(world.catalog, table, name)?.object.validated === false) return family
  const visit = (id: ObjectId): ObjectId[] =>
    holds(id) ? [id] : [id, ...world.children(id).flatMap((child) => visit(child.id))]
  return visit(table)
}

function setNotNull(name: string, alteration: Alteration): void {
  const { world, dropped, family, commands } = alteration
  alteration.visit(madeNotNull(name, alteration))
  const isNew = commands.some(
    ({ subtype, def }) => subtype === 'AT_AddColumn' && inner(def, 'ColumnDef')?.colname === name,
  )
  if (isNew && !alteration.column(name)) alteration.scan(family)
  for (const id of family) {
    const column = world.column(id, name)
    if (!column || world.isPartitioned(id)) continue
    const named = notNullOf(world.catalog, id, name)
    const holds = !column.object.nullable && (named === undefined || named.object.validated)
    if (!holds && !provenNotNull(world, id, name, dropped)) alteration.scan([id])
  }
}

/** USING that says nothing new: the column itself, or casts of it, whose types these are, innermost first. */
function castsOf(using: AnyNode, column: string): readonly Node<'TypeName'>[] | undefined {
  if (inner(using, 'ColumnRef')) return columnsIn(using)[0] === column ? [] : undefined
  const cast = inner(using, 'TypeCast')
  const within = cast?.arg && castsOf(cast.arg, column)
  return within && cast?.typeName ? [...within, cast.typeName] : undefined
}

/** Whether the command gives a column a type that its values must be written anew for. */
function writesAnew({ subtype, name, def }: Command, alteration: Alteration): boolean {
  const definition = subtype === 'AT_AlterColumnType' ? inner(def, 'ColumnDef') : undefined
  const old = alteration.column(name ?? '')
  if (!definition || !old) return false
  const { catalog } = alteration.world
  return mustRewrite(definition, old, typeUse(definition.typeName, catalog, catalog.searchPath).text, alteration)
}

function alterType(command: Command, alteration: Alteration): void {
  const name = command.name ?? ''
  const definition = inner(command.def, 'ColumnDef')
  const old = alteration.column(name)
  if (!definition || !old) return
  const { world, family } = alteration
  const { catalog } = world
  const to = typeUse(definition.typeName, catalog, catalog.searchPath)
  const rewrites = writesAnew(command, alteration)
  if (rewrites) alteration.rewrite(family)
  // In a table that is written anew for another column a foreign key is checked again all the same (ATPostAlterTypeParse).
  const rewritten = alteration.commands.some((other) => writesAnew(other, alteration))
  const collation = definition.collClause?.collname?.at(-1)
  const collates = collation !== undefined && inner(collation, 'String')?.sval !== (old.object.collation ?? 'default')
  const keepsOperators = sameOperators(catalog, old.object.type, to.text) && !collates
  for (const id of family) {
    rebuildIndexes(id, name, rewrites, keepsOperators, alteration)
    for (const constraint of world.constraints(id))
      recheck(constraint, id, name, rewritten || !keepsOperators, alteration)
    for (const key of world.foreignKeysTo(id)) {
      if (key.object.references!.columns.includes(name) && !same(tableOfChild(key as unknown as Entry), id))
        rekey(key, tableOfChild(key as unknown as Entry), id, rewritten || !keepsOperators, world)
    }
    for (const sequence of world.sequencesOfColumn(id, name)) {
      if (sequence.object.identity)
        world.lock(sequence.id, 'SHARE ROW EXCLUSIVE', 'the sequence of the identity column changes type too')
    }
  }
}

function mustRewrite(definition: Node<'ColumnDef'>, old: Entry<'column'>, to: string, { world }: Alteration): boolean {
  const { catalog, account } = world
  if (old.object.generated === 'virtual') return false
  const casts = definition.raw_default ? castsOf(definition.raw_default, old.id.path[2]!) : []
  if (!casts) return true
  const types = [old.object.type, ...casts.map((cast) => typeUse(cast, catalog, catalog.searchPath).text), to]
  for (let i = 1; i < types.length; i++) {
    const answer = conversion(catalog, types[i - 1]!, types[i]!, world.timeZone)
    if (answer === 'rewrite') return true
    if (answer !== 'free') account.unknown(answer.unknown)
  }
  return false
}

/** An index that has the column is made anew; its file is taken over when neither values nor operators change (TryReuseIndex). */
function rebuildIndexes(
  table: ObjectId,
  column: string,
  rewrites: boolean,
  keepsOperators: boolean,
  { world }: Alteration,
): void {
  for (const index of world.indexes(table)) {
    if (!mentions(index, column)) continue
    world.lock(index.id, strong, 'the index has the column and is made anew')
    if (index.object.partitioned) continue
    const plain =
      index.object.where === undefined && index.object.keys.every(({ expression }) => expression === undefined)
    const isKey = index.object.keys.some((key) => key.column === column)
    // What hangs on a partitioned index goes with it, before its own file could be taken over.
    const hangs = index.object.partitionOf !== undefined
    if (
      rewrites ||
      hangs ||
      !plain ||
      computed(index, column) ||
      hasArrays(index, world) ||
      (isKey && !keepsOperators)
    ) {
      world.account.rewrite(index.id)
      world.account.scan(table)
    }
  }
}

/** GIN keeps the elements of an array, so CheckIndexCompatible() never finds the array's type in it. */
const hasArrays = ({ object }: Entry<'index'>, world: World): boolean =>
  object.method === 'gin' &&
  object.keys.some(
    ({ column, opclass }) =>
      (opclass ?? 'array_ops') === 'array_ops' &&
      column !== undefined &&
      world.column({ kind: 'table', path: object.table }, column)?.object.type.endsWith('[]') === true,
  )

function recheck(
  constraint: Entry<'constraint'>,
  table: ObjectId,
  column: string,
  changes: boolean,
  { world }: Alteration,
): void {
  const { form, columns, expression, validated } = constraint.object
  if (
    form === 'check' &&
    validated &&
    (columns.includes(column) || columnsIn(expression?.node, table.path[1]).includes(column))
  ) {
    if (!world.isPartitioned(table)) world.account.scan(table)
  }
  if (form === 'foreign key' && columns.includes(column))
    rekey(constraint, referenced(constraint), table, changes, world, true)
}

/** The foreign key is dropped and made again: the table at its other end is locked as for a drop. */
function rekey(
  key: Entry<'constraint'>,
  other: ObjectId,
  table: ObjectId,
  changes: boolean,
  world: World,
  referring = false,
): void {
  for (const id of [other, ...world.partitions(other)]) {
    // Until 14 only what has rows has the triggers of the key that go with it; the new key's come everywhere.
    const mode = referring && world.major < 15 && world.isPartitioned(id) ? 'SHARE ROW EXCLUSIVE' : strong
    world.lock(id, mode, `the foreign key ${key.id.path[2]} has the column and is made anew`)
  }
  if (!changes || !key.object.validated) return
  const [from, to] = referring ? [table, other] : [other, table]
  validateForeignKey(world, [from, ...world.partitions(from)], to)
}

/** Down to the partitions since 17, which share the parent's identity. */
const identity = (words: string, mode?: 'SHARE ROW EXCLUSIVE' | 'ACCESS EXCLUSIVE'): Subcommand => ({
  words,
  mode: strong,
  recurses: (_, { world, table }) => world.major >= 17 && world.isPartitioned(table),
  effect: (command, { world, table }) => {
    if (!mode) return
    for (const sequence of world.sequencesOfColumn(table, command.name ?? '')) {
      world.lock(sequence.id, mode, 'it is the sequence of the identity column')
    }
  },
})

const subcommands: { readonly [subtype: string]: Subcommand } = {
  AT_AddColumn: { words: 'ADD COLUMN', mode: strong, effect: addColumn },
  AT_AddColumnToView: { words: 'ADD COLUMN', mode: strong },
  AT_DropColumn: { words: 'DROP COLUMN', mode: strong, effect: dropColumn },
  AT_ColumnDefault: { words: 'SET DEFAULT', mode: strong, recurses: true },
  AT_DropNotNull: {
    words: 'DROP NOT NULL',
    mode: strong,
    recurses: (_, { world }) => world.major < 18,
    effect: dropNotNull,
  },
  AT_SetNotNull: {
    words: 'SET NOT NULL',
    mode: strong,
    effect: (command, alteration) => setNotNull(command.name ?? '', alteration),
  },
  AT_AlterColumnType: { words: 'ALTER COLUMN … TYPE', mode: strong, recurses: true, effect: alterType },
  AT_AlterColumnGenericOptions: { words: 'ALTER COLUMN … OPTIONS', mode: strong },
  AT_SetStatistics: { words: 'SET STATISTICS', mode: 'SHARE UPDATE EXCLUSIVE', recurses: true },
  AT_SetOptions: { words: 'ALTER COLUMN … SET (…)', mode: 'SHARE UPDATE EXCLUSIVE' },
  AT_ResetOptions: { words: 'ALTER COLUMN … RESET (…)', mode: 'SHARE UPDATE EXCLUSIVE' },
  AT_SetStorage: { words: 'SET STORAGE', mode: strong, recurses: true },
  AT_SetCompression: { words: 'SET COMPRESSION', mode: strong },
  AT_AddIdentity: identity('ADD GENERATED AS IDENTITY'),
  AT_SetIdentity: identity('SET GENERATED', 'SHARE ROW EXCLUSIVE'),
  AT_DropIdentity: identity('DROP IDENTITY', strong),
  AT_DropExpression: { words: 'DROP EXPRESSION', mode: strong, recurses: true },
  AT_SetExpression: {
    words: 'SET EXPRESSION',
    mode: strong,
    recurses: true,
    effect: (command, alteration) => {
      if (alteration.column(command.name ?? '')?.object.generated === 'stored') alteration.rewrite(alteration.family)
    },
  },
}

export { hasDefault, setNotNull }
export default subcommands
