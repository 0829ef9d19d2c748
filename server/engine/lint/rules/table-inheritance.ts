import { spanOfWords } from '../../syntax/spans'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  docs: {
    summary: 'A table inherits from another.',
    why: 'Primary keys, unique constraints and foreign keys are not inherited and don’t see the children’s rows. INHERITS takes SHARE UPDATE EXCLUSIVE on the parent (observed on 14 to 18).',
    instead: 'Use partitioning, or a foreign key between two tables.',
    wrong: ['create table b (x int) inherits (a);'],
    right: ['create table b partition of a for values in (1);'],
  },
  create: () => ({
    CreateStmt(node, context) {
      if (node.partbound || (node.inhRelations ?? []).length === 0) return
      context.report({
        at: spanOfWords(context.statement, ['inherits']) ?? context.statement.span,
        message: `Keys of the parent neither hold for ${node.relation?.relname} nor see its rows.`,
        help: 'Use partitioning.',
      })
    },
  }),
})
