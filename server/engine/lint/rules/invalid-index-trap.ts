import { quoteName } from '../../db/quote'
import { spanOfWords } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import { droppedPath } from '../helpers/drops'
import { cased, indent, insert, newline, withoutWords } from '../helpers/edits'
import { before } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'strong_migrations', name: 'remove_invalid_indexes' },
    { tool: 'migrationpilot', name: 'MP070' },
  ],
  docs: {
    summary: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS takes a broken index for the wanted one.',
    why: 'A concurrent build that fails leaves an INVALID index behind. It is kept up to date by every write and used by no query; if UNIQUE, it enforces only what it happens to hold. Run again, IF NOT EXISTS finds the name taken and does nothing, successfully (observed on 14 and 18).',
    instead: '`DROP INDEX CONCURRENTLY IF EXISTS` first, then create it without IF NOT EXISTS.',
    wrong: [{ sql: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (a);', scope: 'statement' }],
    right: [
      {
        sql: 'DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (a);',
        scope: 'statement',
      },
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      if (!node.concurrent || !node.if_not_exists || !context.table(node.relation).live) return
      const { statement } = context
      const droppedFirst = before(context).some(
        (earlier) =>
          is(earlier, 'DropStmt') &&
          earlier.node.removeType === 'OBJECT_INDEX' &&
          droppedPath(earlier).some((path) => path.at(-1) === node.idxname),
      )
      if (droppedFirst) return
      const at = spanOfWords(statement, ['if', 'not', 'exists']) ?? statement.span
      const schema = node.relation?.schemaname ? [node.relation.schemaname] : []
      const drop = `${cased(statement, 'DROP INDEX CONCURRENTLY IF EXISTS')} ${quoteName([...schema, node.idxname ?? ''])};`
      // Two statements in one text are one transaction, where neither CONCURRENTLY may run.
      const apart = context.transaction.scope === 'statement' && !statement.enclosure
      context.report({
        at,
        message: `If a build of ${node.idxname} failed before, this finds its INVALID index and does nothing.`,
        help: 'DROP INDEX CONCURRENTLY IF EXISTS first, then create it without IF NOT EXISTS.',
        fixes: [
          apart
            ? {
                title: 'Drop what a failed build left behind first',
                safety: 'review',
                edits: [
                  insert(statement.span.start, `${drop}${newline(statement)}${indent(statement)}`),
                  withoutWords(statement, at),
                ],
              }
            : { title: 'Leave out IF NOT EXISTS', safety: 'review', edits: [withoutWords(statement, at)] },
        ],
      })
    },
  }),
})
