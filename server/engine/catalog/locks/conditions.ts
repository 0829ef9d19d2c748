import type { AnyNode, Node } from '../../syntax/statement'
import { strings, walk } from '../expression'
import type { World } from './world'

type RangeVar = Node<'RangeVar'>
type Join = Node<'JoinExpr'>

/** Relations of a FROM list, joins opened. */
export function rangesIn(value: unknown): RangeVar[] {
  if (Array.isArray(value)) return value.flatMap(rangesIn)
  const any = value as { RangeVar?: RangeVar; JoinExpr?: Join } | undefined
  if (any?.RangeVar) return [any.RangeVar]
  return any?.JoinExpr ? [...rangesIn(any.JoinExpr.larg), ...rangesIn(any.JoinExpr.rarg)] : []
}

const joinsIn = (value: unknown): Join[] => {
  if (Array.isArray(value)) return value.flatMap(joinsIn)
  const join = (value as { JoinExpr?: Join } | undefined)?.JoinExpr
  return join ? [join, ...joinsIn(join.larg), ...joinsIn(join.rarg)] : []
}

/** The sides of a join whose rows its condition may leave out. */
const restricts: { readonly [jointype: string]: (join: Join) => unknown } = {
  JOIN_INNER: ({ larg, rarg }) => [larg, rarg],
  JOIN_LEFT: ({ rarg }) => rarg,
  JOIN_RIGHT: ({ larg }) => larg,
}

const conjuncts = (node: AnyNode | undefined): AnyNode[] => {
  const bool = (node as { BoolExpr?: Node<'BoolExpr'> } | undefined)?.BoolExpr
  if (bool?.boolop === 'AND_EXPR') return (bool.args ?? []).flatMap(conjuncts)
  return node ? [node] : []
}

/** What WHERE and ON say of each relation of a FROM list alone: the planner tests it where the relation is read. */
export function conditionsOf(
  world: World,
  from: readonly AnyNode[],
  where: AnyNode | undefined,
): (range: RangeVar) => AnyNode | undefined {
  const ranges = rangesIn(from)
  const alone = ranges.length === 1 && from.length === 1 && joinsIn(from).length === 0
  const joins = joinsIn(from)
  return (range) => {
    const said = joins.flatMap((join) =>
      rangesIn(restricts[join.jointype ?? '']?.(join)).includes(range) ? conjuncts(join.quals) : [],
    )
    const about = [...conjuncts(where), ...said].filter((node) => alone || isAbout(world, node, range, ranges))
    return about.length === 0 ? undefined : ({ BoolExpr: { boolop: 'AND_EXPR', args: about } } as AnyNode)
  }
}

const aliasOf = ({ alias, relname }: RangeVar): string => alias?.aliasname ?? relname ?? ''

function isAbout(world: World, node: AnyNode, range: RangeVar, ranges: readonly RangeVar[]): boolean {
  let about = true
  walk(node, (tag, inside) => {
    if (tag !== 'ColumnRef') return
    const [column = '', qualifier] = strings(inside.fields).toReversed()
    const owners =
      qualifier === undefined
        ? ranges.filter((one) => hasColumn(world, one, column))
        : ranges.filter((one) => aliasOf(one) === qualifier)
    if (owners.length !== 1 || owners[0] !== range) about = false
  })
  return about
}

/** A relation we know nothing of may have any. */
function hasColumn(world: World, range: RangeVar, name: string): boolean {
  const found = world.relation(range)
  if (found?.id.kind !== 'table' || !found.entry) return true
  return world.column(found.id, name) !== undefined
}
