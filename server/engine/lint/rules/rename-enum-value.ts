import { strings } from '../../catalog/expression'
import { find } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import { spanOf } from '../../text/source'
import { madeHere } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'strong_migrations', name: 'rename_enum_value' },
    { tool: 'migrationpilot', name: 'MP060' },
  ],
  docs: {
    summary: 'After RENAME VALUE, programs that write or compare the old label fail.',
    why: 'The label changes for every row at once. Programs that still send the old one get “invalid input value for enum”, those that compare with it find nothing. Logical subscribers and CDC consumers are not told.',
    instead:
      'Add the new value, let the programs write it and read both, move the rows, and leave the old label alone.',
    wrong: ["ALTER TYPE status RENAME VALUE 'new' TO 'open';"],
    right: [
      "CREATE TYPE status AS ENUM ('new'); ALTER TYPE status RENAME VALUE 'new' TO 'open';",
      "ALTER TYPE status ADD VALUE 'open';",
    ],
  },
  create: () => ({
    AlterEnumStmt(node, context) {
      if (!node.oldVal) return
      const name = strings(node.typeName)
      if (madeHere(context, find(context.before, ['type'], name).entry)) return
      const word = spanOfWords(context.statement, ['rename', 'value'])
      context.report({
        at: word ? spanOf(word.start, context.statement.span.end) : context.statement.span,
        message: `The value '${node.oldVal}' of ${name.join('.')} is called '${node.newVal}' from now on: programs that send the old label fail.`,
        help: 'Add the new value, let programs accept both, move the rows over.',
      })
    },
  }),
})
