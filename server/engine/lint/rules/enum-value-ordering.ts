import { strings } from '../../catalog/expression'
import { find } from '../../catalog/read'
import { cased, insert } from '../helpers/edits'
import { defineRule } from '../rule'

export default defineRule({
  group: 'types',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'require-enum-value-ordering' },
    { tool: 'pgfence', name: 'alter-enum-no-ordering' },
  ],
  docs: {
    summary: 'A new enum value is given no place among the others.',
    why: 'Without `BEFORE` or `AFTER` the value sorts last, and its place can never be changed: ORDER BY, `<` and `>` on the column follow it. Databases whose migrations ran in another order sort differently.',
    instead: "Say the place, even when it is the last: `ADD VALUE 'archived' AFTER 'closed'`.",
    wrong: ["alter type order_status add value 'archived';"],
    right: ["alter type order_status add value 'archived' after 'closed';"],
  },
  create: () => ({
    AlterEnumStmt(node, context) {
      if (node.newVal === undefined || node.oldVal !== undefined || node.newValNeighbor !== undefined) return
      const { statement, before } = context
      const { entry } = find(before, ['type'], strings(node.typeName))
      const last = entry?.object.form === 'enum' ? entry.object.labels.at(-1) : undefined
      const value = statement.tokens.at(-1)!
      context.report({
        at: value.span,
        message: `'${node.newVal}' is put behind every other value of ${strings(node.typeName).join('.')}, and its place can't be changed later.`,
        help: "Say its place with BEFORE or AFTER and the neighbour's name.",
        fixes:
          last === undefined || last === node.newVal
            ? []
            : [
                {
                  title: `Say that it follows '${last}'`,
                  safety: 'safe',
                  edits: [insert(value.span.end, ` ${cased(statement, 'AFTER')} '${last.replaceAll("'", "''")}'`)],
                },
              ],
      })
    },
  }),
})
