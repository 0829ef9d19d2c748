import type { Catalog, Entry, ObjectId } from '../../catalog/catalog'
import { columnsIn, strings } from '../../catalog/expression'
import type { Policy } from '../../catalog/kinds/policy'
import { columnOf, columnsOf, foreignKeysTo, indexesOf, samePath, tableOf } from '../../catalog/read'
import { identifier, tokensIn } from '../../syntax/tokens'
import { spanOf } from '../../text/source'
import { policiesNaming, rulesNaming, triggersNaming, viewsReading } from '../helpers/dependents'
import { nodesOf } from '../helpers/nodes'
import { altered, alteredKind } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP052' }],
  docs: {
    summary: 'DROP COLUMN fails while a view, policy, trigger or foreign key needs the column.',
    why: '“cannot drop column … because other objects depend on it”: views that select it, policies that name it (of other tables too), `UPDATE OF` triggers, generated columns (15 and later), foreign keys of other tables, functions of the form BEGIN ATOMIC, conditions and expressions of exclusion constraints, publications with a list of columns or a condition on rows (15 and later). A column of the partition key can’t be dropped at all, an inherited one only from the parent.',
    instead: 'Recreate those without the column first, in the same migration.',
    wrong: [
      {
        before: 'CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT b FROM t;',
        sql: 'ALTER TABLE t DROP COLUMN b;',
      },
    ],
    right: [
      {
        before: 'CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t;',
        sql: 'ALTER TABLE t DROP COLUMN b;',
      },
      {
        before: 'CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT b FROM t;',
        sql: 'DROP VIEW v; ALTER TABLE t DROP COLUMN b;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype !== 'AT_DropColumn' || alteredKind(context) !== 'OBJECT_TABLE') return
      const table = altered(context)
      const column = table && node.name ? columnOf(context.before, table.id, node.name) : undefined
      if (!table || (table.entry && !column)) return
      const name = node.name!
      const key = context.before.get({ kind: 'table', path: table.id.path })?.object.partitioned?.key
      if (key?.some((part) => part.column === name || columnsIn(part.expression?.node).includes(name))) {
        context.report({
          at: context.clause,
          message: `DROP COLUMN fails: ${name} is in the partition key of ${table.shown}.`,
          help: 'Move the rows to a table that is partitioned otherwise.',
        })
        return
      }
      if (column?.object.inherited) {
        context.report({
          at: context.clause,
          message: `DROP COLUMN fails: ${table.shown} inherits ${name}.`,
          help: 'Drop it from the parent, which drops it here too.',
        })
        return
      }
      if (node.behavior === 'DROP_CASCADE') return
      const needing = whatNeeds(name, table.id, context)
      const first = needing[0]
      if (!first) return
      context.report({
        at: context.clause,
        message: `DROP COLUMN fails: ${needing.map(({ shown }) => shown).join(', ')} ${needing.length > 1 ? 'need' : 'needs'} ${table.shown}.${name}.`,
        help: `Recreate ${needing.length > 1 ? 'them' : 'it'} without the column first.`,
        related: needing.flatMap(({ entry, shown }) =>
          entry.definedAt ? [{ ...entry.definedAt, message: `${shown} is created here.` }] : [],
        ),
      })
    },
  }),
})

interface Needing {
  readonly shown: string
  readonly entry: Entry
}

const isPublication = (entry: Entry): entry is Entry<'publication'> => entry.id.kind === 'publication'

const isPolicy = (entry: Entry): entry is Entry<'policy'> => entry.id.kind === 'policy'

/** A subquery that reads the table names its column by the table's name or alias. */
function reads({ using, check }: Policy, column: string, table: ObjectId, before: Catalog): boolean {
  const nodes = [using?.node, check?.node]
  const names = nodes
    .flatMap((node) => nodesOf(node, 'RangeVar'))
    .filter((relation) => samePath(tableOf(before, relation).id.path, table.path))
    .map(({ alias, relname }) => alias?.aliasname ?? relname)
  return nodes
    .flatMap((node) => nodesOf(node, 'ColumnRef'))
    .some(({ fields }) => {
      const [qualifier, field] = strings(fields)
      return field === column && names.includes(qualifier)
    })
}

const isFunction = (entry: Entry): entry is Entry<'function'> => entry.id.kind === 'function'

/** A body of BEGIN ATOMIC or RETURN that reads this table only, and has the column's name in it. */
const names = ({ object, dependsOn }: Entry<'function'>, column: string, table: ObjectId): boolean =>
  object.parsed &&
  dependsOn.every(({ kind, path }) => kind !== 'table' || samePath(path, table.path)) &&
  tokensIn(object.body, spanOf(0, object.body.length)).some((token) => identifier(token) === column)

/** In its list of columns or in the condition on its rows. */
const publishes = ({ object }: Entry<'publication'>, table: ObjectId, column: string): boolean =>
  object.tables.some(
    (one) =>
      samePath(one.table, table.path) && (one.columns?.includes(column) || columnsIn(one.where?.node).includes(column)),
  )

function whatNeeds(name: string, table: ObjectId, context: RuleContext): readonly Needing[] {
  const { before, postgres } = context
  const found: Needing[] = []
  const add = (shown: string, entry: unknown): void => {
    found.push({ shown, entry: entry as Entry })
  }
  for (const view of viewsReading(context, table, name)) add(`the view ${view.id.path.at(-1)}`, view)
  for (const policy of policiesNaming(before, table, name)) add(`the policy ${policy.id.path.at(-1)}`, policy)
  for (const entry of before.dependentsOf(table))
    if (isPolicy(entry) && !samePath(entry.id.path.slice(0, 2), table.path) && reads(entry.object, name, table, before))
      add(`the policy ${entry.id.path.at(-1)} of ${entry.id.path.at(-2)}`, entry)
  for (const trigger of triggersNaming(before, table, name)) add(`the trigger ${trigger.id.path.at(-1)}`, trigger)
  for (const rule of rulesNaming(before, table, name)) add(`the rule ${rule.id.path.at(-1)}`, rule)
  for (const key of foreignKeysTo(before, table))
    if (key.object.references?.columns.includes(name) && key.parent?.path.join('.') !== table.path.join('.'))
      add(`the foreign key ${key.id.path.at(-1)}`, key)
  for (const index of indexesOf(before, table)) {
    const { constraint, operators, keys, where } = index.object
    const conditions = [...keys.map(({ expression }) => expression), where]
    if (constraint && operators && conditions.some((one) => columnsIn(one?.node).includes(name)))
      add(`the constraint ${constraint}`, index)
  }
  for (const entry of before.dependentsOf(table))
    if (isFunction(entry) && names(entry, name, table)) add(`the function ${entry.id.path[1]}`, entry)
  if (postgres >= 15) {
    for (const column of columnsOf(before, table))
      if (column.object.generated && columnsIn(column.object.expression?.node).includes(name))
        add(`the generated column ${column.id.path.at(-1)}`, column)
    for (const entry of before.dependentsOf(table))
      if (isPublication(entry) && publishes(entry, table, name)) add(`the publication ${entry.id.path.at(-1)}`, entry)
  }
  return found
}
