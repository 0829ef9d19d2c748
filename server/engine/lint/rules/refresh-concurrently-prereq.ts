import { find, indexesOf, nameOf } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import { is, type Statement } from '../../syntax/statement'
import { withoutWords } from '../helpers/edits'
import { before, sameRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  docs: {
    summary: 'REFRESH … CONCURRENTLY without a unique index, or before the first refresh, fails.',
    why: 'It compares old and new rows by a unique index on plain columns of all rows: no WHERE, no expression. A view that was created WITH NO DATA has to be filled once without CONCURRENTLY.',
    instead: 'Create a unique index on the view; refresh it once without CONCURRENTLY.',
    wrong: [
      { before: 'CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;', sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY v;' },
      'CREATE MATERIALIZED VIEW v AS SELECT 1 AS a WITH NO DATA; CREATE UNIQUE INDEX ON v (a); REFRESH MATERIALIZED VIEW CONCURRENTLY v;',
    ],
    right: [
      {
        before: 'CREATE MATERIALIZED VIEW v AS SELECT 1 AS a; CREATE UNIQUE INDEX ON v (a);',
        sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY v;',
      },
    ],
  },
  create: () => ({
    RefreshMatViewStmt(node, context) {
      if (!node.concurrent) return
      if (node.skipData) {
        context.report({
          at: spanOfWords(context.statement, ['with', 'no', 'data']) ?? context.statement.span,
          message: 'This fails: CONCURRENTLY and WITH NO DATA cannot be used together.',
          help: 'Leave out one of them.',
        })
        return
      }
      const { entry } = find(context.before, ['materialized_view'], nameOf(node.relation))
      if (!entry) return
      const indexes = indexesOf(context.before, entry.id)
      const usable = indexes.some(
        ({ object }) => object.unique && !object.where && object.keys.every(({ column }) => column !== undefined),
      )
      const empty = before(context).reduce((sofar, statement) => emptyAfter(statement, sofar), false)
      if (usable && !empty) return
      const at = spanOfWords(context.statement, ['concurrently']) ?? context.statement.span
      const name = node.relation?.relname
      context.report({
        at,
        message: usable
          ? `This fails: ${name} was created WITH NO DATA and has never been filled.`
          : `This fails: ${name} has no unique index on plain columns without WHERE.`,
        help: usable ? 'Refresh it without CONCURRENTLY the first time.' : 'Create such an index first.',
        fixes: usable
          ? [{ title: 'Leave out CONCURRENTLY', safety: 'review', edits: [withoutWords(context.statement, at)] }]
          : [],
      })

      function emptyAfter(statement: Statement, sofar: boolean): boolean {
        if (is(statement, 'CreateTableAsStmt') && sameRelation(statement.node.into?.rel, node.relation))
          return statement.node.into?.skipData === true
        if (is(statement, 'RefreshMatViewStmt') && sameRelation(statement.node.relation, node.relation))
          return statement.node.skipData === true
        return sofar
      }
    },
  }),
})
