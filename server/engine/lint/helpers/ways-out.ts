import type { NonTransactional } from '../../conventions/convention'
import type { Fix } from '../../diagnostic'
import { is, type Statement } from '../../syntax/statement'
import { identifier } from '../../syntax/tokens'
import type { RuleContext } from '../rule'
import { withSemicolon } from './edits'
import { nodesOf } from './nodes'
import { later } from './targets'
import { isData } from './under-lock'

/** The statement in a migration of its own; none outside a project, or where what stands behind it may need what it did to rows. */
export function movedOut(context: RuleContext, title: string): readonly Fix[] {
  const { statement } = context
  if (isData(statement.tag)) {
    const relations = relationsIn(statement)
    if (later(context).some((next) => !isPlainIndex(next) && relations.some((name) => wordsOf(next).has(name))))
      return []
  }
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

/** Whether it is built before the rows or after them, an index is the same; a unique one may fail. */
const isPlainIndex = (statement: Statement): boolean => is(statement, 'IndexStmt') && !statement.node.unique

const wordsOf = ({ tokens }: Statement): ReadonlySet<string | undefined> => new Set(tokens.map(identifier))

function relationsIn(statement: Statement): readonly (string | undefined)[] {
  const { relation } = statement.node as { relation?: { relname?: string } }
  return [relation?.relname, ...nodesOf(statement.node, 'RangeVar').map(({ relname }) => relname)]
}
