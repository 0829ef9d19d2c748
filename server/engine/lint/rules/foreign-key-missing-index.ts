import type { Catalog } from '../../catalog/catalog'
import type { Index } from '../../catalog/kinds/index_'
import { movedPath } from '../../catalog/moving'
import { objectName } from '../../catalog/names'
import { columnOf, indexesOf, nameOf } from '../../catalog/read'
import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import type { Statement } from '../../syntax/statement'
import { foreignKeysIn, type NewForeignKey, referencing } from '../helpers/foreign-keys'
import { sqlLike } from '../helpers/sql-like'
import { madeHere } from '../helpers/targets'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

interface Unindexed {
  readonly key: NewForeignKey
  readonly table: TableFacts['id']
  readonly by: Statement
  readonly live: boolean
  readonly other: string
  /** The history creates the table or the column. */
  readonly known: boolean
}

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'eugene', name: 'E15' },
    { tool: 'pgfence', name: 'fk-missing-index' },
    { tool: 'migrationpilot', name: 'MP016' },
  ],
  docs: {
    summary: 'The columns of a foreign key have no index.',
    why: [
      'PostgreSQL indexes the referenced columns, not the referencing ones. Every `DELETE`, and every `UPDATE` of the key, in the referenced',
      'table looks for rows that refer to it: without an index by reading the whole table, while it holds its row locks. PostgreSQL 14 to 18.',
      'As info where an index begins with one column of a key over several: that one is searched, and how much it leaves is not known.',
    ].join('\n'),
    instead: 'An index that begins with the columns of the key; `CREATE INDEX CONCURRENTLY` on a table in use.',
    wrong: [
      {
        before: 'create table orders (id bigint primary key, user_id bigint);',
        sql: 'alter table orders add constraint orders_user_fkey foreign key (user_id) references users not valid;',
      },
    ],
    right: [
      {
        before:
          'create table orders (id bigint primary key, user_id bigint); create index orders_user_idx on orders (user_id);',
        sql: 'alter table orders add constraint orders_user_fkey foreign key (user_id) references users not valid;',
      },
      'create table orders (id bigint primary key, user_id bigint references users);\ncreate index orders_user_idx on orders (user_id, id);',
    ],
  },
  remembers: true,
  create: () => {
    let found: Unindexed[] = []
    return {
      RenameStmt(node, context) {
        if (node.renameType !== 'OBJECT_TABLE') return
        const from = context.table(node.relation).id
        const to = { ...from, path: [...from.path.slice(0, -1), node.newname ?? ''] }
        found = found.map((one) => ({ ...one, table: { ...one.table, path: movedPath(one.table.path, from, to) } }))
      },
      statement(context) {
        const { tag } = context.statement
        if (tag !== 'CreateStmt' && tag !== 'AlterTableStmt') return
        for (const key of foreignKeysIn(context.statement)) {
          const table = referencing(key, context)
          if (
            key.relation.relpersistence === 't' ||
            context.table(key.relation).temporary ||
            covered(key.columns, table, context.after)
          )
            continue
          const other = context.table(key.constraint.pktable)
          found.push({
            key,
            table,
            by: context.statement,
            live: key.form !== 'new table' && context.table(key.relation).live,
            other: other.shown,
            known: key.form !== 'constraint' || isKnown(key, table, context),
          })
        }
      },
      end(context) {
        for (const one of found) {
          const { key, table, other, known } = one
          if (covered(key.columns, table, context.after)) continue
          const shown = nowCalled(one).join('.')
          const part = partly(key.columns, table, context.after)
          const none = known ? 'No index begins' : 'As far as the history tells, no index begins'
          context.report({
            at: key.at,
            message: part
              ? `${none} with ${shown}.${key.columns.join(', ')}: deleting from ${other} looks through all rows of ${shown} with the same ${part} for each row.`
              : `${none} with ${shown}.${key.columns.join(', ')}: deleting from ${other} reads all of ${shown} for each row.`,
            help: `Create an index on ${shown} (${key.columns.join(', ')}) before the foreign key, CONCURRENTLY on a table in use.`,
            // A table that the history does not create may have the index.
            severity: known && !part ? 'warning' : 'info',
            fixes: fixesOf(one, context),
            settledBy: (latest) => covered(key.columns, table, latest),
          })
        }
      },
    }
  },
})

const searched = (table: TableFacts['id'], catalog: Catalog): readonly Index[] =>
  indexesOf(catalog, table)
    .map(({ object }) => object)
    .filter(({ where, method }) => !where && ['btree', 'hash', 'gist', 'spgist'].includes(method))

/** The column of a key over several that some index begins with: it is searched by that one. */
const partly = (columns: readonly string[], table: TableFacts['id'], catalog: Catalog): string | undefined =>
  searched(table, catalog)
    .map(({ keys }) => keys[0]?.column)
    .find((column) => column !== undefined && columns.includes(column))

/** An index over all rows that begins with the columns, in any order among themselves. */
function covered(columns: readonly string[], table: TableFacts['id'], catalog: Catalog): boolean {
  return searched(table, catalog).some((object) => {
    const leading = object.keys.slice(0, columns.length).map(({ column }) => column)
    return leading.length === columns.length && columns.every((column) => leading.includes(column))
  })
}

const isKnown = (key: NewForeignKey, table: TableFacts['id'], context: RuleContext): boolean =>
  context.table(key.relation).exists === 'yes' ||
  key.columns.some((column) => madeHere(context, columnOf(context.before, table, column)))

/** As the author wrote it, with the name it was given since. */
const nowCalled = ({ key, table }: Unindexed): readonly string[] => [
  ...nameOf(key.relation).slice(0, -1),
  table.path.at(-1)!,
]

function fixesOf(one: Unindexed, context: RuleContext): readonly Fix[] {
  const { key, table, by, live } = one
  if (by.enclosure) return []
  const sql = sqlLike(by)
  const name = quoteIdentifier(objectName(table.path.at(-1)!, key.columns.join('_'), 'idx'))
  const columns = key.columns.map(quoteIdentifier).join(', ')
  const on = quoteName(nowCalled(one))
  const creates = context.followUp(
    `index ${key.columns.join(' ')}`,
    live
      ? [
          {
            up: sql`CREATE INDEX CONCURRENTLY ${name} ON ${on} (${columns});\n`,
            down: sql`DROP INDEX CONCURRENTLY ${name};\n`,
            transactional: false,
          },
        ]
      : [{ up: sql`CREATE INDEX ${name} ON ${on} (${columns});\n`, down: sql`DROP INDEX ${name};\n` }],
  )
  return creates ? [{ title: 'Create the index in a migration of its own', safety: 'review', edits: [], creates }] : []
}
