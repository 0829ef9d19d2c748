import { quoteIdentifier, quoteName } from '../../db/quote'
import { is } from '../../syntax/statement'
import { dropped, droppedPath } from '../helpers/drops'
import { cased, replace } from '../helpers/edits'
import { indexFacts } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP097' }],
  docs: {
    summary: 'DROP INDEX of a constraint’s index fails.',
    why: 'The index of a PRIMARY KEY, UNIQUE or EXCLUDE constraint belongs to it: “cannot drop index … because constraint … requires it”. Reported as a warning for a name like `users_pkey` whose table the history does not create.',
    instead: '`ALTER TABLE … DROP CONSTRAINT`.',
    wrong: [{ before: 'CREATE TABLE users (id int PRIMARY KEY);', sql: 'DROP INDEX users_pkey;' }],
    right: [
      {
        before: 'CREATE TABLE users (id int); CREATE UNIQUE INDEX users_id ON users (id);',
        sql: 'DROP INDEX users_id;',
      },
    ],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_INDEX' || !is(statement, 'DropStmt')) return
      for (const { path, span } of dropped(statement)) {
        const { entry, table } = indexFacts(context, path)
        const constraint = entry?.object.constraint
        if (constraint === undefined && (entry || !path.at(-1)!.endsWith('_pkey'))) continue
        const word = (keywords: string): string => cased(statement, keywords)
        context.report({
          at: span,
          ...(constraint === undefined && { severity: 'warning' as const }),
          message: table
            ? `DROP INDEX fails: the constraint ${constraint} of ${table.shown} requires ${path.at(-1)}.`
            : `DROP INDEX fails if ${path.at(-1)} belongs to a primary key, as its name says.`,
          help: `ALTER TABLE ${table?.shown ?? '…'} DROP CONSTRAINT ${constraint ?? path.at(-1)}.`,
          ...(table &&
            constraint !== undefined &&
            droppedPath(statement).length === 1 && {
              fixes: [
                {
                  title: 'Drop the constraint',
                  safety: 'review' as const,
                  edits: [
                    replace(
                      statement.span,
                      `${word('ALTER TABLE')} ${quoteName(table.shown.split('.'))} ${word('DROP CONSTRAINT')} ${quoteIdentifier(constraint)}`,
                    ),
                  ],
                },
              ],
            }),
        })
      }
    },
  }),
})
