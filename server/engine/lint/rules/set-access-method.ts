import type { Table } from '../../catalog/kinds/table'
import { sizeOptions } from '../helpers/sizes'
import { altered } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  postgres: { from: 15 },
  aliases: [{ tool: 'atlas', name: 'PG311' }],
  options: sizeOptions,
  docs: {
    summary: 'SET ACCESS METHOD writes the table anew while nobody can read it.',
    why: 'Another table access method means another file format: the table and its indexes are written anew under ACCESS EXCLUSIVE (PostgreSQL 15 and later). On a partitioned table (17 and later) nothing is written: only new partitions get it.',
    instead: 'Create a table with the wanted access method, fill it in batches, and swap the two.',
    wrong: ['ALTER TABLE events SET ACCESS METHOD columnar;'],
    right: [
      { before: 'CREATE TABLE e (at date) PARTITION BY RANGE (at);', sql: 'ALTER TABLE e SET ACCESS METHOD columnar;' },
    ],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype !== 'AT_SetAccessMethod') return
      const table = altered(context)
      if (!table?.populated) return
      const { partitioned, accessMethod } = (table.entry?.object ?? {}) as Partial<Table>
      // heap is default_table_access_method unless someone changed it.
      if (partitioned || (table.entry && (node.name ?? 'heap') === (accessMethod ?? 'heap'))) return
      context.report({
        at: context.clause,
        worksThrough: table,
        message: `SET ACCESS METHOD writes ${table.shown} anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.`,
        help: 'Create a table with the wanted access method, fill it in batches and swap the two.',
      })
    },
  }),
})
