import { constraintOf, tableOf } from '../../catalog/read'
import { is } from '../../syntax/statement'
import { defineRule } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'The tool runs several migrations in one transaction, and this one needs the ones before to be committed.',
    why: 'Tools that apply all pending migrations in one transaction (drizzle-kit, Alembic by default) undo the advice to split: a constraint added NOT VALID in one file and validated in the next is validated while the strong lock of the first is still held.',
    instead:
      'Have the tool commit after each migration (Alembic: `transaction_per_migration=True`), or deploy the two files one after the other.',
    wrong: [
      {
        before: 'create table t (a int);\nalter table t add constraint c check (a > 0) not valid;',
        sql: 'alter table t validate constraint c;',
        scope: 'batch',
      },
    ],
    right: [
      {
        before: 'create table t (a int);\nalter table t add constraint c check (a > 0) not valid;',
        sql: 'alter table t validate constraint c;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const { statement, section, before, source } = context
      if (section.scope !== 'batch' || command.subtype !== 'AT_ValidateConstraint') return
      if (!is(statement, 'AlterTableStmt')) return
      const table = context.table(statement.node.relation)
      const constraint = constraintOf(before, tableOf(before, statement.node.relation).id, command.name ?? '')
      if (!table.live || constraint?.object.validated !== false || constraint.definedAt?.uri === source.uri) return
      context.report({
        at: context.clause,
        message: `The tool runs all pending migrations in one transaction: applied together with the one that adds ${command.name}, this reads ${table.shown} under its strong lock.`,
        help: 'Have the tool commit after each migration, or deploy them one after the other.',
      })
    },
  }),
})
