import type { Catalog, ObjectId } from '../../catalog/catalog'
import { find } from '../../catalog/read'
import { is, type Node, type Statement } from '../../syntax/statement'
import { droppedPath } from './drops'
import { all } from './nodes'

/** The tables a statement is about, as it names them: not those it locks besides. */
export function targetsOf(statement: Statement, catalog: Catalog): readonly ObjectId[] {
  return namesOf(statement).map((name) => {
    const found = find(catalog, ['table', 'index'], name)
    return found.id.kind === 'index' && found.entry?.parent ? found.entry.parent : (found.id as unknown as ObjectId)
  })
}

const nameOf = (relation: Node<'RangeVar'> | undefined): readonly string[] =>
  relation?.schemaname ? [relation.schemaname, relation.relname ?? ''] : [relation?.relname ?? '']

const dropsRelation = new Set(['OBJECT_TABLE', 'OBJECT_INDEX'])
const dropsOnTable = new Set(['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE'])

function namesOf(statement: Statement): readonly (readonly string[])[] {
  if (is(statement, 'DropStmt')) {
    const paths = droppedPath(statement)
    const type = statement.node.removeType ?? ''
    if (dropsRelation.has(type)) return paths
    return dropsOnTable.has(type) ? paths.map((path) => path.slice(0, -1)) : []
  }
  if (is(statement, 'TruncateStmt') || is(statement, 'LockStmt'))
    return all(statement.node.relations, 'RangeVar').map(nameOf)
  const single =
    is(statement, 'AlterTableStmt') ||
    is(statement, 'IndexStmt') ||
    is(statement, 'RenameStmt') ||
    is(statement, 'CreateTrigStmt') ||
    is(statement, 'RuleStmt') ||
    is(statement, 'AlterObjectSchemaStmt') ||
    is(statement, 'ReindexStmt') ||
    is(statement, 'ClusterStmt') ||
    is(statement, 'RefreshMatViewStmt')
      ? statement.node.relation
      : is(statement, 'CreatePolicyStmt') || is(statement, 'AlterPolicyStmt')
        ? statement.node.table
        : undefined
  return single ? [nameOf(single)] : []
}
