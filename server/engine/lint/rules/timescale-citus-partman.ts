import { is } from '../../syntax/statement'
import { commandsOf } from '../helpers/alter-table'
import { functionName, stringConstant } from '../helpers/nodes'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

const managing: { readonly [name: string]: string } = {
  create_hypertable: 'a TimescaleDB hypertable',
  create_distributed_table: 'a distributed Citus table',
  create_reference_table: 'a Citus reference table',
  create_parent: 'managed by pg_partman',
}

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  aliases: ['MP105', 'MP106', 'MP107', 'MP108', 'MP111'].map((name) => ({ tool: 'migrationpilot' as const, name })),
  options: {
    tables: {
      type: 'strings',
      default: [],
      description: 'Tables an extension manages that these migrations do not hand to it.',
    },
  },
  docs: {
    summary: 'DDL on a table that an extension splits up.',
    why: 'TimescaleDB, Citus and pg_partman keep a table as many. An ALTER TABLE runs on each chunk, shard or partition, under a lock on all of them, or is refused.',
    instead: 'Follow the extension’s own procedures; drop old data with drop_chunks() or its like.',
    wrong: ["select create_hypertable('metrics', 'time');\nalter table metrics add column a int;"],
    right: ['alter table users add column a int;'],
  },
  remembers: true,
  create() {
    const managed = new Map<string, string>()
    return {
      FuncCall(node) {
        const what = managing[functionName(node)]
        const table = what && stringConstant(node.args?.[0])
        if (what && table) managed.set(table.split('.').at(-1)!, what)
      },
      AlterTableStmt(node, context) {
        if (!is(context.statement, 'AlterTableStmt') || commandsOf(context.statement).length === 0) return
        const name = node.relation?.relname ?? ''
        const listed = (context.options.tables as readonly string[]).includes(name)
        const what = managed.get(name) ?? (listed ? 'managed by an extension' : undefined)
        if (!what) return
        context.report({
          at: head(context.statement, 3),
          message: `${name} is ${what}: this runs on every part of it, or is refused.`,
          help: 'Follow the extension’s procedure.',
        })
      },
    }
  },
})
