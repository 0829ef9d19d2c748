import { strings } from '../../catalog/expression'
import { functionsNamed } from '../../catalog/read'

import { spanOfName, spanOfWords, tokenAt } from '../../syntax/spans'
import type { Span } from '../../text/source'
import { newerFunctions, newerSettings } from '../helpers/newer-names'
import { newerSyntax } from '../helpers/newer-syntax'
import { functionName } from '../helpers/nodes'
import { defineRule, type Listeners, type RuleContext } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  sections: 'both',
  postgres: { below: 18 },
  docs: {
    summary: 'The target version of PostgreSQL does not have this yet.',
    why: 'Developers run a newer PostgreSQL than production does. The grammar here is that of 18; what the project’s target major refuses is reported: syntax with its first major from the release notes, functions and settings by comparing pg_proc and pg_settings of servers 14 to 18.',
    instead: 'Use the older form, or raise `postgres` in `lockstep.json` once production is there.',
    wrong: [
      { sql: 'create table t (id uuid primary key default uuidv7());', postgres: 17 },
      { sql: 'create unique index on t (a) nulls not distinct;', postgres: 14 },
      { sql: "set transaction_timeout = '1min';", postgres: 16 },
    ],
    right: [
      { sql: 'create unique index on t (a) nulls not distinct;', postgres: 15 },
      {
        sql: "create function uuidv7() returns uuid language sql as 'select gen_random_uuid()';\nselect uuidv7();",
        postgres: 17,
      },
    ],
  },
  remembers: true,
  create() {
    const bySyntax: { [tag: string]: (node: never, context: RuleContext) => void } = {}
    for (const { tag, since, what, words, when } of newerSyntax) {
      const before = bySyntax[tag]
      bySyntax[tag] = (node, context) => {
        before?.(node, context)
        if (context.postgres < since && (when?.(node, context.statement) ?? true))
          report(what, since, placeOf(node, words, context), context)
      }
    }
    return {
      ...(bySyntax as Listeners),
      FuncCall(node, context) {
        const name = functionName(node)
        const path = strings(node.funcname)
        if (path.length > 1 && path[0] !== 'pg_catalog') return
        // A project may have a function of that name of its own.
        if (functionsNamed(context.before, [name]).length > 0) return
        bySyntax.FuncCall?.(node as never, context)
        const since = newerFunctions.get(name)
        if (since === undefined || context.postgres >= since) return
        const at = spanOfName(context.statement, context.statement.at(node.location))
        report(`${name}()`, since, at, context)
      },
      VariableSetStmt(node, context) {
        const since = newerSettings.get((node.name ?? '').toLowerCase())
        if (since === undefined || context.postgres >= since) return
        const word = context.statement.tokens.find(({ text }) => text.toLowerCase() === node.name?.toLowerCase())
        report(`the setting ${node.name}`, since, word?.span ?? context.statement.span, context)
      },
    }
  },
})

function report(what: string, since: number, at: Span, context: RuleContext): void {
  context.report({
    at,
    message: `PostgreSQL ${context.postgres} does not have ${what}: the statement fails. It came with ${since}.`,
    help: `Use the form that ${context.postgres} knows, or raise the project's target version.`,
  })
}

/** The words at or after the node's own place, or that place. */
function placeOf(node: unknown, words: readonly string[] | undefined, { statement, clause }: RuleContext): Span {
  const location = (node as { location?: number }).location
  const from = location === undefined || location < 0 ? clause.start : statement.at(location)
  const found = words && (spanOfWords(statement, words, from) ?? spanOfWords(statement, words))
  return found ?? tokenAt(statement, from)?.span ?? statement.span
}
