import { quoteIdentifier } from '../../db/quote'
import type { Fix, Severity } from '../../diagnostic'
import { spanOfWords } from '../../syntax/spans'
import type { Node, Statement } from '../../syntax/statement'
import { identifier } from '../../syntax/tokens'
import { offsetOf, type Span, spanOf } from '../../text/source'
import { changedType, commandsOf, filledTable, writtenName } from '../helpers/alter-table'
import { backfill } from '../helpers/not-null-steps'
import { sizeOptions } from '../helpers/sizes'
import { sqlLike } from '../helpers/sql-like'
import { columnTypeChange, isUtc, type TypeChange } from '../helpers/type-change'
import { lineBefore, tokensWithin } from '../helpers/words'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'changing-column-type' },
    { tool: 'pgls', name: 'changingColumnType' },
    { tool: 'eugene', name: 'E5' },
    { tool: 'pgfence', name: 'alter-column-type' },
    { tool: 'strong_migrations', name: 'change_column' },
    { tool: 'strong_migrations', name: 'change_column_with_not_null' },
    { tool: 'atlas', name: 'PG301' },
    { tool: 'bytebase', name: 'COLUMN_DISALLOW_CHANGE_TYPE' },
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
    { tool: 'migrationpilot', name: 'MP007' },
  ],
  options: sizeOptions,
  docs: {
    summary: "A column's new type makes PostgreSQL write the whole table anew.",
    why: [
      '`ALTER COLUMN … TYPE` holds `ACCESS EXCLUSIVE`. It converts every row, and so writes the table and all its indexes anew, unless the',
      'stored values of the old type are valid as they stand: longer `varchar`, `varchar` to `text` and back, more digits before the point',
      'of a `numeric` (same scale), more precision of a time, `cidr` to `inet`, a domain to its base type. `int` to `bigint`, `char(n)` to',
      'anything, every array, enum and JSON, and any `USING` that is more than a cast do rewrite. `timestamp` to `timestamptz` is free only',
      "in a session whose `TimeZone` is UTC; written `USING c AT TIME ZONE 'UTC'` it rewrites even there. PostgreSQL 14 to 18.",
    ].join('\n'),
    instead: [
      'Add a column of the new type, keep it in step with a trigger, fill the old rows in batches, build its indexes concurrently, and swap',
      "the names in a short transaction. For `timestamptz`, `SET LOCAL TimeZone TO 'UTC'` first and leave `USING` out.",
    ].join('\n'),
    wrong: [
      { before: 'create table users (id int, at timestamp);', sql: 'alter table users alter column id type bigint;' },
      {
        before: 'create table users (id int, at timestamp);',
        sql: 'alter table users alter column at type timestamptz;',
      },
      'alter table users alter column id type bigint;',
    ],
    right: [
      {
        before: 'create table users (name varchar(20));',
        sql: 'alter table users alter column name type varchar(200);',
      },
      {
        before: 'create table users (at timestamp);',
        sql: "set local timezone to 'UTC';\nalter table users alter column at type timestamptz;",
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const definition = changedType(command)
      if (!definition) return
      const table = filledTable(context)
      if (!table) return
      const changed = columnTypeChange(command, table, context)
      if (!changed) return
      const { column, from, to, change } = changed
      if (change.rewrite === 'no' || (change.rewrite === 'unknown' && !table.live)) return
      if (!table.live) {
        context.report({
          at: spanOfType(definition, context),
          message: `Changing ${table.shown}.${column} to ${to} writes all of ${table.shown} anew, which this migration has just filled.`,
          help: 'Give the column this type in CREATE TABLE.',
        })
        return
      }
      const fix = fixFor(change, column, from, definition, table, context)
      context.report({
        at: spanOfType(definition, context),
        worksThrough: table,
        ...wording(change, `${table.shown}.${column}`, table.shown, from, to, definition.raw_default !== undefined),
        ...(fix && { fixes: [fix] }),
      })
    },
  }),
})

/** Types that others become without a rewrite. */
const builtIn =
  /^(text|name|character varying|numeric|interval|time|bit varying|xml|oid|reg[a-z]+|inet|(public\.)?citext)\b/

function wording(
  change: TypeChange,
  column: string,
  table: string,
  from: string | undefined,
  to: string,
  using: boolean,
): { message: string; help: string; severity?: Severity } {
  const what = from ? `Changing ${column} from ${from} to ${to}` : `Changing ${column} to ${to}`
  const rewrites = `writes all of ${table} anew while ACCESS EXCLUSIVE blocks its reads and writes`
  const expand =
    'Add a column of the new type, keep it in step with a trigger, fill it in batches, then swap the names.'
  if (change.rewrite === 'unknown')
    return {
      message: `${what} may write all of ${table} anew under ACCESS EXCLUSIVE: the history does not tell the column's old type.`,
      help: `Look up the old type: only a change that keeps the stored values spares the rewrite.`,
      // A length or precision of its own is checked or cut in every row unless the old one was no longer.
      // So is a value that USING makes one of a type of the schema's own: only domains and the very type are stored alike.
      ...(!to.includes('(') && !(using && !builtIn.test(to)) && { severity: 'info' as const }),
    }
  if (change.by === 'time zone')
    return {
      message: `${what} ${rewrites}, unless the session's TimeZone is UTC.`,
      help: "If its values are meant as UTC, SET LOCAL TimeZone TO 'UTC' before it; else add a new column and fill it in batches.",
    }
  if (change.by === 'at time zone')
    return {
      message: `${what} ${rewrites}: USING … AT TIME ZONE computes every value.`,
      help: "SET LOCAL TimeZone TO 'UTC' and leave USING out: then nothing is rewritten.",
    }
  const because =
    change.by === 'using'
      ? ': USING computes every value'
      : change.by === 'domain'
        ? ': the domain checks every value'
        : ''
  return { message: `${what} ${rewrites}${because}.`, help: expand }
}

