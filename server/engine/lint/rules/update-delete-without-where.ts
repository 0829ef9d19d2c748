import type { Node } from '../../syntax/statement'
import { type Change, changeOf, changesInWith, isTrue } from '../helpers/bulk'
import { sizeOptions } from '../helpers/sizes'
import { spanOfRelation } from '../helpers/targets'
import { changedUnderLock } from '../helpers/under-lock'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'banUpdateWithoutWhere' },
    { tool: 'pgls', name: 'banDeleteWithoutWhere' },
    { tool: 'pgfence', name: 'update-in-migration' },
    { tool: 'pgfence', name: 'delete-without-where' },
    { tool: 'bytebase', name: 'STATEMENT_WHERE_REQUIRE_UPDATE_DELETE' },
    { tool: 'migrationpilot', name: 'MP011' },
    { tool: 'migrationpilot', name: 'MP067' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'Every row of a table is changed or deleted.',
    why: 'Without a WHERE, or with one that is always true, UPDATE writes a new version of every row and DELETE removes them all. Every row stays locked until the transaction ends, the table and its indexes grow by what was written, and replicas and vacuum have to catch up.',
    instead:
      'Say which rows. To fill a new column, update in batches by key, each in a transaction of its own, outside the migration. To empty a table on purpose, use TRUNCATE with a short lock_timeout.',
    wrong: ['delete from sessions;', 'update users set active = true where 1 = 1;'],
    right: [
      "delete from sessions where id = 'x';",
      'create table t (id int);\ninsert into t values (1);\ndelete from t;',
    ],
  },
  create: () => ({
    statement(context) {
      const change = changeOf(context)
      const { statement } = context
      if (change?.reach === 'all' && change.what !== 'INSERT' && change.what !== 'COPY' && !slow(change, context))
        report(change.what, change.relation, context)
      // Rows that an INSERT moves elsewhere are unbatched-backfill's.
      if (statement.tag === 'InsertStmt') return
      for (const { tag, node } of changesInWith(statement))
        if (isTrue(node.whereClause)) report(tag === 'DeleteStmt' ? 'DELETE' : 'UPDATE', node.relation, context)
    },
  }),
})

/** Written under a lock that makes others wait: ddl-and-backfill-same-transaction says so. */
const slow = ({ what }: Change, context: RuleContext): boolean =>
  what !== 'DELETE' && changedUnderLock(context) !== undefined

function report(what: Change['what'], relation: Node<'RangeVar'> | undefined, context: RuleContext): void {
  const table = context.table(relation)
  if (!table.live) return
  const at = spanOfRelation(context.statement, relation)
  if (what === 'DELETE')
    context.report({
      at,
      message: `This deletes every row of ${table.shown}.`,
      help: 'Add a WHERE that says which rows.',
    })
  else
    context.report({
      at,
      severity: 'warning',
      worksThrough: table,
      message: `This writes every row of ${table.shown} anew and keeps all of them locked until the transaction ends.`,
      help: 'Update in batches by key, each committed by itself.',
    })
}
