import { strings } from '../../catalog/expression'
import { objectName } from '../../catalog/names'
import { isPartitioned, samePath } from '../../catalog/read'
import { quoteIdentifier } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import type { Node } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { addedColumn, addedConstraint, inlineConstraints, populatedTable, writtenName } from '../helpers/alter-table'
import { checkColumns } from '../helpers/constraints'
import { insert } from '../helpers/edits'
import { sizeOptions } from '../helpers/sizes'
import { sqlLike } from '../helpers/sql-like'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

type Constraint = Node<'Constraint'>

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'constraint-missing-not-valid' },
    { tool: 'squawk', name: 'adding-foreign-key-constraint' },
    { tool: 'pgls', name: 'constraintMissingNotValid' },
    { tool: 'pgls', name: 'addingForeignKeyConstraint' },
    { tool: 'eugene', name: 'E1' },
    { tool: 'pgfence', name: 'add-constraint-check-no-not-valid' },
    { tool: 'pgfence', name: 'add-constraint-fk-no-not-valid' },
    { tool: 'pgfence', name: 'add-column-inline-foreign-key' },
    { tool: 'strong_migrations', name: 'add_check_constraint' },
    { tool: 'strong_migrations', name: 'add_foreign_key' },
    { tool: 'atlas', name: 'PG305' },
    { tool: 'atlas', name: 'PG306' },
    { tool: 'bytebase', name: 'STATEMENT_ADD_CHECK_NOT_VALID' },
    { tool: 'bytebase', name: 'STATEMENT_ADD_FOREIGN_KEY_NOT_VALID' },
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
    { tool: 'migrationpilot', name: 'MP005' },
    { tool: 'migrationpilot', name: 'MP030' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A CHECK or FOREIGN KEY is checked against every row while the table is locked.',
    why: [
      'Without `NOT VALID`, `ADD CONSTRAINT` reads the whole table before it returns. A `CHECK` does so under `ACCESS EXCLUSIVE`: nobody',
      'reads or writes the table meanwhile. A `FOREIGN KEY` does so under `SHARE ROW EXCLUSIVE` on the table *and* on the one it refers',
      'to: writes to both wait. The same holds for a `CHECK` written inside `ADD COLUMN`, even though every row of the new column is',
      'NULL, and for `ADD COLUMN … REFERENCES` with a `DEFAULT`. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: [
      'Add it `NOT VALID`, which only checks new rows, then `VALIDATE CONSTRAINT` in a migration of its own: that reads the table under',
      '`SHARE UPDATE EXCLUSIVE`, which stops neither reads nor writes.',
    ].join('\n'),
    wrong: [
      'alter table orders add constraint orders_total_check check (total >= 0);',
      'alter table orders add constraint orders_user_fkey foreign key (user_id) references users (id);',
      'alter table orders add column total int check (total >= 0);',
    ],
    right: [
      'alter table orders add constraint orders_total_check check (total >= 0) not valid;',
      'alter table orders validate constraint orders_total_check;',
      'create table orders (id bigint, total int); alter table orders add check (total >= 0);',
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      if (constraint) {
        const table = populatedTable(context)
        if (table && validates(constraint)) onTable(constraint, table, context)
        return
      }
      const column = addedColumn(command)
      if (!column?.constraints) return
      const table = populatedTable(context)
      if (!table) return
      const filled = column.constraints.some((item) => fills((item as { Constraint: Constraint }).Constraint))
      for (const inline of inlineConstraints(column, context.statement, context.clause.end)) {
        if (!inline.enforced) continue
        const { contype } = inline.constraint
        if (contype === 'CONSTR_CHECK' || (contype === 'CONSTR_FOREIGN' && filled))
          atColumn(column.colname ?? '', inline, table, context)
      }
    },
  }),
})

