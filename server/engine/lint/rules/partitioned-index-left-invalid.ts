import type { ObjectId } from '../../catalog/catalog'
import { indexOf, isPartitioned, partitionsOf } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import type { Span } from '../../text/source'
import { defineRule } from '../rule'

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
        if (!isPartitioned(context.before, table.id)) return
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
          if (partitions.length === 0 || attached >= partitions.length) continue
          context.report({
            at,
            message: `${index} stays INVALID until an index of each partition of ${shown} is attached: ${attached} of ${partitions.length} so far.`,
            help: 'ALTER INDEX … ATTACH PARTITION for each.',
          })
        }
      },
    }
  },
})
