import { spanOfWords, tokenAt } from '../../syntax/spans'
import type { AnyNode, Node } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { all, as, functionName, option, stringConstant } from '../helpers/nodes'
import { head } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP073' }],
  docs: {
    summary: 'A migration does what only an operator should, or carries a password.',
    why: 'ALTER SYSTEM, COPY to or from a program or a file of the server, lo_import, event triggers and untrusted languages need a superuser and reach beyond the database: whoever can add a migration can run commands on the server. A password in a migration is in version control, in the server log and in pg_stat_activity.',
    instead: 'Leave it to an operator; keep secrets in the environment and set them outside migrations.',
    wrong: ["create role app login password 'secret';", "copy t from program 'curl http://example.com';"],
    right: ['create role app login;', 'create language plpgsql;'],
  },
  create: () => ({
    AlterSystemStmt: (_, context) =>
      report('ALTER SYSTEM changes the whole server and needs a superuser.', head(context.statement, 2), context),
    CreateEventTrigStmt: (_, context) =>
      report(
        'An event trigger runs in every session of the database, on DDL of every role.',
        head(context.statement, 3),
        context,
      ),
    CreatePLangStmt(node, context) {
      if (!isTrusted(node.plname))
        report(`${node.plname} lets functions do anything on the server.`, head(context.statement, 2), context)
    },
    CreateExtensionStmt(node, context) {
      if (!isTrusted(node.extname))
        report(`${node.extname} lets functions do anything on the server.`, nameSpan(context, node.extname), context)
    },
    CreateFunctionStmt(node, context) {
      const language = as(option(node.options, 'language')?.arg, 'String')?.sval
      if (language !== undefined && !isTrusted(language))
        report(`A function in ${language} can do anything on the server.`, nameSpan(context, language), context)
    },
    GrantRoleStmt(node, context) {
      const given = node.is_grant
        ? all(node.granted_roles, 'AccessPriv').find(({ priv_name }) => reaching.has(priv_name ?? ''))
        : undefined
      if (given)
        report(
          `Members of ${given.priv_name} reach beyond the database, to files and programs of the server.`,
          nameSpan(context, given.priv_name),
          context,
        )
    },
    CopyStmt(node, context) {
      if (node.is_program)
        report(
          'COPY … PROGRAM runs a command on the database server.',
          spanOfWords(context.statement, ['program']) ?? head(context.statement, 1),
          context,
        )
      else if (node.filename)
        report('COPY reads or writes a file of the database server.', head(context.statement, 1), context)
    },
    FuncCall(node, context) {
      const name = functionName(node)
      const at = tokenAt(context.statement, context.statement.at(node.location))?.span ?? context.statement.span
      if (serverFunctions.has(name)) report(`${name}() reaches files of the database server.`, at, context)
      else if (name.startsWith('dblink') && (node.args ?? []).some((argument) => hasPassword(stringConstant(argument))))
        report('The connection string holds a password.', at, context)
    },
    CreateRoleStmt: (node, context) => role(node.options, context),
    AlterRoleStmt: (node, context) => role(node.options, context),
    CreateSubscriptionStmt: (node, context) => connection(node.conninfo, context),
    AlterSubscriptionStmt: (node, context) => connection(node.conninfo, context),
    CreateUserMappingStmt: (node, context) => mapping(node.options, context),
    AlterUserMappingStmt: (node, context) => mapping(node.options, context),
  }),
})

/** Superusers by custom, and the predefined roles that lead to the server's operating system (manual, 21.5). */
const reaching = new Set([
  'postgres',
  'rds_superuser',
  'cloudsqlsuperuser',
  'azure_pg_admin',
  'pg_read_server_files',
  'pg_write_server_files',
  'pg_execute_server_program',
])

const serverFunctions = new Set([
  'lo_import',
  'lo_export',
  'pg_read_file',
  'pg_read_binary_file',
  'pg_ls_dir',
  'pg_execute_server_program',
])

/** Languages whose functions can leave the database end in u by custom (manual, 40.1); C is one of them. */
const isTrusted = (name: string | undefined): boolean => !/^pl(.*)u$|^c$|^file_fdw$|^adminpack$/i.test(name ?? '')

const hasPassword = (text: string | undefined): boolean =>
  /\bpassword\s*=/i.test(text ?? '') || /^postgres(ql)?:\/\/[^/@\s]*:[^/@\s]+@/i.test(text ?? '')

const powers = [
  ['superuser', 'This role may do anything on the server.'],
  ['bypassrls', 'No row-level security applies to this role, on any table.'],
] as const

function role(options: readonly AnyNode[] | undefined, context: RuleContext): void {
  const password = option(options, 'password')
  const text = (password?.arg as { String?: { sval?: string } } | undefined)?.String?.sval
  if (password && text) {
    const hashed = /^(SCRAM-SHA-256\$|md5[0-9a-f]{32}$)/.test(text)
    const at = tokenAt(context.statement, context.statement.at(password.location))?.span ?? context.statement.span
    if (hashed) report('This carries a password hash into version control.', at, context)
    else report('This carries a password into version control and the server log.', at, context)
  }
  for (const [name, message] of powers) {
    const power = option(options, name)
    if (power && as(power.arg, 'Boolean')?.boolval)
      report(
        message,
        tokenAt(context.statement, context.statement.at(power.location))?.span ?? context.statement.span,
        context,
      )
  }
}

function connection(text: string | undefined, context: RuleContext): void {
  if (!hasPassword(text)) return
  const literal = context.statement.tokens.find(
    ({ kind, text: written }) => kind === 'string' && hasPassword(written.slice(1, -1)),
  )
  report(
    'This carries a password into version control and pg_subscription.',
    literal?.span ?? context.statement.span,
    context,
  )
}

function mapping(options: readonly AnyNode[] | undefined, context: RuleContext): void {
  const password: Node<'DefElem'> | undefined = all(options, 'DefElem').find(({ defname }) => defname === 'password')
  if (password && as(password.arg, 'String')?.sval)
    report(
      'This carries a password into version control.',
      tokenAt(context.statement, context.statement.at(password.location))?.span ?? context.statement.span,
      context,
    )
}

function nameSpan({ statement }: RuleContext, name: string | undefined): Span {
  return statement.tokens.find(({ text }) => text.replaceAll('"', '') === name)?.span ?? statement.span
}

function report(message: string, at: Span, context: RuleContext): void {
  context.report({ at, message, help: 'Leave it to an operator, outside the migrations.' })
}
