import { cased, insert } from '../helpers/edits'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'requireConcurrentRefreshMatview' },
    { tool: 'pgfence', name: 'refresh-matview-blocking' },
    { tool: 'migrationpilot', name: 'MP033' },
  ],
  docs: {
    summary: 'REFRESH MATERIALIZED VIEW locks out its readers while the query runs.',
    why: 'The view is filled anew under ACCESS EXCLUSIVE: everyone who reads it waits for the whole query. `WITH NO DATA` only empties it.',
    instead:
      '`REFRESH MATERIALIZED VIEW CONCURRENTLY` takes EXCLUSIVE, which lets readers pass. It needs a unique index on plain columns without WHERE, and a view that has been filled once.',
    wrong: ['REFRESH MATERIALIZED VIEW sales;'],
    right: [
      'REFRESH MATERIALIZED VIEW CONCURRENTLY sales;',
      'CREATE MATERIALIZED VIEW v AS SELECT 1 AS a WITH NO DATA; REFRESH MATERIALIZED VIEW v;',
    ],
  },
  create: () => ({
    RefreshMatViewStmt(node, context) {
      if (node.concurrent || node.skipData) return
      const view = context.table(node.relation)
      if (!view.live || view.createdHere) return
      if ((view.entry?.object as { populated?: boolean } | undefined)?.populated === false) return
      const name = spanOfRelation(context.statement, node.relation)
      context.report({
        at: name,
        message: `REFRESH locks ${view.shown} in ACCESS EXCLUSIVE: its readers wait until the query is done.`,
        help: 'Refresh it CONCURRENTLY; that needs a unique index on plain columns, without WHERE.',
        fixes: [
          {
            title: 'Refresh it concurrently',
            safety: 'review',
            edits: [insert(name.start, `${cased(context.statement, 'CONCURRENTLY')} `)],
          },
        ],
      })
    },
  }),
})
