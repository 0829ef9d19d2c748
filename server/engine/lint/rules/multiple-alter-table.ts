import { samePath } from '../../catalog/read'
import type { Fix } from '../../diagnostic'
import { clausesOf } from '../../syntax/spans'
import { is, type Statement } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { commandsOf } from '../helpers/alter-table'
import { strongLocks } from '../helpers/live-locks'
import { head } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'multipleAlterTable' },
    { tool: 'eugene', name: 'W12' },
    { tool: 'bytebase', name: 'STATEMENT_MERGE_ALTER_TABLE' },
    { tool: 'migrationpilot', name: 'MP058' },
  ],
  docs: {
    summary: 'Two ALTER TABLEs of one table that could be one.',
    why: 'Each waits for its lock anew, and subcommands that rewrite or read the table do so once for each statement. Only statements that take the same lock are meant: a VALIDATE merged with an ADD COLUMN would read the table under the stronger lock.',
    instead: 'Write the subcommands into one statement, separated by commas.',
    wrong: [
      {
        sql: 'alter table users add column a int;\nalter table users add column b int;',
        scope: 'statement',
      },
    ],
    right: [
      { sql: 'alter table users add column a int, add column b int;', scope: 'statement' },
      { sql: 'alter table users add column a int;\nalter table orders add column b int;', scope: 'statement' },
    ],
  },
  remembers: true,
  create() {
    let previous: { readonly statement: Statement; readonly mode: string; readonly path: readonly string[] } | undefined
    return {
      statement(context) {
        const { statement } = context
        const own = previous
        previous = undefined
        if (!is(statement, 'AlterTableStmt') || statement.node.objtype !== 'OBJECT_TABLE') return
        const table = context.table(statement.node.relation)
        if (!table.live || statement.enclosure || !mergeable(statement)) return
        const lock = strongLocks(context).find(({ relation }) => samePath(relation.path, table.id.path))
        if (!lock) return
        previous = { statement, mode: lock.mode, path: table.id.path }
        if (own?.mode !== lock.mode || !samePath(own.path, table.id.path)) return
        context.report({
          at: head(statement, 3),
          message: `${table.shown} is altered by the statement before already: together they would need their lock once.`,
          help: 'Merge the two statements.',
          related: [{ uri: own.statement.source.uri, span: own.statement.span, message: 'the statement before' }],
          fixes: merged(own.statement, context),
        })
      },
    }
  },
})

/** Subcommands that belong into a statement or transaction of their own. */
const apart = new Set([
  'AT_ValidateConstraint',
  'AT_AttachPartition',
  'AT_DetachPartition',
  'AT_DetachPartitionFinalize',
])
const mergeable = (statement: Statement): boolean =>
  commandsOf(statement).every(({ subtype }) => !apart.has(subtype ?? ''))

function merged(own: Statement, { statement, source }: RuleContext): readonly Fix[] {
  const first = clausesOf(statement)[0]
  const between = first && spanOf(own.span.end, first.start)
  if (!between || source.slice(between).includes('--') || source.slice(between).includes('/*')) return []
  return [{ title: 'Merge with the statement before', safety: 'review', edits: [{ span: between, text: ', ' }] }]
}
