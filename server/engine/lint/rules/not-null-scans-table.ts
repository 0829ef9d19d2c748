import { strings } from '../../catalog/expression'
import { quoteIdentifier } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import { spanOfWords } from '../../syntax/spans'
import { addedConstraint, commandsOf, populatedTable, spanWithComma, writtenName } from '../helpers/alter-table'
import { notNull, notNullChecks } from '../helpers/constraints'
import { insert } from '../helpers/edits'
import { notNullSteps } from '../helpers/not-null-steps'
import { sizeOptions } from '../helpers/sizes'
import { sqlLike } from '../helpers/sql-like'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'adding-not-nullable-field' },
    { tool: 'pgls', name: 'addingNotNullField' },
    { tool: 'eugene', name: 'E2' },
    { tool: 'pgfence', name: 'alter-column-set-not-null' },
    { tool: 'strong_migrations', name: 'change_column_null' },
    { tool: 'strong_migrations', name: 'change_column_null_postgresql' },
    { tool: 'atlas', name: 'PG303' },
    { tool: 'atlas', name: 'MF104' },
    { tool: 'bytebase', name: 'STATEMENT_DISALLOW_ADD_NOT_NULL' },
    { tool: 'migrationpilot', name: 'MP002' },
    { tool: 'migrationpilot', name: 'MP018' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'SET NOT NULL reads the whole table while nobody else can.',
    why: [
      '`SET NOT NULL` holds `ACCESS EXCLUSIVE` while it reads every row to see that none is NULL (PostgreSQL 14 to 18). It skips the',
      'reading where a *validated* `CHECK` says `column IS NOT NULL`, alone or joined with `AND`; `CHECK (n > 0)` does not say so. The',
      'proof must outlive the statement: dropping the `CHECK` in the same `ALTER TABLE` happens first, and brings the reading back.',
    ].join('\n'),
    instead: [
      'Up to 17: `ADD CONSTRAINT … CHECK (c IS NOT NULL) NOT VALID`; `VALIDATE CONSTRAINT` in the next migration; then `SET NOT NULL`,',
      'and `DROP CONSTRAINT` as a statement of its own. From 18: `ADD CONSTRAINT … NOT NULL c NOT VALID`, then `VALIDATE CONSTRAINT`.',
    ].join('\n'),
    wrong: [
      'alter table users alter column email set not null;',
      {
        before: 'create table users (email text, constraint email_set check (email is not null));',
        sql: 'alter table users alter column email set not null, drop constraint email_set;',
      },
    ],
    right: [
      {
        before: 'create table users (email text, constraint email_set check (email is not null));',
        sql: 'alter table users alter column email set not null;\nalter table users drop constraint email_set;',
      },
      'create table users (email text); alter table users alter email set not null;',
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const constraint = addedConstraint(command)
      if (
        constraint
          ? constraint.contype !== 'CONSTR_NOTNULL' || !constraint.initially_valid
          : command.subtype !== 'AT_SetNotNull'
      )
        return
      const table = populatedTable(context)
      if (!table) return
      if (constraint) nativeConstraint(strings(constraint.keys)[0] ?? '', table, context)
      else setNotNull(command.name ?? '', table, context)
    },
  }),
})

function setNotNull(column: string, table: TableFacts, context: RuleContext): void {
  const { before, statement, clause } = context
  if (notNull(before, table.id, column) === 'yes') return
  const checks = notNullChecks(before, table.id, column)
  const dropped = new Set(
    commandsOf(statement).flatMap(({ subtype, name }) => (subtype === 'AT_DropConstraint' && name ? [name] : [])),
  )
  const proof = checks.find(({ object, id }) => object.validated && !dropped.has(id.path.at(-1)!))
  if (proof) return
  const at = spanOfWords(statement, ['set', 'not', 'null'], clause.start) ?? clause
  const lost = checks.find(({ object, id }) => object.validated && dropped.has(id.path.at(-1)!))
  const pending = checks.find(({ object }) => !object.validated)
  const scan = `SET NOT NULL on ${table.shown}.${column} reads all of ${table.shown} while ACCESS EXCLUSIVE blocks its reads and writes`
  if (lost) {
    const name = lost.id.path.at(-1)!
    context.report({
      at,
      worksThrough: table,
      message: `${scan}: ${name}, which proves there is no NULL, is dropped first by the same statement.`,
      help: `Drop ${name} in a statement after this one.`,
      ...dropLater(name, context),
    })
    return
  }
  if (pending) {
    context.report({
      at,
      worksThrough: table,
      message: `${scan}: ${pending.id.path.at(-1)} would prove that there is no NULL, but it is not validated.`,
      help: `VALIDATE CONSTRAINT ${pending.id.path.at(-1)} in a migration before this one.`,
    })
    return
  }
  const fix = commandsOf(statement).length === 1 ? steps(column, table, context) : undefined
  context.report({
    at,
    worksThrough: table,
    message: `${scan}.`,
    help:
      context.postgres >= 18
        ? 'Add the NOT NULL constraint NOT VALID, and VALIDATE CONSTRAINT in a later migration.'
        : 'Add CHECK (… IS NOT NULL) NOT VALID, validate it in a later migration, and SET NOT NULL after that.',
    ...(fix && { fixes: [fix] }),
  })
}

/** PostgreSQL 18: ADD CONSTRAINT … NOT NULL without NOT VALID. */
function nativeConstraint(column: string, table: TableFacts, context: RuleContext): void {
  const { before, statement, clause } = context
  if (notNull(before, table.id, column) === 'yes') return
  if (notNullChecks(before, table.id, column).some(({ object }) => object.validated)) return
  context.report({
    at: spanOfWords(statement, ['not', 'null'], clause.start) ?? clause,
    message: `Adding NOT NULL to ${table.shown}.${column} reads all of ${table.shown} while ACCESS EXCLUSIVE blocks its reads and writes.`,
    help: 'Add it NOT VALID, and VALIDATE CONSTRAINT in a later migration.',
    fixes: [
      { title: 'Add it NOT VALID', safety: 'review', edits: [insert(clause.end, sqlLike(statement)` NOT VALID`)] },
    ],
  })
}

function steps(column: string, table: TableFacts, context: RuleContext): Fix {
  const { clause, rest } = notNullSteps(column, table, context)
  const creates = context.followUp(`${column} not null`, rest)
  return {
    title: creates
      ? `Prove it first, in ${rest.length === 1 ? 'two' : 'three'} migrations`
      : 'Add it as a constraint NOT VALID',
    safety: 'review',
    edits: [{ span: context.clause, text: clause }],
    ...(creates && { creates }),
  }
}

/** Takes `, DROP CONSTRAINT name` out of the statement and puts it behind. */
function dropLater(name: string, context: RuleContext): { fixes?: readonly Fix[] } {
  const { statement } = context
  const index = commandsOf(statement).findIndex(
    (command) => command.subtype === 'AT_DropConstraint' && command.name === name,
  )
  const clause = spanWithComma(statement, index)
  if (!clause) return {}
  const sql = sqlLike(statement)
  return {
    fixes: [
      {
        title: `Drop ${name} in a statement of its own`,
        safety: 'safe',
        edits: [
          { span: clause, text: '' },
          insert(
            statement.span.end,
            sql`;\nALTER TABLE ${writtenName(context)} DROP CONSTRAINT ${quoteIdentifier(name)}`,
          ),
        ],
      },
    ],
  }
}
