import { strings } from '../../catalog/expression'
import { functionsNamed } from '../../catalog/read'
import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { isWord, type Token, tokensIn } from '../../syntax/tokens'
import { spanOf } from '../../text/source'
import { cased, replace } from '../helpers/edits'
import { as, option } from '../helpers/nodes'
import { defineRule, type RuleContext } from '../rule'

/** Functions whose result depends on more than their arguments, as people write them. */
const depends = new Set(
  `now clock_timestamp statement_timestamp transaction_timestamp timeofday random gen_random_uuid uuid_generate_v4 nextval currval lastval
  current_setting set_config pg_sleep txid_current version inet_client_addr pg_backend_pid`.split(/\s+/),
)
const values = new Set([
  'current_timestamp',
  'current_date',
  'current_time',
  'localtimestamp',
  'localtime',
  'current_user',
  'session_user',
  'current_role',
])

export default defineRule({
  group: 'data',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'A function labelled IMMUTABLE that reads the clock, settings or tables.',
    why: 'PostgreSQL believes the label: it evaluates the function once at planning time and lets it into indexes, where results that change later make queries return wrong rows.',
    instead: 'STABLE, or hand the value in as an argument.',
    wrong: [
      "CREATE FUNCTION f() RETURNS date IMMUTABLE LANGUAGE sql AS 'SELECT now()::date';",
      'CREATE FUNCTION rate(c text) RETURNS numeric IMMUTABLE LANGUAGE sql AS $$ SELECT r FROM rates WHERE code = c $$;',
    ],
    right: [
      "CREATE FUNCTION f() RETURNS date STABLE LANGUAGE sql AS 'SELECT now()::date';",
      "CREATE FUNCTION twice(a int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT a * 2';",
      'CREATE FUNCTION y(d timestamp) RETURNS int IMMUTABLE LANGUAGE sql AS $$ SELECT extract(year FROM d)::int $$;',
    ],
  },
  create: () => ({
    CreateFunctionStmt(node, context) {
      const options = (node.options ?? []).map((option) => (option as { DefElem: Node<'DefElem'> }).DefElem)
      const label = options.find(({ defname }) => defname === 'volatility')?.arg as
        | { String?: { sval?: string } }
        | undefined
      if (label?.String?.sval !== 'immutable') return
      const language = (
        options.find(({ defname }) => defname === 'language')?.arg as { String?: { sval?: string } } | undefined
      )?.String?.sval
      if (language !== undefined && language !== 'sql' && language !== 'plpgsql') return
      judge(strings(node.funcname), bodyTokens(context), context)
    },
    AlterFunctionStmt(node, context) {
      if (as(option(node.actions, 'volatility')?.arg, 'String')?.sval !== 'immutable') return
      const name = strings(node.func?.objname)
      const [entry, another] = functionsNamed(context.before, name)
      if (!entry || another) return
      const { body } = entry.object
      judge(name, tokensIn(body, spanOf(0, body.length)), context)
    },
  }),
})

function judge(name: readonly string[], body: readonly Token[], context: RuleContext): void {
  const because = reason(body, context)
  if (!because) return
  const at = spanOfWords(context.statement, ['immutable']) ?? context.statement.span
  context.report({
    at,
    message: `${name.at(-1)} is labelled IMMUTABLE, but ${because}: an index on it goes wrong silently.`,
    help: 'Label it STABLE, or hand the value in as an argument.',
    fixes: [{ title: 'Label it STABLE', safety: 'review', edits: [replace(at, cased(context.statement, 'STABLE'))] }],
  })
}

/** Inside the quotes, or the statement itself for RETURN and BEGIN ATOMIC. */
function bodyTokens({ statement }: RuleContext): readonly Token[] {
  const { tokens, source } = statement
  const as = tokens.findIndex((token, i) => isWord(token, 'as') && tokens[i + 1]?.kind === 'string')
  const quoted = tokens[as + 1]
  if (as >= 0 && quoted) {
    const open = quoted.text.startsWith('$') ? quoted.text.indexOf('$', 1) + 1 : quoted.text.indexOf("'") + 1
    const close = quoted.text.startsWith('$') ? open : 1
    return tokensIn(source.text, spanOf(quoted.span.start + open, quoted.span.end - close)).filter(
      ({ kind }) => kind !== 'comment',
    )
  }
  const start = tokens.findIndex((token) => isWord(token, 'return') || isWord(token, 'begin'))
  return start < 0 ? [] : tokens.slice(start)
}

function reason(tokens: readonly Token[], context: RuleContext): string | undefined {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'word') continue
    const word = token.text.toLowerCase()
    if (values.has(word)) return `depends on ${word}`
    if (tokens[i + 1]?.text === '(' && (depends.has(word) || isChanging(word, context))) return `calls ${word}()`
    if ((word === 'from' || word === 'join') && readsTable(tokens, i)) {
      const qualified = tokens[i + 2]?.text === '.' && tokens[i + 3]
      return `reads ${tokens[i + 1]!.text}${qualified ? `.${qualified.text}` : ''}`
    }
  }
  return undefined
}

function isChanging(word: string, context: RuleContext): boolean {
  const own = functionsNamed(context.before, [word])
  return own.length > 0 && own.every(({ object }) => object.volatility !== 'immutable')
}

/** FROM of a query, not of extract(… FROM x), trim(… FROM x), IS DISTINCT FROM; a table, not a function or subquery. */
function readsTable(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i + 1]
  const after = tokens[i + 2]?.text === '.' ? tokens[i + 4] : tokens[i + 2]
  if (
    !next ||
    (next.kind !== 'word' && next.kind !== 'quoted') ||
    after?.text === '(' ||
    isWord(tokens[i - 1], 'distinct')
  )
    return false
  if (isWord(next, 'unnest') || isWord(next, 'lateral') || isWord(next, 'generate_series')) return false
  let depth = 0
  for (let k = i - 1; k >= 0; k--) {
    const { text } = tokens[k]!
    if (text === ')') depth++
    else if (text === '(' && --depth < 0) return isWord(tokens[k + 1], 'select')
    else if (text === ';') return false
    else if (depth === 0 && isWord(tokens[k], 'select')) return true
  }
  return false
}
