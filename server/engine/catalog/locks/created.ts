import type { Node } from '../../syntax/statement'
import type { Catalog, ObjectId } from '../catalog'

type RangeVar = Node<'RangeVar'>

/** Where each statement that makes a relation names it. */
const names: { readonly [tag: string]: (node: never) => RangeVar | undefined } = {
  CreateStmt: (node: Node<'CreateStmt'>) => node.relation,
  CreateForeignTableStmt: (node: Node<'CreateForeignTableStmt'>) => node.base?.relation,
  CreateTableAsStmt: (node: Node<'CreateTableAsStmt'>) => node.into?.rel,
  SelectStmt: (node: Node<'SelectStmt'>) => node.intoClause?.rel,
  ViewStmt: (node: Node<'ViewStmt'>) => node.view,
  CreateSeqStmt: (node: Node<'CreateSeqStmt'>) => node.sequence,
  IndexStmt: ({ relation, idxname }: Node<'IndexStmt'>) =>
    idxname === undefined ? undefined : ({ ...relation, relname: idxname } as RangeVar),
}

/** The relation a statement makes; of one that is there already nothing is made. */
export function createdBy(tag: string, node: unknown, catalog: Catalog): ObjectId | undefined {
  const name = names[tag]?.(node as never)
  if (!name) return undefined
  const schema = name.schemaname ?? (name.relpersistence === 't' ? 'pg_temp' : (catalog.searchPath[0] ?? 'public'))
  const id = { kind: 'table', path: [schema, name.relname ?? ''] } as ObjectId
  return catalog.taken(id) ? undefined : id
}
