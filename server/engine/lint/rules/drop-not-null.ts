import { liveTable } from '../helpers/alter-table'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'compatibility',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-drop-not-null' },
    { tool: 'pgls', name: 'banDropNotNull' },
    { tool: 'pgfence', name: 'drop-not-null' },
    { tool: 'migrationpilot', name: 'MP029' },
  ],
  docs: {
    summary: 'A column may hold NULL from now on.',
    why: 'Code that reads the column and does not expect NULL fails as soon as the first one is written.',
    instead: 'Let every reader cope with NULL first.',
    wrong: ['alter table users alter column email drop not null;'],
    right: ['create table users (email text not null); alter table users alter column email drop not null;'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_DropNotNull') return
      const table = liveTable(context)
      if (!table) return
      context.report({
        at: wordsWithin(context.statement, context.clause, ['drop', 'not', 'null']) ?? context.clause,
        message: `${table.shown}.${command.name} may hold NULL from now on.`,
        help: 'Let every reader of the column cope with NULL before.',
      })
    },
  }),
})
