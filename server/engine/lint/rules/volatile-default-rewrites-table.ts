import { serialType } from '../../catalog/types'
import { quoteIdentifier } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import type { Node } from '../../syntax/statement'
import { type Span, spanOf } from '../../text/source'
import {
  addedColumn,
  commandsOf,
  type Inline,
  inlineConstraints,
  populatedTable,
  writtenName,
} from '../helpers/alter-table'
import { behind, insert } from '../helpers/edits'
import { backfill, notNullSteps } from '../helpers/not-null-steps'
import { sizeOptions } from '../helpers/sizes'
import { sqlLike } from '../helpers/sql-like'
import { volatilityOf } from '../helpers/volatility'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'adding-field-with-default' },
    { tool: 'pgls', name: 'addingFieldWithDefault' },
    { tool: 'pgls', name: 'addSerialColumn' },
    { tool: 'eugene', name: 'E10' },
    { tool: 'eugene', name: 'E11' },
    { tool: 'pgfence', name: 'add-column-non-constant-default' },
    { tool: 'pgfence', name: 'add-column-default-pre-pg11' },
    { tool: 'pgfence', name: 'add-column-constant-default' },
    { tool: 'pgfence', name: 'add-column-serial' },
    { tool: 'strong_migrations', name: 'add_column_default' },
    { tool: 'strong_migrations', name: 'add_column_default_callable' },
    { tool: 'strong_migrations', name: 'add_column_auto_incrementing' },
    { tool: 'atlas', name: 'PG302' },
    { tool: 'atlas', name: 'PG310' },
    { tool: 'bytebase', name: 'COLUMN_DEFAULT_DISALLOW_VOLATILE' },
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_ADD_COLUMN_WITH_DEFAULT' },
    { tool: 'migrationpilot', name: 'MP003' },
    { tool: 'migrationpilot', name: 'MP015' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A new column gets a value of its own in every row, so the table is written anew.',
    why: [
      'A default that is the same for every row is stored once, in the catalog. One that calls a `VOLATILE` function (`gen_random_uuid()`,',
      '`random()`, `clock_timestamp()`, `nextval()`) has to be computed for each row: PostgreSQL writes the whole table and every index of',
      'it anew under `ACCESS EXCLUSIVE`. `serial` and identity columns are `nextval()` too. `now()` and `CURRENT_TIMESTAMP` are `STABLE`: no',
      'rewrite. Volatility is judged after inlining, so a SQL function that only returns a constant is harmless. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: [
      'Add the column without a default, then `ALTER COLUMN … SET DEFAULT`, which new rows get; fill the old rows in batches, each in its',
      'own transaction; `NOT NULL` after that.',
    ].join('\n'),
    wrong: [
      'alter table users add column token uuid not null default gen_random_uuid();',
      'alter table users add column no bigserial;',
      'alter table users add column no bigint generated always as identity;',
    ],
    right: [
      'alter table users add column created_at timestamptz not null default now();',
      'alter table users add column token uuid;\nalter table users alter column token set default gen_random_uuid();',
      'create table users (id bigint generated always as identity, token uuid default gen_random_uuid());',
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const column = addedColumn(command)
      if (!column) return
      const table = populatedTable(context)
      if (!table) return
      const cause = causeOf(column, context)
      if (!cause) return
      const name = column.colname ?? ''
      const steps = cause.inline ? fixOf(column, cause.inline, table, context) : undefined
      context.report({
        at: cause.at,
        worksThrough: table,
        message: `Adding ${table.shown}.${name} writes all of ${table.shown} anew under ACCESS EXCLUSIVE: ${cause.why}.`,
        help: cause.inline
          ? 'Add the column without the default, SET DEFAULT after that, and fill the existing rows in batches.'
          : 'Add a plain integer column, give it a sequence with SET DEFAULT nextval(…), and fill the existing rows in batches.',
        ...(steps && { fixes: [steps] }),
      })
    },
  }),
})

interface Cause {
  readonly at: Span
  readonly why: string
  /** The DEFAULT, where that is the cause. */
  readonly inline?: Inline
}

function causeOf(column: Node<'ColumnDef'>, context: RuleContext): Cause | undefined {
  const { statement } = context
  if (serialType(column.typeName)) {
    const at = statement.tokens.find(({ span }) => span.start >= statement.at(column.typeName?.location))!
    return { at: at.span, why: `${at.text.toLowerCase()} takes the next value of a sequence in every row` }
  }
  if (!column.constraints) return undefined
  for (const inline of inlineConstraints(column, statement, context.clause.end)) {
    const { contype, raw_expr } = inline.constraint
    if (contype === 'CONSTR_IDENTITY')
      return { at: inline.span, why: 'an identity column takes the next value of a sequence in every row' }
    if (contype !== 'CONSTR_DEFAULT') continue
    const { volatile, by } = volatilityOf(raw_expr, context.before)
    if (volatile === 'no') continue
    const why =
      volatile === 'yes'
        ? `${by}() is volatile`
        : `${by}() may differ in every row unless it is declared STABLE or IMMUTABLE`
    return { at: inline.span, why, inline }
  }
  return undefined
}

/** Column, default, old rows, and NOT NULL last. */
function fixOf(column: Node<'ColumnDef'>, given: Inline, table: TableFacts, context: RuleContext): Fix | undefined {
  const { statement, clause, source } = context
  if (commandsOf(statement).length > 1) return undefined
  const all = inlineConstraints(column, statement, clause.end)
  const required = all.find(({ constraint }) => constraint.contype === 'CONSTR_NOTNULL')
  const others = all.filter((inline) => inline !== required && inline.constraint !== given.constraint)
  if (others.some(({ constraint }) => constraint.contype !== 'CONSTR_NULL')) return undefined
  const sql = sqlLike(statement)
  const name = quoteIdentifier(column.colname ?? '')
  const on = writtenName(context)
  const expression = source.slice(given.span).replace(/^default\s+/i, '')
  const { at, missing } = behind(statement)
  const edits = [
    ...[given, ...(required ? [required] : [])].map(({ span }) => ({
      span: withBlankBefore(source.text, span),
      text: '',
    })),
    insert(at, `${missing}${sql`\nALTER TABLE ${on} ALTER COLUMN ${name} SET DEFAULT ${expression};`}`),
  ]
  const fill = backfill(on, sql`${name} = DEFAULT`, sql`${name} IS NULL`, context)
  const { clause: constraint, rest } = notNullSteps(column.colname ?? '', table, context)
  const creates = context.followUp(
    `fill ${column.colname}`,
    required ? [fill, { up: sql`ALTER TABLE ${on} ${constraint};\n` }, ...rest] : [fill],
  )
  if (!creates) return undefined
  return {
    title: 'Set the default after adding the column, and fill the rows in batches',
    safety: 'review',
    edits,
    creates,
  }
}

function withBlankBefore(text: string, span: Span): Span {
  let start: number = span.start
  while (/\s/.test(text[start - 1] ?? '')) start--
  return spanOf(start, span.end)
}
