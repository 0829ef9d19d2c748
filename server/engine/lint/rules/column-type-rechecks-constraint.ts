import { constraintsOf } from '../../catalog/read'
import { filledTable } from '../helpers/alter-table'
import { sizeOptions } from '../helpers/sizes'
import { columnTypeChange } from '../helpers/type-change'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'strong_migrations', name: 'change_column_constraint' }],
  options: sizeOptions,
  docs: {
    summary: 'A type change that leaves the table alone still checks its CHECK constraints on every row.',
    why: [
      'Where the stored values stay valid, `ALTER COLUMN … TYPE` does not write the table anew. A `CHECK` that mentions the column is made',
      'again for the new type all the same, and reads every row under `ACCESS EXCLUSIVE`. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead:
      'Drop the `CHECK`, change the type, add the `CHECK` again `NOT VALID`, and `VALIDATE CONSTRAINT` in a later migration.',
    wrong: [
      {
        before: "create table users (email varchar(50) check (email <> ''));",
        sql: 'alter table users alter column email type varchar(100);',
      },
    ],
    right: [
      {
        before: 'create table users (email varchar(50));',
        sql: 'alter table users alter column email type varchar(100);',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_AlterColumnType') return
      const table = filledTable(context)
      const changed = table && columnTypeChange(command, table, context)
      if (!changed || changed.change.rewrite === 'yes' || changed.from === changed.to) return
      const checks = constraintsOf(context.before, table.id).filter(
        ({ object }) => object.form === 'check' && object.columns.includes(changed.column),
      )
      if (checks.length === 0) return
      const names = checks.map(({ id }) => id.path.at(-1)).join(', ')
      context.report({
        at: wordsWithin(context.statement, context.clause, ['type']) ?? context.clause,
        worksThrough: table,
        message: `Changing ${table.shown}.${changed.column} checks ${names} on every row ${table.live ? `while ACCESS EXCLUSIVE blocks reads and writes of ${table.shown}` : 'that this migration has just put there'}.`,
        help: table.live
          ? `Drop ${names} before it, add it again NOT VALID, and VALIDATE CONSTRAINT in a later migration.`
          : 'Give the column this type in CREATE TABLE.',
      })
    },
  }),
})
