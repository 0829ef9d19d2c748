import { liveTable } from '../helpers/alter-table'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'info',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP077' }],
  docs: {
    summary: 'A storage or compression setting reaches only values written from now on.',
    why: '`SET STORAGE` and `SET COMPRESSION` take `ACCESS EXCLUSIVE` for a moment and rewrite nothing: existing values stay as they were stored. PostgreSQL 14 to 18.',
    instead: 'Nothing is wrong with it; rows take the new form as they are updated.',
    wrong: ['alter table pages alter column body set compression lz4;'],
    right: ['create table pages (body text); alter table pages alter column body set compression lz4;'],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_SetStorage' && command.subtype !== 'AT_SetCompression') return
      const table = liveTable(context)
      if (!table) return
      context.report({
        at: context.clause,
        message: `Only values of ${table.shown}.${command.name} written from now on are stored this way; the change itself takes ACCESS EXCLUSIVE for a moment.`,
        help: 'Set lock_timeout, and expect old values to keep their form until they are updated.',
      })
    },
  }),
})
