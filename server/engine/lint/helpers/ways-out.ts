import type { NonTransactional } from '../../conventions/convention'
import type { Fix } from '../../diagnostic'
import type { RuleContext } from '../rule'
import { withSemicolon } from './edits'

/** The statement in a migration of its own; none outside a project. */
export function movedOut(context: RuleContext, title: string): readonly Fix[] {
  const { statement } = context
  const creates = context.followUp(title, [{ up: `${statement.text};` }])
  if (!creates) return []
  return [
    {
      title: 'Move it to a migration of its own',
      safety: 'review',
      edits: [{ span: withSemicolon(statement), text: '' }],
      creates,
    },
  ]
}

/** The whole migration outside its tool's transaction, where the tool can do that. */
export function outside(way: NonTransactional | undefined): readonly Fix[] {
  if (!way || 'impossible' in way) return []
  const { edits, creates } = way
  return [{ title: 'Run this migration outside a transaction', safety: 'review', edits, ...(creates && { creates }) }]
}
