import type { Fix } from '../../diagnostic'
import { bodyOf } from '../../syntax/body'
import { spanOfWords } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import { alone } from '../helpers/alone'
import { concurrently } from '../helpers/concurrently'
import { droppedPath } from '../helpers/drops'
import { withoutWords, withSemicolon } from '../helpers/edits'
import { indexFacts } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'error',
  since: '0.1.0',
  sections: 'both',
  aliases: [
    { tool: 'squawk', name: 'ban-concurrent-index-creation-in-transaction' },
    { tool: 'pgls', name: 'banConcurrentIndexCreationInTransaction' },
    { tool: 'pgfence', name: 'concurrent-in-transaction' },
    { tool: 'atlas', name: 'PG103' },
    { tool: 'atlas', name: 'TX101' },
    { tool: 'bytebase', name: 'STATEMENT_NON_TRANSACTIONAL' },
    { tool: 'migrationpilot', name: 'MP025' },
  ],
  docs: {
    summary: 'A CONCURRENTLY that fails because it runs inside a transaction.',
    why: 'CREATE INDEX, DROP INDEX, REINDEX and DETACH PARTITION with CONCURRENTLY commit several times on their own, so PostgreSQL refuses them inside a transaction block, a function or a DO block. A tool that wraps the file in a transaction, or sends several statements as one text, opens one too.',
    instead:
      'Let the tool run the file outside a transaction (each tool has its own directive), one such statement a file where the tool sends the file as one text.',
    wrong: [
      'CREATE INDEX CONCURRENTLY i ON orders (user_id);',
      { sql: 'BEGIN; DROP INDEX CONCURRENTLY i; COMMIT;', scope: 'statement' },
    ],
    right: ['-- lockstep: no-transaction\nCREATE INDEX CONCURRENTLY i ON orders (user_id);'],
  },
  create: () => ({
    CreateFunctionStmt(_, context) {
      for (const inner of bodyOf(context.statement)?.statements ?? []) {
        const found = concurrently(inner)
        if (!found) continue
        context.report({
          at: found.at,
          message: `${found.what} fails whenever this runs: it cannot be executed from a function or procedure.`,
          help: 'Make it a statement of its own, in a migration outside a transaction.',
        })
      }
    },
    statement(context) {
      const { statement } = context
      const found = concurrently(statement)
      if (!found) return
      if (statement.enclosure) {
        context.report({
          at: found.at,
          ...(statement.enclosure.conditional && { severity: 'warning' as const }),
          message: `${found.what} fails: it cannot be executed from a function or a DO block.`,
          help: 'Make it a statement of its own, in a migration outside a transaction.',
        })
        return
      }
      if (!context.transaction.open) return
      const { scope, begunBy } = context.transaction
      const why =
        begunBy && is(begunBy, 'TransactionStmt')
          ? 'it runs in the transaction that BEGIN opened'
          : scope === 'simple query'
            ? `the tool sends ${begunBy ? 'these statements' : 'the file'} as one text, and several statements in one text are one transaction`
            : 'the tool runs this file in a transaction'
      const { fixes, help } = fixesOf(context)
      context.report({
        at: found.at,
        message: `${found.what} fails: ${why}.`,
        help,
        fixes,
        ...(begunBy && {
          related: [{ uri: begunBy.source.uri, span: begunBy.span, message: 'The transaction begins here.' }],
        }),
      })
    },
  }),
})

function fixesOf(context: RuleContext): { readonly fixes: readonly Fix[]; readonly help: string } {
  const { statement } = context
  const word = spanOfWords(statement, ['concurrently'])
  const fixes: Fix[] = []
  if (word && !live(context))
    fixes.push({
      title: 'Leave out CONCURRENTLY: the table is new',
      safety: 'safe',
      edits: [withoutWords(statement, word)],
    })
  const outside = context.nonTransactional()
  if (outside && !('impossible' in outside)) {
    fixes.push({ title: 'Run this file outside a transaction', safety: alone(context) ? 'safe' : 'review', ...outside })
    return { fixes, help: 'Run the file outside a transaction.' }
  }
  const creates = alone(context)
    ? undefined
    : context.followUp('concurrently', [{ up: `${statement.text};`, transactional: false }])
  if (creates) {
    fixes.push({
      title: 'Move it to a migration of its own, outside a transaction',
      safety: 'review',
      edits: [{ span: withSemicolon(statement), text: '' }],
      creates,
    })
  }
  return { fixes, help: outside?.impossible ?? 'Move it to a migration of its own that runs outside a transaction.' }
}

function live(context: RuleContext): boolean {
  const { statement } = context
  if (is(statement, 'IndexStmt')) return context.table(statement.node.relation).live
  if (is(statement, 'DropStmt')) return droppedPath(statement).some((path) => indexFacts(context, path).live)
  return true
}
