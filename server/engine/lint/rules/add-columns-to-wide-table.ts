import { addedColumn, alteredRelation, spanOfTarget } from '../helpers/alter-table'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  options: {
    tables: {
      type: 'strings',
      default: [],
      description: 'Tables that are to get no further columns: `users`, `app.users`.',
    },
  },
  docs: {
    summary: 'A column is added to a table that the project keeps from growing wider.',
    why: 'Every query that reads a whole row pays for its width, and every update writes the whole row again.',
    instead: 'Put the column into a table of its own with the same key.',
    wrong: [{ sql: 'alter table users add column shoe_size int;', options: { tables: ['users'] } }],
    right: [{ sql: 'alter table shoes add column size int;', options: { tables: ['users'] } }],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const column = addedColumn(command)
      const relation = column && alteredRelation(context)
      if (!relation) return
      const { id, shown } = context.table(relation)
      const wide = context.options.tables as readonly string[]
      if (!wide.includes(shown) && !wide.includes(id.path.join('.'))) return
      context.report({
        at: spanOfTarget(context, column.colname),
        message: `${shown} is among the tables that are to get no further columns.`,
        help: 'Put the column into a table of its own with the same key.',
      })
    },
  }),
})
