import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { replace } from '../helpers/edits'
import { nameOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'replication',
  severity: 'info',
  since: '0.1.0',
  docs: {
    summary: 'A table or sequence is not written to the WAL.',
    why: 'An unlogged table is empty after a crash and on every replica, and can’t be published. An unlogged sequence starts again.',
    instead: 'Use a plain table, unless its contents may be lost.',
    wrong: ['create unlogged table cache (key text primary key);'],
    right: ['create table cache (key text primary key);'],
  },
  create: () => ({
    CreateStmt: (node, context) => judge(node.relation, context),
    CreateSeqStmt: (node, context) => judge(node.sequence, context),
    CreateTableAsStmt: (node, context) => judge(node.into?.rel, context),
  }),
})

function judge(relation: Node<'RangeVar'> | undefined, context: RuleContext): void {
  if (relation?.relpersistence !== 'u') return
  const at = spanOfWords(context.statement, ['unlogged'])
  context.report({
    at: at ?? context.statement.span,
    message: `${nameOfRelation(relation)} is lost in a crash and is not on replicas.`,
    help: 'Leave out UNLOGGED unless its contents may be lost.',
    fixes: at
      ? [{ title: 'Remove UNLOGGED', safety: 'review', edits: [replace(spanOf(at.start, at.end + 1), '')] }]
      : [],
  })
}
