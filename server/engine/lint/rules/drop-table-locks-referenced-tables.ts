import { foreignKeysOf, foreignKeysTo, samePath } from '../../catalog/read'
import { is } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { alteredRelation } from '../helpers/alter-table'
import { dropped } from '../helpers/drops'
import { dropsLater, relationNamed } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'Dropping a table or column with a foreign key locks the tables at its other end.',
    why: [
      '`DROP TABLE` and `DROP COLUMN` drop foreign keys with them, and that takes `ACCESS EXCLUSIVE` on every table those refer to; with',
      '`CASCADE`, on every table that refers to the dropped one. Their reads and writes stop. PostgreSQL 14 to 18. Tables that the same migration drops',
      'later are left out.',
    ].join('\n'),
    instead: 'Drop each foreign key before, in a transaction of its own with a `lock_timeout`.',
    wrong: [
      {
        before: 'create table users (id int primary key); create table orders (user_id int references users);',
        sql: 'drop table orders;',
      },
    ],
    right: [
      { before: 'create table users (id int primary key); create table orders (id int);', sql: 'drop table orders;' },
    ],
  },
  create: () => ({
    DropStmt(node, context) {
      if (node.removeType !== 'OBJECT_TABLE' || !is(context.statement, 'DropStmt')) return
      const objects = dropped(context.statement)
      const gone = objects.map(({ path }) => context.table(relationNamed(path)))
      for (const [i, table] of gone.entries()) {
        if (!table.entry) continue
        const outgoing = foreignKeysOf(context.before, table.id).map(({ object }) => object.references!.table)
        const incoming =
          node.behavior === 'DROP_CASCADE'
            ? foreignKeysTo(context.before, table.id).map(({ parent }) => parent!.path)
            : []
        const others = [...outgoing, ...incoming].filter((path) => !gone.some(({ id }) => samePath(id.path, path)))
        report(`Dropping ${table.shown}`, others, objects[i]!.span, context)
      }
    },
    AlterTableCmd(command, context) {
      const relation = alteredRelation(context)
      if (command.subtype !== 'AT_DropColumn' || !command.name || !relation) return
      const table = context.table(relation)
      const others = foreignKeysOf(context.before, table.id)
        .filter(({ object }) => object.columns.includes(command.name!))
        .map(({ object }) => object.references!.table)
        .filter((path) => !samePath(path, table.id.path))
      report(`Dropping ${table.shown}.${command.name}`, others, context.clause, context)
    },
  }),
})

function report(what: string, paths: readonly (readonly string[])[], at: Span, context: RuleContext): void {
  const others = paths
    .map((path) => context.tableById({ kind: 'table', path } as never))
    .filter(({ populated, id }) => populated && !dropsLater(context, id))
  const shown = [...new Set(others.map((other) => other.shown))]
  if (shown.length === 0) return
  context.report({
    at,
    message: `${what} drops its foreign keys and takes ACCESS EXCLUSIVE on ${shown.join(', ')} too.`,
    help: 'Drop the foreign keys before, each in a transaction of its own with a lock_timeout.',
  })
}
