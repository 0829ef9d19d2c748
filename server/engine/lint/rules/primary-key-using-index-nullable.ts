import { indexOf } from '../../catalog/read'
import { addedConstraint, populatedTable } from '../helpers/alter-table'
import { notNull, notNullChecks } from '../helpers/constraints'
import { sizeOptions } from '../helpers/sizes'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'eugene', name: 'W14' },
    { tool: 'pgfence', name: 'add-pk-using-index' },
    { tool: 'atlas', name: 'PG304' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A primary key made from an index reads the whole table if its columns may be NULL.',
    why: [
      '`ADD PRIMARY KEY USING INDEX` sets its columns `NOT NULL`. Where they are not so yet, and no validated `CHECK (… IS NOT NULL)` proves',
      'it, every row is read under `ACCESS EXCLUSIVE`. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: 'Make the columns `NOT NULL` the safe way first.',
    wrong: [
      {
        before: 'create table users (id bigint); create unique index users_pkey on users (id);',
        sql: 'alter table users add constraint users_pkey primary key using index users_pkey;',
      },
    ],
    right: [
      {
        before: 'create table users (id bigint not null); create unique index users_pkey on users (id);',
        sql: 'alter table users add constraint users_pkey primary key using index users_pkey;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      if (constraint?.contype !== 'CONSTR_PRIMARY' || !constraint.indexname) return
      const table = populatedTable(context)
      if (!table) return
      const { before } = context
      const schema = table.id.path[0]!
      const keys = indexOf(before, [schema, constraint.indexname]).entry?.object.keys.flatMap(
        ({ column }) => column ?? [],
      )
      const open = keys?.filter(
        (column) =>
          notNull(before, table.id, column) !== 'yes' &&
          !notNullChecks(before, table.id, column).some(({ object }) => object.validated),
      )
      if (open?.length === 0) return
      const certain = open?.some((column) => notNull(before, table.id, column) === 'no')
      const columns = open?.join(', ') ?? 'its columns'
      context.report({
        at: wordsWithin(context.statement, context.clause, ['primary', 'key']) ?? context.clause,
        worksThrough: table,
        message: certain
          ? `This primary key reads all of ${table.shown} under ACCESS EXCLUSIVE, because ${columns} may be NULL.`
          : `This primary key reads all of ${table.shown} under ACCESS EXCLUSIVE unless ${columns} ${open?.length === 1 ? 'is' : 'are'} NOT NULL already.`,
        help: 'Make the columns NOT NULL first, through a constraint that is validated on its own.',
      })
    },
  }),
})
