import { is } from '../../syntax/statement'
import { cased, replace } from '../helpers/edits'
import { indexFacts, madeHere } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'ALTER TABLE … RENAME of an index locks more than ALTER INDEX … RENAME.',
    why: 'Through ALTER TABLE the index is locked in ACCESS EXCLUSIVE, and queries of its table wait, because the planner opens every index. ALTER INDEX does the same with SHARE UPDATE EXCLUSIVE.',
    instead: '`ALTER INDEX … RENAME TO`.',
    wrong: [{ before: 'CREATE TABLE t (a int); CREATE INDEX i ON t (a);', sql: 'ALTER TABLE i RENAME TO j;' }],
    right: [{ before: 'CREATE TABLE t (a int); CREATE INDEX i ON t (a);', sql: 'ALTER INDEX i RENAME TO j;' }],
  },
  create: () => ({
    RenameStmt(node, context) {
      const { statement } = context
      if (node.renameType !== 'OBJECT_TABLE' || !is(statement, 'RenameStmt')) return
      const name = node.relation?.relname ?? ''
      const { entry, live } = indexFacts(context, node.relation?.schemaname ? [node.relation.schemaname, name] : [name])
      const word = statement.tokens[1]
      if (!entry || !live || (madeHere(context, entry) && context.transaction.open) || !word) return
      context.report({
        at: word.span,
        message: `Through ALTER TABLE the index ${name} is locked in ACCESS EXCLUSIVE, and queries of its table wait.`,
        help: 'Use ALTER INDEX: SHARE UPDATE EXCLUSIVE.',
        fixes: [{ title: 'Use ALTER INDEX', safety: 'safe', edits: [replace(word.span, cased(statement, 'INDEX'))] }],
      })
    },
  }),
})
