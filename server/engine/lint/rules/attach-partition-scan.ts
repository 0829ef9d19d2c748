import { columnsOf, indexesOf } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import { keyColumns, provesBound } from '../helpers/partitions'
import { sizeOptions } from '../helpers/sizes'
import { altered, spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'avoidAttachingPartition' },
    { tool: 'pgfence', name: 'attach-partition' },
    { tool: 'migrationpilot', name: 'MP094' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'ATTACH PARTITION reads the whole table while it is locked in ACCESS EXCLUSIVE.',
    why: 'The parent is locked in SHARE UPDATE EXCLUSIVE, the table in ACCESS EXCLUSIVE while each row is compared with the bound. A validated CHECK that implies the bound spares the reading; for RANGE and LIST it has to say `key IS NOT NULL` too. Indexes of the parent that the table lacks are built under the same lock.',
    instead:
      '`ADD CONSTRAINT … CHECK (key IS NOT NULL AND key >= … AND key < …) NOT VALID`, `VALIDATE CONSTRAINT` in another transaction, build the matching indexes CONCURRENTLY, attach, drop the CHECK.',
    wrong: ["ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');"],
    right: [
      {
        before:
          "CREATE TABLE events (at date NOT NULL) PARTITION BY RANGE (at); CREATE TABLE events_2024 (at date NOT NULL); INSERT INTO events_2024 SELECT at FROM old; ALTER TABLE events_2024 ADD CONSTRAINT c CHECK (at >= '2024-01-01' AND at < '2025-01-01');",
        sql: "ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
      },
      "CREATE TABLE events_2024 (LIKE events INCLUDING ALL); ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');",
    ],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype !== 'AT_AttachPartition') return
      const command = (node.def as { PartitionCmd?: Node<'PartitionCmd'> } | undefined)?.PartitionCmd
      const parent = altered(context)
      const child = context.table(command?.name)
      if (!command?.bound || !parent || !child.populated) return
      const parentEntry =
        parent.entry?.id.kind === 'table' ? context.before.get({ kind: 'table', path: parent.id.path }) : undefined
      const at = spanOfRelation(context.statement, command.name)
      if (!provesBound(context, child.id, keyColumns(parentEntry), command.bound)) {
        context.report({
          at,
          worksThrough: child,
          message: `ATTACH PARTITION reads all of ${child.shown} while it is locked in ACCESS EXCLUSIVE: its reads and writes wait.`,
          help: 'First add a CHECK that implies the bound and IS NOT NULL, NOT VALID, and VALIDATE it in another transaction.',
        })
        return
      }
      const lacking = missingIndex(parent, child, context)
      if (lacking) {
        context.report({
          at,
          worksThrough: child,
          message: `ATTACH PARTITION builds an index like ${lacking} on ${child.shown} while it is locked in ACCESS EXCLUSIVE.`,
          help: 'Build it CONCURRENTLY first: PostgreSQL then takes that one.',
        })
      }
    },
  }),
})

/** An index of the parent without one on the same keys of the child; only where the history knows both tables. */
function missingIndex(parent: TableFacts, child: TableFacts, context: RuleContext): string | undefined {
  const { before } = context
  if (columnsOf(before, child.id).length === 0) return undefined
  const keys = (table: TableFacts) =>
    indexesOf(before, table.id).map((index) => ({
      name: index.id.path.at(-1)!,
      key: index.object.keys.map(({ column, expression }) => column ?? expression?.text).join(),
      unique: index.object.unique,
    }))
  const own = keys(child)
  return keys(parent).find((index) => !own.some((other) => other.key === index.key && (other.unique || !index.unique)))
    ?.name
}
