import type { Node } from '../../syntax/statement'
import type { Entry } from '../catalog'
import { strings } from '../expression'
import type { IndexShape } from '../indexes'
import { constraintOf, notNullOf } from '../read'
import { hasDefault, setNotNull } from './alter-columns'
import type { Alteration, Subcommand } from './alteration'
import { addForeignKey, validateForeignKey, writtenShape } from './foreign-keys'
import { builtOn } from './indexes'
import { provenNotNull } from './proofs'
import { evaluate } from './query'
import { inner, referenced, same } from './world'

type Command = Node<'AlterTableCmd'>
const strong = 'ACCESS EXCLUSIVE'
const constraintIn = (command: Command): Node<'Constraint'> | undefined => inner(command.def, 'Constraint')
const checked = (constraint: Node<'Constraint'>): boolean =>
  constraint.is_enforced !== false && !constraint.skip_validation

/** What ADD CONSTRAINT does, by the kind of constraint. */
const additions: { readonly [contype: string]: (constraint: Node<'Constraint'>, alteration: Alteration) => void } = {
  CONSTR_CHECK: (constraint, alteration) => {
    const { world, table } = alteration
    const family = constraint.is_no_inherit || alteration.only ? [table] : alteration.family
    alteration.visit(family)
    if (!checked(constraint)) return
    evaluate(world, constraint.raw_expr, true)
    for (const id of family) {
      const own =
        !same(id, table) && constraint.conname ? constraintOf(world.catalog, id, constraint.conname) : undefined
      // A child that has the constraint already takes it for the parent's.
      if (!own) alteration.scan([id])
    }
  },
  CONSTR_NOTNULL: (constraint, alteration) => {
    alteration.visit(alteration.family)
    if (!checked(constraint)) return
    for (const name of strings(constraint.keys)) setNotNull(name, alteration)
  },
  CONSTR_FOREIGN: (constraint, alteration) => {
    const target = alteration.world.relation(constraint.pktable)
    if (!target) return
    addForeignKey(alteration.world, alteration.table, target.id, writtenShape(constraint), {
      validate: checked(constraint) || validatedToo(constraint, alteration),
      allNull: allNull(constraint, alteration),
    })
  },
  CONSTR_UNIQUE: keyed,
  CONSTR_PRIMARY: keyed,
  CONSTR_EXCLUSION: keyed,
}

/** Keys of columns that the same statement adds without a default. */
const allNull = (constraint: Node<'Constraint'>, { commands }: Alteration): boolean => {
  const added = commands.flatMap((command) => {
    const column = command.subtype === 'AT_AddColumn' ? inner(command.def, 'ColumnDef') : undefined
    return column && !hasDefault(column) ? [column.colname] : []
  })
  return strings(constraint.fk_attrs).every((name) => added.includes(name))
}

/** NOT VALID and VALIDATE CONSTRAINT in one statement. */
const validatedToo = (constraint: Node<'Constraint'>, { commands }: Alteration): boolean =>
  commands.some(({ subtype, name }) => subtype === 'AT_ValidateConstraint' && name === constraint.conname)

