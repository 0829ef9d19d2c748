import { nameOf } from '../../catalog/read'
import { quoteName } from '../../db/quote'
import { clausesOf, spanOfName } from '../../syntax/spans'
import { is, type Node, type Statement } from '../../syntax/statement'
import { type Offset, type Span, spanOf } from '../../text/source'
import type { RuleContext, TableFacts } from '../rule'
import { all, as } from './nodes'

type Command = Node<'AlterTableCmd'>
type Constraint = Node<'Constraint'>
type ColumnDef = Node<'ColumnDef'>

/** The ordinary or partitioned table that the ALTER TABLE being visited changes. */
export function alteredRelation({ statement }: { readonly statement: Statement }): Node<'RangeVar'> | undefined {
  return is(statement, 'AlterTableStmt') && statement.node.objtype === 'OBJECT_TABLE'
    ? statement.node.relation
    : undefined
}

/** The same, when others may be using that table. */
export function liveTable(context: RuleContext): TableFacts | undefined {
  const table = alteredTable(context)
  return table?.live ? table : undefined
}

/** The same, and one with the few rows that this migration committed. */
export function populatedTable(context: RuleContext): TableFacts | undefined {
  const table = alteredTable(context)
  return table?.populated ? table : undefined
}

/** The same, and one that this migration itself filled: what becomes of its rows, and the work on them, is the same for those. */
export function filledTable(context: RuleContext): TableFacts | undefined {
  const table = alteredTable(context)
  return table && (table.live || isFilledHere(table)) ? table : undefined
}

function alteredTable(context: RuleContext): TableFacts | undefined {
  const relation = alteredRelation(context)
  return relation && context.table(relation)
}

/** Created here and given rows, be they few. */
export const isFilledHere = (table: TableFacts): boolean =>
  table.createdHere && !table.temporary && table.rows !== 'none'

/** Its name, ready to be written into SQL. */
export const writtenName = (context: RuleContext): string => quoteName(nameOf(alteredRelation(context)))

export const commandsOf = (statement: Statement): readonly Command[] =>
  is(statement, 'AlterTableStmt') ? all(statement.node.cmds, 'AlterTableCmd') : []

export const addedConstraint = (command: Command): Constraint | undefined =>
  command.subtype === 'AT_AddConstraint' ? as(command.def, 'Constraint') : undefined

export const addedColumn = (command: Command): ColumnDef | undefined =>
  command.subtype === 'AT_AddColumn' ? as(command.def, 'ColumnDef') : undefined

/** The new type, collation and USING of ALTER COLUMN TYPE. */
export const changedType = (command: Command): ColumnDef | undefined =>
  command.subtype === 'AT_AlterColumnType' ? as(command.def, 'ColumnDef') : undefined

/** A constraint written at a column, with the attributes that follow it. */
export interface Inline {
  readonly constraint: Constraint
  /** From its first word to the next constraint, or to the end of the column's definition. */
  readonly span: Span
  readonly enforced: boolean
}

/** `end` is where the column definition ends. */
export function inlineConstraints(column: ColumnDef, statement: Statement, end: Offset): readonly Inline[] {
  const nodes = all(column.constraints, 'Constraint')
  const result: Inline[] = []
  for (let i = 0; i < nodes.length; i++) {
    const constraint = nodes[i]!
    if (constraint.contype?.startsWith('CONSTR_ATTR_')) continue
    let next = i + 1
    let enforced = true
    for (; nodes[next]?.contype?.startsWith('CONSTR_ATTR_'); next++) {
      if (nodes[next]!.contype === 'CONSTR_ATTR_NOT_ENFORCED') enforced = false
    }
    const start = statement.at(constraint.location)
    const until = nodes[next] ? statement.at(nodes[next]!.location) : end
    const last = statement.tokens.findLast((token) => token.span.start >= start && token.span.end <= until)
    result.push({ constraint, enforced, span: spanOf(start, last?.span.end ?? until) })
  }
  return result
}

/** The span of the column or constraint name a subcommand is about: the last name before `stop` words, from the clause's start. */
export function spanOfTarget(context: RuleContext, name: string | undefined): Span {
  const { clause, statement } = context
  const token = statement.tokens.find(
    ({ span, text }) =>
      span.start >= clause.start &&
      span.end <= clause.end &&
      (text === name || text === `"${name}"` || text.toLowerCase() === name),
  )
  return token ? spanOfName(statement, token.span.start) : clause
}

/** A subcommand with the comma that parts it from its neighbour, to be cut out; undefined where it stands alone. */
export function spanWithComma(statement: Statement, index: number): Span | undefined {
  const clauses = clausesOf(statement)
  const clause = clauses[index]
  if (!clause || clauses.length < 2) return undefined
  const previous = clauses[index - 1]
  return previous ? spanOf(previous.end, clause.end) : spanOf(clause.start, clauses[1]!.start)
}
