import type { Node } from '../syntax/statement'
import type { Catalog, ObjectId } from './catalog'
import { nameParts, strings, walk } from './expression'
import { functionsNamed } from './read'
import { typeUse } from './types'

/** What an expression needs besides the columns of its own table: sequences, functions and types the history made. */
export function needs(node: unknown, catalog: Catalog, searchPath: readonly string[]): ObjectId[] {
  const found: ObjectId[] = []
  if (isConstant(node)) return found
  walk(node, (tag, inner) => {
    if (tag === 'FuncCall') {
      const name = strings(inner.funcname)
      if (name.at(-1) === 'nextval') {
        const sequence = sequenceNamed((inner.args as readonly unknown[] | undefined)?.[0], catalog, searchPath)
        if (sequence) found.push(sequence)
      } else {
        const overloads = functionsNamed(catalog, name, searchPath)
        if (overloads.length === 1) found.push(overloads[0]!.id)
      }
    } else if (tag === 'TypeCast') {
      const { id } = typeUse(inner.typeName as Node<'TypeName'>, catalog, searchPath)
      if (id) found.push(id)
    }
  })
  return found
}

const isConstant = (node: unknown): boolean => typeof node === 'object' && node !== null && 'A_Const' in node

function sequenceNamed(argument: unknown, catalog: Catalog, searchPath: readonly string[]): ObjectId | undefined {
  const any = argument as { A_Const?: Node<'A_Const'>; TypeCast?: Node<'TypeCast'> } | undefined
  const constant = any?.A_Const ?? (any?.TypeCast?.arg as { A_Const?: Node<'A_Const'> } | undefined)?.A_Const
  const text = constant?.sval?.sval
  if (text === undefined) return undefined
  return catalog.resolve(['sequence'], nameParts(text), searchPath)?.id
}
