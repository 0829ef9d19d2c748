import { baseType, hasDomainConstraints } from '../../catalog/locks/column-types'
import { typeUse } from '../../catalog/types'
import { spanOfName } from '../../syntax/spans'
import { addedColumn, populatedTable } from '../helpers/alter-table'
import { sizeOptions } from '../helpers/sizes'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  options: sizeOptions,
  docs: {
    summary: 'A column of a constrained domain type rewrites the table, even without a default.',
    why: [
      '`ADD COLUMN` of a domain that carries a `CHECK` or `NOT NULL` has PostgreSQL check the value of every row, which it does by writing',
      'the whole table anew under `ACCESS EXCLUSIVE`, though every value is NULL or one constant. PostgreSQL 14 to 18. A domain without',
      'constraints does not.',
    ].join('\n'),
    instead:
      "Give the column the domain's base type and a `CHECK … NOT VALID`, and `VALIDATE CONSTRAINT` in a later migration.",
    wrong: [
      {
        before: "create domain email as text check (value like '%@%');",
        sql: 'alter table users add column contact email;',
      },
    ],
    right: [{ before: 'create domain email as text;', sql: 'alter table users add column contact email;' }],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const column = addedColumn(command)
      if (!column) return
      const { before, statement } = context
      const type = typeUse(column.typeName, before, before.searchPath)
      if (!type.id || !hasDomainConstraints(before, type.text)) return
      const table = populatedTable(context)
      if (!table) return
      const at = spanOfName(statement, statement.at(column.typeName?.location))
      context.report({
        at,
        worksThrough: table,
        message: `Adding ${table.shown}.${column.colname} writes all of ${table.shown} anew under ACCESS EXCLUSIVE: the domain ${context.source.slice(at)} checks every value.`,
        help: `Use ${baseType(before, type.text)} with a CHECK … NOT VALID, and VALIDATE CONSTRAINT in a later migration.`,
      })
    },
  }),
})
