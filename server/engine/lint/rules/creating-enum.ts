import { strings } from '../../catalog/expression'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'creatingEnum' },
    { tool: 'eugene', name: 'W13' },
  ],
  docs: {
    summary: 'An enum type is created.',
    why: 'Values of an enum can be added and renamed but never removed or reordered, and a new one can’t be used in the transaction that adds it. Teams that change such lists often prefer a lookup table.',
    instead: 'Use a lookup table with a foreign key, or a text column with a CHECK.',
    wrong: ["create type mood as enum ('sad', 'ok');"],
    right: ['create table mood (name text primary key);'],
  },
  create: () => ({
    CreateEnumStmt(node, context) {
      context.report({
        at: head(context.statement, 2),
        message: `The values of ${strings(node.typeName).join('.')} can later be added to and renamed, but not removed.`,
        help: 'Use a lookup table.',
      })
    },
  }),
})
