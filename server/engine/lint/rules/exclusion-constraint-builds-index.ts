import { addedConstraint, populatedTable } from '../helpers/alter-table'
import { sizeOptions } from '../helpers/sizes'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'constraint-missing-not-valid' },
    { tool: 'pgls', name: 'avoidAddingExclusionConstraint' },
    { tool: 'eugene', name: 'E8' },
    { tool: 'pgfence', name: 'add-constraint-exclude' },
    { tool: 'pgfence', name: 'create-table-exclude-constraint' },
    { tool: 'strong_migrations', name: 'add_exclusion_constraint' },
    { tool: 'migrationpilot', name: 'MP031' },
  ],
  options: sizeOptions,
  docs: {
    summary:
      'An exclusion constraint builds its index while the table is locked, and there is no other way to add one.',
    why: [
      '`ADD … EXCLUDE` holds `ACCESS EXCLUSIVE` while it builds its index and checks every row. It can be neither `NOT VALID` nor made from',
      'an index that was built concurrently. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead:
      'A new table with the constraint that takes the place of the old one, or a window in which the table may be locked.',
    wrong: ['alter table bookings add constraint no_overlap exclude using gist (room with =, during with &&);'],
    right: ['create table bookings (during tstzrange, exclude using gist (during with &&));'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      if (constraint?.contype !== 'CONSTR_EXCLUSION') return
      const table = populatedTable(context)
      if (!table) return
      const name = constraint.conname ? `exclusion constraint ${constraint.conname}` : 'this exclusion constraint'
      context.report({
        at: wordsWithin(context.statement, context.clause, ['exclude']) ?? context.clause,
        worksThrough: table,
        message: `Adding ${name} builds its index while ACCESS EXCLUSIVE blocks reads and writes of ${table.shown}.`,
        help: 'Make it on a new table that takes the place of this one, or in a window in which the table may be locked.',
      })
    },
  }),
})
