import { columnOf } from '../../catalog/read'
import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import { is, type Node } from '../../syntax/statement'
import { addedColumn, commandsOf } from '../helpers/alter-table'
import { cased, replace } from '../helpers/edits'
import { altered, alteredKind, alteredLater, later, madeHere, sameRelation } from '../helpers/targets'
import { uses } from '../helpers/uses'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-drop-column' },
    { tool: 'pgls', name: 'banDropColumn' },
    { tool: 'pgfence', name: 'drop-column' },
    { tool: 'strong_migrations', name: 'remove_column' },
    { tool: 'atlas', name: 'DS103' },
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
    { tool: 'migrationpilot', name: 'MP017' },
  ],
  docs: {
    summary: 'DROP COLUMN deletes its values for good and breaks programs that still name it.',
    why: 'ACCESS EXCLUSIVE, but short: only the catalog changes. The values can’t be had back. Programs that run while the migration does still select and insert the column: mappers cache column lists, prepared statements of `SELECT *` fail once.',
    instead:
      'Stop using the column in one release (let it be NULL, so that inserts without it pass), drop it in the next.',
    wrong: ['ALTER TABLE users DROP COLUMN email;'],
    right: ['ALTER TABLE users ADD COLUMN a int; ALTER TABLE users DROP COLUMN a;'],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      const kind = alteredKind(context)
      if (node.subtype !== 'AT_DropColumn' || (kind !== 'OBJECT_TABLE' && kind !== 'OBJECT_FOREIGN_TABLE')) return
      const table = altered(context)
      if (!table?.live) return
      const name = node.name ?? ''
      const entry = columnOf(context.before, table.id, name)
      if (
        madeHere(context, entry) ||
        (!entry && table.entry && context.before.knows({ kind: 'column', path: [...table.id.path, name] }))
      )
        return
      const { related, clause } = uses(context, { kind: 'column', path: [...table.id.path, name] })
      const follows = successor(name, context)
      context.report({
        at: context.clause,
        // Whoever puts another column in its place has filled that one before.
        ...(follows === 'renamed' && { severity: 'warning' as const }),
        message: follows
          ? `DROP COLUMN deletes every value of ${table.shown}.${name}, and programs that name it get another column from now on.${clause}`
          : `DROP COLUMN deletes every value of ${table.shown}.${name}, and programs that still name it fail.${clause}`,
        help: follows
          ? 'Give the new column a name of its own, move the programs over, and drop this one in a later release.'
          : 'Drop it in a later release than the one that stops using it.',
        related,
        fixes: entry && !entry.object.nullable && !follows ? laterFix(name, context) : [],
      })
    },
  }),
})

/** The same migration gives the name to another column of the table. */
function successor(name: string, context: RuleContext): 'added' | 'renamed' | undefined {
  const { statement } = context
  if (!is(statement, 'AlterTableStmt')) return undefined
  const { relation } = statement.node
  const renamed = later(context).some(
    (next) =>
      is(next, 'RenameStmt') &&
      next.node.renameType === 'OBJECT_COLUMN' &&
      next.node.newname === name &&
      sameRelation(next.node.relation, relation),
  )
  if (renamed) return 'renamed'
  const adds = (command: Node<'AlterTableCmd'>): boolean => addedColumn(command)?.colname === name
  return commandsOf(statement).some(adds) || alteredLater(context, adds) ? 'added' : undefined
}

/** In two deploys: here the column may be left out by INSERT, the migration that follows drops it. */
function laterFix(name: string, context: RuleContext): readonly Fix[] {
  const { statement } = context
  if (!is(statement, 'AlterTableStmt') || statement.enclosure) return []
  const { relation } = statement.node
  const word = (keywords: string): string => cased(statement, keywords)
  const table = quoteName(
    relation?.schemaname ? [relation.schemaname, relation.relname ?? ''] : [relation?.relname ?? ''],
  )
  const creates = context.followUp(`drop ${relation?.relname}.${name}`, [
    { up: `${word('ALTER TABLE')} ${table} ${statement.source.slice(context.clause)};` },
  ])
  if (!creates) return []
  return [
    {
      title: 'Drop it in two deploys: let it be NULL now, drop it in the next migration',
      safety: 'review',
      edits: [replace(context.clause, `${word('ALTER COLUMN')} ${quoteIdentifier(name)} ${word('DROP NOT NULL')}`)],
      creates,
    },
  ]
}
