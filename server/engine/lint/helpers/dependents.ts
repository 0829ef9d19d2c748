import type { Catalog, Entry, ObjectId } from '../../catalog/catalog'
import { columnsIn, strings } from '../../catalog/expression'
import { nameOf, policiesOf, rulesOf, triggersOf, viewsOn } from '../../catalog/read'
import { is } from '../../syntax/statement'
import type { RuleContext } from '../rule'
import { nodesOf } from './nodes'
import { before as earlier, isNamed } from './targets'

/**
 * The views that read a column. Of a table that the history does not create, those that this file made to read nothing else and that name
 * the column: in them it can be no other's.
 */
export function viewsReading(
  context: RuleContext,
  table: ObjectId,
  column: string,
): readonly Pick<Entry, 'id' | 'definedAt'>[] {
  const { before } = context
  if (before.get({ kind: 'table', path: table.path }))
    return viewsOn(before, { kind: 'column', path: [...table.path, column] })
  return earlier(context).flatMap((statement) => {
    const made = is(statement, 'ViewStmt') ? statement.node : undefined
    const read = made ? nodesOf(made.query, 'RangeVar') : []
    const named = nodesOf(made?.query, 'ColumnRef').some(({ fields }) => strings(fields).at(-1) === column)
    if (read.length !== 1 || !named || !isNamed(read[0], table.path)) return []
    const view = before.resolve(['view'], nameOf(made!.view), before.searchPath)
    return view ? [view] : []
  })
}

/** The policies whose conditions name a column. */
export const policiesNaming = (catalog: Catalog, table: ObjectId, column: string): readonly Entry<'policy'>[] =>
  policiesOf(catalog, table).filter(({ object }) =>
    [object.using, object.check].some((part) => columnsIn(part?.node, table.path.at(-1)).includes(column)),
  )

/** The triggers that fire for changes of a column, or ask for it in WHEN. */
export const triggersNaming = (catalog: Catalog, table: ObjectId, column: string): readonly Entry<'trigger'>[] =>
  triggersOf(catalog, table).filter(({ object: { updateOf, when } }) =>
    [...updateOf, ...columnsIn(when?.node, 'new'), ...columnsIn(when?.node, 'old')].includes(column),
  )

/** The rewrite rules that name a column of the row they are about. */
export const rulesNaming = (catalog: Catalog, table: ObjectId, column: string): readonly Entry<'rule'>[] =>
  rulesOf(catalog, table).filter(({ object }) =>
    nodesOf(object.definition.node, 'ColumnRef').some(({ fields }) => {
      const [row, name] = strings(fields)
      return (row === 'new' || row === 'old') && name === column
    }),
  )
