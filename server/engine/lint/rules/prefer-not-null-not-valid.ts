import { objectName } from '../../catalog/names'
import { quoteIdentifier } from '../../db/quote'
import { addedConstraint, liveTable } from '../helpers/alter-table'
import { provenNotNull } from '../helpers/constraints'
import { as } from '../helpers/nodes'
import { sqlLike } from '../helpers/sql-like'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  postgres: { from: 18 },
  aliases: [{ tool: 'migrationpilot', name: 'MP081' }],
  docs: {
    summary: 'PostgreSQL 18 has NOT NULL constraints that need no CHECK as a helper.',
    why: [
      'Until 17, `CHECK (c IS NOT NULL) NOT VALID` was the way to `NOT NULL` without a long lock: a constraint to add, to validate, and to',
      'drop again. From 18, `NOT NULL` itself can be added `NOT VALID` and validated.',
    ].join('\n'),
    instead: '`ADD CONSTRAINT … NOT NULL c NOT VALID`, then `VALIDATE CONSTRAINT`.',
    wrong: ['alter table users add constraint email_set check (email is not null) not valid;'],
    right: ['alter table users add constraint email_set not null email not valid;'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      if (constraint?.contype !== 'CONSTR_CHECK' || constraint.initially_valid || !as(constraint.raw_expr, 'NullTest'))
        return
      const [column] = provenNotNull(constraint.raw_expr)
      const table = column !== undefined ? liveTable(context) : undefined
      if (!table || column === undefined) return
      const name = constraint.conname || objectName(table.id.path.at(-1)!, column, 'not_null')
      const sql = sqlLike(context.statement)
      context.report({
        at: context.clause,
        message: `PostgreSQL ${context.postgres} can add NOT NULL on ${table.shown}.${column} itself as NOT VALID: this CHECK is a constraint too many.`,
        help: 'Add the NOT NULL constraint NOT VALID.',
        fixes: [
          {
            title: 'Add the NOT NULL constraint itself',
            safety: 'review',
            edits: [
              {
                span: context.clause,
                text: sql`ADD CONSTRAINT ${quoteIdentifier(name)} NOT NULL ${quoteIdentifier(column)} NOT VALID`,
              },
            ],
          },
        ],
      })
    },
  }),
})
