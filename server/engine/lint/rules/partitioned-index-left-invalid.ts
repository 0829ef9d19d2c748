import type { ObjectId } from '../../catalog/catalog'
import { indexOf, isPartitioned, partitionsOf } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { commandsOf } from '../helpers/alter-table'
import { later } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'An index created ON ONLY a partitioned table is INVALID until every partition’s index is attached.',
    why: 'Until then no query uses it and, if unique, nothing is enforced across partitions.',
    instead: 'Build the index CONCURRENTLY on each partition and `ALTER INDEX … ATTACH PARTITION` each.',
    wrong: [
      {
        before: 'CREATE TABLE e (k int) PARTITION BY LIST (k); CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);',
        sql: 'CREATE INDEX i ON ONLY e (k);',
      },
    ],
    right: [
      {
        before: 'CREATE TABLE e (k int) PARTITION BY LIST (k); CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);',
        sql: 'CREATE INDEX i ON ONLY e (k); CREATE INDEX i1 ON e1 (k); ALTER INDEX i ATTACH PARTITION i1;',
      },
    ],
  },
  remembers: true,
  create() {
    const created: { readonly index: string; readonly table: ObjectId; readonly shown: string; readonly at: Span }[] =
      []
    return {
      IndexStmt(node, context) {
        if (node.relation?.inh || !node.idxname) return
        const table = context.table(node.relation)
        // ONLY tells of a table that the history does not create that it is partitioned.
        if (table.exists === 'yes' ? !isPartitioned(context.before, table.id) : isAttachedLater(node.idxname, context))
          return
        const at = spanOfWords(context.statement, ['only']) ?? context.statement.span
        created.push({ index: node.idxname, table: table.id, shown: table.shown, at })
      },
      end(context) {
        for (const { index, table, shown, at } of created) {
          const { entry } = indexOf(context.after, [table.path[0]!, index])
          if (!entry) continue
          const partitions = partitionsOf(context.after, table)
          let attached = 0
          for (const other of context.after.dependentsOf(entry.id)) if (other.id.kind === 'index') attached++
          const known = context.after.get({ kind: 'table', path: table.path }) !== undefined
          if (known ? attached >= partitions.length : attached > 0) continue
          context.report({
            at,
            message: `${index} stays INVALID until an index of each partition of ${shown} is attached: ${attached} of ${known ? partitions.length : 'them'} so far.`,
            help: 'ALTER INDEX … ATTACH PARTITION for each.',
          })
        }
      },
    }
  },
})

/** The indexes of partitions that the history does not create are unknown too. */
const isAttachedLater = (index: string, context: RuleContext): boolean =>
  later(context).some(
    (next) =>
      is(next, 'AlterTableStmt') &&
      next.node.objtype === 'OBJECT_INDEX' &&
      next.node.relation?.relname === index &&
      commandsOf(next).some(({ subtype }) => subtype === 'AT_AttachPartition'),
  )
