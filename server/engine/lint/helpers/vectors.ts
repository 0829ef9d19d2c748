import type { Catalog } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { columnOf, tableOf } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import { all, as } from './nodes'

/** Index methods of pgvector. */
export const isVectorIndex = (node: Node<'IndexStmt'>): boolean =>
  node.accessMethod === 'hnsw' || node.accessMethod === 'ivfflat'

export interface VectorType {
  readonly type: 'vector' | 'halfvec' | 'sparsevec' | 'bit'
  readonly dimensions?: number
}

/** `public.vector(1536)`, as the catalog prints it. */
export function vectorType(text: string | undefined): VectorType | undefined {
  const match = /^(?:[^(]*\.)?"?(vector|halfvec|sparsevec|bit)"?(?:\((\d+)\))?$/.exec(text ?? '')
  if (!match) return undefined
  return { type: match[1] as VectorType['type'], ...(match[2] && { dimensions: Number(match[2]) }) }
}

/** The type as a statement writes it. */
export function writtenVector(type: Node<'TypeName'> | undefined): VectorType | undefined {
  const name = strings(type?.names).at(-1)
  const size = as(type?.typmods?.[0], 'A_Const')?.ival?.ival
  return vectorType(size ? `${name}(${size})` : name)
}

/** The type of what a vector index is on: a column the catalog knows, or a cast. */
export function indexedVector(node: Node<'IndexStmt'>, catalog: Catalog): VectorType | undefined {
  const element = all(node.indexParams, 'IndexElem')[0]
  if (!element) return undefined
  const cast = as(element.expr, 'TypeCast')
  if (cast) return writtenVector(cast.typeName)
  const { id, entry } = tableOf(catalog, node.relation)
  return entry && element.name ? vectorType(columnOf(catalog, id, element.name)?.object.type) : undefined
}

/** Most dimensions of an HNSW or IVFFlat index by type (pgvector's README, "HNSW" and "IVFFlat"). */
export const mostDimensions: { readonly [type: string]: number } = { vector: 2000, halfvec: 4000, bit: 64_000 }
