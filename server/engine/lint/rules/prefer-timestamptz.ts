import { typedColumns } from '../helpers/columns'
import { cased, replace } from '../helpers/edits'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'prefer-timestamp-tz' },
    { tool: 'squawk', name: 'prefer-timestamptz' },
    { tool: 'pgls', name: 'preferTimestamptz' },
    { tool: 'pgfence', name: 'prefer-timestamptz' },
    { tool: 'migrationpilot', name: 'MP040' },
  ],
  docs: {
    summary: 'A point in time is kept without its time zone.',
    why: 'timestamp holds what a clock showed, not when: the same moment written by sessions in two zones differs, and hours repeat when clocks go back. Both types take eight bytes. Changing it later rewrites the table unless the session is in UTC.',
    instead: '`timestamptz`.',
    wrong: ['create table t (created_at timestamp);'],
    right: ['create table t (created_at timestamptz);'],
  },
  create: () =>
    typedColumns(({ how, type, name, at, definition }, context) => {
      if (type !== 'timestamp' || how === 'change') return
      const plain = !definition.typeName?.arrayBounds && !definition.typeName?.typmods
      context.report({
        at: at(),
        message: `${name} does not say which moment it means.`,
        help: 'Use timestamptz.',
        fixes: plain
          ? [
              {
                title: 'Use timestamptz',
                safety: 'review',
                edits: [replace(at(), cased(context.statement, 'timestamptz'))],
              },
            ]
          : [],
      })
    }),
})
