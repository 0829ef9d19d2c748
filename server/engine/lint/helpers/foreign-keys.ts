import type { Entry } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { columnOf, primaryKeyOf } from '../../catalog/read'
import { is, type Node, type Statement } from '../../syntax/statement'
import { type Offset, type Span, spanOf } from '../../text/source'
import type { RuleContext, TableFacts } from '../rule'
import { addedColumn, addedConstraint, alteredRelation, commandsOf } from './alter-table'
import { all, as } from './nodes'

type Constraint = Node<'Constraint'>

/** A foreign key that a CREATE TABLE or ALTER TABLE makes. */
export interface NewForeignKey {
  readonly constraint: Constraint
  readonly columns: readonly string[]
  /** How it is written. */
  readonly form: 'new table' | 'new column' | 'constraint'
  /** The table that gets it. */
  readonly relation: Node<'RangeVar'>
  /** `REFERENCES users (id)`. */
  readonly at: Span
}

export function foreignKeysIn(statement: Statement): readonly NewForeignKey[] {
  if (is(statement, 'CreateStmt')) {
    const relation = statement.node.relation
    if (!relation) return []
    return (statement.node.tableElts ?? []).flatMap((element) => {
      const column = as(element, 'ColumnDef')
      const constraint = as(element, 'Constraint')
      if (column) return inline(column, 'new table', relation, statement)
      return constraint?.contype === 'CONSTR_FOREIGN' ? [ofTable(constraint, 'new table', relation, statement)] : []
    })
  }
  const relation = alteredRelation({ statement })
  if (!relation) return []
  return commandsOf(statement).flatMap((command) => {
    const column = addedColumn(command)
    if (column) return inline(column, 'new column', relation, statement)
    const constraint = addedConstraint(command)
    return constraint?.contype === 'CONSTR_FOREIGN' ? [ofTable(constraint, 'constraint', relation, statement)] : []
  })
}

function inline(
  column: Node<'ColumnDef'>,
  form: NewForeignKey['form'],
  relation: Node<'RangeVar'>,
  statement: Statement,
): NewForeignKey[] {
  return all(column.constraints, 'Constraint')
    .filter(({ contype }) => contype === 'CONSTR_FOREIGN')
    .map((constraint) => ({
      constraint,
      columns: [column.colname ?? ''],
      form,
      relation,
      at: referencesSpan(constraint, statement),
    }))
}

const ofTable = (
  constraint: Constraint,
  form: NewForeignKey['form'],
  relation: Node<'RangeVar'>,
  statement: Statement,
): NewForeignKey => ({
  constraint,
  columns: strings(constraint.fk_attrs),
  form,
  relation,
  at: referencesSpan(constraint, statement),
})

/** From REFERENCES to the end of the referenced name and its columns. */
function referencesSpan(constraint: Constraint, statement: Statement): Span {
  const { tokens } = statement
  const named: Offset = statement.at(constraint.pktable?.location)
  let i = tokens.findIndex(({ span }) => span.start >= named)
  if (i < 1) return statement.span
  const start = tokens[i - 1]!.span.start
  while (tokens[i + 1]?.text === '.') i += 2
  if (tokens[i + 1]?.text === '(') while (tokens[i] && tokens[i]!.text !== ')') i++
  return spanOf(start, tokens[i]?.span.end ?? named)
}

/** The table a new foreign key is made on, as it is after the statement. */
export function referencing({ relation, form }: NewForeignKey, context: RuleContext): TableFacts['id'] {
  if (form !== 'new table') return context.table(relation).id
  const schema =
    relation.schemaname ?? (relation.relpersistence === 't' ? 'pg_temp' : (context.before.searchPath[0] ?? 'public'))
  return { kind: 'table', path: [schema, relation.relname ?? ''] }
}

/** A column of a foreign key and the one it refers to, as far as the history tells. */
export interface KeyPair {
  readonly column: string
  readonly from?: Entry<'column'>
  readonly to?: Entry<'column'>
}

export function keyPairs(key: NewForeignKey, context: RuleContext): readonly KeyPair[] {
  const { after } = context
  const own = referencing(key, context)
  const other = context.table(key.constraint.pktable).id
  const referenced = key.constraint.pk_attrs
    ? strings(key.constraint.pk_attrs)
    : primaryKeyOf(after, other)?.object.columns
  return key.columns.map((column, i) => {
    const from = columnOf(after, own, column)
    const to = referenced?.[i] === undefined ? undefined : columnOf(after, other, referenced[i])
    return { column, ...(from && { from }), ...(to && { to }) }
  })
}

/** Names that people give to foreign keys, for constraints whose making the history does not show. */
export const looksLikeForeignKey = (name: string): boolean => /(^|_)(fk|fkey|foreign)(_|\d|$)|^fk|fk$/i.test(name)
