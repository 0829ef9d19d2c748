import { typedColumns } from '../helpers/columns'
import { cased, replace } from '../helpers/edits'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'preferJsonb' },
    { tool: 'eugene', name: 'E3' },
    { tool: 'pgfence', name: 'add-column-json' },
    { tool: 'strong_migrations', name: 'add_column_json' },
  ],
  docs: {
    summary: 'A column is json rather than jsonb.',
    why: 'json has no equality: SELECT DISTINCT, GROUP BY and UNION over it fail, queries that worked break once the column is there. It is parsed anew on each use and can’t be indexed by its contents. It keeps blanks, key order and duplicate keys, which is the only reason to choose it.',
    instead: '`jsonb`.',
    wrong: ['alter table t add column data json;'],
    right: ['alter table t add column data jsonb;'],
  },
  create: () =>
    typedColumns(({ type, name, at, definition }, context) => {
      if (type !== 'json') return
      const plain = !definition.typeName?.arrayBounds
      context.report({
        at: at(),
        message: `${name} can't be compared: DISTINCT, GROUP BY and UNION over it fail.`,
        help: 'Use jsonb.',
        fixes: plain
          ? [{ title: 'Use jsonb', safety: 'review', edits: [replace(at(), cased(context.statement, 'jsonb'))] }]
          : [],
      })
    }),
})
