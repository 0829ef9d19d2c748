import { policiesOf } from '../../catalog/read'
import type { Span } from '../../text/source'
import { altered } from '../helpers/targets'
import { defineRule, type TableFacts } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'rlsEnabledNoPolicy' },
    { tool: 'migrationpilot', name: 'MP057' },
    { tool: 'migrationpilot', name: 'MP079' },
  ],
  docs: {
    summary: 'Row-level security without a policy hides every row.',
    why: 'With row-level security on and no policy, everyone but the owner and roles with BYPASSRLS reads zero rows and can write none. Nothing fails: the application just finds no data.',
    instead: 'Create the policies first, in the same transaction.',
    wrong: ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY;'],
    right: ['CREATE POLICY own ON orders USING (owner = current_user); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;'],
  },
  remembers: true,
  create() {
    let enabled: readonly { readonly table: TableFacts; readonly at: Span }[] = []
    const policies = new Set<string>()
    const wasOn = new Set<string>()
    return {
      AlterTableCmd(node, context) {
        const on = node.subtype === 'AT_EnableRowSecurity'
        const table = on || node.subtype === 'AT_DisableRowSecurity' ? altered(context) : undefined
        if (!table) return
        enabled = enabled.filter((other) => other.table.shown !== table.shown)
        // Off and on again in one file: whatever policies there are stay.
        if (!on) wasOn.add(table.shown)
        else if (!wasOn.has(table.shown)) enabled = [...enabled, { table, at: context.clause }]
      },
      CreatePolicyStmt(node, context) {
        policies.add(context.table(node.table).id.path.join('.'))
      },
      end(context) {
        for (const { table, at } of enabled) {
          const now = context.after.get({ kind: 'table', path: table.id.path })
          if (now && !now.object.rowSecurity) continue
          if (policies.has(table.id.path.join('.')) || policiesOf(context.after, table.id).length > 0) continue
          context.report({
            at,
            message: `Row-level security of ${table.shown} is on and no policy allows anything: everyone but its owner finds no rows.`,
            help: 'CREATE POLICY in the same transaction, before this.',
          })
        }
      },
    }
  },
})
