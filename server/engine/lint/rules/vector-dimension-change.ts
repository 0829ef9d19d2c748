import { columnOf, indexesOf, tableOf } from '../../catalog/read'
import { alteredRelation, changedType } from '../helpers/alter-table'
import { indexLimits, vectorType, writtenVector } from '../helpers/vectors'
import { defineRule } from '../rule'

export default defineRule({
  group: 'vectors',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'migrationpilot', name: 'MP050' },
    { tool: 'migrationpilot', name: 'MP112' },
  ],
  docs: {
    summary: 'The dimensions of a vector column change.',
    why: 'Vectors of another length can’t be compared or converted: where rows have one, the statement fails with "expected n dimensions". On NULLs it rewrites the table and rebuilds its vector indexes under ACCESS EXCLUSIVE. Embeddings of two models have to live side by side while one replaces the other.',
    instead: 'Add a column for the new embeddings, fill it in batches, index it CONCURRENTLY, then switch.',
    wrong: ['alter table items alter column embedding type vector(1536);'],
    right: ['alter table items add column embedding_2 vector(1536);'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const definition = changedType(command)
      const relation = alteredRelation(context)
      const vector = writtenVector(definition?.typeName)
      if (!definition || !relation || !vector) return
      const table = context.table(relation)
      const { id } = tableOf(context.before, relation)
      const old = vectorType(columnOf(context.before, id, command.name ?? '')?.object.type)
      if (old?.dimensions !== undefined && old.dimensions === vector.dimensions) return
      const indexes = indexesOf(context.before, id).filter(
        ({ object }) =>
          ['hnsw', 'ivfflat'].includes(object.method) && object.keys.some(({ column }) => column === command.name),
      )
      const limit = indexLimits[vector.type]
      const [index] = indexes
      if (index && limit !== undefined && (vector.dimensions ?? 0) > limit) {
        context.report({
          at: context.clause,
          severity: 'error',
          message: `This fails: the ${index.object.method} index ${index.id.path.at(-1)} takes at most ${limit} dimensions of ${vector.type}.`,
          help: `Drop the index first, and index the column as halfvec or with fewer dimensions.`,
        })
        return
      }
      if (!table.populated) return
      context.report({
        at: context.clause,
        message: `${old?.dimensions ? `Vectors of ${old.dimensions} dimensions` : 'The vectors that are there'} don't fit ${vector.type}${vector.dimensions ? `(${vector.dimensions})` : ''}: this fails on rows that have one${indexes.length > 0 ? `, and rebuilds ${indexes.map((index) => index.id.path.at(-1)).join(', ')} otherwise` : ''}.`,
        help: 'Add a second column and fill it in batches.',
      })
    },
  }),
})
