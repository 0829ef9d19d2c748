import { strings } from '../../catalog/expression'
import { find } from '../../catalog/read'
import { cased, insert } from '../helpers/edits'
import { wordsWithin } from '../helpers/words'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'Adding an enum value can’t be run twice.',
    why: 'A second run, on a database where the value was already added by hand or by a half-done deploy, fails with "enum label already exists". Where the value is known to exist the statement fails for certain.',
    instead: 'Write `ADD VALUE IF NOT EXISTS`: a notice instead of an error.',
    wrong: ["alter type order_status add value 'archived' after 'closed';"],
    right: ["alter type order_status add value if not exists 'archived' after 'closed';"],
  },
  create: () => ({
    AlterEnumStmt(node, context) {
      if (node.newVal === undefined || node.oldVal !== undefined || node.skipIfNewValExists) return
      const { statement, before } = context
      const { entry } = find(before, ['type'], strings(node.typeName))
      const there = entry?.object.form === 'enum' && entry.object.labels.includes(node.newVal)
      const words = wordsWithin(statement, statement.span, ['add', 'value'])
      if (!words) return
      const type = strings(node.typeName).join('.')
      context.report({
        at: words,
        ...(there && { severity: 'error' as const }),
        message: there
          ? `${type} has the value '${node.newVal}' already: the statement fails.`
          : `This fails where ${type} has the value '${node.newVal}' already.`,
        help: 'Add IF NOT EXISTS.',
        fixes: [
          {
            title: 'Add IF NOT EXISTS',
            safety: 'safe',
            edits: [insert(words.end, ` ${cased(statement, 'IF NOT EXISTS')}`)],
          },
        ],
      })
    },
  }),
})
