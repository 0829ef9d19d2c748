import type { ObjectId } from '../../catalog/catalog'
import { primaryKeyOf } from '../../catalog/read'
import type { Span } from '../../text/source'
import { all } from '../helpers/nodes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

interface Created {
  readonly id: ObjectId
  readonly at: Span
  readonly shown: string
}

export default defineRule({
  group: 'replication',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'TABLE_REQUIRE_PK' },
    { tool: 'migrationpilot', name: 'MP045' },
  ],
  docs: {
    summary: 'A table is created and has no primary key at the end of the file.',
    why: 'Logical replication needs to tell rows apart: once the table is published, UPDATE and DELETE on it fail without a replica identity, which is the primary key by default. Tools that merge, page or deduplicate need one too. Temporary and unlogged tables, partitions and tables that copy their keys with LIKE are left out.',
    instead: 'Add a primary key: it costs least while the table is empty.',
    wrong: ['create table events (payload jsonb);'],
    right: ['create table events (id bigint generated always as identity primary key, payload jsonb);'],
  },
  create() {
    const created: Created[] = []
    return {
      CreateStmt(node, context) {
        const { relation } = node
        if (
          node.partbound ||
          node.ofTypename ||
          relation?.relpersistence !== 'p' ||
          (node.inhRelations ?? []).length > 0
        )
          return
        if (all(node.tableElts, 'TableLikeClause').length > 0) return
        const { id, exists, shown } = context.table(relation)
        if (node.if_not_exists && exists === 'yes') return
        created.push({ id, shown, at: spanOfRelation(context.statement, relation) })
      },
      end(context) {
        const { after } = context
        for (const { id, at, shown } of created) {
          const table = after.get<'table'>({ kind: 'table', path: id.path })
          if (!table || primaryKeyOf(after, id) || table.object.partitionOf) continue
          if (table.object.replicaIdentity !== 'default') continue
          context.report({
            at,
            message: `${shown} has no primary key: once published, logical replication refuses UPDATE and DELETE on it.`,
            help: 'Add a primary key.',
          })
        }
      },
    }
  },
})
