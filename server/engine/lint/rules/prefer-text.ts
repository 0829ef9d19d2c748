import { typedColumns } from '../helpers/columns'
import { cased, replace } from '../helpers/edits'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'prefer-text-field' },
    { tool: 'pgls', name: 'preferTextField' },
    { tool: 'pgfence', name: 'prefer-text-field' },
    { tool: 'bytebase', name: 'COLUMN_MAXIMUM_CHARACTER_LENGTH' },
    { tool: 'migrationpilot', name: 'MP037' },
  ],
  docs: {
    summary: 'A column is varchar with a length.',
    why: 'text and varchar(n) are stored alike. Widening the length later is free unless a CHECK, an expression index or a view depends on the column; narrowing it rewrites the table. A CHECK can be exchanged without blocking writes.',
    instead: '`text`, with a CHECK where a limit matters.',
    wrong: ['create table t (name varchar(20));'],
    right: ['create table t (name text);'],
  },
  create: () =>
    typedColumns(({ type, name, at, definition }, context) => {
      if (type !== 'varchar' || !definition.typeName?.typmods || definition.typeName.arrayBounds) return
      context.report({
        at: at(),
        message: `${name} is limited by its type.`,
        help: 'Use text with a CHECK.',
        fixes: [{ title: 'Use text', safety: 'review', edits: [replace(at(), cased(context.statement, 'text'))] }],
      })
    }),
})
