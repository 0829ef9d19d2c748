import { strings } from '../../catalog/expression'
import { objectName } from '../../catalog/names'
import { isPartitioned } from '../../catalog/read'
import { quoteIdentifier } from '../../db/quote'
import { type Fix, withBeside } from '../../diagnostic'
import { closing, spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'
import {
  addedColumn,
  addedConstraint,
  commandsOf,
  inlineConstraints,
  populatedTable,
  spanWithComma,
  writtenName,
} from '../helpers/alter-table'
import { notNull } from '../helpers/constraints'
import { sizeOptions } from '../helpers/sizes'
import { sqlLike } from '../helpers/sql-like'
import { removal } from '../helpers/statements'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

type Constraint = Node<'Constraint'>

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'disallowed-unique-constraint' },
    { tool: 'squawk', name: 'adding-serial-primary-key-field' },
    { tool: 'pgls', name: 'disallowUniqueConstraint' },
    { tool: 'pgls', name: 'addingPrimaryKeyConstraint' },
    { tool: 'eugene', name: 'E7' },
    { tool: 'pgfence', name: 'add-constraint-unique' },
    { tool: 'pgfence', name: 'add-constraint-unique-using-index' },
    { tool: 'pgfence', name: 'add-pk-without-using-index' },
    { tool: 'strong_migrations', name: 'add_unique_constraint' },
    { tool: 'atlas', name: 'PG104' },
    { tool: 'atlas', name: 'PG105' },
    { tool: 'atlas', name: 'MF101' },
    { tool: 'atlas', name: 'MF102' },
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
    { tool: 'migrationpilot', name: 'MP027' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A UNIQUE or PRIMARY KEY constraint builds its index while the table is locked.',
    why: [
      '`ADD UNIQUE` and `ADD PRIMARY KEY` hold `ACCESS EXCLUSIVE` while the index is built: nobody reads or writes the table until then.',
      '`UNIQUE` and `PRIMARY KEY` inside `ADD COLUMN` do the same. A primary key over a column that may be NULL reads every row once more.',
      'PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: [
      '`CREATE UNIQUE INDEX CONCURRENTLY` outside a transaction, then `ADD CONSTRAINT … UNIQUE USING INDEX`, which only takes the index',
      'over. Make the columns of a primary key `NOT NULL` before.',
    ].join('\n'),
    wrong: [
      'alter table users add constraint users_email_key unique (email);',
      'alter table users add primary key (id);',
      'alter table users add column email text unique;',
    ],
    right: [
      'alter table users add constraint users_email_key unique using index users_email_key;',
      'create table users (id bigint); alter table users add primary key (id);',
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      if (constraint) {
        if (constraint.indexname || !isKey(constraint)) return
        const table = populatedTable(context)
        if (table) onTable(constraint, table, context)
        return
      }
      const column = addedColumn(command)
      if (!column?.constraints) return
      const table = populatedTable(context)
      if (!table) return
      for (const { constraint: inline, span } of inlineConstraints(column, context.statement, context.clause.end)) {
        if (!isKey(inline)) continue
        context.report({
          at: span,
          worksThrough: table,
          message: `${messageOf(inline, inline.conname, table)}.`,
          help: 'Add the column without it, CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX.',
        })
      }
    },
  }),
})

const isKey = ({ contype }: Constraint): boolean => contype === 'CONSTR_UNIQUE' || contype === 'CONSTR_PRIMARY'

const messageOf = ({ contype }: Constraint, name: string | undefined, table: TableFacts): string => {
  const what = contype === 'CONSTR_PRIMARY' ? 'primary key' : 'unique constraint'
  return `Adding ${name ? `${what} ${name}` : `this ${what}`} builds its index while ACCESS EXCLUSIVE blocks reads and writes of ${table.shown}`
}

