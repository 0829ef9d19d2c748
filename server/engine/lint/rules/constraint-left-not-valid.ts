import type { Catalog } from '../../catalog/catalog'
import { constraintOf } from '../../catalog/read'
import { quoteIdentifier } from '../../db/quote'
import type { Span } from '../../text/source'
import { addedConstraint, liveTable, writtenName } from '../helpers/alter-table'
import { sqlLike } from '../helpers/sql-like'
import { wordsWithin } from '../helpers/words'
import { defineRule, type TableFacts } from '../rule'

interface Added {
  readonly name: string
  readonly table: TableFacts
  readonly at: Span
  readonly validate: string
}

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'A constraint is NOT VALID and no migration validates it.',
    why: [
      'Old rows may break it for ever: PostgreSQL does not trust it, the planner does not use it, and `SET NOT NULL` reads the table although',
      'a `CHECK` would prove it.',
    ].join('\n'),
    instead: 'A migration of its own with `VALIDATE CONSTRAINT`.',
    wrong: ['alter table orders add constraint total_check check (total >= 0) not valid;'],
    right: [
      {
        scope: 'statement',
        sql: 'alter table orders add constraint total_check check (total >= 0) not valid;\nalter table orders validate constraint total_check;',
      },
    ],
  },
  remembers: true,
  create: () => {
    const added: Added[] = []
    return {
      AlterTableCmd(command, context) {
        const constraint = addedConstraint(command)
        if (!constraint?.conname || !constraint.skip_validation) return
        const table = liveTable(context)
        if (!table) return
        const at = wordsWithin(context.statement, context.clause, ['not', 'valid']) ?? context.clause
        const validate = sqlLike(
          context.statement,
        )`ALTER TABLE ${writtenName(context)} VALIDATE CONSTRAINT ${quoteIdentifier(constraint.conname)};\n`
        added.push({ name: constraint.conname, table, at, validate })
      },
      end(context) {
        for (const { name, table, at, validate } of added) {
          // Validated, or gone.
          const settled = (catalog: Catalog): boolean =>
            constraintOf(catalog, table.id, name)?.object.validated !== false
          if (settled(context.after)) continue
          const creates = context.followUp(`validate ${name}`, [{ up: validate }])
          context.report({
            at,
            message: `No migration validates ${name}: rows of ${table.shown} that were there before may break it.`,
            help: 'VALIDATE CONSTRAINT in a migration of its own.',
            settledBy: settled,
            ...(creates && {
              fixes: [
                { title: 'Create the migration that validates it', safety: 'review' as const, edits: [], creates },
              ],
            }),
          })
        }
      },
    }
  },
})
