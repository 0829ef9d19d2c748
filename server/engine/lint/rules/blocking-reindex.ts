import { isPartitioned } from '../../catalog/read'
import type { Fix } from '../../diagnostic'
import { is, type Statement } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { reindexesConcurrently } from '../helpers/concurrently'
import { cased, insert } from '../helpers/edits'
import { sizeOptions } from '../helpers/sizes'
import { indexFacts, spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'require-concurrent-reindex' },
    { tool: 'pgls', name: 'requireConcurrentReindex' },
    { tool: 'pgfence', name: 'reindex-non-concurrent' },
    { tool: 'migrationpilot', name: 'MP021' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'REINDEX stops writes, and queries that plan with the index, until it is done.',
    why: 'The table is locked in SHARE and each index in ACCESS EXCLUSIVE while it is built anew. The planner opens every index of a table, so new queries of the table wait too.',
    instead: '`REINDEX … CONCURRENTLY`, outside a transaction.',
    wrong: ['REINDEX INDEX orders_user_id;', 'REINDEX TABLE orders;'],
    right: [
      { sql: 'REINDEX INDEX CONCURRENTLY orders_user_id;', scope: 'statement' },
      'CREATE TABLE t (a int PRIMARY KEY); REINDEX TABLE t;',
    ],
  },
  create: () => ({
    ReindexStmt(node, context) {
      const { statement } = context
      if (!is(statement, 'ReindexStmt') || reindexesConcurrently(node)) return
      const path = node.relation?.schemaname
        ? [node.relation.schemaname, node.relation.relname ?? '']
        : [node.relation?.relname ?? '']
      const index = node.kind === 'REINDEX_OBJECT_INDEX'
      const facts = index ? indexFacts(context, path) : undefined
      const table = node.kind === 'REINDEX_OBJECT_TABLE' ? context.table(node.relation) : facts?.table
      if (table ? !table.populated : facts && !facts.live) return
      const what =
        table?.shown ?? (index ? `the table of ${path.join('.')}` : `every table of ${node.name ?? 'the database'}`)
      const parts = table && isPartitioned(context.before, table.id) ? ' and every partition' : ''
      const { fixes, impossible } =
        statement.enclosure || node.kind === 'REINDEX_OBJECT_SYSTEM' ? { fixes: [] } : fixesOf(statement, context)
      context.report({
        at: node.relation
          ? spanOf(statement.span.start, spanOfRelation(statement, node.relation).end)
          : kindSpan(statement),
        ...(table && { worksThrough: table }),
        message: `REINDEX locks ${what}${parts} in SHARE and ${index ? 'the index' : 'the indexes'} in ACCESS EXCLUSIVE: writes and new queries wait until it is done.`,
        help: `REINDEX … CONCURRENTLY, outside a transaction.${impossible ? ` ${impossible}` : ''}`,
        fixes,
      })
    },
  }),
})

function fixesOf(
  statement: Statement,
  context: RuleContext,
): { readonly fixes: readonly Fix[]; readonly impossible?: string } {
  const kind = kindToken(statement)
  if (!kind) return { fixes: [] }
  const edits = [insert(kind.span.end, ` ${cased(statement, 'CONCURRENTLY')}`)]
  const outside = context.nonTransactional(edits)
  if (outside && 'impossible' in outside) return { fixes: [], impossible: outside.impossible }
  return {
    fixes: [
      {
        title: 'Reindex concurrently',
        safety: 'review',
        edits: [...edits, ...(outside?.edits ?? [])],
        ...(outside?.creates && { creates: outside.creates }),
      },
    ],
  }
}

const kindToken = (statement: Statement) =>
  statement.tokens.find((token) => /^(index|table|schema|database|system)$/i.test(token.text))

const kindSpan = (statement: Statement) =>
  spanOf(statement.span.start, (kindToken(statement)?.span ?? statement.span).end)
