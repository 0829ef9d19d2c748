import { is, type Node } from '../../syntax/statement'
import { before, sameRelation, spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'info',
  since: '0.1.0',
  aliases: [{ tool: 'pgls', name: 'multiplePermissivePolicies' }],
  docs: {
    summary: 'Two permissive policies for the same role and command are both evaluated.',
    why: 'Permissive policies are joined with OR: each is evaluated for every row that the ones before it did not allow, and the looser one decides.',
    instead: 'Merge them into one condition, or make one of them RESTRICTIVE.',
    wrong: [
      "CREATE POLICY a ON orders FOR SELECT USING (owner = current_user); CREATE POLICY b ON orders FOR SELECT USING (status = 'public');",
    ],
    right: [
      'CREATE POLICY a ON orders FOR SELECT USING (owner = current_user); CREATE POLICY b ON orders FOR INSERT WITH CHECK (owner = current_user);',
    ],
  },
  create: () => ({
    CreatePolicyStmt(node, context) {
      if (!permissive(node)) return
      const other = before(context).find((earlier) => is(earlier, 'CreatePolicyStmt') && overlap(earlier.node, node))
      if (!other || !is(other, 'CreatePolicyStmt')) return
      context.report({
        at: spanOfRelation(context.statement, node.table),
        message: `The policies ${other.node.policy_name} and ${node.policy_name} of ${context.table(node.table).shown} are both evaluated for the same role and command.`,
        help: 'Merge them into one.',
        related: [{ uri: other.source.uri, span: other.span, message: `${other.node.policy_name} is created here.` }],
      })
    },
  }),
})

type Policy = Node<'CreatePolicyStmt'>
const permissive = (node: Policy): boolean => node.permissive === true
const roles = (node: Policy): readonly string[] =>
  (node.roles ?? []).map((item) => (item as { RoleSpec: Node<'RoleSpec'> }).RoleSpec.rolename ?? 'public')
const shares = (a: string, b: string): boolean => a === b || a === 'all' || b === 'all'

function overlap(a: Policy, b: Policy): boolean {
  if (!permissive(a) || !sameRelation(a.table, b.table)) return false
  const [ours, theirs] = [roles(a), roles(b)]
  const meet = ours.includes('public') || theirs.includes('public') || ours.some((role) => theirs.includes(role))
  return meet && shares(a.cmd_name ?? 'all', b.cmd_name ?? 'all')
}
