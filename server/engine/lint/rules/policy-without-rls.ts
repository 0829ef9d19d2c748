import { quoteName } from '../../db/quote'
import type { Statement } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { behind, cased, insert, newline } from '../helpers/edits'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type TableFacts } from '../rule'

/** Row-level security of these is on before any migration of the user's runs (Supabase guides, Storage Access Control and Realtime Authorization). */
const supabase: ReadonlySet<string> = new Set(['storage.objects', 'storage.buckets', 'realtime.messages'])

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'pgls', name: 'policyExistsRlsDisabled' }],
  docs: {
    summary: 'A policy does nothing until row-level security is enabled.',
    why: '`CREATE POLICY` on a table without `ENABLE ROW LEVEL SECURITY` is accepted and ignored: every row stays visible to whoever may read the table. Reported as info for a table the history does not create.',
    instead: '`ALTER TABLE … ENABLE ROW LEVEL SECURITY` in the same transaction.',
    wrong: ['CREATE TABLE t (owner text); CREATE POLICY own ON t USING (owner = current_user);'],
    right: [
      'CREATE TABLE t (owner text); CREATE POLICY own ON t USING (owner = current_user); ALTER TABLE t ENABLE ROW LEVEL SECURITY;',
    ],
  },
  remembers: true,
  create() {
    const created: { readonly table: TableFacts; readonly at: Span; readonly statement: Statement }[] = []
    const enabled = new Set<string>()
    return {
      CreatePolicyStmt(node, context) {
        const { statement } = context
        const table = context.table(node.table)
        if (!created.some((other) => other.table.shown === table.shown))
          created.push({ table, at: spanOfRelation(statement, node.table), statement })
      },
      AlterTableCmd(node, context) {
        if (node.subtype !== 'AT_EnableRowSecurity' || context.statement.tag !== 'AlterTableStmt') return
        enabled.add(context.table((context.statement.node as { relation?: never }).relation).id.path.join('.'))
      },
      end(context) {
        for (const { table, at, statement } of created) {
          const now = context.after.get({ kind: 'table', path: table.id.path })
          if (!now && supabase.has(table.id.path.join('.'))) continue
          if (now?.object.rowSecurity || (!now && enabled.has(table.id.path.join('.')))) continue
          const { at: place, missing } = behind(statement)
          const sql = `${cased(statement, 'ALTER TABLE')} ${quoteName(table.shown.split('.'))} ${cased(statement, 'ENABLE ROW LEVEL SECURITY')};`
          context.report({
            at,
            ...(!now && { severity: 'info' as const }),
            message: now
              ? `Row-level security of ${table.shown} is off: this policy does nothing, every row stays visible.`
              : `This policy does nothing unless row-level security of ${table.shown} is on, which the history does not tell.`,
            help: `ALTER TABLE ${table.shown} ENABLE ROW LEVEL SECURITY in the same transaction.`,
            ...(now &&
              !statement.enclosure && {
                fixes: [
                  {
                    title: `Enable row-level security of ${table.shown}`,
                    safety: 'review' as const,
                    edits: [insert(place, `${missing}${newline(statement)}${sql}`)],
                  },
                ],
              }),
          })
        }
      },
    }
  },
})
