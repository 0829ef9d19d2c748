import { strings } from '../../catalog/expression'
import { columnOf } from '../../catalog/read'
import { tokenAt } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { alteredRelation } from '../helpers/alter-table'
import { all, as } from '../helpers/nodes'
import { sqlLike } from '../helpers/sql-like'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  docs: {
    summary: "A default like 'now()' in quotes is the moment of the migration, for ever.",
    why: [
      "`'now'`, `'now()'`, `'today'`, `'yesterday'` and `'tomorrow'` as the default of a date or time column are read when the default is",
      'made: every later row gets the time of the migration. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: '`now()` or `CURRENT_DATE`, without quotes.',
    wrong: [
      "create table users (created_at timestamptz default 'now()');",
      "alter table users alter column created_at set default 'now';",
    ],
    right: [
      'create table users (created_at timestamptz default now());',
      "create table users (hint text default 'now');",
    ],
  },
  create: () => ({
    ColumnDef(column, context) {
      const { raw_expr } =
        all(column.constraints, 'Constraint').find(({ contype }) => contype === 'CONSTR_DEFAULT') ?? {}
      const frozen = frozenIn(raw_expr)
      if (frozen && (frozen.typed || isTimed(strings(column.typeName?.names).at(-1))))
        report(column.colname ?? '', frozen, context)
    },
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_ColumnDefault') return
      const frozen = frozenIn(command.def)
      const relation = frozen && alteredRelation(context)
      if (!relation) return
      const type = columnOf(context.before, context.table(relation).id, command.name ?? '')?.object.type
      // A column nobody knows: text defaults of this spelling are not written.
      if (frozen.typed || type === undefined || /^(date|time|timestamp)/.test(type))
        report(command.name ?? '', frozen, context)
    },
  }),
})

interface Frozen {
  readonly constant: Node<'A_Const'>
  readonly word: string
  /** Cast to a time type on the spot. */
  readonly typed: boolean
  readonly type: string | undefined
}

const instead: { readonly [word: string]: string } = {
  now: 'now()',
  today: 'CURRENT_DATE',
  yesterday: 'CURRENT_DATE - 1',
  tomorrow: 'CURRENT_DATE + 1',
}

/** `'now'::text::timestamptz` is evaluated for every row: only a constant cast straight to a time type is read at once. */
function frozenIn(expression: unknown): Frozen | undefined {
  const cast = as(expression, 'TypeCast')
  const constant = as(cast ? cast.arg : expression, 'A_Const')
  const type = cast && strings(cast.typeName?.names).at(-1)
  const word = /^\s*(now|today|yesterday|tomorrow)\s*(\(\s*\))?\s*$/i
    .exec(constant?.sval?.sval ?? '')?.[1]
    ?.toLowerCase()
  if (!constant || !word || (cast && !isTimed(type))) return undefined
  return { constant, word, typed: cast !== undefined, type }
}

const isTimed = (type: string | undefined): boolean =>
  type !== undefined && /^(date|time|timetz|timestamp|timestamptz)$/.test(type)

function report(column: string, { constant, word, typed }: Frozen, context: RuleContext): void {
  const { statement } = context
  const token = tokenAt(statement, statement.at(constant.location))
  if (!token) return
  const replacement = instead[word]!
  const text = word === 'now' ? replacement : sqlLike(statement)([replacement] as unknown as TemplateStringsArray)
  const after = statement.tokens[statement.tokens.indexOf(token) + 1]
  context.report({
    at: token.span,
    message: `${token.text} is read once, now: every later row gets the time of this migration as its ${column}.`,
    help: `Write ${replacement} without quotes.`,
    fixes: [
      {
        title: `Write ${text}`,
        safety: 'review',
        edits: [
          { span: spanOf(token.span.start, token.span.end), text: typed && after?.text === '::' ? `(${text})` : text },
        ],
      },
    ],
  })
}
