import type { Node } from '../syntax/statement'
import type { Catalog, ObjectId } from './catalog'
import { relationId } from './elements'

/** CREATE_TABLE_LIKE_* in src/include/nodes/parsenodes.h. */
const bits = {
  comments: 1,
  compression: 2,
  constraints: 4,
  defaults: 8,
  generated: 16,
  identity: 32,
  indexes: 64,
  statistics: 128,
  storage: 256,
} as const
export type LikeOption = keyof typeof bits

export interface Like {
  readonly source: ObjectId
  includes(option: LikeOption): boolean
}

/** LIKE table INCLUDING …: what is copied from where. */
export function like(node: Node<'TableLikeClause'>, catalog: Catalog, searchPath: readonly string[]): Like {
  const options = node.options ?? 0
  return {
    source: relationId(node.relation, catalog, searchPath),
    includes: (option) => (options & bits[option]) !== 0,
  }
}