function onTable(constraint: Constraint, table: TableFacts, context: RuleContext): void {
  const { before } = context
  const columns = strings(constraint.keys)
  const primary = constraint.contype === 'CONSTR_PRIMARY'
  const nullable = primary ? columns.filter((column) => notNull(before, table.id, column) !== 'yes') : []
  const known = nullable.filter((column) => notNull(before, table.id, column) === 'no')
  const partitioned = isPartitioned(before, table.id) === true
  const fix =
    partitioned || nullable.length > 0 || constraint.without_overlaps
      ? undefined
      : fixOf(constraint, columns, table, context)
  context.report({
    at: wordsOf(constraint, context),
    worksThrough: table,
    message: `${messageOf(constraint, constraint.conname, table)}${known.length > 0 ? `, and reads every row because ${known.join(', ')} may be NULL` : ''}.`,
    help: partitioned
      ? 'Create the unique index ON ONLY this table, build it CONCURRENTLY on each partition, and attach those.'
      : nullable.length > 0
        ? `Make ${nullable.join(', ')} NOT NULL first, CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … PRIMARY KEY USING INDEX.`
        : 'CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … USING INDEX in a later migration.',
    ...(fix && { fixes: [fix] }),
  })
}

/** `CONSTRAINT name UNIQUE`, `PRIMARY KEY`. */
function wordsOf(constraint: Constraint, { statement, clause }: RuleContext): Span {
  const start = statement.at(constraint.location)
  const words = constraint.contype === 'CONSTR_PRIMARY' ? ['primary', 'key'] : ['unique']
  const end = spanOfWords(statement, words, start)?.end ?? clause.end
  return spanOf(start, end)
}

/** The index here or in a migration that follows, the constraint in the next. */
function fixOf(
  constraint: Constraint,
  columns: readonly string[],
  table: TableFacts,
  context: RuleContext,
): Fix | undefined {
  const { statement, source, clause } = context
  if (statement.enclosure) return undefined
  const sql = sqlLike(statement)
  const primary = constraint.contype === 'CONSTR_PRIMARY'
  const short = table.id.path.at(-1)!
  const name = quoteIdentifier(
    constraint.conname ||
      (primary ? objectName(short, undefined, 'pkey') : objectName(short, columns.join('_'), 'key')),
  )
  const on = writtenName(context)
  const definition = source.slice(definitionOf(constraint, context))
  const nulls = constraint.nulls_not_distinct ? sql` NULLS NOT DISTINCT` : ''
  const build = sql`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${on} ${definition}${nulls}`
  const kind = primary ? sql`PRIMARY KEY` : sql`UNIQUE`
  const deferrable = constraint.deferrable ? sql` DEFERRABLE` : ''
  const deferred = constraint.initdeferred ? sql` INITIALLY DEFERRED` : ''
  const use = {
    up: `${sql`ALTER TABLE ${on} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name}`}${deferrable}${deferred};\n`,
    down: sql`ALTER TABLE ${on} DROP CONSTRAINT ${name};\n`,
  }
  const title = 'Build the index concurrently, and add the constraint in a migration of its own'
  const outside = context.statements.length === 1 ? context.nonTransactional() : { impossible: '' }
  if (commandsOf(statement).length === 1 && !(outside && 'impossible' in outside)) {
    const creates = context.followUp(`add ${constraint.conname || name}`, [use])
    if (!creates) return undefined
    const edits = [{ span: statement.span, text: build }, ...(outside?.edits ?? [])]
    return {
      title,
      safety: 'review',
      edits,
      creates: withBeside(outside?.creates, creates),
    }
  }
  const index = { up: `${build};\n`, down: sql`DROP INDEX CONCURRENTLY ${name};\n`, transactional: false }
  const creates = context.followUp(`add ${constraint.conname || name}`, [index, use])
  const own = commandsOf(statement).findIndex((command) => addedConstraint(command) === constraint)
  const span = commandsOf(statement).length === 1 ? removal(statement) : spanWithComma(statement, own)
  return creates && span && clause ? { title, safety: 'review', edits: [{ span, text: '' }], creates } : undefined
}

/** From the column list to the end of what an index may have too: `(a, b) INCLUDE (c)`. */
function definitionOf(constraint: Constraint, { statement }: RuleContext): Span {
  const start = statement.at(constraint.location)
  const open = statement.tokens.find(({ text, span }) => text === '(' && span.start > start)!
  let end = closing(statement, open.span.start)
  const include = constraint.including && spanOfWords(statement, ['include'], end)
  if (include) end = closing(statement, include.end)
  return spanOf(open.span.start, end)
}
