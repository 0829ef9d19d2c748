import { strings } from '../../catalog/expression'
import { spanOfWords } from '../../syntax/spans'
import { is, type Node } from '../../syntax/statement'
import { all, as } from '../helpers/nodes'
import { before as earlier, head } from '../helpers/targets'
import { across } from '../helpers/words'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'migrationpilot', name: 'MP085' },
    { tool: 'migrationpilot', name: 'MP091' },
  ],
  docs: {
    summary: 'Rights are given to everybody, all of them, or on everything.',
    why: '`TO PUBLIC` means every role there is and will be. `GRANT ALL` on a table includes TRUNCATE, REFERENCES and TRIGGER (and MAINTAIN from 17), whose owner-like powers programs rarely need. `ON ALL TABLES` and default privileges reach tables nobody thought of.',
    instead: 'Name the rights, the objects and the role.',
    wrong: ['grant select on users to public;', 'grant all on users to app;'],
    right: ['grant select, insert on users to app;'],
  },
  create: () => ({
    GrantStmt: (node, context) => judge(node, 'ACL', context),
    AlterDefaultPrivilegesStmt(node, context) {
      if (node.action) judge(node.action as Node<'GrantStmt'>, 'default', context)
    },
    GrantRoleStmt(node, context) {
      if (!node.is_grant || !toPublic(node.grantee_roles)) return
      report('Every role becomes a member of what is granted here.', publicSpan(context), context)
    },
  }),
})

/** Rights every role has on a new object of these kinds anyway (manual, 5.8). */
const harmlessToPublic: { readonly [type: string]: readonly string[] | undefined } = {
  OBJECT_FUNCTION: ['execute'],
  OBJECT_PROCEDURE: ['execute'],
  OBJECT_ROUTINE: ['execute'],
  OBJECT_TYPE: ['usage'],
  OBJECT_DOMAIN: ['usage'],
  OBJECT_LANGUAGE: ['usage'],
  OBJECT_DATABASE: ['connect', 'temporary', 'temp'],
}

/** On a function or schema that is there already, whoever says so gives back what was taken away. */
function givenAnyway(node: Node<'GrantStmt'>, context: RuleContext): readonly string[] {
  const objects = node.objects ?? []
  if (node.objtype === 'OBJECT_SCHEMA') return strings(objects).join() === 'public' ? ['usage'] : []
  const code =
    node.objtype === 'OBJECT_FUNCTION' || node.objtype === 'OBJECT_PROCEDURE' || node.objtype === 'OBJECT_ROUTINE'
  const madeHere = objects.every((object) => {
    const name = strings(as(object, 'ObjectWithArgs')?.objname).at(-1)
    return earlier(context).some(
      (statement) => is(statement, 'CreateFunctionStmt') && strings(statement.node.funcname).at(-1) === name,
    )
  })
  if (code && !(node.targtype === 'ACL_TARGET_OBJECT' && madeHere)) return []
  return harmlessToPublic[node.objtype ?? ''] ?? []
}

const looking = new Set(['select', 'usage', 'execute', 'connect'])
/** What the role of an application is given on every table: naming these is a choice that was made. */
const writing = new Set(['insert', 'update', 'delete'])

function judge(node: Node<'GrantStmt'>, kind: 'ACL' | 'default', context: RuleContext): void {
  if (!node.is_grant) return
  const rights = all(node.privileges, 'AccessPriv').map(({ priv_name }) => (priv_name ?? '').toLowerCase())
  const everyRight = rights.length === 0
  const data = node.objtype === 'OBJECT_TABLE' || node.objtype === 'OBJECT_DATABASE' || node.objtype === 'OBJECT_SCHEMA'
  if (toPublic(node.grantees)) {
    const harmless = givenAnyway(node, context)
    const more = everyRight ? data || harmless.length === 0 : rights.some((right) => !harmless.includes(right))
    if (more) report('Every role there is and will be gets these rights.', publicSpan(context), context)
    return
  }
  if (everyRight && data) {
    const at = spanOfWords(context.statement, ['all', 'privileges']) ?? spanOfWords(context.statement, ['all'])
    report(
      `This gives every right on ${kind === 'default' ? 'all later tables' : 'it'}, TRUNCATE and TRIGGER included.`,
      at ?? head(context.statement, 1),
      context,
    )
    return
  }
  if (kind === 'default') {
    const more = rights.some((right) => !looking.has(right) && !writing.has(right))
    report(
      'Every object made from now on gets these rights, unseen.',
      head(context.statement, 3),
      context,
      more ? undefined : 'info',
    )
  } else if (node.targtype === 'ACL_TARGET_ALL_IN_SCHEMA') {
    const words = spanOfWords(context.statement, ['on', 'all'])
    const writes = rights.some((right) => !looking.has(right))
    report(
      'This reaches every object of the schema, those nobody thought of too.',
      words ?? head(context.statement, 1),
      context,
      writes || node.objtype === 'OBJECT_TABLE' ? undefined : 'info',
    )
  }
}

const toPublic = (roles: readonly unknown[] | undefined): boolean =>
  (roles ?? []).some((role) => as(role, 'RoleSpec')?.roletype === 'ROLESPEC_PUBLIC')

function publicSpan({ statement }: RuleContext) {
  const to = spanOfWords(statement, ['to'])
  const word = to && spanOfWords(statement, ['public'], to.start)
  return to && word ? across(to, word) : head(statement, 1)
}

function report(message: string, at: ReturnType<typeof head>, context: RuleContext, severity?: 'info'): void {
  context.report({ at, message, ...(severity && { severity }), help: 'Name the rights, the objects and the role.' })
}
