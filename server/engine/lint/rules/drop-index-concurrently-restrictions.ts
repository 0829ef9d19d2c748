import { spanOfWords } from '../../syntax/spans'
import { is } from '../../syntax/statement'
import { spanOf } from '../../text/source'
import { dropped } from '../helpers/drops'
import { cased, newline, replace, withoutWords } from '../helpers/edits'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'error',
  since: '0.1.0',
  sections: 'both',
  docs: {
    summary: 'DROP INDEX CONCURRENTLY takes one index and no CASCADE.',
    why: 'PostgreSQL refuses several names (“does not support dropping multiple objects”) and CASCADE (“does not support CASCADE”).',
    instead: 'One statement an index, without CASCADE.',
    wrong: [
      { sql: 'DROP INDEX CONCURRENTLY a, b;', scope: 'statement' },
      { sql: 'DROP INDEX CONCURRENTLY a CASCADE;', scope: 'statement' },
    ],
    right: [{ sql: 'DROP INDEX CONCURRENTLY a; DROP INDEX CONCURRENTLY b;', scope: 'statement' }],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (!node.concurrent || !is(statement, 'DropStmt')) return
      const objects = dropped(statement)
      const word = (keywords: string): string => cased(statement, keywords)
      const guard = node.missing_ok ? ` ${word('IF EXISTS')}` : ''
      if (objects.length > 1) {
        const apart = objects.map(
          ({ span }) => `${word('DROP INDEX CONCURRENTLY')}${guard} ${statement.source.slice(span)}`,
        )
        context.report({
          at: spanOf(objects[0]!.span.start, objects.at(-1)!.span.end),
          message: `DROP INDEX CONCURRENTLY fails: it takes one index, not ${objects.length}.`,
          help: 'Write one statement an index.',
          fixes: [
            {
              title: 'One statement an index',
              safety: 'safe',
              edits: [replace(statement.span, apart.join(`;${newline(statement)}`))],
            },
          ],
        })
      } else if (node.behavior === 'DROP_CASCADE') {
        const at = spanOfWords(statement, ['cascade'])
        context.report({
          at: at ?? statement.span,
          message: 'DROP INDEX CONCURRENTLY fails: it takes no CASCADE.',
          help: 'Leave out CASCADE, and drop the constraint that depends on the index with ALTER TABLE.',
          ...(at && {
            fixes: [{ title: 'Leave out CASCADE', safety: 'review' as const, edits: [withoutWords(statement, at)] }],
          }),
        })
      }
    },
  }),
})
