import { nameOf, samePath } from '../../catalog/read'
import { quoteName } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import { clausesOf } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { addedColumn, addedConstraint, commandsOf } from '../helpers/alter-table'
import { behind, cased, insert, newline, replace } from '../helpers/edits'
import { foreignKeysIn } from '../helpers/foreign-keys'
import { sizeOptions } from '../helpers/sizes'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  options: sizeOptions,
  docs: {
    summary: 'An ALTER TABLE mixes a subcommand that needs little with one that needs ACCESS EXCLUSIVE.',
    why: 'One ALTER TABLE takes the strongest lock any of its subcommands needs, for all of them. VALIDATE CONSTRAINT by itself reads the table under SHARE UPDATE EXCLUSIVE, beside reads and writes; in one statement with an ADD COLUMN it reads it under ACCESS EXCLUSIVE. A foreign key by itself takes SHARE ROW EXCLUSIVE, which lets reads go on. Observed on 14 to 18.',
    instead:
      'Give the subcommand with the weaker lock a statement, and where it reads the table a transaction, of its own.',
    wrong: ['alter table orders validate constraint total_check, add column note text;'],
    right: ['alter table orders validate constraint total_check;'],
  },
  create: () => ({
    AlterTableStmt(node, context) {
      if (node.objtype !== 'OBJECT_TABLE') return
      const { statement } = context
      const commands = commandsOf(statement)
      const table = context.table(node.relation)
      if (commands.length < 2 || !table.live) return
      const strong = commands.find((command) => needsMost(command))
      // Validation beside SET NOT NULL is a hazard of its own.
      if (!strong || commands.some(({ subtype }) => subtype === 'AT_SetNotNull')) return
      const clauses = clausesOf(statement)
      const added = commands.flatMap((command) => addedColumn(command)?.colname ?? [])
      const dropped = commands.flatMap(({ subtype, name }) => (subtype === 'AT_DropConstraint' ? (name ?? []) : []))
      for (const { constraint, columns, form, at } of foreignKeysIn(statement)) {
        const other = context.table(constraint.pktable)
        // One that is checked at once: constraint-validated-at-once.
        if (
          form !== 'constraint' ||
          constraint.initially_valid ||
          !other.live ||
          samePath(other.id.path, table.id.path)
        )
          continue
        // A key of a new column, and one that takes the place of another, belong into one statement.
        if (columns.every((column) => added.includes(column)) || dropped.includes(constraint.conname ?? '')) continue
        context.report({
          at,
          message: `A foreign key by itself lets reads of ${table.shown} go on; here ${table.shown} is locked in ACCESS EXCLUSIVE, which another subcommand needs, while this waits for its lock on ${other.shown}.`,
          help: 'Add it in a transaction of its own.',
        })
      }
      commands.forEach((command, i) => {
        const scans = command.subtype === 'AT_ValidateConstraint'
        if (!scans && !light.has(command.subtype ?? '')) return
        const at = clauses[i] ?? statement.span
        context.report({
          at,
          ...(scans ? { worksThrough: table } : { severity: 'info' }),
          message: scans
            ? `${table.shown} is read in full under ACCESS EXCLUSIVE, which another subcommand of this statement needs; by itself VALIDATE lets reads and writes go on.`
            : `This needs SHARE UPDATE EXCLUSIVE only, but runs under the ACCESS EXCLUSIVE of another subcommand of this statement.`,
          help: 'Put it into a statement of its own.',
          fixes: scans && at !== statement.span ? split(i, node, context) : [],
        })
      })
    },
  }),
})

/** Subcommands under SHARE UPDATE EXCLUSIVE that read nothing (AlterTableGetLockLevel in tablecmds.c). */
const light = new Set(['AT_SetStatistics', 'AT_ClusterOn', 'AT_DropCluster', 'AT_SetOptions', 'AT_ResetOptions'])
const lower = new Set([
  ...light,
  'AT_ValidateConstraint',
  'AT_AttachPartition',
  'AT_SetRelOptions',
  'AT_ResetRelOptions',
  'AT_EnableTrig',
  'AT_DisableTrig',
  'AT_EnableTrigAll',
  'AT_DisableTrigAll',
  'AT_EnableTrigUser',
  'AT_DisableTrigUser',
  'AT_EnableAlwaysTrig',
  'AT_EnableReplicaTrig',
])

const needsMost = (command: Node<'AlterTableCmd'>): boolean =>
  !lower.has(command.subtype ?? '') && addedConstraint(command)?.contype !== 'CONSTR_FOREIGN'

/** Takes the clause out, with one comma, and makes it a statement behind, or a migration behind where a transaction would keep the lock. */
function split(index: number, node: Node<'AlterTableStmt'>, context: RuleContext): readonly Fix[] {
  const { statement, source, transaction } = context
  const clauses = clausesOf(statement)
  const own = clauses[index]!
  const next = clauses[index + 1]
  const previous = clauses[index - 1]
  const cut = next ? spanOf(own.start, next.start) : spanOf(previous!.end, own.end)
  const text = `${cased(statement, 'ALTER TABLE')} ${quoteName(nameOf(node.relation))} ${source.slice(own)};`
  if (!transaction.open) {
    const { at, missing } = behind(statement)
    return [
      {
        title: 'Put it into a statement of its own',
        safety: 'review',
        edits: [replace(cut, ''), insert(at, `${missing}${newline(statement)}${text}`)],
      },
    ]
  }
  const creates = context.followUp('validate constraint', [{ up: text }])
  return creates
    ? [{ title: 'Move it to a migration of its own', safety: 'review', edits: [replace(cut, '')], creates }]
    : []
}
