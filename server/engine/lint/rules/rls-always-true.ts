import { walk } from '../../catalog/expression'
import { spanOfWords } from '../../syntax/spans'
import type { AnyNode, Node } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'rlsPolicyAlwaysTrue' },
    { tool: 'pgls', name: 'rlsReferencesUserMetadata' },
  ],
  docs: {
    summary: 'A policy lets everybody write every row.',
    why: 'A permissive policy whose condition is `true` for INSERT, UPDATE, DELETE or ALL and for everybody leaves the table as open as without row-level security. `user_metadata` in a policy is no better: users write it themselves.',
    instead:
      'Compare a column with the user or tenant. `USING (true)` is fine for SELECT on public data, or for a role of your own.',
    wrong: [
      'CREATE POLICY open ON orders USING (true);',
      'CREATE POLICY ins ON orders FOR INSERT TO public WITH CHECK (true);',
    ],
    right: [
      'CREATE POLICY reading ON posts FOR SELECT USING (true);',
      'CREATE POLICY own ON orders USING (owner = current_user);',
    ],
  },
  create: () => ({
    CreatePolicyStmt: (node, context) =>
      judge(node, { permissive: node.permissive === true, command: node.cmd_name ?? 'all' }, context),
    AlterPolicyStmt(node, context) {
      const id = [...context.table(node.table).id.path, node.policy_name ?? '']
      const was = context.before.get<'policy'>({ kind: 'policy', path: id })?.object
      judge(node, { permissive: was?.permissive ?? true, command: was?.command, roles: was?.roles }, context)
    },
  }),
})

interface Kind {
  readonly permissive: boolean
  /** Undefined: the policy that is altered is not in the history. */
  readonly command: string | undefined
  /** Of the policy that is altered. */
  readonly roles?: readonly string[] | undefined
}

function judge(node: Node<'CreatePolicyStmt'> | Node<'AlterPolicyStmt'>, kind: Kind, context: RuleContext): void {
  for (const [word, condition] of [
    ['using', node.qual],
    ['check', node.with_check],
  ] as const) {
    if (!condition) continue
    if (mentions(condition, 'user_metadata') || mentions(condition, 'raw_user_meta_data')) {
      context.report({
        at: clause(context, word),
        message: `The policy ${node.policy_name} trusts user_metadata, which users change themselves.`,
        help: 'Use app_metadata, or a table that only the server writes.',
      })
    } else if (permissiveWrite(kind, word) && isTrue(condition) && forEverybody(node, kind)) {
      context.report({
        at: clause(context, word),
        message: `The policy ${node.policy_name} lets everybody ${doing(kind, word)} every row of ${context.table(node.table).shown}.`,
        help: 'Compare a column with the user or tenant instead.',
      })
      return
    }
  }
}

const permissiveWrite = ({ permissive, command }: Kind, word: string): boolean =>
  permissive && command !== 'select' && (word === 'using' || command !== 'delete')

function doing({ command }: Kind, word: string): string {
  if (command === undefined) return word === 'check' ? 'write' : 'reach'
  return command === 'all' ? 'read and write' : command
}

function isTrue(condition: AnyNode): boolean {
  const any = condition as {
    A_Const?: Node<'A_Const'>
    A_Expr?: Node<'A_Expr'>
    BoolExpr?: Node<'BoolExpr'>
    TypeCast?: Node<'TypeCast'>
  }
  if (any.A_Const?.boolval) return any.A_Const.boolval.boolval === true
  if (any.TypeCast) return isTrue(any.TypeCast.arg as AnyNode)
  if (any.BoolExpr) {
    const args = any.BoolExpr.args ?? []
    if (any.BoolExpr.boolop === 'OR_EXPR') return args.some(isTrue)
    return any.BoolExpr.boolop === 'AND_EXPR' && args.every(isTrue)
  }
  const { lexpr, rexpr, kind, name } = any.A_Expr ?? {}
  if (kind !== 'AEXPR_OP' || (name?.[0] as { String?: { sval?: string } })?.String?.sval !== '=') return false
  const [left, right] = [lexpr, rexpr].map(
    (side) => (side as { A_Const?: Node<'A_Const'> } | undefined)?.A_Const?.ival?.ival,
  )
  return left !== undefined && left === right
}

const open = new Set(['public', 'anon', 'authenticated'])

/** ALTER POLICY without TO leaves the roles as they are. */
function forEverybody(node: { readonly roles?: readonly AnyNode[] }, { roles }: Kind): boolean {
  if ((node.roles ?? []).length === 0) return roles === undefined || roles.some((role) => open.has(role))
  return (node.roles ?? []).some((item) => {
    const { roletype, rolename } = (item as { RoleSpec: Node<'RoleSpec'> }).RoleSpec
    return roletype === 'ROLESPEC_PUBLIC' || open.has(rolename ?? '')
  })
}

function mentions(condition: AnyNode, text: string): boolean {
  let found = false
  walk(condition, (tag, node) => {
    if (tag === 'A_Const' && (node.sval as { sval?: string } | undefined)?.sval === text) found = true
    if (tag === 'String' && node.sval === text) found = true
  })
  return found
}

/** USING (…) or WITH CHECK (…) as written. */
function clause({ statement }: RuleContext, word: string) {
  const { tokens } = statement
  const start = spanOfWords(statement, word === 'check' ? ['with', 'check'] : ['using'])
  if (!start) return statement.span
  let depth = 0
  for (const token of tokens) {
    if (token.span.start < start.end) continue
    if (token.text === '(') depth++
    else if (token.text === ')' && --depth === 0) return spanOf(start.start, token.span.end)
  }
  return start
}
