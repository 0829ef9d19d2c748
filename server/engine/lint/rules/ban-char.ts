import { typedColumns } from '../helpers/columns'
import { cased, replace } from '../helpers/edits'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-char-field' },
    { tool: 'pgls', name: 'banCharField' },
    { tool: 'pgfence', name: 'ban-char-field' },
    { tool: 'migrationpilot', name: 'MP041' },
  ],
  docs: {
    summary: 'A column is char(n).',
    why: 'char(n) pads values with blanks to its length and ignores them in comparisons but not in LIKE and not outside the database. Every change of its type rewrites the table (observed on 14 to 18).',
    instead: '`text`, with a CHECK on the length where it matters.',
    wrong: ['create table t (country char(2));'],
    right: ['create table t (country text check (length(country) = 2));'],
  },
  create: () =>
    typedColumns(({ type, name, at, definition }, context) => {
      if (type !== 'bpchar') return
      const plain = !definition.typeName?.arrayBounds
      context.report({
        at: at(),
        message: `${name} is padded with blanks to its length.`,
        help: 'Use text.',
        fixes: plain
          ? [{ title: 'Use text', safety: 'review', edits: [replace(at(), cased(context.statement, 'text'))] }]
          : [],
      })
    }),
})
