import { spanOfWords } from '../../syntax/spans'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  postgres: { from: 18 },
  aliases: [{ tool: 'migrationpilot', name: 'MP082' }],
  docs: {
    summary: 'A constraint is written down but never checked.',
    why: 'A `NOT ENFORCED` constraint (18) keeps nothing out, for old rows and new ones alike; unlike `NOT VALID`, it cannot be validated later, only enforced under a strong lock.',
    instead: '`NOT VALID`, when the old rows are to be checked later.',
    wrong: ['alter table orders add constraint total_check check (total >= 0) not enforced;'],
    right: ['alter table orders add constraint total_check check (total >= 0) not valid;'],
  },
  create: () => ({
    statement(context) {
      const { statement } = context
      if (statement.tag !== 'CreateStmt' && statement.tag !== 'AlterTableStmt') return
      // Spares most statements the lexer.
      if (!/enforced/i.test(statement.text)) return
      let at = spanOfWords(statement, ['not', 'enforced'])
      while (at) {
        context.report({
          at,
          message: 'This constraint is never checked: it keeps out no row, old or new.',
          help: 'Use NOT VALID if old rows are to be checked later.',
        })
        at = spanOfWords(statement, ['not', 'enforced'], at.end)
      }
    },
  }),
})
