import { walk } from '../../catalog/expression'
import { tableOf } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import { cased, insert } from '../helpers/edits'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'info',
  since: '0.1.0',
  postgres: { from: 15 },
  aliases: [{ tool: 'pgls', name: 'securityDefinerView' }],
  docs: {
    summary: 'A view reads tables as its owner, past their policies.',
    why: 'Without `security_invoker` the tables behind a view are read with the rights of the view’s owner, who is usually the tables’ owner too: row-level security does not apply.',
    instead: '`CREATE VIEW … WITH (security_invoker = true)` (15 and later).',
    wrong: [
      {
        before: 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;',
        sql: 'CREATE VIEW v AS SELECT a FROM t;',
      },
    ],
    right: [
      {
        before: 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;',
        sql: 'CREATE VIEW v WITH (security_invoker = true) AS SELECT a FROM t;',
      },
    ],
  },
  create: () => ({
    ViewStmt(node, context) {
      const invoker = (node.options ?? []).some(
        (option) => (option as { DefElem: Node<'DefElem'> }).DefElem.defname === 'security_invoker',
      )
      if (invoker) return
      const names: string[] = []
      walk(node.query, (tag, inner) => {
        if (tag !== 'RangeVar') return
        const { entry } = tableOf(context.before, inner as Node<'RangeVar'>)
        if (entry?.object.rowSecurity) names.push(entry.id.path.at(-1)!)
      })
      if (names.length === 0) return
      const at = spanOfRelation(context.statement, node.view)
      const plain = !node.options?.length && !node.aliases?.length
      context.report({
        at,
        message: `${node.view?.relname} reads ${names.join(', ')} as its owner: the policies there do not apply.`,
        help: 'Add WITH (security_invoker = true).',
        ...(plain && {
          fixes: [
            {
              title: 'Read the tables with the rights of the caller',
              safety: 'review' as const,
              edits: [insert(at.end, ` ${cased(context.statement, 'WITH')} (security_invoker = true)`)],
            },
          ],
        }),
      })
    },
  }),
})
