import { constraintsOf } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import { reindexesConcurrently } from '../helpers/concurrently'
import { withoutWords } from '../helpers/edits'
import { indexFacts } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'error',
  since: '0.1.0',
  sections: 'both',
  docs: {
    summary: 'REINDEX CONCURRENTLY can’t rebuild system catalogs or exclusion constraints.',
    why: 'PostgreSQL refuses `REINDEX SYSTEM CONCURRENTLY`, catalogs, and the index of an exclusion constraint. Of a table with such a constraint it skips that index with a warning.',
    instead: 'Rebuild these without CONCURRENTLY, when nobody uses the table.',
    wrong: [
      {
        before: 'CREATE TABLE b (r int4range, CONSTRAINT b_excl EXCLUDE USING gist (r WITH &&));',
        sql: 'REINDEX INDEX CONCURRENTLY b_excl;',
        scope: 'statement',
      },
      { sql: 'REINDEX SYSTEM CONCURRENTLY shop;', scope: 'statement' },
    ],
    right: [{ sql: 'REINDEX INDEX CONCURRENTLY b_idx;', scope: 'statement' }],
  },
  create: () => ({
    ReindexStmt(node, context) {
      if (!reindexesConcurrently(node)) return
      const { relation } = node
      if (
        node.kind === 'REINDEX_OBJECT_SYSTEM' ||
        relation?.schemaname === 'pg_catalog' ||
        relation?.relname?.startsWith('pg_')
      ) {
        report(context, 'REINDEX CONCURRENTLY fails: system catalogs can only be rebuilt without it.')
        return
      }
      const path = relation?.schemaname ? [relation.schemaname, relation.relname ?? ''] : [relation?.relname ?? '']
      if (node.kind === 'REINDEX_OBJECT_INDEX') {
        const { entry } = indexFacts(context, path)
        const behind =
          entry?.parent &&
          constraintsOf(context.before, entry.parent).find(
            ({ object, id }) =>
              object.form === 'exclusion' && (object.index ?? id.path.at(-1)) === entry.id.path.at(-1),
          )
        if (behind)
          report(context, `REINDEX CONCURRENTLY fails: ${relation?.relname} belongs to an exclusion constraint.`)
      } else if (node.kind === 'REINDEX_OBJECT_TABLE') {
        const table = context.table(relation)
        const excluded = constraintsOf(context.before, table.id).find(({ object }) => object.form === 'exclusion')
        if (!excluded) return
        context.report({
          at: spanOfWords(context.statement, ['concurrently']) ?? context.statement.span,
          severity: 'warning',
          message: `REINDEX CONCURRENTLY leaves out ${excluded.id.path.at(-1)}, the index of an exclusion constraint of ${table.shown}.`,
          help: 'Rebuild that index without CONCURRENTLY.',
        })
      }
    },
  }),
})

function report(context: RuleContext, message: string): void {
  const at = spanOfWords(context.statement, ['concurrently']) ?? context.statement.span
  context.report({
    at,
    message,
    help: 'Leave out CONCURRENTLY, and run it when nobody uses the table.',
    fixes: [{ title: 'Leave out CONCURRENTLY', safety: 'review', edits: [withoutWords(context.statement, at)] }],
  })
}
