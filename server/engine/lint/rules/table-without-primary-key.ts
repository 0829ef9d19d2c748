import type { ObjectId } from '../../catalog/catalog'
import { primaryKeyOf } from '../../catalog/read'
import type { Node, Statement } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { all, nodesOf } from '../helpers/nodes'
import { isNamed, spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

interface Created {
  readonly id: ObjectId
  readonly at: Span
  readonly shown: string
  readonly index: number
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
  remembers: true,
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
        const { statement } = context
        created.push({ id, shown, at: spanOfRelation(statement, relation), index: statement.index })
      },
      end(context) {
        const { after } = context
        let uses: ReturnType<typeof usesIn> | undefined
        for (const { id, at, shown, index } of created) {
          const table = after.get<'table'>({ kind: 'table', path: id.path })
          if (!table || primaryKeyOf(after, id) || table.object.partitionOf) continue
          if (table.object.replicaIdentity !== 'default') continue
          // What the same file goes on to build upon is more often a deliberate choice (a staging, a join, a log table) than an oversight.
          uses ??= usesIn(context.statements)
          const usedOn = (uses.get(id.path.at(-1)!) ?? []).some(
            ({ relation, by }) => by > index && isNamed(relation, id.path),
          )
          context.report({
            at,
            ...(usedOn && { severity: 'info' }),
            message: `${shown} has no primary key: once published, logical replication refuses UPDATE and DELETE on it.`,
            help: 'Add a primary key.',
          })
        }
      },
    }
  },
})

interface Use {
  readonly relation: Node<'RangeVar'>
  /** Index of the statement. */
  readonly by: number
}

/** The relations that statements name, by last name part. */
function usesIn(statements: readonly Statement[]): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>()
  statements.forEach(({ node, tag }, by) => {
    // Rights build on nothing.
    if (tag === 'GrantStmt') return
    // The statement's own relation is a plain field of its node.
    const { relation: own } = node as { readonly relation?: Node<'RangeVar'> }
    for (const relation of own ? [own, ...nodesOf({ node }, 'RangeVar')] : nodesOf({ node }, 'RangeVar')) {
      const list = uses.get(relation.relname ?? '')
      if (list) list.push({ relation, by })
      else uses.set(relation.relname ?? '', [{ relation, by }])
    }
  })
  return uses
}
