import type { Node } from '../../syntax/statement'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP024' }],
  docs: {
    summary: 'An enum value is removed by editing the system catalog.',
    why: 'PostgreSQL has no `ALTER TYPE … DROP VALUE` (it is a syntax error). Deleting or changing rows of `pg_enum` by hand leaves stored values and index entries behind that no longer mean anything: reading them fails with "invalid internal value for enum".',
    instead:
      'Keep the value and stop using it, or make a new type without it, change the columns in steps (`USING state::text::new_type`, which rewrites the table under ACCESS EXCLUSIVE) and drop the old one.',
    wrong: ["delete from pg_enum where enumlabel = 'archived';"],
    right: ["alter type order_status rename value 'archived' to 'unused';"],
  },
  create: () => ({
    DeleteStmt: (node, context) => judge(node.relation, 'Removing', context),
    UpdateStmt: (node, context) => judge(node.relation, 'Changing', context),
  }),
})

function judge(relation: Node<'RangeVar'> | undefined, what: string, context: RuleContext): void {
  if (relation?.relname !== 'pg_enum') return
  if (relation.schemaname !== undefined && relation.schemaname !== 'pg_catalog') return
  context.report({
    at: spanOfRelation(context.statement, relation),
    message: `${what} rows of pg_enum leaves values in tables and indexes that PostgreSQL can no longer read.`,
    help: 'Keep the value unused, or move the columns to a new type.',
  })
}
