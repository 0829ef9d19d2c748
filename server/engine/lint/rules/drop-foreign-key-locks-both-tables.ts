import { constraintOf, samePath } from '../../catalog/read'
import { alteredRelation } from '../helpers/alter-table'
import { looksLikeForeignKey } from '../helpers/foreign-keys'
import { dropsLater } from '../helpers/targets'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgfence', name: 'drop-constraint' },
    { tool: 'atlas', name: 'CD101' },
  ],
  docs: {
    summary: 'Dropping a foreign key stops reads and writes of the referenced table too.',
    why: '`DROP CONSTRAINT` of a foreign key takes `ACCESS EXCLUSIVE` on its own table *and* on the one it refers to, more than adding it did. PostgreSQL 14 to 18.',
    instead:
      'Set a `lock_timeout` and try again when it gives up; lock the referenced table first if the application does so too.',
    wrong: [
      {
        before:
          'create table users (id int primary key); create table orders (user_id int constraint orders_user_fkey references users);',
        sql: 'alter table orders drop constraint orders_user_fkey;',
      },
    ],
    right: ['alter table orders drop constraint orders_total_check;'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_DropConstraint' || !command.name) return
      const relation = alteredRelation(context)
      const table = relation && context.table(relation)
      if (!table || table.temporary) return
      const known = constraintOf(context.before, table.id, command.name)
      const path = known?.object.references?.table
      if (known ? !path || samePath(path, table.id.path) : table.exists === 'no' || !looksLikeForeignKey(command.name))
        return
      const other = path && context.tableById({ kind: 'table', path } as never)
      // Of two tables only the other is in use where this one is new.
      if (other ? !other.populated || dropsLater(context, other.id) : !table.populated) return
      context.report({
        at: wordsWithin(context.statement, context.clause, ['drop', 'constraint']) ?? context.clause,
        message: other
          ? `Dropping foreign key ${command.name} takes ACCESS EXCLUSIVE on ${other.shown} as well as on ${table.shown}.`
          : `If ${command.name} is a foreign key, dropping it takes ACCESS EXCLUSIVE on the table it refers to as well as on ${table.shown}.`,
        help: 'Set a lock_timeout and retry, in a transaction that does nothing else.',
      })
    },
  }),
})
