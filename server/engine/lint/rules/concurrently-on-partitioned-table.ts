import { isPartitioned } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import { droppedPath } from '../helpers/drops'
import { withoutWords } from '../helpers/edits'
import { indexFacts } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'error',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP092' }],
  docs: {
    summary: 'CREATE or DROP INDEX CONCURRENTLY on a partitioned table fails.',
    why: 'PostgreSQL 14 to 18 refuse both, with ONLY as well, and refuse to drop an index that is attached to a partitioned one.',
    instead:
      'Create the index `ON ONLY` the partitioned table (instant), CONCURRENTLY on each partition, then `ALTER INDEX … ATTACH PARTITION`.',
    wrong: [
      {
        before: 'CREATE TABLE e (at date) PARTITION BY RANGE (at);',
        sql: 'CREATE INDEX CONCURRENTLY i ON e (at);',
        scope: 'statement',
      },
    ],
    right: [{ before: 'CREATE TABLE e (at date) PARTITION BY RANGE (at);', sql: 'CREATE INDEX i ON ONLY e (at);' }],
  },
  create: () => ({
    IndexStmt(node, context) {
      if (!node.concurrent) return
      const table = context.table(node.relation)
      if (!isPartitioned(context.before, table.id)) return
      report(
        context,
        `CREATE INDEX CONCURRENTLY fails: ${table.shown} is a partitioned table.`,
        'Create it ON ONLY this table, CONCURRENTLY on each partition, and attach those.',
      )
    },
    DropStmt(node, context) {
      const { statement } = context
      if (!node.concurrent || !is(statement, 'DropStmt')) return
      for (const path of droppedPath(statement)) {
        const { entry, table } = indexFacts(context, path)
        if (entry?.object.partitionOf) {
          report(
            context,
            `DROP INDEX fails: ${path.join('.')} is attached to ${entry.object.partitionOf.at(-1)}.`,
            'Drop the index of the partitioned table, which drops this one too.',
          )
        } else if (entry && table && isPartitioned(context.before, table.id)) {
          report(
            context,
            `DROP INDEX CONCURRENTLY fails: ${table.shown} is a partitioned table.`,
            'Leave out CONCURRENTLY and set a short lock_timeout.',
          )
        }
      }
    },
  }),
})

function report(context: RuleContext, message: string, help: string): void {
  const at = spanOfWords(context.statement, ['concurrently']) ?? context.statement.span
  const attached = message.includes('attached')
  context.report({
    at,
    message,
    help,
    fixes: attached
      ? []
      : [{ title: 'Leave out CONCURRENTLY', safety: 'review', edits: [withoutWords(context.statement, at)] }],
  })
}
