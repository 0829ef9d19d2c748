import { foreignKeysOf, foreignKeysTo, samePath } from '../../catalog/read'
import { filledTable, isFilledHere } from '../helpers/alter-table'
import { columnTypeChange } from '../helpers/type-change'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'Changing the type of a key column locks the table at the other end of the foreign key.',
    why: [
      '`ALTER COLUMN … TYPE` on either end of a foreign key makes the key again: `ACCESS EXCLUSIVE` on *both* tables, and when the values',
      'change (`int` to `bigint`) the key is checked again, so the other table is read in full too. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead:
      'A second column of the new type with a foreign key of its own, added `NOT VALID`; one table a transaction.',
    wrong: [
      {
        before: 'create table users (id int primary key); create table orders (user_id int references users);',
        sql: 'alter table users alter column id type bigint;',
      },
    ],
    right: [
      {
        before:
          'create table users (id int primary key, name varchar(50)); create table orders (user_id int references users);',
        sql: 'alter table users alter column name type text;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_AlterColumnType') return
      const table = filledTable(context)
      const changed = table && columnTypeChange(command, table, context)
      if (!changed || changed.from === changed.to) return
      const { before } = context
      const outgoing = foreignKeysOf(before, table.id).filter(({ object }) => object.columns.includes(changed.column))
      const incoming = foreignKeysTo(before, table.id).filter(({ object }) =>
        object.references!.columns.includes(changed.column),
      )
      const others = [
        ...outgoing.map(({ object }) => object.references!.table),
        ...incoming.map(({ parent }) => parent!.path),
      ].filter(
        (path, i, all) => !samePath(path, table.id.path) && all.findIndex((other) => samePath(other, path)) === i,
      )
      const shown = others
        .map((path) => context.tableById({ kind: 'table', path } as never))
        .filter((other) => other.live || isFilledHere(other) || isFilledHere(table))
        .map((other) => other.shown)
      if (shown.length === 0) return
      const again = changed.change.rewrite === 'yes' ? ', and checks the foreign key on every row' : ''
      context.report({
        at: wordsWithin(context.statement, context.clause, ['type']) ?? context.clause,
        message: `Changing the key column ${table.shown}.${changed.column} takes ACCESS EXCLUSIVE on ${shown.join(', ')} too${again}.`,
        help: 'Add a second column of the new type with a NOT VALID foreign key of its own, and change one table a transaction.',
      })
    },
  }),
})
