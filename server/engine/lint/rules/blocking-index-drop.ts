import type { Fix } from '../../diagnostic'
import { spanOfWords } from '../../syntax/spans'
import { is, type Statement } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { alone } from '../helpers/alone'
import { onPartitioned } from '../helpers/concurrently'
import { type Dropped, dropped } from '../helpers/drops'
import { cased, insert, newline, replace } from '../helpers/edits'
import { held, indexFacts, madeHere } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'require-concurrent-index-deletion' },
    { tool: 'pgls', name: 'requireConcurrentIndexDeletion' },
    { tool: 'pgfence', name: 'drop-index-not-concurrent' },
    { tool: 'strong_migrations', name: 'remove_index' },
    { tool: 'atlas', name: 'PG102' },
    { tool: 'migrationpilot', name: 'MP009' },
  ],
  docs: {
    summary: 'DROP INDEX locks out readers and writers of the table.',
    why: '`DROP INDEX` takes ACCESS EXCLUSIVE on the index and on its table until the transaction ends: short by itself, but it waits behind the longest running query, and everybody else waits behind it.',
    instead: '`DROP INDEX CONCURRENTLY`, one index a statement, outside a transaction.',
    wrong: ['DROP INDEX orders_user_id;', 'DROP INDEX IF EXISTS a, b;'],
    right: [
      { sql: 'DROP INDEX CONCURRENTLY orders_user_id;', scope: 'statement' },
      'CREATE TABLE t (a int); CREATE INDEX i ON t (a); DROP INDEX i;',
    ],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_INDEX' || node.concurrent || !is(statement, 'DropStmt')) return
      const objects = dropped(statement)
      const hit = objects.find(({ path }) => locksOut(context, path))
      if (!hit) return
      const { entry, table } = indexFacts(context, hit.path)
      const partitioned = entry && onPartitioned(context, entry)
      const index = spanOfWords(statement, ['index'])!
      const { fixes, impossible } =
        partitioned || node.behavior === 'DROP_CASCADE' || statement.enclosure
          ? { fixes: [] }
          : fixesOf(statement, objects, context)
      context.report({
        at: spanOf(statement.span.start, index.end),
        message: `DROP INDEX locks ${table?.shown ?? `the table of ${hit.path.join('.')}`}${
          partitioned ? ' and every partition' : ''
        } in ACCESS EXCLUSIVE: reads and writes wait.`,
        help: partitioned
          ? 'A partitioned index takes no CONCURRENTLY: set a short lock_timeout and try again when it strikes.'
          : `Drop it CONCURRENTLY, outside a transaction.${impossible ? ` ${impossible}` : ''}`,
        fixes,
      })
    },
  }),
})

function locksOut(context: RuleContext, path: readonly string[]): boolean {
  const { entry, live } = indexFacts(context, path)
  if (!entry) return !gone(context, path)
  if (entry.parent && held(context, entry.parent, 'ACCESS EXCLUSIVE')) return false
  return live && !madeHere(context, entry) && !entry.object.constraint
}

/** The history tells that there is no such index. */
function gone(context: RuleContext, path: readonly string[]): boolean {
  const full = path.length > 1 ? path : [context.before.searchPath[0] ?? 'public', ...path]
  return context.before.knows({ kind: 'index', path: full })
}

function fixesOf(
  statement: Statement<'DropStmt'>,
  objects: readonly Dropped[],
  context: RuleContext,
): { readonly fixes: readonly Fix[]; readonly impossible?: string } {
  const index = spanOfWords(statement, ['index'])!
  const word = (keywords: string): string => cased(statement, keywords)
  const guard = statement.node.missing_ok ? ` ${word('IF EXISTS')}` : ''
  // One index a statement, so several are written apart.
  const edits =
    objects.length === 1
      ? [insert(index.end, ` ${word('CONCURRENTLY')}`)]
      : [
          replace(
            statement.span,
            objects
              .map(({ span }) => `${word('DROP INDEX CONCURRENTLY')}${guard} ${statement.source.slice(span)}`)
              .join(`;${newline(statement)}`),
          ),
        ]
  // Two in one text would be one transaction.
  if (objects.length > 1 && !context.transaction.open && context.transaction.scope === 'simple query')
    return { fixes: [] }
  const outside = context.nonTransactional(edits)
  if (outside && 'impossible' in outside) return { fixes: [], impossible: outside.impossible }
  return {
    fixes: [
      {
        title: 'Drop it concurrently',
        safety: (outside === undefined || alone(context)) && objects.length === 1 ? 'safe' : 'review',
        edits: [...edits, ...(outside?.edits ?? [])],
        ...(outside?.creates && { creates: outside.creates }),
      },
    ],
  }
}
