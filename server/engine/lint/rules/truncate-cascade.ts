import type { ObjectId } from '../../catalog/catalog'
import { foreignKeysTo } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { withoutWords } from '../helpers/edits'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'ban-truncate-cascade' },
    { tool: 'pgls', name: 'banTruncateCascade' },
    { tool: 'pgfence', name: 'truncate-cascade' },
    { tool: 'migrationpilot', name: 'MP036' },
  ],
  docs: {
    summary: 'TRUNCATE … CASCADE empties every table that refers to the table, and those that refer to them.',
    why: 'The tables reached through foreign keys are emptied too, whatever they hold and whatever `ON DELETE` says, under ACCESS EXCLUSIVE on each. Nothing in the statement names them.',
    instead: 'Name every table that is to be emptied, without CASCADE: PostgreSQL refuses when one is missing.',
    wrong: ['TRUNCATE users CASCADE;'],
    right: ['CREATE TABLE t (a int); TRUNCATE t CASCADE;'],
  },
  create: () => ({
    TruncateStmt(node, context) {
      if (node.behavior !== 'DROP_CASCADE') return
      const tables = (node.relations ?? []).map((item) =>
        context.table((item as { RangeVar: Node<'RangeVar'> }).RangeVar),
      )
      const live = tables.filter((table) => table.live)
      if (live.length === 0) return
      const reached = referring(
        live.map(({ id }) => id),
        context,
      )
      const at = spanOfWords(context.statement, ['cascade'])
      context.report({
        at: at ?? context.statement.span,
        message: `TRUNCATE ${live.map(({ shown }) => shown).join(', ')} CASCADE also empties ${
          reached.length > 0 ? reached.join(', ') : 'every table with a foreign key to it'
        }.`,
        help: 'Name every table to be emptied and leave out CASCADE.',
        ...(at && {
          fixes: [
            { title: 'Leave out CASCADE', safety: 'review' as const, edits: [withoutWords(context.statement, at)] },
          ],
        }),
      })
    },
  }),
})

/** The tables CASCADE reaches, as far as the history tells. */
function referring(start: readonly ObjectId[], context: RuleContext): readonly string[] {
  const seen = new Set(start.map((id) => id.path.join('.')))
  const found: string[] = []
  const queue = [...start]
  for (let id = queue.shift(); id; id = queue.shift()) {
    for (const { parent } of foreignKeysTo(context.before, id)) {
      if (!parent || seen.has(parent.path.join('.'))) continue
      seen.add(parent.path.join('.'))
      found.push(context.tableById(parent).shown)
      queue.push(parent)
    }
  }
  return found
}
