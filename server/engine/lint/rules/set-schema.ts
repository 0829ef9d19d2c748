import { quoteName } from '../../db/quote'
import { spanOfWords } from '../../syntax/spans'
import { is, type Node } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { behind, cased, insert, newline } from '../helpers/edits'
import { later, madeHere } from '../helpers/targets'
import { uses } from '../helpers/uses'
import { defineRule, type RuleContext } from '../rule'

const relations = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE', 'OBJECT_SEQUENCE'])

export default defineRule({
  group: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP098' }],
  docs: {
    summary: 'After SET SCHEMA, programs that name the old schema fail.',
    why: 'ACCESS EXCLUSIVE, but short. Qualified names with the old schema no longer resolve, unqualified ones only where the new schema is on the search_path; function bodies are text and don’t follow.',
    instead: 'Create a view with the old name in the same transaction, drop it in a later release.',
    wrong: ['ALTER TABLE users SET SCHEMA auth;', 'ALTER FUNCTION total(int) SET SCHEMA api;'],
    right: [
      'ALTER TABLE users SET SCHEMA auth; CREATE VIEW public.users AS SELECT * FROM auth.users;',
      'CREATE TABLE t (a int); ALTER TABLE t SET SCHEMA s;',
    ],
  },
  create: () => ({
    AlterObjectSchemaStmt(node, context) {
      const { statement } = context
      const word = spanOfWords(statement, ['set', 'schema'])
      const at = word ? spanOf(word.start, statement.span.end) : statement.span
      if (!node.relation) {
        const name = statement.source.text.slice(statement.tokens[1]!.span.end, word?.start).trim()
        context.report({
          at,
          message: `${name} moves to the schema ${node.newschema}: programs that name the old one fail.`,
          help: 'Keep a wrapper where it was until no program uses it.',
        })
        return
      }
      const table = context.table(node.relation)
      if (!table.live || table.createdHere || madeHere(context, table.entry)) return
      if (later(context).some((next) => is(next, 'ViewStmt') && next.node.view?.relname === node.relation?.relname))
        return
      const { related, clause } = uses(context, table.entry?.id ?? table.id)
      context.report({
        at,
        message: `${table.shown} moves to the schema ${node.newschema}: programs that name the old one fail.${clause}`,
        help: 'Create a view with the old name in the same transaction.',
        related,
        fixes:
          relations.has(node.objectType ?? '') && node.objectType !== 'OBJECT_SEQUENCE' && !statement.enclosure
            ? viewFix(node, context)
            : [],
      })
    },
  }),
})

function viewFix(node: Node<'AlterObjectSchemaStmt'>, context: RuleContext) {
  const { statement } = context
  const name = node.relation?.relname ?? ''
  const old = node.relation?.schemaname ?? context.before.searchPath[0] ?? 'public'
  const word = (keywords: string): string => cased(statement, keywords)
  const invoker = context.postgres >= 15 ? ` ${word('WITH')} (security_invoker = true)` : ''
  const { at, missing } = behind(statement)
  const view = `${word('CREATE VIEW')} ${quoteName([old, name])}${invoker} ${word('AS SELECT')} * ${word('FROM')} ${quoteName([node.newschema ?? '', name])};`
  return [
    {
      title: 'Keep a view where it was',
      safety: 'review' as const,
      edits: [insert(at, `${missing}${newline(statement)}${view}`)],
    },
  ]
}
