import type { Entry } from '../../catalog/catalog'
import { columnsIn, strings } from '../../catalog/expression'
import { indexesOf } from '../../catalog/read'
import { filledTable } from '../helpers/alter-table'
import { sizeOptions } from '../helpers/sizes'
import { type ColumnTypeChange, columnTypeChange, typeText } from '../helpers/type-change'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'SYSTEM_COLLATION_ALLOWLIST' },
    { tool: 'migrationpilot', name: 'MP089' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'A type or collation change that leaves the table alone still rebuilds indexes on the column.',
    why: [
      'Where the stored values stay valid, `ALTER COLUMN … TYPE` does not write the table anew, but under the same `ACCESS EXCLUSIVE` it',
      'builds again every index whose expression or predicate mentions the column, and, when the collation changes, from or to `citext`,',
      'or between `timestamp` and `timestamptz`, every index on it. Each is built by reading the whole table. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead:
      '`DROP INDEX CONCURRENTLY` those indexes first and `CREATE INDEX CONCURRENTLY` them after it, or go through a second column.',
    wrong: [
      {
        before: 'create table users (email varchar(50)); create index users_email_idx on users (lower(email));',
        sql: 'alter table users alter column email type varchar(100);',
      },
      'alter table users alter column name type text collate "C";',
    ],
    right: [
      {
        before: 'create table users (email varchar(50)); create index users_email_idx on users (email);',
        sql: 'alter table users alter column email type varchar(100);',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_AlterColumnType') return
      const table = filledTable(context)
      const changed = table && columnTypeChange(command, table, context)
      if (!changed || changed.change.rewrite === 'yes') return
      const { column, definition, entry } = changed
      const collation = strings(definition.collClause?.collname).at(-1)
      const collates = collation !== undefined && collation !== (entry?.object.collation ?? 'default')
      const rebuilt = indexesOf(context.before, table.id).filter((index) =>
        isRebuilt(index, column, collates || reorders(changed)),
      )
      if (rebuilt.length === 0 && !collates) return
      if (!table.live && rebuilt.length === 0) return
      const names = rebuilt.map(({ id }) => id.path.at(-1)).join(', ')
      const at =
        (collates && wordsWithin(context.statement, context.clause, ['collate'])) ||
        wordsWithin(context.statement, context.clause, ['type'])
      const sorted = collates ? ' and changes the order of its values' : ''
      context.report({
        at: at || context.clause,
        worksThrough: table,
        message: !table.live
          ? `This change of ${table.shown}.${column} builds ${names} anew over the rows that this migration has just put there.`
          : rebuilt.length > 0
            ? `This change of ${table.shown}.${column} builds ${names} anew while ACCESS EXCLUSIVE blocks reads and writes of ${table.shown}${sorted}.`
            : entry
              ? `This change of the collation of ${table.shown}.${column}${sorted.replace(' and', '')}.`
              : `This change of the collation of ${table.shown}.${column} builds every index on it anew under ACCESS EXCLUSIVE${sorted}.`,
        help: table.live
          ? 'Drop those indexes CONCURRENTLY before it and create them CONCURRENTLY after it, or go through a second column.'
          : 'Give the column this type in CREATE TABLE.',
      })
    },
  }),
})

/** The old index entries are not in the order of the new type. */
function reorders({ from, to }: ColumnTypeChange): boolean {
  if (!from) return false
  const [old, next] = [typeText(from).base, typeText(to).base]
  return (
    old !== next &&
    (old.endsWith('citext') || next.endsWith('citext') || (/^timestamp /.test(old) && /^timestamp /.test(next)))
  )
}

function isRebuilt({ object }: Entry<'index'>, column: string, every: boolean): boolean {
  if (every && object.keys.some((key) => key.column === column)) return true
  return [...object.keys.map(({ expression }) => expression), object.where].some(
    (expression) => expression !== undefined && columnsIn(expression.node).includes(column),
  )
}
