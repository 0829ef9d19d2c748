import { strings } from '../../catalog/expression'
import { functionsNamed } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import { is, type Node, type Statement } from '../../syntax/statement'
import { cased, insert } from '../helpers/edits'
import { later } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'functionSearchPathMutable' },
    { tool: 'migrationpilot', name: 'MP099' },
  ],
  docs: {
    summary: 'A SECURITY DEFINER function looks names up where its caller says.',
    why: 'Such a function runs with the rights of its owner, but with the caller’s search_path. A caller who can create objects in any schema puts his own table, function or operator before the one that is meant, and it runs with the owner’s rights (manual, “Writing SECURITY DEFINER Functions Safely”).',
    instead:
      '`SET search_path = pg_catalog, pg_temp` on the function and schema-qualified names in its body; pg_temp last.',
    wrong: ["CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"],
    right: [
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1';",
    ],
  },
  create: () => ({
    CreateFunctionStmt: (node, context) => check(node.options, strings(node.funcname), context),
    AlterFunctionStmt(node, context) {
      check(node.actions, strings(node.func?.objname), context)
      takenBack(node, context)
    },
  }),
})

const elements = (options: readonly unknown[] | undefined): Node<'DefElem'>[] =>
  (options ?? []).map((option) => (option as { DefElem: Node<'DefElem'> }).DefElem)

const isDefiner = ({ defname, arg }: Node<'DefElem'>): boolean =>
  defname === 'security' && (arg as { Boolean?: { boolval?: boolean } } | undefined)?.Boolean?.boolval === true

const setsPath = ({ defname, arg }: Node<'DefElem'>): boolean => {
  const set = (arg as { VariableSetStmt?: Node<'VariableSetStmt'> } | undefined)?.VariableSetStmt
  return defname === 'set' && set?.name?.toLowerCase() === 'search_path' && set.kind !== 'VAR_RESET'
}

function check(options: readonly unknown[] | undefined, name: readonly string[], context: RuleContext): void {
  const { statement } = context
  const list = elements(options)
  if (!list.some(isDefiner) || list.some(setsPath)) return
  if (later(context).some((next) => is(next, 'AlterFunctionStmt') && sets(next, name))) return
  const at = spanOfWords(statement, ['security', 'definer']) ?? statement.span
  context.report({
    at,
    message: `${name.join('.')} runs with its owner's rights and its caller's search_path: the caller chooses what its names mean.`,
    help: 'SET search_path = pg_catalog, pg_temp on the function and qualify the names in its body.',
    fixes: [
      {
        title: 'Set its search_path',
        safety: 'review',
        edits: [insert(at.end, ` ${cased(statement, 'SET')} search_path = pg_catalog, pg_temp`)],
      },
    ],
  })
}

/** RESET search_path or RESET ALL of a function known to be SECURITY DEFINER. */
function takenBack(node: Node<'AlterFunctionStmt'>, context: RuleContext): void {
  const reset = elements(node.actions).some(({ defname, arg }) => {
    const set = (arg as { VariableSetStmt?: Node<'VariableSetStmt'> } | undefined)?.VariableSetStmt
    if (defname !== 'set' || !set) return false
    return set.kind === 'VAR_RESET_ALL' || (set.kind === 'VAR_RESET' && set.name?.toLowerCase() === 'search_path')
  })
  const name = strings(node.func?.objname)
  const definer = functionsNamed(context.before, name).some(
    ({ object }) => object.securityDefiner && object.settings.search_path !== undefined,
  )
  if (!reset || !definer || elements(node.actions).some(setsPath)) return
  if (later(context).some((next) => is(next, 'AlterFunctionStmt') && sets(next, name))) return
  context.report({
    at: spanOfWords(context.statement, ['reset']) ?? context.statement.span,
    message: `${name.join('.')} runs with its owner's rights, and from now on with its caller's search_path.`,
    help: 'Leave its search_path set.',
  })
}

const sets = (statement: Statement<'AlterFunctionStmt'>, name: readonly string[]): boolean =>
  strings(statement.node.func?.objname).at(-1) === name.at(-1) && elements(statement.node.actions).some(setsPath)
