import { spanOfWords } from '../../syntax/spans'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'concurrentRefreshMatviewLock' },
    { tool: 'pgfence', name: 'refresh-matview-concurrent' },
  ],
  docs: {
    summary: 'REFRESH … CONCURRENTLY lets readers pass, not another refresh.',
    why: 'It takes EXCLUSIVE on the view: reads go on, a second refresh and any DDL on the view wait. The difference is written row by row, which costs more than a plain refresh where most rows change.',
    instead: 'Nothing, when refreshes do not overlap.',
    wrong: ['REFRESH MATERIALIZED VIEW CONCURRENTLY sales;'],
    right: ['REFRESH MATERIALIZED VIEW sales;'],
  },
  create: () => ({
    RefreshMatViewStmt(node, context) {
      const view = context.table(node.relation)
      if (!node.concurrent || !view.live) return
      context.report({
        at: spanOfWords(context.statement, ['concurrently']) ?? context.statement.span,
        message: `${view.shown} is locked in EXCLUSIVE: reads go on, other refreshes wait.`,
        help: 'See that no scheduled refresh runs at the same time.',
      })
    },
  }),
})
