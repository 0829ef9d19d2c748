import { strings } from '../../catalog/expression'
import type { Node } from '../../syntax/statement'
import { as } from './nodes'

export interface VectorType {
  readonly type: 'vector' | 'halfvec' | 'sparsevec'
  readonly dimensions?: number
}

/** Most dimensions an hnsw or ivfflat index takes, by type (pgvector's README, "Indexing"). */
export const indexLimits: { readonly [type: string]: number } = { vector: 2000, halfvec: 4000, bit: 64_000 }

/** A type of pgvector as the catalog prints it: `public.vector(1536)`. */
export function vectorType(text: string | undefined): VectorType | undefined {
  const match = /^(?:[^(]*\.)?"?(vector|halfvec|sparsevec)"?(?:\((\d+)\))?$/.exec(text ?? '')
  if (!match) return undefined
  return { type: match[1] as VectorType['type'], ...(match[2] && { dimensions: Number(match[2]) }) }
}

/** The type as a statement writes it. */
export function writtenVector(type: Node<'TypeName'> | undefined): VectorType | undefined {
  const name = strings(type?.names).at(-1)
  const size = as(type?.typmods?.[0], 'A_Const')?.ival?.ival
  return vectorType(size ? `${name}(${size})` : name)
}
