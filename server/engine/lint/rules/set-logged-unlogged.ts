import type { Table } from '../../catalog/kinds/table'
import { sizeOptions } from '../helpers/sizes'
import { altered, alteredKind } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgfence', name: 'set-logged-unlogged' },
    { tool: 'atlas', name: 'PG307' },
    { tool: 'migrationpilot', name: 'MP047' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'SET LOGGED and SET UNLOGGED write the table anew while nobody can read it.',
    why: 'Changing the persistence copies the table and its indexes under ACCESS EXCLUSIVE. An unlogged table is emptied after a crash and does not exist on replicas. Setting what the table already has copies nothing.',
    instead: 'Create a table with the wanted persistence, fill it in batches, and swap the two.',
    wrong: ['ALTER TABLE orders SET UNLOGGED;', 'ALTER TABLE sessions SET LOGGED;'],
    right: [{ before: 'CREATE TABLE orders (id bigint);', sql: 'ALTER TABLE orders SET LOGGED;' }],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype === 'AT_SetLogged') check(context, 'permanent', 'SET LOGGED')
      if (node.subtype === 'AT_SetUnLogged') check(context, 'unlogged', 'SET UNLOGGED')
    },
  }),
})

function check(context: RuleContext, wanted: 'permanent' | 'unlogged', clause: string): void {
  if (alteredKind(context) !== 'OBJECT_TABLE') return
  const table = altered(context)
  if (!table?.live) return
  const { persistence } = (table.entry?.object ?? {}) as Partial<Table>
  if (persistence === wanted) return
  const lost = wanted === 'unlogged' ? ' After a crash it is empty, and replicas do not have it.' : ''
  context.report({
    at: context.clause,
    worksThrough: table,
    message: `${clause} writes ${table.shown} anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.${lost}`,
    help: 'Create a table with the wanted persistence, fill it in batches and swap the two.',
  })
}
