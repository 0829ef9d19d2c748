import { spanOfWords } from '../../syntax/spans'
import { spanOf } from '../../text/source'
import { replace } from '../helpers/edits'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'off',
  since: '0.1.0',
  docs: {
    summary: 'A hash index serves equality only.',
    why: 'No order, no ranges, no uniqueness, one column. It is smaller than btree only for long values.',
    instead: 'A btree index.',
    wrong: ['CREATE INDEX i ON t USING hash (a);'],
    right: ['CREATE INDEX i ON t USING btree (a);'],
  },
  create: () => ({
    IndexStmt(node, context) {
      if (node.accessMethod !== 'hash') return
      const at = spanOfWords(context.statement, ['using', 'hash']) ?? context.statement.span
      context.report({
        at,
        message: `The hash index on ${node.relation?.relname} serves equality only.`,
        help: 'Use btree.',
        fixes: [{ title: 'Use btree', safety: 'review', edits: [replace(spanOf(at.end - 4, at.end), 'btree')] }],
      })
    },
  }),
})
