import { spanOfWords } from '../../syntax/spans'
import { alteredRelation } from '../helpers/alter-table'
import { withoutWords } from '../helpers/edits'
import { defaultPartition, partitionCommand } from '../helpers/partitions'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'error',
  since: '0.1.0',
  postgres: { from: 14 },
  sections: 'both',
  docs: {
    summary: 'DETACH PARTITION CONCURRENTLY fails while there is a default partition.',
    why: '“cannot detach partitions concurrently when a default partition exists” (14 to 18).',
    instead: 'Detach it without CONCURRENTLY under a short `lock_timeout`, or detach the default partition first.',
    wrong: [
      {
        before:
          'CREATE TABLE e (k int) PARTITION BY LIST (k); CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1); CREATE TABLE ed PARTITION OF e DEFAULT;',
        sql: 'ALTER TABLE e DETACH PARTITION e1 CONCURRENTLY;',
        scope: 'statement',
      },
    ],
    right: [
      {
        before: 'CREATE TABLE e (k int) PARTITION BY LIST (k); CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);',
        sql: 'ALTER TABLE e DETACH PARTITION e1 CONCURRENTLY;',
        scope: 'statement',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype !== 'AT_DetachPartition' || !partitionCommand(node)?.concurrent) return
      const parent = alteredRelation(context)
      const rest = parent && defaultPartition(parent, context)
      if (!rest) return
      const at = spanOfWords(context.statement, ['concurrently']) ?? context.clause
      context.report({
        at,
        message: `DETACH PARTITION CONCURRENTLY fails: ${context.table(parent).shown} has the default partition ${rest.table.id.path.at(-1)}.`,
        help: 'Leave out CONCURRENTLY and set a short lock_timeout.',
        fixes: [{ title: 'Leave out CONCURRENTLY', safety: 'review', edits: [withoutWords(context.statement, at)] }],
        ...(rest.madeBy && { related: [{ ...rest.madeBy, message: 'The default partition is created here.' }] }),
      })
    },
  }),
})
