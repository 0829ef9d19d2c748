import { is } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { later, relationNamed } from '../helpers/targets'
import { uses } from '../helpers/uses'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [{ tool: 'strong_migrations', name: 'create_table' }],
  docs: {
    summary: 'DROP TABLE IF EXISTS before CREATE TABLE deletes the table that is there.',
    why: 'Meant to make the file repeatable, it empties the table each time it runs: where the migration ran before, or where somebody created the table by hand, all rows are gone.',
    instead: 'A plain `CREATE TABLE`, which fails where the table exists.',
    wrong: ['DROP TABLE IF EXISTS users; CREATE TABLE users (id int);'],
    right: ['CREATE TABLE users (id int);'],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_TABLE' || !is(statement, 'DropStmt')) return
      for (const { path, span } of dropped(statement)) {
        const table = context.table(relationNamed(path))
        if (!table.live || table.exists === 'no') continue
        const again = later(context).find(
          (next) =>
            (is(next, 'CreateStmt') && next.node.relation?.relname === path.at(-1)) ||
            (is(next, 'CreateTableAsStmt') && next.node.into?.rel?.relname === path.at(-1)),
        )
        if (!again) continue
        const { related, clause } = uses(context, table.id)
        context.report({
          at: span,
          message: `${table.shown} is dropped and created anew: where it exists, every row is lost.${clause}`,
          help: 'Leave out the DROP; change an existing table with ALTER TABLE.',
          related: [...related, { uri: again.source.uri, span: again.span, message: 'It is created anew here.' }],
        })
      }
    },
  }),
})
