import { constraintOf } from '../../catalog/read'
import { liveTable } from '../helpers/alter-table'
import { as } from '../helpers/nodes'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'Altering a constraint locks its table; enforcing a foreign key checks every row meanwhile.',
    why: [
      '`ALTER CONSTRAINT` takes `ACCESS EXCLUSIVE` on its table (PostgreSQL 14 to 18). `… ENFORCED` (18) checks every row meanwhile, with `SHARE',
      'ROW EXCLUSIVE` on the referenced table: there is no `NOT VALID` step in it. `… NOT ENFORCED` (18) takes `ACCESS EXCLUSIVE` on both.',
    ].join('\n'),
    instead:
      'Add a second constraint as it should be `NOT VALID`, validate it in a migration of its own, and drop the old one.',
    wrong: [
      'alter table orders alter constraint orders_user_fkey deferrable initially deferred;',
      { sql: 'alter table orders alter constraint orders_user_fkey enforced;', postgres: 18 },
    ],
    right: [
      'alter table orders add constraint orders_user_fkey2 foreign key (user_id) references users deferrable not valid;',
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_AlterConstraint') return
      const change = as(command.def, 'ATAlterConstraint')
      const table = liveTable(context)
      if (!table || !change) return
      const path = constraintOf(context.before, table.id, change.conname ?? '')?.object.references?.table
      const other = path ? context.tableById({ kind: 'table', path } as never).shown : 'the table it refers to'
      const enforces = change.alterEnforceability === true && change.is_enforced === true
      const both = change.alterEnforceability === true && !enforces
      context.report({
        at: context.clause,
        message: enforces
          ? `Enforcing ${change.conname} checks every row of ${table.shown} under ACCESS EXCLUSIVE, and blocks writes to ${other}.`
          : `Altering ${change.conname} takes ACCESS EXCLUSIVE on ${table.shown}${both ? ` and on ${other}` : ''}.`,
        help: enforces
          ? 'Add a second, NOT VALID foreign key, validate it in a migration of its own, and drop this one.'
          : 'Set a lock_timeout and retry, in a transaction that does nothing else.',
      })
    },
  }),
})
