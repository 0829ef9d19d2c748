import { strings } from '../../catalog/expression'
import { tokenAt } from '../../syntax/spans'

import { as, functionName, stringConstant } from '../helpers/nodes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'STATEMENT_INSERT_MUST_SPECIFY_COLUMN' },
    { tool: 'bytebase', name: 'STATEMENT_INSERT_DISALLOW_ORDER_BY_RAND' },
    { tool: 'bytebase', name: 'STATEMENT_WHERE_NO_LEADING_WILDCARD_LIKE' },
    { tool: 'bytebase', name: 'STATEMENT_WHERE_DISALLOW_FUNCTIONS_AND_CALCULATIONS' },
    { tool: 'bytebase', name: 'STATEMENT_WHERE_REQUIRE_SELECT' },
    { tool: 'bytebase', name: 'STATEMENT_SELECT_NO_SELECT_ALL' },
    { tool: 'migrationpilot', name: 'MP075' },
  ],
  docs: {
    summary: 'A data statement that breaks or slows down as the schema grows.',
    why: 'INSERT without a column list and SELECT * depend on the order of columns; ORDER BY random() sorts every row; LIKE with a leading % can use no B-tree index.',
    instead: 'Name the columns; bound the rows by key.',
    wrong: ['insert into t values (1);', "delete from t where name like '%x';"],
    right: ['insert into t (a) values (1);', "delete from t where id = 1 and name like 'x%';"],
  },
  create: () => ({
    InsertStmt(node, context) {
      if (node.cols || !node.selectStmt) return
      context.report({
        at: spanOfRelation(context.statement, node.relation),
        message: `This INSERT relies on the order of ${node.relation?.relname}'s columns.`,
        help: 'Name the columns.',
      })
    },
    ColumnRef(node, context) {
      if (!node.fields?.some((field) => as(field, 'A_Star') !== undefined)) return
      const at = context.statement.at(node.location)
      context.report({
        at: tokenAt(context.statement, at)?.span ?? context.statement.span,
        message: '* stands for other columns once the table changes.',
        help: 'Name the columns.',
      })
    },
    SortBy(node, context) {
      const call = as(node.node, 'FuncCall')
      if (!call || functionName(call) !== 'random') return
      context.report({
        at: tokenAt(context.statement, context.statement.at(call.location))?.span ?? context.statement.span,
        message: 'ORDER BY random() reads and sorts every row.',
        help: 'Use TABLESAMPLE, or pick by key.',
      })
    },
    A_Expr(node, context) {
      const like = node.kind === 'AEXPR_LIKE' || node.kind === 'AEXPR_ILIKE'
      const pattern = like ? stringConstant(node.rexpr) : undefined
      if (!pattern?.startsWith('%') || strings(node.name)[0]?.startsWith('!')) return
      context.report({
        at: tokenAt(context.statement, context.statement.at(node.location))?.span ?? context.statement.span,
        message: `A pattern that begins with % reads every row.`,
        help: 'Bound the rows by key, or use a trigram index.',
      })
    },
  }),
})
