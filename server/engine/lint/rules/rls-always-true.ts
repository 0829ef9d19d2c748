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
    CreatePolicyStmt(node, context) {
      const table = context.table(node.table)
      const permissive = node.permissive === true
      const command = node.cmd_name ?? 'all'
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
        } else if (permissiveWrite(permissive, command, word) && isTrue(condition) && forEverybody(node)) {
          context.report({
            at: clause(context, word),
            message: `The policy ${node.policy_name} lets everybody ${command === 'all' ? 'read and write' : command} every row of ${table.shown}.`,
            help: 'Compare a column with the user or tenant instead.',
          })
          return
        }
      }
    },
  }),
})

const permissiveWrite = (permissive: boolean, command: string, word: string): boolean =>
  permissive && command !== 'select' && (word === 'using' || command !== 'delete')

function isTrue(condition: AnyNode): boolean {
  const any = condition as { A_Const?: Node<'A_Const'>; A_Expr?: Node<'A_Expr'>; TypeCast?: Node<'TypeCast'> }
  if (any.A_Const?.boolval) return any.A_Const.boolval.boolval === true
  if (any.TypeCast) return isTrue(any.TypeCast.arg as AnyNode)
  const { lexpr, rexpr, kind, name } = any.A_Expr ?? {}
  if (kind !== 'AEXPR_OP' || (name?.[0] as { String?: { sval?: string } })?.String?.sval !== '=') return false
  const [left, right] = [lexpr, rexpr].map(
    (side) => (side as { A_Const?: Node<'A_Const'> } | undefined)?.A_Const?.ival?.ival,
  )
  return left !== undefined && left === right
}

const open = new Set(['public', 'anon', 'authenticated'])

const forEverybody = (node: Node<'CreatePolicyStmt'>): boolean =>
  (node.roles ?? []).length === 0 ||
  (node.roles ?? []).some((item) => {
    const { roletype, rolename } = (item as { RoleSpec: Node<'RoleSpec'> }).RoleSpec
    return roletype === 'ROLESPEC_PUBLIC' || open.has(rolename ?? '')
  })

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
