import { spanOfIdentifier } from '../../syntax/spans'
import { replace } from '../helpers/edits'
import { isVectorIndex } from '../helpers/vectors'
import { defineRule } from '../rule'

export default defineRule({
  group: 'vectors',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'An IVFFlat index is built before there are rows.',
    why: 'IVFFlat groups the rows that are there when it is built. Built on an empty or nearly empty table its lists mean nothing, and searches miss most neighbours without an error.',
    instead: 'Build it after the rows are loaded, or use HNSW, which needs no training.',
    wrong: [
      'create table items (id bigint primary key, e vector(3));\ncreate index on items using ivfflat (e vector_l2_ops);',
    ],
    right: [
      'create table items (id bigint primary key, e vector(3));\ncreate index on items using hnsw (e vector_l2_ops);',
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      if (!isVectorIndex(node) || node.accessMethod !== 'ivfflat') return
      const table = context.table(node.relation)
      if (table.rows === 'many') return
      const at = spanOfIdentifier(context.statement, 'ivfflat') ?? context.statement.span
      const lists = (node.options ?? []).length > 0
      context.report({
        at,
        message: `${table.shown} has no rows yet that this index could learn its lists from: searches will miss neighbours.`,
        help: 'Build it after the rows are loaded, or use hnsw.',
        fixes: lists ? [] : [{ title: 'Use hnsw', safety: 'review', edits: [replace(at, 'hnsw')] }],
      })
    },
  }),
})