const validates = ({ contype, initially_valid }: Constraint): boolean =>
  initially_valid === true && (contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN')

/** The new column has a value in every row, so a foreign key on it is checked (transformAlterTableStmt in parse_utilcmd.c). */
const fills = ({ contype, raw_expr }: Constraint): boolean =>
  contype === 'CONSTR_GENERATED' ||
  contype === 'CONSTR_IDENTITY' ||
  (contype === 'CONSTR_DEFAULT' &&
    (raw_expr as { A_Const?: { isnull?: boolean } } | undefined)?.A_Const?.isnull !== true)

function onTable(constraint: Constraint, table: TableFacts, context: RuleContext): void {
  const { statement, clause } = context
  const at = constraintWords(constraint, context)
  const name = constraint.conname || defaultName(constraint, table)
  const barred = constraint.contype === 'CONSTR_FOREIGN' && notValidBarred(table, context)
  const edits = [
    ...(constraint.conname
      ? []
      : [insert(statement.at(constraint.location), sqlLike(statement)`CONSTRAINT ${quoteIdentifier(name)} `)]),
    insert(clause.end, sqlLike(statement)` NOT VALID`),
  ]
  const creates = validation(name, context)
  context.report({
    at,
    worksThrough: table,
    message: messageOf(constraint, constraint.conname, table, context),
    help: barred
      ? `Below 18, PostgreSQL refuses NOT VALID foreign keys on a partitioned table: add it NOT VALID to each partition, validate those, then add it to ${table.shown}.`
      : 'Add NOT VALID, and VALIDATE CONSTRAINT in a later migration.',
    ...(!barred && { fixes: [fixOf(edits, creates)] }),
  })
}

function atColumn(
  column: string,
  inline: ReturnType<typeof inlineConstraints>[number],
  table: TableFacts,
  context: RuleContext,
): void {
  const { statement, clause } = context
  const { constraint, span } = inline
  const sql = sqlLike(statement)
  const foreign = constraint.contype === 'CONSTR_FOREIGN'
  const name = constraint.conname || objectName(table.id.path.at(-1)!, column, foreign ? 'fkey' : 'check')
  const text = bodyOf(constraint, context.source.slice(span))
  const moved = foreign ? sql`FOREIGN KEY (${quoteIdentifier(column)}) ` : ''
  const before = statement.tokens.findLast((token) => token.span.end <= span.start)!
  const edits = [
    { span: spanOf(before.span.end, span.end), text: '' },
    insert(statement.span.end, sql`, ADD CONSTRAINT ${quoteIdentifier(name)} ${moved}${text} NOT VALID`),
  ]
  const fixable = clause.end >= span.end && !(foreign && notValidBarred(table, context))
  context.report({
    at: span,
    worksThrough: table,
    message: foreign
      ? `Adding ${constraint.conname ? `foreign key ${constraint.conname}` : 'this foreign key'} with a filled column checks every row of ${table.shown} while ACCESS EXCLUSIVE blocks its reads and writes.`
      : messageOf(constraint, constraint.conname, table, context),
    help: 'Add the column without it, then the constraint NOT VALID, and VALIDATE CONSTRAINT in a later migration.',
    ...(fixable && { fixes: [fixOf(edits, validation(name, context))] }),
  })
}

function messageOf(constraint: Constraint, name: string | undefined, table: TableFacts, context: RuleContext): string {
  if (constraint.contype === 'CONSTR_CHECK') {
    const what = name ? `check constraint ${name}` : 'this check constraint'
    return `Adding ${what} reads all of ${table.shown} while ACCESS EXCLUSIVE blocks its reads and writes.`
  }
  const what = name ? `foreign key ${name}` : 'this foreign key'
  const other = context.table(constraint.pktable)
  const second = other.shown === table.shown || !other.populated ? undefined : other.shown
  const rows = `Adding ${what} checks every row of ${table.shown} while`
  // Another subcommand of the same ALTER TABLE may need more.
  const most = context.locks.locks.some(
    ({ relation, mode }) => mode === 'ACCESS EXCLUSIVE' && samePath(relation.path, table.id.path),
  )
  return most
    ? `${rows} ACCESS EXCLUSIVE blocks its reads and writes${second ? `, and SHARE ROW EXCLUSIVE writes to ${second}` : ''}.`
    : `${rows} SHARE ROW EXCLUSIVE blocks writes to ${table.shown}${second ? ` and ${second}` : ''}.`
}

/** `CONSTRAINT name CHECK`, `CHECK`, `FOREIGN KEY`. */
function constraintWords(constraint: Constraint, { statement }: RuleContext) {
  const start = statement.at(constraint.location)
  const open = statement.tokens.find(({ text, span }) => text === '(' && span.start > start)
  const last = statement.tokens.findLast(({ span }) => open !== undefined && span.end <= open.span.start)
  return spanOf(start, last?.span.end ?? start + 1)
}

/** Without `CONSTRAINT name`. */
function bodyOf(constraint: Constraint, text: string): string {
  return constraint.conname ? text.replace(/^constraint\s+("(?:[^"]|"")*"|\S+)\s+/i, '') : text
}

function defaultName(constraint: Constraint, table: TableFacts): string {
  const name = table.id.path.at(-1)!
  if (constraint.contype === 'CONSTR_FOREIGN') return objectName(name, strings(constraint.fk_attrs).join('_'), 'fkey')
  const columns = checkColumns(constraint)
  return objectName(name, columns.length === 1 ? columns[0] : undefined, 'check')
}

/** ATAddForeignKeyConstraint in tablecmds.c until 17. */
const notValidBarred = (table: TableFacts, { before, postgres }: RuleContext): boolean =>
  postgres < 18 && isPartitioned(before, table.id) === true

function validation(name: string, context: RuleContext): Fix['creates'] {
  const sql = sqlLike(context.statement)
  const up = sql`ALTER TABLE ${writtenName(context)} VALIDATE CONSTRAINT ${quoteIdentifier(name)};\n`
  return context.followUp(`validate ${name}`, [{ up }])
}

const fixOf = (edits: Fix['edits'], creates: Fix['creates']): Fix => ({
  title: creates ? 'Add it NOT VALID and validate it in a migration of its own' : 'Add it NOT VALID',
  safety: 'review',
  edits,
  ...(creates && { creates }),
})
