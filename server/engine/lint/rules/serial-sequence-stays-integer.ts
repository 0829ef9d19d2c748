import { sequencesOf } from '../../catalog/read'
import { quoteName } from '../../db/quote'
import { is } from '../../syntax/statement'
import { alteredRelation } from '../helpers/alter-table'
import { behind, insert, newline } from '../helpers/edits'
import { option } from '../helpers/nodes'
import { sqlLike } from '../helpers/sql-like'
import { later } from '../helpers/targets'
import { columnTypeChange } from '../helpers/type-change'
import { wordsWithin } from '../helpers/words'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A serial column becomes bigint, but its sequence still ends at 2147483647.',
    why: [
      'The sequence of a `serial` column is `AS integer`. `ALTER COLUMN … TYPE bigint` changes the column alone: the sequence still ends at',
      '2147483647, and inserts fail there as they did before. Only the sequence of an identity column follows. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: '`ALTER SEQUENCE … AS bigint` as well.',
    wrong: [
      { before: 'create table users (id serial primary key);', sql: 'alter table users alter column id type bigint;' },
    ],
    right: [
      {
        before: 'create table users (id serial primary key);',
        sql: 'alter table users alter column id type bigint;\nalter sequence users_id_seq as bigint;',
      },
      {
        before: 'create table users (id int generated always as identity);',
        sql: 'alter table users alter column id type bigint;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      if (command.subtype !== 'AT_AlterColumnType') return
      const relation = alteredRelation(context)
      if (!relation) return
      const table = context.table(relation)
      const changed = columnTypeChange(command, table, context)
      if (changed?.to !== 'bigint' || !changed.entry) return
      const { statement, clause, before } = context
      for (const { id, object } of sequencesOf(before, changed.entry.id)) {
        if (object.identity || object.dataType === 'bigint' || isWidened(id.path, context)) continue
        const name = quoteName(id.path[0] === before.searchPath[0] ? id.path.slice(1) : id.path)
        const { at, missing } = behind(statement)
        context.report({
          at: wordsWithin(statement, clause, ['type']) ?? clause,
          message: `The sequence ${name} stays ${object.dataType} and ends at ${object.maximum}, though ${table.shown}.${changed.column} becomes bigint.`,
          help: `ALTER SEQUENCE ${name} AS bigint too.`,
          ...(!statement.enclosure && {
            fixes: [
              {
                title: `Make ${name} bigint too`,
                safety: 'safe' as const,
                edits: [
                  insert(at, `${missing}${newline(statement)}${sqlLike(statement)`ALTER SEQUENCE ${name} AS `}bigint;`),
                ],
              },
            ],
          }),
        })
      }
    },
  }),
})

/** ALTER SEQUENCE … AS bigint, or a MAXVALUE of its own, follows in this file. */
const isWidened = (path: readonly string[], context: RuleContext): boolean =>
  later(context).some(
    (statement) =>
      is(statement, 'AlterSeqStmt') &&
      statement.node.sequence?.relname === path.at(-1) &&
      option(statement.node.options, 'as') !== undefined,
  )
