import { columnOf } from '../../catalog/read'
import { addedColumn, filledTable, inlineConstraints, populatedTable } from '../helpers/alter-table'
import { sizeOptions } from '../helpers/sizes'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'adding-field-with-default' },
    { tool: 'pgls', name: 'addSerialColumn' },
    { tool: 'eugene', name: 'E11' },
    { tool: 'pgfence', name: 'add-column-stored-generated' },
    { tool: 'strong_migrations', name: 'add_column_generated_stored' },
    { tool: 'atlas', name: 'PG309' },
    { tool: 'migrationpilot', name: 'MP062' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A stored generated column is computed for every row at once.',
    why: [
      '`ADD COLUMN … GENERATED ALWAYS AS (…) STORED` writes the whole table and its indexes anew under `ACCESS EXCLUSIVE` (PostgreSQL 14',
      'to 18), and so does `SET EXPRESSION` on such a column (17 and 18). A `VIRTUAL` column (18) is computed when it is read: nothing is',
      'rewritten.',
    ].join('\n'),
    instead: [
      'From 18, a `VIRTUAL` column. Before, an expression index, or an ordinary column that a `BEFORE` trigger fills, with the old rows',
      'filled in batches.',
    ].join('\n'),
    wrong: [
      'alter table orders add column gross numeric generated always as (net * 1.2) stored;',
      {
        before: 'create table orders (net numeric, gross numeric generated always as (net * 1.2) stored);',
        sql: 'alter table orders alter column gross set expression as (net * 1.25);',
      },
    ],
    right: [
      'alter table orders add column gross numeric generated always as (net * 1.2) virtual;',
      'create table orders (net numeric, gross numeric generated always as (net * 1.2) stored);',
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const changes = command.subtype === 'AT_SetExpression'
      const table = changes
        ? filledTable(context)
        : addedColumn(command)?.constraints
          ? populatedTable(context)
          : undefined
      if (!table) return
      const { statement, clause, before, postgres } = context
      const effect = `writes all of ${table.shown} anew while ACCESS EXCLUSIVE blocks its reads and writes`
      if (changes) {
        const known = columnOf(before, table.id, command.name ?? '')?.object.generated
        if (known === 'virtual') return
        const at = wordsWithin(statement, clause, ['set', 'expression']) ?? clause
        if (!table.live) {
          context.report({
            at,
            message: `Changing the expression of ${table.shown}.${command.name} writes all of ${table.shown} anew, which this migration has just filled.`,
            help: 'Give the column this expression in CREATE TABLE.',
          })
          return
        }
        const unless = known || postgres < 18 ? '' : ', unless it is a virtual column'
        context.report({
          at,
          worksThrough: table,
          message: `Changing the expression of ${table.shown}.${command.name} ${effect}${unless}.`,
          help: 'Add a second column with the new expression, fill it in batches by a trigger and updates, and swap the names.',
        })
        return
      }
      const column = addedColumn(command)!
      const generated = inlineConstraints(column, statement, clause.end).find(
        ({ constraint }) => constraint.contype === 'CONSTR_GENERATED' && constraint.generated_kind === 's',
      )
      if (!generated) return
      const stored = wordsWithin(statement, generated.span, ['stored'])
      context.report({
        at: generated.span,
        worksThrough: table,
        message: `Adding the stored generated column ${table.shown}.${column.colname} ${effect}.`,
        help:
          postgres >= 18
            ? 'Make it VIRTUAL, or fill an ordinary column by a trigger and in batches.'
            : 'Fill an ordinary column by a trigger and in batches, or index the expression.',
        ...(postgres >= 18 &&
          stored && {
            fixes: [
              {
                title: 'Make it VIRTUAL',
                safety: 'review' as const,
                edits: [{ span: stored, text: context.source.slice(stored) === 'STORED' ? 'VIRTUAL' : 'virtual' }],
              },
            ],
          }),
      })
    },
  }),
})
