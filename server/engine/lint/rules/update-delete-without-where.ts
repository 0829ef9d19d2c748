import { changeOf } from '../helpers/bulk'
import { sizeOptions } from '../helpers/sizes'
import { spanOfRelation } from '../helpers/targets'
import { changedUnderLock } from '../helpers/under-lock'
import { defineRule } from '../rule'

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
      if (change?.reach !== 'all' || (change.what !== 'UPDATE' && change.what !== 'DELETE')) return
      const table = context.table(change.relation)
      if (!table.live) return
      const { statement } = context
      if (change.what === 'UPDATE' && changedUnderLock(context)) return
      context.report({
        at: spanOfRelation(statement, change.relation),
        ...(change.what === 'UPDATE' && { severity: 'warning', worksThrough: table }),
        message:
          change.what === 'DELETE'
            ? `This deletes every row of ${table.shown}.`
            : `This writes every row of ${table.shown} anew and keeps all of them locked until the transaction ends.`,
        help:
          change.what === 'DELETE'
            ? 'Add a WHERE that says which rows.'
            : 'Update in batches by key, each committed by itself.',
      })
    },
  }),
})
