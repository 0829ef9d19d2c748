import { strings } from '../../catalog/expression'
import { tokenAt } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  aliases: [{ tool: 'bytebase', name: 'STATEMENT_SELECT_NO_SELECT_ALL' }],
  docs: {
    summary: 'SELECT * in a view is read once, when the view is created.',
    why: 'Columns added later do not show in the view, and none of those it has can be dropped.',
    instead: 'List the columns.',
    wrong: ['CREATE VIEW v AS SELECT * FROM t;'],
    right: ['CREATE VIEW v AS SELECT a, b FROM t;'],
  },
  create: () => ({
    ViewStmt: (node, context) => check(node.query, context),
    CreateTableAsStmt: (node, context) => {
      if (node.objtype === 'OBJECT_MATVIEW') check(node.query, context)
    },
  }),
})

function check(query: unknown, context: RuleContext): void {
  const select = (query as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt
  for (const item of select?.targetList ?? []) {
    const column = (
      (item as { ResTarget?: Node<'ResTarget'> }).ResTarget?.val as { ColumnRef?: Node<'ColumnRef'> } | undefined
    )?.ColumnRef
    const last = column?.fields?.at(-1)
    if (!column || !last || !('A_Star' in last)) continue
    const { statement } = context
    const from = statement.at(column.location)
    const at =
      strings(column.fields).length > 1
        ? statement.tokens.find(({ span, text }) => span.start >= from && text === '*')
        : tokenAt(statement, from)
    context.report({
      at: at?.span ?? statement.span,
      message: 'The columns behind * are fixed when the view is created.',
      help: 'List them.',
    })
  }
}
