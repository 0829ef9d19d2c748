import type { Catalog } from '../../catalog/catalog'
import { strings, walk } from '../../catalog/expression'
import { volatilityOf as evaluated } from '../../catalog/locks/volatility'
import type { AnyNode, Node } from '../../syntax/statement'
import type { Fact } from '../rule'

/** Whether evaluating an expression for each row may give each another value, and which call makes it so. */
export interface Volatility {
  readonly volatile: Fact
  /** The function that decides, as written. */
  readonly by?: string
  /** Byte position of that call, for `Statement.at`. */
  readonly location?: number
}

/** What the lock model says of an expression, with the call to blame. */
export function volatilityOf(expression: unknown, catalog: Catalog): Volatility {
  const volatile = factOf(expression as AnyNode | undefined, catalog)
  if (volatile === 'no') return { volatile }
  let culprit: Node<'FuncCall'> | undefined
  walk(expression, (tag, node) => {
    if (tag !== 'FuncCall' || culprit) return
    const { funcname } = node as Node<'FuncCall'>
    if (factOf({ FuncCall: { funcname: funcname ?? [] } } as AnyNode, catalog) === volatile)
      culprit = node as Node<'FuncCall'>
  })
  return {
    volatile,
    ...(culprit && { by: strings(culprit.funcname).join('.') }),
    ...(culprit?.location !== undefined && { location: culprit.location }),
  }
}

function factOf(expression: AnyNode | undefined, catalog: Catalog): Fact {
  const answer = evaluated(expression, catalog)
  return 'unknown' in answer ? 'unknown' : answer.volatile ? 'yes' : 'no'
}
