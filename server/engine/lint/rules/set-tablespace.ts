import { isPartitioned } from '../../catalog/read'
import { sizeOptions } from '../helpers/sizes'
import { altered, alteredKind, head, indexFacts } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP095' }],
  options: sizeOptions,
  docs: {
    summary: 'SET TABLESPACE copies the files while nobody can read the table.',
    why: 'The table or index is copied block by block under ACCESS EXCLUSIVE. An ACCESS EXCLUSIVE lock on an index alone stops every query of its table too, because the planner opens all of them. On a partitioned table nothing is copied: only new partitions are put there.',
    instead:
      'Move a table with `pg_repack --tablespace`. Build a new index in the wanted tablespace CONCURRENTLY, then drop the old one.',
    wrong: ['ALTER TABLE orders SET TABLESPACE fast;', 'ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE fast;'],
    right: [{ before: 'CREATE TABLE e (at date) PARTITION BY RANGE (at);', sql: 'ALTER TABLE e SET TABLESPACE fast;' }],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype !== 'AT_SetTableSpace') return
      const table = altered(context)
      if (!table || isPartitioned(context.before, table.id)) return
      const index = alteredKind(context) === 'OBJECT_INDEX'
      if (index ? !indexFacts(context, table.id.path).live : !table.live) return
      context.report({
        at: context.clause,
        ...(!index && { worksThrough: table }),
        message: `SET TABLESPACE copies ${table.shown} under ACCESS EXCLUSIVE: ${
          index ? 'every query of its table waits' : 'reads and writes wait'
        } until it is done.`,
        help: index
          ? 'Create the index anew in the other tablespace CONCURRENTLY, then drop this one.'
          : 'Move the table with pg_repack --tablespace.',
      })
    },
    AlterTableMoveAllStmt(node, context) {
      context.report({
        at: head(context.statement, 3),
        message: `Everything in ${node.orig_tablespacename} is copied under ACCESS EXCLUSIVE: reads and writes wait until it is done.`,
        help: 'Move one table after the other with pg_repack --tablespace.',
      })
    },
  }),
})
