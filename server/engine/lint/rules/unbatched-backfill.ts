import { changeOf } from '../helpers/bulk'
import { sizeOptions } from '../helpers/sizes'
import { spanOfRelation } from '../helpers/targets'
import { changedUnderLock } from '../helpers/under-lock'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'STATEMENT_AFFECTED_ROW_LIMIT' },
    { tool: 'bytebase', name: 'STATEMENT_INSERT_ROW_LIMIT' },
    { tool: 'bytebase', name: 'STATEMENT_DML_DRY_RUN' },
    { tool: 'migrationpilot', name: 'MP088' },
    { tool: 'migrationpilot', name: 'MP080' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'One statement changes an unbounded number of rows.',
    why: 'A single UPDATE, DELETE, MERGE or INSERT … SELECT over much of a table is one transaction: its row locks last until it ends, vacuum can remove nothing that died since it began, and a replica applies it late. `WHERE c IS NULL` bounds nothing on the first run. As info where an INSERT … SELECT fills a table that is new.',
    instead:
      'Work in batches by key (`WHERE id > a AND id <= b`, or `id IN (SELECT … LIMIT 1000)`), each committed by itself, outside the schema migration.',
    wrong: ["update users set locale = 'en' where locale is null;"],
    right: [
      "update users set locale = 'en' where id between 1 and 1000;",
      'update users set admin = true where id = 1;',
    ],
  },
  create: () => ({
    statement(context) {
      const change = changeOf(context)
      if (!change || change.what === 'COPY' || change.reach !== 'many') return
      const table = context.table(change.relation)
      // What is put into a new table is only a long transaction; into a temporary one not even that for a replica.
      if (table.temporary || (!table.live && change.what !== 'INSERT')) return
      if (changedUnderLock(context)) return
      context.report({
        at: spanOfRelation(context.statement, change.relation),
        // How much an INSERT … SELECT brings is not the size of its target.
        ...(change.what !== 'INSERT' && { worksThrough: table }),
        ...(!table.live && { severity: 'info' as const }),
        message: `This ${change.what} may touch any number of rows of ${table.shown} in one transaction.`,
        help: 'Split it into batches by key, each committed by itself.',
      })
    },
  }),
})
