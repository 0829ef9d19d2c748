import type { AnyNode } from '../syntax/statement'
import type { Catalog, ObjectId, Objects } from './catalog'
import { strings } from './expression'
import { relationName } from './names'
import { elements } from './options'

/** The sequence of a serial or identity column (generateSerialExtraStmts in parse_utilcmd.c). */
export function sequenceName(
  catalog: Catalog,
  table: ObjectId,
  column: string,
  options: readonly AnyNode[] | undefined,
): readonly [string, string] {
  const given = elements(options).find(({ defname }) => defname === 'sequence_name')
  const names = strings((given?.arg as { List?: { items?: unknown } } | undefined)?.List?.items)
  const [schema, name] = table.path as [string, string]
  if (names.length > 0) return [names.length > 1 ? names.at(-2)! : schema, names.at(-1)!]
  return [schema, relationName(catalog, schema, name, column, 'seq')]
}

export const sequenceOptions = ({ increment, minimum, maximum, start, cache, cycle }: Objects['sequence']): string =>
  `INCREMENT BY ${increment} MINVALUE ${minimum} MAXVALUE ${maximum} START WITH ${start} CACHE ${cache}${cycle ? ' CYCLE' : ''}`
