import { is, type Node } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { altered, alteredLater, isNamed, later, relationNamed, sameRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

const toggles: { readonly [subtype: string]: { readonly clause: string; readonly back: string } } = {
  AT_DisableRowSecurity: { clause: 'DISABLE ROW LEVEL SECURITY', back: 'AT_EnableRowSecurity' },
  AT_NoForceRowSecurity: { clause: 'NO FORCE ROW LEVEL SECURITY', back: 'AT_ForceRowSecurity' },
}

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'pgls', name: 'rlsDisabledInPublic' }],
  options: {
    exposedSchemas: {
      type: 'strings',
      default: [],
      description: 'Schemas that clients reach directly: new tables there need row-level security.',
    },
  },
  docs: {
    summary: 'Row-level security is switched off, or a policy is dropped and not replaced.',
    why: 'Without row-level security every role with SELECT sees every row. A dropped permissive policy takes access away, a dropped restrictive one gives it. Both act at COMMIT, on every session. With the option `exposedSchemas`, tables created there without row-level security are reported too.',
    instead:
      'Replace a policy in one transaction: DROP POLICY and CREATE POLICY, or ALTER POLICY. Switch row-level security back on in the same transaction.',
    wrong: ['ALTER TABLE orders DISABLE ROW LEVEL SECURITY;', 'DROP POLICY own ON orders;'],
    right: [
      'DROP POLICY own ON orders; CREATE POLICY own ON orders USING (owner = current_user);',
      {
        before: 'CREATE TABLE orders (owner text); CREATE POLICY own ON orders USING (owner = current_user);',
        sql: 'ALTER TABLE orders DISABLE ROW LEVEL SECURITY; ALTER TABLE orders ENABLE ROW LEVEL SECURITY;',
      },
    ],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      const toggle = toggles[node.subtype ?? '']
      const table = toggle && altered(context)
      if (!table?.live || switchedBack(context, toggle!.back)) return
      context.report({
        at: context.clause,
        message:
          node.subtype === 'AT_DisableRowSecurity'
            ? `Row-level security of ${table.shown} is off from now on: its policies no longer hide any row.`
            : `The owner of ${table.shown} is no longer held to its policies.`,
        help: 'Switch it back on in the same transaction.',
      })
    },
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_POLICY' || !is(statement, 'DropStmt')) return
      for (const { path, span } of dropped(statement)) {
        const on = path.slice(0, -1)
        const table = context.table(relationNamed(on))
        const replaced = later(context).some((next) => is(next, 'CreatePolicyStmt') && isNamed(next.node.table, on))
        if (!table.live || replaced || later(context).some((next) => dropsTable(next, on))) continue
        context.report({
          at: span,
          message: `The policy ${path.at(-1)} of ${table.shown} is gone and nothing takes its place.`,
          help: 'Create the policy that replaces it in the same transaction, or use ALTER POLICY.',
        })
      }
    },
    CreateStmt(node, context) {
      const exposed = context.options.exposedSchemas as readonly string[]
      if (exposed.length === 0 || node.relation?.relpersistence === 't') return
      const table = context.table(node.relation)
      if (!exposed.includes(table.id.path[0]!) || later(context).some((next) => enables(next, node.relation))) return
      const name = context.statement.at(node.relation?.location)
      context.report({
        at: { start: name, end: (name + (node.relation?.relname?.length ?? 0)) as typeof name },
        message: `${table.shown} lies in an exposed schema and has no row-level security: clients see every row.`,
        help: 'ENABLE ROW LEVEL SECURITY and create its policies in the same transaction.',
      })
    },
  }),
})

const commands = (node: Node<'AlterTableStmt'>) =>
  (node.cmds ?? []).map((item) => (item as { AlterTableCmd: Node<'AlterTableCmd'> }).AlterTableCmd)

const dropsTable = (statement: Parameters<typeof is>[0], path: readonly string[]): boolean =>
  is(statement, 'DropStmt') &&
  statement.node.removeType === 'OBJECT_TABLE' &&
  dropped(statement).some((other) => other.path.at(-1) === path.at(-1))

const enables = (statement: Parameters<typeof is>[0], relation: Node<'RangeVar'> | undefined): boolean =>
  is(statement, 'AlterTableStmt') &&
  sameRelation(statement.node.relation, relation) &&
  commands(statement.node).some(({ subtype }) => subtype === 'AT_EnableRowSecurity')

const switchedBack = (context: RuleContext, subtype: string): boolean =>
  alteredLater(context, (command) => command.subtype === subtype)