function keyed(constraint: Node<'Constraint'>, alteration: Alteration): void {
  const { world, table } = alteration
  const nullable =
    constraint.contype === 'CONSTR_PRIMARY'
      ? keyColumns(constraint, alteration).filter((name) => alteration.column(name)?.object.nullable === true)
      : []
  if (constraint.indexname) {
    const index = world.indexes(table).find(({ id }) => id.path[1] === constraint.indexname)
    const renamed =
      constraint.conname !== undefined && constraint.conname !== '' && constraint.conname !== constraint.indexname
    if (index) world.lock(index.id, renamed ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS SHARE', 'the constraint takes it over')
    if (nullable.some((name) => !provenNotNull(world, table, name, alteration.dropped))) alteration.scan([table])
    return
  }
  if (constraint.contype === 'CONSTR_PRIMARY' && !world.isPartitioned(table)) notNullBelow(constraint, alteration)
  const mode = world.major >= 18 || nullable.length > 0 ? strong : 'SHARE'
  if (!alteration.only) for (const id of world.partitions(table)) world.lock(id, mode, 'the partitions get the key too')
  alteration.scan(alteration.only ? [table] : builtOn(world, table, keyShape(constraint)))
  alteration.takeName(constraint, strings(constraint.keys))
}

const keyShape = (constraint: Node<'Constraint'>): IndexShape => ({
  method: 'btree',
  unique: true,
  keys: strings(constraint.keys).map((column) => ({ column, descending: false, nullsFirst: false })),
  include: strings(constraint.including),
  nullsNotDistinct: constraint.nulls_not_distinct === true,
  constraint: constraint.conname ?? '',
})

/** A primary key makes its columns NOT NULL, in inheriting tables too. */
function notNullBelow(constraint: Node<'Constraint'>, alteration: Alteration): void {
  for (const name of strings(constraint.keys)) setNotNull(name, alteration)
}

function keyColumns(constraint: Node<'Constraint'>, { world, table }: Alteration): string[] {
  if (!constraint.indexname) return strings(constraint.keys)
  const index = world.indexes(table).find(({ id }) => id.path[1] === constraint.indexname)
  return (index?.object.keys ?? []).flatMap(({ column }) => column ?? [])
}

function validate(command: Command, alteration: Alteration): void {
  const { world, table } = alteration
  const entry = constraintOf(world.catalog, table, command.name ?? '')
  if (!entry) {
    validateNew(command, alteration)
    return
  }
  if (entry.object.validated) return
  if (entry.object.form === 'foreign key') {
    const target = referenced(entry)
    alteration.visit([table, ...world.partitions(table)])
    if (!same(target, table)) world.lock(target, 'ROW SHARE', `the foreign key ${command.name} refers to it`)
    for (const id of world.partitions(target)) world.lock(id, 'ACCESS SHARE', 'the query that checks the key reads it')
    validateForeignKey(world, [table, ...world.partitions(table)], target)
    return
  }
  const family = entry.object.noInherit ? [table] : alteration.family
  alteration.visit(family)
  evaluate(world, entry.object.expression?.node, true)
  alteration.scan(family.filter((id) => constraintOf(world.catalog, id, entry.id.path[2]!)?.object.validated !== true))
}

/** Of a constraint that the same statement adds NOT VALID. */
function validateNew(command: Command, alteration: Alteration): void {
  const added = alteration.commands.map(constraintIn).find((constraint) => constraint?.conname === command.name)
  if (added?.contype === 'CONSTR_CHECK') alteration.scan(alteration.family)
}

function drop(command: Command, alteration: Alteration): void {
  const { world, table, closure } = alteration
  const name = command.name ?? ''
  const entry = constraintOf(world.catalog, table, name)
  if (!entry) return
  closure.drop(entry as unknown as Entry)
  if (entry.object.form === 'foreign key') closure.table(referenced(entry), `its foreign key ${name} refers to it`)
  const { form, noInherit, columns } = entry.object
  if (noInherit) return
  if (form === 'check') alteration.handDown(table, (child) => constraintOf(world.catalog, child, name))
  if (form === 'not null') alteration.handDown(table, (child) => notNullOf(world.catalog, child, columns[0]!))
}

function change(command: Command, alteration: Alteration): void {
  const { world, table } = alteration
  const definition = (command.def as { ATAlterConstraint?: Node<'ATAlterConstraint'> } | undefined)?.ATAlterConstraint
  const constraint = inner(command.def, 'Constraint')
  const entry = constraintOf(world.catalog, table, definition?.conname ?? constraint?.conname ?? command.name ?? '')
  if (entry?.object.form !== 'foreign key') return
  const target = referenced(entry)
  for (const id of world.partitions(table)) world.lock(id, strong, 'the partitions have the foreign key too')
  if (!definition?.alterEnforceability) return
  const enforced = definition.is_enforced === true
  for (const id of [target, ...world.partitions(target)]) {
    if (enforced !== entry.object.enforced)
      world.lock(
        id,
        enforced ? 'SHARE ROW EXCLUSIVE' : strong,
        `the foreign key refers to it and its triggers ${enforced ? 'come' : 'go'}`,
      )
  }
  if (enforced && !entry.object.enforced) validateForeignKey(world, [table, ...world.partitions(table)], target)
}

const modes: { readonly [contype: string]: 'SHARE ROW EXCLUSIVE' } = { CONSTR_FOREIGN: 'SHARE ROW EXCLUSIVE' }

const subcommands: { readonly [subtype: string]: Subcommand } = {
  AT_AddConstraint: {
    words: 'ADD CONSTRAINT',
    mode: (command) => modes[constraintIn(command)?.contype ?? ''] ?? strong,
    // Whatever the kind: ATPrepCmd() locks all that inherit since 18.
    recurses: (_, { world }) => world.major >= 18,
    effect: (command, alteration) => {
      const constraint = constraintIn(command)
      if (constraint) additions[constraint.contype ?? '']?.(constraint, alteration)
    },
  },
  AT_ValidateConstraint: { words: 'VALIDATE CONSTRAINT', mode: 'SHARE UPDATE EXCLUSIVE', effect: validate },
  AT_DropConstraint: { words: 'DROP CONSTRAINT', mode: strong, effect: drop },
  AT_AlterConstraint: { words: 'ALTER CONSTRAINT', mode: strong, effect: change },
}

export default subcommands
