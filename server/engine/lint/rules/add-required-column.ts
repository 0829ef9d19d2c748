import { serialType, typeUse } from '../../catalog/types'
import { addedColumn, filledTable, type Inline, inlineConstraints } from '../helpers/alter-table'
import { emptiedBy } from '../helpers/bulk'
import { withoutWords } from '../helpers/edits'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'adding-required-field' },
    { tool: 'pgls', name: 'addingRequiredField' },
    { tool: 'pgfence', name: 'add-column-not-null-no-default' },
    { tool: 'atlas', name: 'MF103' },
    { tool: 'bytebase', name: 'COLUMN_NO_NULL' },
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_ADD_NOT_NULL' },
    { tool: 'migrationpilot', name: 'MP084' },
  ],
  docs: {
    summary: 'A NOT NULL column without a default fails on a table that has rows.',
    why: [
      '`ADD COLUMN … NOT NULL` without a default gives every existing row a NULL, which it forbids: the statement fails as soon as the table',
      'holds one row (PostgreSQL 14 to 18). On an empty table it works, and then the application that is still running fails to insert. Silent behind a TRUNCATE of the same transaction, a warning behind a DELETE',
      'of every row, beside which others may still insert.',
    ].join('\n'),
    instead:
      'Give it a constant `DEFAULT`, or add it nullable, fill it in batches, and make it `NOT NULL` through a validated constraint.',
    wrong: ['alter table users add column email text not null;'],
    right: [
      "alter table users add column email text not null default '';",
      'alter table users add column email text;',
      'create table users (id bigint); alter table users add column email text not null;',
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const column = addedColumn(command)
      if (!column?.constraints || serialType(column.typeName)) return
      const all = inlineConstraints(column, context.statement, context.clause.end)
      const required = all.find(
        ({ constraint: { contype } }) => contype === 'CONSTR_NOTNULL' || contype === 'CONSTR_PRIMARY',
      )
      if (!required || all.some(givesValue)) return
      const table = filledTable(context)
      if (!table || hasDomainDefault(column.typeName, context)) return
      const emptied = emptiedBy(table.id, context)
      if (emptied === 'TRUNCATE') return
      const notNull = required.constraint.contype === 'CONSTR_NOTNULL'
      context.report({
        at: required.span,
        message: `Adding ${table.shown}.${column.colname} as ${notNull ? 'NOT NULL' : 'PRIMARY KEY'} without a default fails if ${table.shown} has a row.`,
        ...(emptied && { severity: 'warning' as const }),
        help: 'Give it a constant default, or add it nullable, fill it, and make it NOT NULL after that.',
        ...(notNull &&
          !required.constraint.conname && {
            fixes: [
              {
                title: 'Add it nullable',
                safety: 'review' as const,
                edits: [withoutWords(context.statement, required.span)],
              },
            ],
          }),
      })
    },
  }),
})

const givesValue = ({ constraint: { contype, raw_expr } }: Inline): boolean =>
  contype === 'CONSTR_GENERATED' ||
  contype === 'CONSTR_IDENTITY' ||
  (contype === 'CONSTR_DEFAULT' &&
    (raw_expr as { A_Const?: { isnull?: boolean } } | undefined)?.A_Const?.isnull !== true)

function hasDomainDefault(type: Parameters<typeof typeUse>[0], { before }: RuleContext): boolean {
  const { id } = typeUse(type, before, before.searchPath)
  const entry = id && before.get(id)
  return entry?.object.form === 'domain' && entry.object.default !== undefined
}
