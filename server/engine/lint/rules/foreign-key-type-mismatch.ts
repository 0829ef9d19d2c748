import { baseType } from '../../catalog/locks/column-types'
import { comparable } from '../helpers/casts'
import { foreignKeysIn, keyPairs } from '../helpers/foreign-keys'
import { typeText } from '../helpers/type-change'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A foreign key column has another type than the column it refers to.',
    why: [
      'PostgreSQL takes `int` that refers to `bigint`: it compares across the types, and inserts fail once the key outgrows the narrower one.',
      'Types that no operator compares, `text` and `int`, make the statement fail: “cannot be implemented”. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: 'Give both columns one type.',
    wrong: [
      {
        before: 'create table users (id bigint primary key);',
        sql: 'create table orders (user_id int references users);',
      },
    ],
    right: [
      {
        before: 'create table users (id bigint primary key);',
        sql: 'create table orders (user_id bigint references users);',
      },
    ],
  },
  create: () => ({
    statement(context) {
      const { tag } = context.statement
      if (tag !== 'CreateStmt' && tag !== 'AlterTableStmt') return
      for (const key of foreignKeysIn(context.statement)) {
        const { after } = context
        const other = context.table(key.constraint.pktable)
        for (const pair of keyPairs(key, context)) {
          const { column } = pair
          const [from, to] = [pair.from?.object.type, pair.to?.object.type]
          if (!from || !to || from === 'unknown' || to === 'unknown') continue
          const [a, b] = [typeText(baseType(after, from)), typeText(baseType(after, to))]
          if (a.base === b.base && a.array === b.array) continue
          const verdict = comparable(a, b)
          if (verdict === 'same family') continue
          context.report({
            at: key.at,
            message:
              verdict === 'no'
                ? `PostgreSQL refuses this foreign key: ${column} is ${from} and ${other.shown}.${pair.to?.id.path.at(-1)} is ${to}.`
                : `${column} is ${from}, but ${other.shown}.${pair.to?.id.path.at(-1)}, to which it refers, is ${to}.`,
            help: `Make ${column} ${to}.`,
            ...(verdict === 'no' && { severity: 'error' as const }),
          })
        }
      }
    },
  }),
})
