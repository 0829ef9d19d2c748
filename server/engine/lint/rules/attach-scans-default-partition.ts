import type { Node } from '../../syntax/statement'
import { alteredRelation, isFilledHere } from '../helpers/alter-table'
import { defaultPartition, excludesBound, keyColumns, partitionCommand } from '../helpers/partitions'
import { sizeOptions } from '../helpers/sizes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'migrationpilot', name: 'MP072' },
    { tool: 'migrationpilot', name: 'MP093' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A new partition makes PostgreSQL read the whole default partition, locked in ACCESS EXCLUSIVE.',
    why: 'It has to make sure that no row of the default partition belongs into the new one. While the default partition is locked, queries of the parent wait. A validated CHECK on the default partition that excludes the bound spares the reading, not the lock.',
    instead:
      'Add such a CHECK to the default partition NOT VALID and VALIDATE it before; or move rows out of it and do without a default partition.',
    wrong: [
      {
        before: 'CREATE TABLE e (at date) PARTITION BY RANGE (at); CREATE TABLE e_rest PARTITION OF e DEFAULT;',
        sql: "CREATE TABLE e_24 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
      },
    ],
    right: [
      {
        before: 'CREATE TABLE e (at date) PARTITION BY RANGE (at);',
        sql: "CREATE TABLE e_24 (LIKE e); ALTER TABLE e ATTACH PARTITION e_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
      },
    ],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype !== 'AT_AttachPartition') return
      const command = partitionCommand(node)
      const parent = alteredRelation(context)
      if (parent && command?.bound) check(parent, command.bound, command.name, context)
    },
    CreateStmt(node, context) {
      const parent = (node.inhRelations?.[0] as { RangeVar?: Node<'RangeVar'> } | undefined)?.RangeVar
      if (node.partbound && parent) check(parent, node.partbound, node.relation, context)
    },
  }),
})

function check(
  parent: Node<'RangeVar'>,
  bound: Node<'PartitionBoundSpec'>,
  named: Node<'RangeVar'> | undefined,
  context: RuleContext,
): void {
  const rest = bound.is_default ? undefined : defaultPartition(parent, context)
  if (!rest) return
  const { table } = rest
  const key = keyColumns(context.before.get({ kind: 'table', path: context.table(parent).id.path }))
  if (!(table.live || isFilledHere(table)) || excludesBound(context, table.id, key, bound)) return
  context.report({
    at: spanOfRelation(context.statement, named),
    worksThrough: table,
    message: `All of the default partition ${table.shown} is read${table.live ? ', locked in ACCESS EXCLUSIVE: queries of the whole table wait' : ', which this migration has just filled'}.`,
    help: table.live
      ? 'First give it a validated CHECK that excludes the new bound.'
      : 'Create the partitions before you fill the table.',
  })
}
