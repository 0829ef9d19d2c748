import { columnOf, tableOf } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'migrationpilot', name: 'MP056' },
    { tool: 'migrationpilot', name: 'MP051' },
    { tool: 'migrationpilot', name: 'MP050' },
    { tool: 'migrationpilot', name: 'MP109' },
    { tool: 'migrationpilot', name: 'MP112' },
  ],
  docs: {
    summary: 'Another kind of index would serve the column’s queries.',
    why: 'A btree on jsonb, arrays or tsvector serves equality of the whole value only; containment and search need GIN. A btree on geometry serves no distance or overlap; that needs GiST. hnsw and ivfflat without parameters are built with defaults that rarely fit.',
    instead:
      'GIN for jsonb, arrays and tsvector; GiST for geometry; `WITH (m = …, ef_construction = …)` or `WITH (lists = …)` for vectors.',
    wrong: ['CREATE TABLE t (j jsonb); CREATE INDEX i ON t (j);', 'CREATE INDEX i ON t USING hnsw (v vector_l2_ops);'],
    right: ['CREATE TABLE t (j jsonb); CREATE INDEX i ON t USING gin (j);'],
  },
  create: () => ({
    IndexStmt(node, context) {
      const method = node.accessMethod ?? 'btree'
      const at = spanOfRelation(context.statement, node.relation)
      if ((method === 'hnsw' || method === 'ivfflat') && !node.options?.length) {
        context.report({
          at,
          message: `The ${method} index is built with default parameters.`,
          help: method === 'hnsw' ? 'Choose m and ef_construction.' : 'Choose lists: about rows / 1000.',
        })
      }
      if (method !== 'btree') return
      const { id } = tableOf(context.after, node.relation)
      for (const item of node.indexParams ?? []) {
        const name = (item as { IndexElem?: Node<'IndexElem'> }).IndexElem?.name
        const type = (name && columnOf(context.after, id, name)?.object.type) || ''
        const better = /^(jsonb|tsvector)$|\[\]$/.test(type)
          ? 'GIN'
          : /\b(geometry|geography)\b/.test(type)
            ? 'GiST'
            : undefined
        if (better)
          context.report({
            at,
            message: `A btree index on ${name} (${type}) serves equality of the whole value only.`,
            help: `Use ${better}.`,
          })
      }
    },
  }),
})
