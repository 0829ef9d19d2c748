import { spanOfIdentifier } from '../../syntax/spans'
import { all } from '../helpers/nodes'
import { indexedVector, isVectorIndex, mostDimensions } from '../helpers/vectors'
import { defineRule } from '../rule'

export default defineRule({
  group: 'vectors',
  severity: 'error',
  since: '0.1.0',
  docs: {
    summary: 'A vector index on more dimensions than pgvector can index.',
    why: 'HNSW and IVFFlat hold at most 2,000 dimensions of `vector`, 4,000 of `halfvec` and 64,000 of `bit`, and need a column that says how many it has. Otherwise CREATE INDEX fails.',
    instead: 'Index a cast to `halfvec(n)`, or `binary_quantize(…)::bit(n)`, or store fewer dimensions.',
    wrong: [
      'create table items (id bigint primary key, e vector(3072));\ncreate index on items using hnsw (e vector_l2_ops);',
    ],
    right: [
      'create table items (id bigint primary key, e vector(3072));\ncreate index on items using hnsw ((e::halfvec(3072)) halfvec_l2_ops);',
    ],
  },
  create: () => ({
    IndexStmt(node, context) {
      if (!isVectorIndex(node)) return
      const vector = indexedVector(node, context.before)
      const most = vector && mostDimensions[vector.type]
      if (!vector || most === undefined) return
      const column = all(node.indexParams, 'IndexElem')[0]?.name
      const { statement } = context
      const using = spanOfIdentifier(statement, node.accessMethod ?? '')
      const at = (column && using && spanOfIdentifier(statement, column, using.end)) || using || statement.span
      if (vector.dimensions === undefined && vector.type !== 'bit') {
        context.report({
          at,
          message: `This index can't be built: ${column ?? 'what it is on'} does not say how many dimensions it has.`,
          help: `Give the column a size: ${vector.type}(n).`,
        })
      } else if ((vector.dimensions ?? 0) > most) {
        context.report({
          at,
          message: `This index can't be built: it has ${vector.dimensions} dimensions, and ${node.accessMethod} takes at most ${most} of ${vector.type}.`,
          help:
            vector.type === 'vector' && vector.dimensions! <= 4000
              ? `Index (${column ?? 'column'}::halfvec(${vector.dimensions})) with a halfvec operator class.`
              : 'Index binary_quantize(…), or store fewer dimensions.',
        })
      }
    },
  }),
})
