import { strings } from '../../catalog/expression'
import type { Node } from '../../syntax/statement'
import { nodesOf } from '../helpers/nodes'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'off',
  since: '0.1.0',
  options: {
    schemas: { type: 'strings', default: ['public'], description: 'Schemas that are served by the API.' },
  },
  docs: {
    summary: 'Something in a schema served by the API shows more than it should.',
    why: 'Supabase (PostgREST) serves what lies in its API schemas. Materialized views and foreign tables have no row security; a view over `auth.users` runs with its owner’s rights; a foreign key to another column of `auth.users` than its id ties the schema to what Supabase may change.',
    instead: 'Keep such objects in a schema that is not served, and refer to `auth.users (id)` only.',
    wrong: ['create view public.people as select email from auth.users;'],
    right: ['create view private.people as select email from auth.users;'],
  },
  create: () => ({
    ViewStmt(node, context) {
      if (served(node.view, context) && readsUsers(node.query))
        report(node.view, 'shows rows of auth.users to everyone who may use the API', context)
    },
    CreateTableAsStmt(node, context) {
      if (node.objtype === 'OBJECT_MATVIEW' && served(node.into?.rel, context))
        report(node.into?.rel, 'is served by the API, and a materialized view has no row security', context)
    },
    CreateForeignTableStmt(node, context) {
      if (served(node.base?.relation, context))
        report(node.base?.relation, 'is served by the API, and a foreign table has no row security', context)
    },
    Constraint(node, context) {
      if (node.contype !== 'CONSTR_FOREIGN' || node.pktable?.schemaname !== 'auth' || node.pktable.relname !== 'users')
        return
      const keys = strings(node.pk_attrs)
      if (keys.length > 0 && keys[0] !== 'id')
        report(node.pktable, `(${keys.join(', ')}) is no key Supabase promises to keep`, context)
    },
  }),
})

const served = (relation: Node<'RangeVar'> | undefined, { options, before }: RuleContext): boolean =>
  relation !== undefined &&
  relation.relpersistence !== 't' &&
  (options.schemas as readonly string[]).includes(relation.schemaname ?? before.searchPath[0] ?? 'public')

const readsUsers = (query: unknown): boolean =>
  nodesOf(query, 'RangeVar').some(({ schemaname, relname }) => schemaname === 'auth' && relname === 'users')

function report(relation: Node<'RangeVar'> | undefined, what: string, context: RuleContext): void {
  context.report({
    at: spanOfRelation(context.statement, relation),
    message: `${relation?.schemaname ? `${relation.schemaname}.` : ''}${relation?.relname} ${what}.`,
    help: 'Move it to a schema that is not served.',
  })
}
