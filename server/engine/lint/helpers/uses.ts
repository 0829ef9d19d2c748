import type { ObjectId } from '../../catalog/catalog'
import type { Related } from '../../diagnostic'
import type { RuleContext } from '../rule'

/** The application queries that use an object: for related information, and as a clause that ends the message. */
export function uses(
  context: RuleContext,
  id: ObjectId,
): { readonly related: readonly Related[]; readonly clause: string } {
  const queries = context.queries.using(id)
  const related = queries.map(({ uri, span, title }) => ({ uri, span, message: `The query ${title} uses it.` }))
  const first = queries[0]?.title
  if (first === undefined) return { related, clause: '' }
  const rest = queries.length - 1
  return {
    related,
    clause: ` The query ${first}${rest > 0 ? ` and ${rest} more` : ''} still ${rest > 0 ? 'use' : 'uses'} it.`,
  }
}
