import { indexesOf } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'strong_migrations', name: 'add_index_columns' },
    { tool: 'bytebase', name: 'INDEX_KEY_NUMBER_LIMIT' },
    { tool: 'bytebase', name: 'INDEX_NO_DUPLICATE_COLUMN' },
    { tool: 'bytebase', name: 'INDEX_TOTAL_NUMBER_LIMIT' },
  ],
  options: {
    columns: { type: 'integer', default: 3, description: 'Key columns a non-unique index may have.' },
    indexes: { type: 'integer', default: 20, description: 'Indexes a table may have.' },
  },
  docs: {
    summary: 'An index with many columns, or one index too many on a table.',
    why: 'Columns behind the third rarely narrow a search; each makes the index larger and every write dearer. Every index is one more write for each row.',
    instead: 'Keep the columns that select, put others into INCLUDE, drop indexes nobody uses.',
    wrong: ['CREATE INDEX i ON t (a, b, c, d);', 'CREATE INDEX i ON t (a, a);'],
    right: ['CREATE INDEX i ON t (a, b, c);', 'CREATE UNIQUE INDEX i ON t (a, b, c, d);'],
  },
  create: () => ({
    IndexStmt(node, context) {
      const keys = (node.indexParams ?? []).map((item) => (item as { IndexElem?: Node<'IndexElem'> }).IndexElem?.name)
      const names = keys.filter((key): key is string => key !== undefined)
      const twice = names.find((name, i) => names.indexOf(name) !== i)
      const table = context.table(node.relation)
      const count = indexesOf(context.after, table.id).length
      const at = spanOfRelation(context.statement, node.relation)
      if (twice !== undefined)
        context.report({ at, message: `The index names ${twice} twice.`, help: 'Leave out the second.' })
      if (!node.unique && keys.length > Number(context.options.columns))
        context.report({
          at,
          message: `The index has ${keys.length} key columns.`,
          help: 'Keep those that select, put the others into INCLUDE.',
        })
      if (count > Number(context.options.indexes))
        context.report({
          at,
          message: `${table.shown} has ${count} indexes now.`,
          help: 'Drop those that nobody uses.',
        })
    },
  }),
})
