import type { Entry } from '../../catalog/catalog'
import { indexOf, isPartitioned } from '../../catalog/read'
import { spanOfIdentifier } from '../../syntax/spans'
import { addedConstraint, alteredRelation } from '../helpers/alter-table'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  sections: 'both',
  docs: {
    summary: 'A constraint cannot be made from this index.',
    why: [
      '`ADD … USING INDEX` wants a valid, unique btree index of plain columns in their default order, over all rows, and a table that is not',
      'partitioned. PostgreSQL 14 to 18 refuse any other.',
    ].join('\n'),
    instead:
      '`CREATE UNIQUE INDEX CONCURRENTLY` on the columns alone; on a partitioned table, add the constraint itself.',
    wrong: [
      {
        before: 'create table users (email text); create unique index users_email_key on users (lower(email));',
        sql: 'alter table users add unique using index users_email_key;',
      },
    ],
    right: [
      {
        before: 'create table users (email text); create unique index users_email_key on users (email);',
        sql: 'alter table users add unique using index users_email_key;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      const relation = constraint?.indexname ? alteredRelation(context) : undefined
      if (!constraint?.indexname || !relation) return
      const { before, statement, clause } = context
      const table = context.table(relation)
      const index = indexOf(before, [table.id.path[0]!, constraint.indexname]).entry
      const why = isPartitioned(before, table.id) ? `${table.shown} is partitioned` : index && flawOf(index)
      if (!why) return
      const from = wordsWithin(statement, clause, ['using', 'index'])
      context.report({
        at: (from && spanOfIdentifier(statement, constraint.indexname, from.end)) ?? clause,
        message: `PostgreSQL refuses to make a constraint from ${constraint.indexname}: ${why}.`,
        help: 'Build a valid unique index on the plain columns first.',
      })
    },
  }),
})

/** transformIndexConstraint in parse_utilcmd.c. */
function flawOf({ object }: Entry<'index'>): string | undefined {
  if (object.constraint) return `it belongs to the constraint ${object.constraint} already`
  if (!object.unique) return 'it is not unique'
  if (object.where) return 'it leaves out rows'
  if (object.keys.some(({ expression }) => expression)) return 'it is built on an expression'
  if (object.keys.some(({ descending, nullsFirst }) => descending || nullsFirst))
    return 'its order is not the default one'
  if (object.keys.some(({ opclass }) => opclass)) return 'its operator class is not the default one'
  if (object.keys.some(({ collation }) => collation)) return "its collation is not the column's"
  if (object.method !== 'btree') return 'it is not a btree'
  return object.valid ? undefined : 'it is not valid'
}
