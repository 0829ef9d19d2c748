import { strings } from '../../catalog/expression'
import { functionsNamed } from '../../catalog/read'
import { spanOfName, spanOfWords } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { madeHere } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'CREATE OR REPLACE FUNCTION with other arguments makes a second function; with another result it fails.',
    why: 'A function is its name and argument types. Other types make an overload: the old function stays and is still called, or calls become ambiguous. A changed return type, a changed name of an argument or a default taken away is refused.',
    instead: '`DROP FUNCTION name(old types)` in the same transaction, then CREATE FUNCTION.',
    wrong: [
      {
        before: 'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a;',
        sql: 'CREATE OR REPLACE FUNCTION f(a bigint) RETURNS int LANGUAGE sql RETURN 1;',
      },
      {
        before: 'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a;',
        sql: 'CREATE OR REPLACE FUNCTION f(a int) RETURNS text LANGUAGE sql RETURN a::text;',
      },
    ],
    right: [
      {
        before: 'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a;',
        sql: 'CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a + 1;',
      },
    ],
  },
  create: () => ({
    CreateFunctionStmt(node, context) {
      if (!node.replace) return
      const name = strings(node.funcname)
      const old = functionsNamed(context.before, name)
      const now = functionsNamed(context.after, name)
      if (old.length === 0) return
      const made = now.find(({ id }) => !old.some((other) => other.id.path.at(-1) === id.path.at(-1)))
      if (made) {
        if (old.every((entry) => madeHere(context, entry)) && !createdPlainly(name, context)) return
        const [first] = old
        context.report({
          at: nameSpan(context),
          message: `This makes a second ${name.at(-1)}: ${name.at(-1)}${first!.id.path.at(-1)} stays and is still called.`,
          help: `DROP FUNCTION ${name.join('.')}${first!.id.path.at(-1)} in the same transaction.`,
          ...(first!.definedAt && { related: [{ ...first!.definedAt, message: 'The other one is created here.' }] }),
        })
        return
      }
      for (const { id, object } of old) {
        const next = now.find((entry) => entry.id.path.at(-1) === id.path.at(-1))?.object
        if (!next || next === object) continue
        const why = refusal(object, next)
        if (why)
          context.report({
            at: nameSpan(context),
            severity: 'error',
            message: `This fails: ${why}.`,
            help: `DROP FUNCTION ${name.join('.')}${id.path.at(-1)} first, in the same transaction.`,
          })
      }
    },
  }),
})

/** Two functions of a name that one file makes with OR REPLACE are meant to be two; after a plain CREATE the second is meant to replace it. */
const createdPlainly = (name: readonly string[], { statement, statements }: RuleContext): boolean =>
  statements
    .slice(0, statement.index)
    .some(
      (other) =>
        is(other, 'CreateFunctionStmt') &&
        !other.node.replace &&
        strings(other.node.funcname).join('.') === name.join('.'),
    )

interface Shape {
  readonly returns?: string
  readonly arguments: readonly {
    readonly name?: string
    readonly mode: string
    readonly type: string
    readonly default?: unknown
  }[]
}

/** As CREATE OR REPLACE FUNCTION refuses them (ProcedureCreate in pg_proc.c). */
function refusal(old: Shape, next: Shape): string | undefined {
  if (old.returns !== next.returns)
    return `the return type ${old.returns ?? 'void'} can't become ${next.returns ?? 'void'}`
  if (outputs(old) !== outputs(next)) return `the row that it returns can't become another one`
  const renamed = old.arguments.find(
    ({ name, mode }, i) => name !== undefined && mode !== 'table' && next.arguments[i]?.name !== name,
  )
  if (renamed) return `the argument ${renamed.name} can't be renamed`
  const lacking = old.arguments.findIndex(
    (one, i) => one.default !== undefined && next.arguments[i]?.default === undefined,
  )
  return lacking < 0
    ? undefined
    : `the default of the argument ${old.arguments[lacking]!.name ?? lacking + 1} can't be removed`
}

/** Two OUT arguments or more make a row type, which has to stay as it is. */
function outputs({ arguments: list }: Shape): string {
  const out = list.filter(({ mode }) => mode === 'out' || mode === 'inout')
  return out.length < 2 ? '' : out.map(({ name, type }) => `${name} ${type}`).join(', ')
}

function nameSpan({ statement }: RuleContext): Span {
  const word = spanOfWords(statement, ['function']) ?? spanOfWords(statement, ['procedure'])
  const next = word && statement.tokens.find(({ span }) => span.start >= word.end)
  return next ? spanOfName(statement, next.span.start) : statement.span
}
