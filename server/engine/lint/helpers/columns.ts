import { strings } from '../../catalog/expression'
import { spanOfName } from '../../syntax/spans'
import { is, type Node, type Statement } from '../../syntax/statement'
import { isWord } from '../../syntax/tokens'
import { type Span, spanOf } from '../../text/source'
import type { Listeners, RuleContext } from '../rule'
import { addedColumn, changedType } from './alter-table'
import { all } from './nodes'

/** A column whose type a statement writes. */
export interface TypedColumn {
  readonly how: 'create' | 'add' | 'change'
  readonly relation: Node<'RangeVar'> | undefined
  readonly name: string
  readonly definition: Node<'ColumnDef'>
  /** Last part of the type's name as the parser has it: int4, varchar, timestamptz, serial. */
  readonly type: string
  /** Where the type stands, with its modifiers; few columns are asked. */
  at(): Span
}

/** Listeners that hand over every column of CREATE TABLE, ADD COLUMN and ALTER COLUMN TYPE; temporary tables are left out. */
export function typedColumns(visit: (column: TypedColumn, context: RuleContext) => void): Listeners {
  const hand = (
    how: TypedColumn['how'],
    relation: Node<'RangeVar'> | undefined,
    name: string | undefined,
    definition: Node<'ColumnDef'> | undefined,
    context: RuleContext,
  ): void => {
    const type = strings(definition?.typeName?.names).at(-1)
    if (!definition || !type || definition.typeName?.setof) return
    if (context.table(relation).temporary) return
    const at = (): Span => spanOfType(context.statement, definition.typeName)
    visit({ how, relation, name: name ?? '', definition, type, at }, context)
  }
  return {
    CreateStmt(node, context) {
      for (const column of all(node.tableElts, 'ColumnDef'))
        hand('create', node.relation, column.colname, column, context)
    },
    AlterTableCmd(command, context) {
      if (!is(context.statement, 'AlterTableStmt') || context.statement.node.objtype !== 'OBJECT_TABLE') return
      const { relation } = context.statement.node
      const added = addedColumn(command)
      if (added) hand('add', relation, added.colname, added, context)
      else hand('change', relation, command.name, changedType(command), context)
    },
  }
}

/** From the type's first word to its modifiers, time zone words and array brackets. */
export function spanOfType(statement: Statement, type: Node<'TypeName'> | undefined): Span {
  if (type?.location === undefined) return statement.span
  const { tokens } = statement
  const start = spanOfName(statement, statement.at(type.location))
  let i = tokens.findIndex(({ span }) => span.end === start.end)
  if (i < 0) return start
  for (;;) {
    const next = tokens[i + 1]
    if (isWord(next, 'varying') || isWord(next, 'precision')) i++
    else if ((isWord(next, 'with') || isWord(next, 'without')) && isWord(tokens[i + 2], 'time')) i += 3
    else if (next?.text === '(' || next?.text === '[') {
      while (tokens[i + 1] && tokens[i + 1]!.text !== ')' && tokens[i + 1]!.text !== ']') i++
      i++
    } else break
  }
  return spanOf(start.start, (tokens[Math.min(i, tokens.length - 1)] ?? tokens.at(-1)!).span.end)
}

export const constraintsIn = (column: Node<'ColumnDef'>): readonly Node<'Constraint'>[] =>
  all(column.constraints, 'Constraint')
