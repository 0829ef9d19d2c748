import { addedColumn, alteredRelation, commandsOf, liveTable } from '../helpers/alter-table'
import { all } from '../helpers/nodes'
import { removal } from '../helpers/statements'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'The default of a new NOT NULL column is dropped at once, so the running application cannot insert.',
    why: [
      'Some frameworks add a `NOT NULL` column with a default to fill the existing rows and drop the default in the same migration. Code',
      'that was deployed before does not know the column: its `INSERT` now gives it NULL and fails until the new code runs everywhere.',
    ].join('\n'),
    instead: 'Keep the default in the database until the release after the one that writes the column.',
    wrong: [
      "alter table users add column plan text not null default 'free';\nalter table users alter column plan drop default;",
    ],
    right: [
      "alter table users add column plan text not null default 'free';",
      'alter table users alter column plan drop default;',
    ],
  },
  remembers: true,
  create: () => {
    const withDefault = new Set<string>()
    const required = new Set<string>()
    return {
      AlterTableCmd(command, context) {
        const relation = alteredRelation(context)
        if (!relation) return
        const key = (column: string | undefined) => `${relation.schemaname ?? ''}.${relation.relname}.${column}`
        const column = addedColumn(command)
        if (column) {
          const types = new Set(all(column.constraints, 'Constraint').map(({ contype }) => contype))
          if (types.has('CONSTR_DEFAULT')) withDefault.add(key(column.colname))
          if (types.has('CONSTR_NOTNULL')) required.add(key(column.colname))
          return
        }
        const own = key(command.name)
        if (command.subtype === 'AT_SetNotNull') required.add(own)
        if (command.subtype !== 'AT_ColumnDefault' || command.def || !withDefault.has(own) || !required.has(own)) return
        const table = liveTable(context)
        if (!table) return
        const { statement, clause } = context
        const alone = commandsOf(statement).length === 1 && !statement.enclosure
        context.report({
          at: wordsWithin(statement, clause, ['drop', 'default']) ?? clause,
          message: `Without its default, inserts by code that does not know the new NOT NULL column ${table.shown}.${command.name} fail.`,
          help: 'Drop the default in a migration of the next release.',
          ...(alone && {
            fixes: [
              { title: 'Keep the default', safety: 'review' as const, edits: [{ span: removal(statement), text: '' }] },
            ],
          }),
        })
      },
    }
  },
})
