import { columnOf } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import { commandsOf, liveTable } from '../helpers/alter-table'
import { notNull } from '../helpers/constraints'
import { alteredLater, madeHere } from '../helpers/targets'
import { wordsWithin } from '../helpers/words'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'compatibility',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'strong_migrations', name: 'change_column_default' },
    { tool: 'bytebase', name: 'COLUMN_REQUIRE_DEFAULT' },
    { tool: 'migrationpilot', name: 'MP048' },
  ],
  docs: {
    summary: 'The default of an existing column changes for new rows only.',
    why: [
      'Existing rows keep their values. An application that reads defaults once, when it starts, goes on inserting the old one until it is',
      'restarted; one that leaves a `NOT NULL` column out of its `INSERT` fails once the default is dropped.',
    ].join('\n'),
    instead: 'Deploy the code that no longer leans on the default first, and fill existing rows explicitly.',
    wrong: ["alter table users alter column plan set default 'pro';"],
    right: ["create table users (plan text); alter table users alter column plan set default 'pro';"],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_ColumnDefault') return
      const table = liveTable(context)
      const column = table && columnOf(context.before, table.id, command.name ?? '')
      if (!table || madeHere(context, column)) return
      const dropped = !command.def
      if (dropped && alteredLater(context, (next) => next.name === command.name && givesDefault(next))) return
      const required =
        !staysNullable(command, context) && notNull(context.before, table.id, command.name ?? '') === 'yes'
      const name = `${table.shown}.${command.name}`
      context.report({
        at: wordsWithin(context.statement, context.clause, [dropped ? 'drop' : 'set', 'default']) ?? context.clause,
        message: dropped
          ? required
            ? `Without its default, inserts that leave out the NOT NULL column ${name} fail.`
            : `New rows that leave out ${name} hold NULL from now on.`
          : `The default of ${name} changes for new rows only: existing ones keep their values.`,
        help: dropped
          ? 'Deploy code that writes the column first.'
          : 'Fill existing rows explicitly where they need it, and restart what caches defaults.',
        ...(dropped && required && { severity: 'warning' as const }),
      })
    },
  }),
})

/** A default again, or one of another kind; or the column goes. */
const givesDefault = ({ subtype, def }: Node<'AlterTableCmd'>): boolean =>
  (subtype === 'AT_ColumnDefault' && def !== undefined) || subtype === 'AT_AddIdentity' || subtype === 'AT_DropColumn'

/** NOT NULL goes too, in the same statement or later. */
function staysNullable({ name }: Node<'AlterTableCmd'>, context: RuleContext): boolean {
  const drops = (next: Node<'AlterTableCmd'>): boolean => next.subtype === 'AT_DropNotNull' && next.name === name
  return commandsOf(context.statement).some(drops) || alteredLater(context, drops)
}