/** `TYPE bigint`, without USING. */
function spanOfType(definition: Node<'ColumnDef'>, context: RuleContext): Span {
  const { statement, clause } = context
  const from = Math.max(statement.at(definition.location), clause.start)
  const word = spanOfWords(statement, ['type'], offsetOf(from))
  const using = usingSpan(definition, context)
  const last = statement.tokens.findLast(({ span }) => span.end <= (using?.start ?? clause.end))
  return word && last && last.span.end > word.start ? spanOf(word.start, last.span.end) : clause
}

/** From USING to the clause's end. */
function usingSpan(definition: Node<'ColumnDef'>, { statement, clause }: RuleContext): Span | undefined {
  if (!definition.raw_default) return undefined
  const from = spanOfWords(statement, ['using'], statement.at(definition.typeName?.location))
  return from && spanOf(from.start, clause.end)
}

function fixFor(
  change: TypeChange,
  column: string,
  from: string | undefined,
  definition: Node<'ColumnDef'>,
  table: TableFacts,
  context: RuleContext,
): Fix | undefined {
  if (change.by === 'time zone' || change.by === 'at time zone') return inUtc(definition, context)
  return from !== undefined && change.rewrite === 'yes' ? expand(column, definition, table, context) : undefined
}

/** The same result for values meant as UTC. */
function inUtc(definition: Node<'ColumnDef'>, context: RuleContext): Fix | undefined {
  const { statement, transaction, source } = context
  const using = usingSpan(definition, context)
  if (using && !/'(utc|gmt)'\s*\)*$/i.test(source.slice(using))) return undefined
  if (statement.enclosure) return undefined
  const sql = sqlLike(statement)
  const line = transaction.open ? sql`SET LOCAL TimeZone TO ` : sql`SET TimeZone TO `
  const before = using && statement.tokens.findLast(({ span }) => span.end <= using.start)
  return {
    title: 'Convert in a session whose TimeZone is UTC',
    safety: 'review',
    edits: [
      ...(isUtc(transaction.setting('timezone')) ? [] : [lineBefore(statement, `${line}'UTC';`)]),
      ...(before ? [{ span: spanOf(before.span.end, using.end), text: '' }] : []),
    ],
  }
}

/** New column and trigger here; filling and swapping in the migrations that follow. */
function expand(
  column: string,
  definition: Node<'ColumnDef'>,
  table: TableFacts,
  context: RuleContext,
): Fix | undefined {
  const { statement, source } = context
  if (commandsOf(statement).length > 1 || statement.enclosure) return undefined
  const sql = sqlLike(statement)
  const on = writtenName(context)
  const name = table.id.path.at(-1)!
  const [old, fresh, kept] = [column, `${column}_new`, `${column}_old`].map(quoteIdentifier) as [string, string, string]
  const sync = quoteIdentifier(`${name}_${column}_sync`)
  const using = usingSpan(definition, context)
  const type = source.slice(behindFirst(spanOfType(definition, context), statement))
  const value = (prefix: string): string =>
    using ? withPrefix(behindFirst(using, statement), column, prefix, statement) : sql`CAST(${prefix}${old} AS ${type})`
  const here = sql`ALTER TABLE ${on} ADD COLUMN ${fresh} ${type};
CREATE FUNCTION ${sync}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.${fresh} := ${value(sql`NEW.`)};
  RETURN NEW;
END
$$;
CREATE TRIGGER ${sync} BEFORE INSERT OR UPDATE ON ${on} FOR EACH ROW EXECUTE FUNCTION ${sync}()`
  const swap = `-- Before this: NOT NULL, default, constraints and indexes of ${column}, built on ${column}_new without blocking.
${sql`DROP TRIGGER ${sync} ON ${on};
DROP FUNCTION ${sync}();
ALTER TABLE ${on} RENAME COLUMN ${old} TO ${kept};
ALTER TABLE ${on} RENAME COLUMN ${fresh} TO ${old};
`}`
  const creates = context.followUp(`${column} type`, [
    backfill(on, sql`${fresh} = ${value('')}`, sql`${fresh} IS DISTINCT FROM ${value('')}`, context),
    { up: swap },
  ])
  if (!creates) return undefined
  return {
    title: `Change the type through a second column, in three migrations`,
    safety: 'review',
    edits: [{ span: statement.span, text: here }],
    creates,
  }
}

/** A span without its first word. */
function behindFirst(span: Span, statement: Statement): Span {
  const second = tokensWithin(statement, span)[1]
  return second ? spanOf(second.span.start, span.end) : span
}

/** An expression with a word put before each mention of the column. */
function withPrefix(span: Span, column: string, prefix: string, statement: Statement): string {
  const tokens = tokensWithin(statement, span)
  let text = ''
  let at: number = span.start
  for (const [i, token] of tokens.entries()) {
    if (identifier(token) !== column || tokens[i + 1]?.text === '(' || tokens[i - 1]?.text === '.') continue
    text += statement.source.slice(spanOf(at, token.span.start)) + prefix
    at = token.span.start
  }
  return text + statement.source.slice(spanOf(at, span.end))
}
