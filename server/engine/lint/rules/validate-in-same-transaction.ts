import { blocksWrites, type LockMode } from '../../catalog/lock-types'
import { samePath } from '../../catalog/read'
import { quoteIdentifier } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import { spanOfWords } from '../../syntax/spans'
import { is, type Node, type Statement } from '../../syntax/statement'
import { addedConstraint, commandsOf, populatedTable, spanWithComma, writtenName } from '../helpers/alter-table'
import { sizeOptions } from '../helpers/sizes'
import { sqlLike } from '../helpers/sql-like'
import { removal } from '../helpers/statements'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'constraint-missing-not-valid' },
    { tool: 'pgls', name: 'requireSeparateConstraintValidation' },
    { tool: 'pgls', name: 'runningStatementWhileHoldingAccessExclusive' },
    { tool: 'eugene', name: 'E4' },
    { tool: 'pgfence', name: 'not-valid-validate-same-tx' },
    { tool: 'pgfence', name: 'validate-constraint' },
    { tool: 'strong_migrations', name: 'validate_check_constraint' },
    { tool: 'strong_migrations', name: 'validate_foreign_key' },
    { tool: 'migrationpilot', name: 'MP008' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A constraint is validated while its transaction holds a stronger lock on the table.',
    why: [
      '`VALIDATE CONSTRAINT` itself takes `SHARE UPDATE EXCLUSIVE` and lets reads and writes go on. But a lock is held until the end of its',
      'transaction: the `ACCESS EXCLUSIVE` of `ADD … CHECK … NOT VALID`, the `SHARE ROW EXCLUSIVE` of `ADD … FOREIGN KEY … NOT VALID`, or',
      'that of any other change of the table made before, stays while every row is read. Subcommands of one `ALTER TABLE` share the',
      'strongest of their locks. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: '`VALIDATE CONSTRAINT` in a migration, that is a transaction, of its own.',
    wrong: [
      'alter table orders add constraint total_check check (total >= 0) not valid;\nalter table orders validate constraint total_check;',
      'alter table orders validate constraint total_check, alter column total set not null;',
    ],
    right: [
      'alter table orders validate constraint total_check;',
      {
        scope: 'statement',
        sql: 'alter table orders add constraint total_check check (total >= 0) not valid;\nalter table orders validate constraint total_check;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_ValidateConstraint') return
      const table = populatedTable(context)
      if (!table) return
      const name = command.name ?? ''
      const { before } = context
      const known = before.get({ kind: 'constraint', path: [...table.id.path, name] } as const)
      if (known?.object.validated && !addedBefore(name, table, context)) return
      const neighbour = commandsOf(context.statement).find(({ subtype }) => !gentle.has(subtype ?? ''))
      const reason = neighbour ? undefined : whileHolding(name, table, context)
      if (!neighbour && !reason) return
      const at = spanOfWords(context.statement, ['validate', 'constraint'], context.clause.start) ?? context.clause
      context.report({
        at,
        worksThrough: table,
        message: neighbour
          ? `Validating ${name} reads all of ${table.shown} under ACCESS EXCLUSIVE, which another clause of this statement takes.`
          : `Validating ${name} reads all of ${table.shown} under ${reason!.mode}, which this transaction took before.`,
        help: 'Validate it in a migration of its own.',
        ...(reason && {
          related: [{ uri: reason.by.source.uri, span: reason.by.span, message: `${reason.mode} is taken here.` }],
        }),
        fixes: later(name, context),
      })
    },
  }),
})

/** Subcommands that take no more than SHARE UPDATE EXCLUSIVE (AlterTableGetLockLevel in tablecmds.c). */
const gentle: ReadonlySet<string> = new Set([
  'AT_ValidateConstraint',
  'AT_SetStatistics',
  'AT_SetOptions',
  'AT_ResetOptions',
  'AT_ClusterOn',
  'AT_DropCluster',
  'AT_SetRelOptions',
  'AT_ResetRelOptions',
  'AT_AttachPartition',
])

interface Holding {
  readonly mode: LockMode
  readonly by: Statement
}

function whileHolding(name: string, table: TableFacts, context: RuleContext): Holding | undefined {
  const { transaction } = context
  if (!transaction.open) return undefined
  const added = addedBefore(name, table, context)
  if (added) return added
  const held = transaction.held(table.id)
  return held && blocksWrites(held.mode) ? held : undefined
}

/** The statement of this transaction that adds the constraint. */
function addedBefore(name: string, table: TableFacts, context: RuleContext): Holding | undefined {
  if (!context.transaction.open) return undefined
  for (const { statement } of context.transaction.earlier) {
    const relation = is(statement, 'AlterTableStmt') ? (statement.node as Node<'AlterTableStmt'>).relation : undefined
    if (!relation || !samePath(context.table(relation).id.path, table.id.path)) continue
    for (const command of commandsOf(statement)) {
      const constraint = addedConstraint(command)
      if (constraint?.conname !== name) continue
      return {
        mode: constraint.contype === 'CONSTR_FOREIGN' ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE',
        by: statement,
      }
    }
  }
  return undefined
}

/** Out of here, into a migration that follows. */
function later(name: string, context: RuleContext): readonly Fix[] {
  const { statement } = context
  const up = sqlLike(statement)`ALTER TABLE ${writtenName(context)} VALIDATE CONSTRAINT ${quoteIdentifier(name)};\n`
  const creates = context.followUp(`validate ${name}`, [{ up }])
  if (!creates || statement.enclosure) return []
  const commands = commandsOf(statement)
  const index = commands.findIndex((command) => command.subtype === 'AT_ValidateConstraint' && command.name === name)
  const span = commands.length === 1 ? removal(statement) : spanWithComma(statement, index)
  if (!span) return []
  return [{ title: 'Validate it in a migration of its own', safety: 'review', edits: [{ span, text: '' }], creates }]
}
