import { quoteName } from '../../db/quote'
import type { Node } from '../../syntax/statement'
import { insert } from '../helpers/edits'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'naming',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'require-table-schema' },
    { tool: 'bytebase', name: 'NAMING_FULLY_QUALIFIED' },
    { tool: 'bytebase', name: 'STATEMENT_CREATE_SPECIFY_SCHEMA' },
  ],
  docs: {
    summary: 'The target of DDL has no schema.',
    why: 'Where the object goes, or which one is meant, depends on the search_path of the session.',
    instead: 'Write the schema: `app.users`.',
    wrong: ['create table t (id bigint primary key);'],
    right: ['create table app.t (id bigint primary key);'],
  },
  create: () => ({
    CreateStmt: (node, context) => judge(node.relation, context),
    AlterTableStmt: (node, context) => judge(node.relation, context),
    IndexStmt: (node, context) => judge(node.relation, context),
    ViewStmt: (node, context) => judge(node.view, context),
    CreateSeqStmt: (node, context) => judge(node.sequence, context),
    CreateTableAsStmt: (node, context) => judge(node.into?.rel, context),
    RenameStmt: (node, context) => judge(node.relation, context),
  }),
})

function judge(relation: Node<'RangeVar'> | undefined, context: RuleContext): void {
  if (!relation || relation.schemaname || relation.relpersistence === 't') return
  const at = spanOfRelation(context.statement, relation)
  const schema = context.table(relation).id.path[0] ?? 'public'
  context.report({
    at,
    message: `${relation.relname} is looked up or made along the session's search_path.`,
    help: `Write ${schema}.${relation.relname}.`,
    fixes: [{ title: `Write ${schema}.`, safety: 'review', edits: [insert(at.start, `${quoteName([schema])}.`)] }],
  })
}
