import { strings, walk } from '../../catalog/expression'
import type { AnyNode, Node, NodeTag } from '../../syntax/statement'

/** The content of a tagged node when it has that tag. */
export const as = <T extends NodeTag>(node: unknown, tag: T): Node<T> | undefined =>
  (node as { [tag: string]: Node<T> } | undefined)?.[tag]

/** The nodes of a list that have a tag. */
export const all = <T extends NodeTag>(list: readonly unknown[] | undefined, tag: T): Node<T>[] =>
  (list ?? []).map((item) => as(item, tag)).filter((item): item is Node<T> => item !== undefined)

/** The string of a constant, casts looked through: 'x', 'x'::text. */
export function stringConstant(node: unknown): string | undefined {
  const cast = as(node, 'TypeCast')
  if (cast) return stringConstant(cast.arg)
  const constant = as(node, 'A_Const')
  return constant?.sval ? (constant.sval.sval ?? '') : undefined
}

/** The text of a boolean option: absent value means on (defGetBoolean in define.c). */
export function isOn(option: Node<'DefElem'>): boolean {
  const arg = option.arg as { String?: { sval?: string }; Boolean?: { boolval?: boolean }; Integer?: { ival?: number } }
  if (!arg) return true
  if (arg.Boolean) return arg.Boolean.boolval === true
  if (arg.Integer) return arg.Integer.ival === 1
  return ['true', 'on', '1', 'yes'].includes((arg.String?.sval ?? '').toLowerCase())
}

/** DefElem by name, as in WITH (…) lists and role options. */
export const option = (list: readonly AnyNode[] | undefined, name: string): Node<'DefElem'> | undefined =>
  all(list, 'DefElem').find((element) => element.defname === name)

/** The unqualified name of a called function. */
export const functionName = (call: Node<'FuncCall'>): string => strings(call.funcname).at(-1) ?? ''

/** Every node of one tag below (and including) this one. */
export function nodesOf<T extends NodeTag>(root: unknown, tag: T): Node<T>[] {
  const found: Node<T>[] = []
  walk(root, (name, node) => {
    if (name === tag) found.push(node as unknown as Node<T>)
  })
  return found
}

/** The subcommands of an ALTER TABLE. */
export const commandsOf = (node: Node<'AlterTableStmt'>): Node<'AlterTableCmd'>[] => all(node.cmds, 'AlterTableCmd')
