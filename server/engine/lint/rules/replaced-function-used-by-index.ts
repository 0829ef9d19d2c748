import type { Entry } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { functionsNamed } from '../../catalog/read'
import { spanOfName, spanOfWords } from '../../syntax/spans'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'Replacing a function that an index, generated column or CHECK uses leaves wrong stored results.',
    why: 'PostgreSQL accepts the new body and computes nothing anew: the index finds rows by the old results and misses others, generated columns keep old values, rows that break the new CHECK stay.',
    instead:
      'Give the new function another name and build a new index CONCURRENTLY; or REINDEX CONCURRENTLY and write the values anew afterwards.',
    wrong: [
      {
        before:
          'CREATE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN lower(t); CREATE TABLE u (n text); CREATE INDEX u_norm ON u (norm(n));',
        sql: 'CREATE OR REPLACE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN upper(t);',
      },
    ],
    right: [
      {
        before:
          'CREATE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN lower(t); CREATE TABLE u (n text);',
        sql: 'CREATE OR REPLACE FUNCTION norm(t text) RETURNS text IMMUTABLE LANGUAGE sql RETURN upper(t);',
      },
    ],
  },
  create: () => ({
    CreateFunctionStmt(node, context) {
      if (!node.replace) return
      const name = strings(node.funcname)
      for (const old of functionsNamed(context.before, name)) {
        const now = functionsNamed(context.after, name).find(({ id }) => id.path.at(-1) === old.id.path.at(-1))
        if (!now || (now.object.body === old.object.body && now.object.volatility === old.object.volatility)) continue
        const users = stored(old, context)
        if (users.length === 0) continue
        context.report({
          at: nameSpan(context),
          message: `${sentence(users.map(({ shown }) => shown).join(', '))} ${users.length > 1 ? 'keep' : 'keeps'} the results of the old ${name.at(-1)}: ${
            users[0]!.entry.id.kind === 'index' ? 'queries find wrong rows' : 'stored values and checks are stale'
          }.`,
          help: 'Use a new name and a new index, or REINDEX CONCURRENTLY and write the values anew.',
          related: users.flatMap(({ entry, shown }) =>
            entry.definedAt ? [{ ...entry.definedAt, message: `${shown} is created here.` }] : [],
          ),
        })
      }
    },
  }),
})

interface Stored {
  readonly shown: string
  readonly entry: Entry
}

function stored(old: Entry<'function'>, { before }: RuleContext): readonly Stored[] {
  const found: Stored[] = []
  for (const entry of before.dependentsOf(old.id as never)) {
    const name = entry.id.path.at(-1)
    if (entry.id.kind === 'index') found.push({ shown: `the index ${name}`, entry })
    if (entry.id.kind === 'constraint') found.push({ shown: `the constraint ${name}`, entry })
    if (entry.id.kind === 'column' && (entry as unknown as Entry<'column'>).object.generated)
      found.push({ shown: `the generated column ${name}`, entry })
    if (entry.id.kind === 'table') found.push({ shown: `the partition key of ${name}`, entry })
  }
  return found
}

function nameSpan({ statement }: RuleContext) {
  const word = spanOfWords(statement, ['function'])
  const next = word && statement.tokens.find(({ span }) => span.start >= word.end)
  return next ? spanOfName(statement, next.span.start) : statement.span
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
