import { alteredRelation } from '../helpers/alter-table'
import { as } from '../helpers/nodes'
import { defineRule } from '../rule'

export default defineRule({
  group: 'replication',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'What logical replication knows rows by is changed.',
    why: '`FULL` writes every old row in full to the WAL and makes subscribers search by all columns; `NOTHING` makes UPDATE and DELETE on a published table fail; `USING INDEX` names another key, and dropping that index later leaves none. The change takes ACCESS EXCLUSIVE for an instant (observed on 14 to 18), and readers of the change stream see other keys from then on.',
    instead: 'Keep the primary key as identity, or a unique index on NOT NULL columns, and tell the consumers first.',
    wrong: ['alter table orders replica identity full;'],
    right: ['alter table orders replica identity default;'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_ReplicaIdentity') return
      const { identity_type: type, name } = as(command.def, 'ReplicaIdentityStmt') ?? {}
      const table = context.table(alteredRelation(context))
      if (!table.live || type === 'd') return
      const effects: { readonly [type: string]: string } = {
        f: 'makes every UPDATE and DELETE write the whole old row to the WAL',
        n: 'makes UPDATE and DELETE fail once the table is published',
        i: `makes ${name} the key of the change stream`,
      }
      context.report({
        at: context.clause,
        ...(type === 'i' && { severity: 'info' }),
        message: `On ${table.shown} this ${effects[type ?? ''] ?? 'changes the key of the change stream'}.`,
        help: 'Agree on it with the consumers of the change stream.',
      })
    },
  }),
})
