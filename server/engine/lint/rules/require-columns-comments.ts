import type { ObjectId } from '../../catalog/catalog'
import { columnsOf, commentOf } from '../../catalog/read'
import type { Span } from '../../text/source'
import { all } from '../helpers/nodes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'naming',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'COLUMN_REQUIRED' },
    { tool: 'bytebase', name: 'COLUMN_NO_NULL' },
    { tool: 'bytebase', name: 'COLUMN_REQUIRE_DEFAULT' },
    { tool: 'bytebase', name: 'COLUMN_COMMENT' },
    { tool: 'bytebase', name: 'TABLE_COMMENT' },
    { tool: 'bytebase', name: 'SYSTEM_COMMENT_LENGTH' },
  ],
  options: {
    columns: {
      type: 'strings',
      default: ['created_at', 'updated_at'],
      description: 'Columns every new table must have.',
    },
    notNull: { type: 'boolean', default: false, description: 'Every column of a new table must be NOT NULL.' },
    tableComment: { type: 'boolean', default: true, description: 'Every new table must have a comment.' },
    columnComment: { type: 'boolean', default: false, description: 'Every column of a new table must have a comment.' },
  },
  docs: {
    summary: 'A new table lacks what the project asks of tables.',
    why: 'An agreement of the project, checked where it is cheapest to keep.',
    instead: 'Add the columns and comments.',
    wrong: ['create table t (id bigint primary key);'],
    right: [
      "create table t (id bigint primary key, created_at timestamptz, updated_at timestamptz);\ncomment on table t is 'x';",
    ],
  },
  remembers: true,
  create() {
    const created: { readonly id: ObjectId; readonly shown: string; readonly at: Span }[] = []
    return {
      CreateStmt(node, context) {
        const { relation } = node
        if (node.partbound || node.ofTypename || relation?.relpersistence === 't') return
        if (all(node.tableElts, 'TableLikeClause').length > 0) return
        const { id, shown } = context.table(relation)
        created.push({ id, shown, at: spanOfRelation(context.statement, relation) })
      },
      end(context) {
        const { after, options } = context
        for (const { id, shown, at } of created) {
          if (!after.get(id)) continue
          const columns = columnsOf(after, id)
          const names = columns.map((column) => column.id.path.at(-1)!)
          const lacks = [
            ...(options.columns as readonly string[])
              .filter((name) => !names.includes(name))
              .map((name) => `the column ${name}`),
            ...(options.tableComment && !commentOf(after, id) ? ['a comment'] : []),
            ...(options.columnComment
              ? columns
                  .filter((column) => !commentOf(after, column.id))
                  .map((column) => `a comment on ${column.id.path.at(-1)}`)
              : []),
            ...(options.notNull
              ? columns.filter(({ object }) => object.nullable).map((column) => `NOT NULL on ${column.id.path.at(-1)}`)
              : []),
          ]
          if (lacks.length > 0)
            context.report({
              at,
              message: `${shown} lacks ${lacks.join(', ')}.`,
              help: 'Add what the project asks of tables.',
            })
        }
      },
    }
  },
})
