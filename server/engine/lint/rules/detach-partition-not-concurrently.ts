import { defaultPartitionOf } from '../../catalog/read'
import type { Fix } from '../../diagnostic'
import type { Node } from '../../syntax/statement'
import { alone } from '../helpers/alone'
import { cased, insert } from '../helpers/edits'
import { altered } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  postgres: { from: 14 },
  aliases: [
    { tool: 'squawk', name: 'require-concurrent-partition-detach' },
    { tool: 'pgls', name: 'requireConcurrentDetachPartition' },
    { tool: 'pgfence', name: 'detach-partition' },
    { tool: 'pgfence', name: 'detach-partition-concurrent' },
    { tool: 'migrationpilot', name: 'MP046' },
  ],
  docs: {
    summary: 'DETACH PARTITION locks the whole partitioned table.',
    why: 'ACCESS EXCLUSIVE on the parent and the partition, on the default partition and on tables that refer to the partitioned one: all reads and writes wait.',
    instead:
      '`DETACH PARTITION … CONCURRENTLY` (14 and later), outside a transaction. It is refused while there is a default partition.',
    wrong: ['ALTER TABLE events DETACH PARTITION events_2023;'],
    right: [
      { sql: 'ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY;', scope: 'statement' },
      'ALTER TABLE events DETACH PARTITION events_2023 FINALIZE;',
    ],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      const command = (node.def as { PartitionCmd?: Node<'PartitionCmd'> } | undefined)?.PartitionCmd
      if (node.subtype !== 'AT_DetachPartition' || command?.concurrent) return
      const parent = altered(context)
      if (!parent?.populated) return
      const rest = defaultPartitionOf(context.before, parent.id)
      const { fixes, impossible } = rest || context.statement.enclosure ? { fixes: [] } : fixesOf(context)
      context.report({
        at: context.clause,
        message: `DETACH PARTITION locks ${parent.shown} in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.`,
        help: rest
          ? `CONCURRENTLY is refused because of the default partition ${rest.id.path.at(-1)}: set a short lock_timeout and try again.`
          : `Detach it CONCURRENTLY, outside a transaction.${impossible ? ` ${impossible}` : ''}`,
        fixes,
      })
    },
  }),
})

function fixesOf(context: RuleContext): { readonly fixes: readonly Fix[]; readonly impossible?: string } {
  const edits = [insert(context.clause.end, ` ${cased(context.statement, 'CONCURRENTLY')}`)]
  const outside = context.nonTransactional(edits)
  if (outside && 'impossible' in outside) return { fixes: [], impossible: outside.impossible }
  return {
    fixes: [
      {
        title: 'Detach it concurrently',
        safety: outside === undefined || alone(context) ? 'safe' : 'review',
        edits: [...edits, ...(outside?.edits ?? [])],
        ...(outside?.creates && { creates: outside.creates }),
      },
    ],
  }
}
