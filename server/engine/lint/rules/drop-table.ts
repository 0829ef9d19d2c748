import { walk } from '../../catalog/expression'
import { is } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { before, later, relationNamed } from '../helpers/targets'
import { uses } from '../helpers/uses'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-drop-table' },
    { tool: 'pgls', name: 'banDropTable' },
    { tool: 'pgfence', name: 'drop-table' },
    { tool: 'atlas', name: 'DS102' },
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
    { tool: 'bytebase', name: 'TABLE_DROP_NAMING_CONVENTION' },
    { tool: 'migrationpilot', name: 'MP026' },
  ],
  docs: {
    summary: 'DROP TABLE deletes the table’s rows for good.',
    why: 'The rows are gone at COMMIT, and programs that still use the table fail from then on. ACCESS EXCLUSIVE on the table, and on every table it refers to. A warning where the file copies its rows first.',
    instead:
      'Stop using the table in one release. Rename it or keep a backup for a while, and drop it in a later release.',
    wrong: ['DROP TABLE users;'],
    right: ['CREATE TABLE t (a int); DROP TABLE t;', 'CREATE TEMP TABLE t (a int); DROP TABLE t;'],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      const foreign = node.removeType === 'OBJECT_FOREIGN_TABLE'
      if ((node.removeType !== 'OBJECT_TABLE' && !foreign) || !is(statement, 'DropStmt')) return
      for (const { path, span } of dropped(statement)) {
        const table = context.table(relationNamed(path))
        // Dropped and created anew: create-table-force.
        const again = later(context).some(
          (next) =>
            (is(next, 'CreateStmt') && next.node.relation?.relname === path.at(-1)) ||
            (is(next, 'CreateTableAsStmt') && next.node.into?.rel?.relname === path.at(-1)),
        )
        if (!table.live || table.createdHere || table.exists === 'no' || again) continue
        const { related, clause } = uses(context, table.id)
        context.report({
          at: span,
          ...((foreign || copied(context, path)) && { severity: 'warning' as const }),
          message: foreign
            ? `DROP FOREIGN TABLE removes ${table.shown}: programs that still use it fail.${clause}`
            : `DROP TABLE deletes every row of ${table.shown}.${clause}`,
          help: 'Drop it in a later release than the one that stops using it, and keep a backup.',
          related,
        })
      }
    },
  }),
})

/** This file copied its rows elsewhere first. */
const copied = (context: RuleContext, path: readonly string[]): boolean =>
  before(context).some((earlier) => {
    const query = is(earlier, 'InsertStmt')
      ? earlier.node.selectStmt
      : is(earlier, 'CreateTableAsStmt')
        ? earlier.node.query
        : undefined
    let reads = false
    walk(query, (tag, node) => {
      if (tag === 'RangeVar' && node.relname === path.at(-1)) reads = true
    })
    return reads
  })
