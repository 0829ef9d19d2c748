import { strings } from '../../catalog/expression'
import { figuredName } from '../../catalog/names'
import { tokenAt } from '../../syntax/spans'
import type { AnyNode, Node, Statement } from '../../syntax/statement'
import { addedColumn } from '../helpers/alter-table'
import { all, as, commandsOf } from '../helpers/nodes'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  aliases: [{ tool: 'squawk', name: 'ban-duplicate-column-assignments' }],
  docs: {
    summary: 'A column is named twice where it may be named once.',
    why: 'UPDATE … SET, the column list of INSERT, CREATE TABLE, ADD COLUMN and the columns of a view each take a column once: PostgreSQL refuses the statement.',
    instead: 'Remove one of them.',
    wrong: ['update t set a = 1, a = 2 where id = 1;', 'create table t (a int, a text);'],
    right: ['update t set a = 1, b = 2 where id = 1;', 'create table t (a int, b text);'],
  },
  create: () => ({
    UpdateStmt: (node, context) => report(assigned(node.targetList), 'assigned', context),
    InsertStmt(node, context) {
      report(assigned(node.cols), 'named', context)
      report(assigned(node.onConflictClause?.targetList), 'assigned', context)
    },
    CreateStmt: (node, context) =>
      report(
        all(node.tableElts, 'ColumnDef').map(({ colname, location }) => ({ name: colname, location })),
        'defined',
        context,
      ),
    AlterTableStmt(node, context) {
      const added = commandsOf(node).filter(({ missing_ok }) => !missing_ok)
      report(
        added.map(addedColumn).map((column) => ({ name: column?.colname, location: column?.location })),
        'added',
        context,
      )
    },
    ViewStmt(node, context) {
      const given = strings(node.aliases)
      const targets = all(as(node.query, 'SelectStmt')?.targetList, 'ResTarget')
      report(
        targets.map((target, i) => ({
          name: given[i] ?? target.name ?? nameOf(target.val),
          location: target.location,
        })),
        'named',
        context,
      )
    },
  }),
})

interface Named {
  readonly name: string | undefined
  readonly location: number | undefined
}

/** Parts of a column (an array element, a field) may be assigned side by side. */
const assigned = (list: readonly AnyNode[] | undefined): readonly Named[] =>
  all(list, 'ResTarget')
    .filter(({ indirection }) => !indirection)
    .map(({ name, location }) => ({ name, location }))

const nameOf = (value: AnyNode | undefined): string | undefined =>
  value && !all((as(value, 'ColumnRef') as Node<'ColumnRef'> | undefined)?.fields, 'A_Star').length
    ? figuredName(value)
    : undefined

function report(columns: readonly Named[], how: string, context: RuleContext): void {
  const seen = new Set<string>()
  for (const { name, location } of columns) {
    if (name === undefined) continue
    if (seen.has(name)) {
      context.report({
        at: spanAt(context.statement, location),
        message: `${name} is ${how} twice: PostgreSQL refuses the statement.`,
        help: 'Remove one of the two.',
      })
    }
    seen.add(name)
  }
}

const spanAt = (statement: Statement, location: number | undefined) =>
  location === undefined ? statement.span : (tokenAt(statement, statement.at(location))?.span ?? statement.span)
