import { strings } from '../../catalog/expression'
import { filledTable } from '../helpers/alter-table'
import { as } from '../helpers/nodes'
import { type ColumnTypeChange, columnTypeChange, type TypeText, typeText } from '../helpers/type-change'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP044' }],
  docs: {
    summary: 'The new type of a column holds less than the old one.',
    why: [
      'A value that does not fit fails the migration after the table was read (`bigint` to `int`, longer text without a cast), or is cut',
      'without a word: `USING c::varchar(10)` truncates, a smaller scale of `numeric` or precision of a time rounds, `timestamp` to `date`',
      'drops the time of day.',
    ].join('\n'),
    instead:
      'Look for values that do not fit first, and forbid new ones with a `CHECK … NOT VALID` that is validated before the change.',
    wrong: [
      {
        before: 'create table users (name varchar(50));',
        sql: 'alter table users alter column name type varchar(20);',
      },
      'alter table users alter column name type varchar(20) using name::varchar(20);',
    ],
    right: [
      {
        before: 'create table users (name varchar(50));',
        sql: 'alter table users alter column name type varchar(80);',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_AlterColumnType') return
      const table = filledTable(context)
      const changed = table && columnTypeChange(command, table, context)
      const effect = changed && effectOf(changed)
      if (!effect) return
      const { column, from, to } = changed
      context.report({
        at: wordsWithin(context.statement, context.clause, ['type']) ?? context.clause,
        message: `${from ? `Changing ${table.shown}.${column} from ${from} to ${to}` : `Changing ${table.shown}.${column} to ${to}`} ${effect}.`,
        help: 'Look for such values first, and keep new ones out with a CHECK … NOT VALID that is validated before.',
      })
    },
  }),
})

const whole: readonly string[] = ['smallint', 'integer', 'bigint']
const textual = new Set(['text', 'character varying', 'citext', 'public.citext', 'character', 'bpchar'])
const limits: { readonly [type: string]: string } = { smallint: '32767', integer: '2147483647' }

/** What happens to values that do not fit; undefined where none is known to be possible. */
function effectOf({ from, to, definition, column }: ColumnTypeChange): string | undefined {
  const next = typeText(to)
  const cut = castInUsing(definition.raw_default, column)
  if (next.array) return undefined
  if (from === undefined) {
    if (next.base === 'smallint') return `fails if a value is above ${limits.smallint}`
    if (cut && next.base === 'character varying' && next.modifiers.length > 0)
      return `cuts values of more than ${next.modifiers[0]} characters`
    if (/^timestamp /.test(next.base) && next.modifiers.length > 0 && next.modifiers[0]! < 6)
      return 'rounds fractions of a second'
    return undefined
  }
  const old = typeText(from)
  return old.array ? undefined : between(old, next, cut)
}

function between(old: TypeText, next: TypeText, cut: boolean): string | undefined {
  const [m, n] = [old.modifiers[0], next.modifiers[0]]
  if (textual.has(old.base) && textual.has(next.base)) {
    if (n === undefined || (m !== undefined && m <= n)) return undefined
    return cut ? `cuts values of more than ${n} characters` : `fails if a value has more than ${n} characters`
  }
  if (whole.includes(next.base)) {
    if (whole.includes(old.base))
      return whole.indexOf(next.base) < whole.indexOf(old.base)
        ? `fails if a value is above ${limits[next.base]}`
        : undefined
    if (old.base === 'numeric' || old.base === 'real' || old.base === 'double precision') return 'rounds fractions'
    return undefined
  }
  if (old.base === 'numeric' && next.base === 'numeric') {
    if (n === undefined) return undefined
    const [p, s, q, t] = [
      m ?? Number.POSITIVE_INFINITY,
      old.modifiers[1] ?? (m === undefined ? Number.POSITIVE_INFINITY : 0),
      n,
      next.modifiers[1] ?? 0,
    ]
    if (t < s) return 'rounds digits behind the point'
    return q - t < p - s ? 'fails if a value has more digits before the point' : undefined
  }
  if (old.base === 'double precision' && next.base === 'real') return 'rounds to about 6 digits'
  if (next.base === 'date' && /^timestamp /.test(old.base)) return 'drops the time of day'
  if (/^timestamp /.test(old.base) && /^timestamp |^time /.test(next.base)) {
    if (/^time /.test(next.base)) return 'drops the date'
    return n !== undefined && n < (m ?? 6) ? 'rounds fractions of a second' : undefined
  }
  return undefined
}

/** USING casts or shortens the value itself: text that is too long is cut, not refused. */
function castInUsing(expression: unknown, column: string): boolean {
  const cast = as(expression, 'TypeCast')
  if (cast) return strings(as(cast.arg, 'ColumnRef')?.fields).at(-1) === column || castInUsing(cast.arg, column)
  return ['left', 'substr', 'substring'].includes(strings(as(expression, 'FuncCall')?.funcname).at(-1) ?? '')
}
