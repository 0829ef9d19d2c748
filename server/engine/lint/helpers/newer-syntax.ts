import { strings } from '../../catalog/expression'
import type { AnyNode, Node, NodeTag, Statement } from '../../syntax/statement'
import { all, as, functionName, nodesOf, option } from './nodes'

/** Syntax that older majors refuse. */
export interface Newer<T extends NodeTag = NodeTag> {
  readonly tag: T
  /** First major that takes it. */
  readonly since: number
  readonly what: string
  /** Words by which to find it in the statement; the node's own place otherwise. */
  readonly words?: readonly string[]
  readonly when?: (node: Node<T>, statement: Statement) => boolean
}

const newer = <T extends NodeTag>(form: Newer<T>): Newer => form as unknown as Newer

const list = (value: unknown): boolean => Array.isArray(value) && value.length > 0
const published = (
  objects: readonly AnyNode[] | undefined,
  test: (object: Node<'PublicationObjSpec'>) => boolean,
): boolean => all(objects, 'PublicationObjSpec').some(test)
const inSchema = (object: Node<'PublicationObjSpec'>): boolean =>
  object.pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_SCHEMA' || object.pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA'
const limited = (object: Node<'PublicationObjSpec'>): boolean =>
  list(object.pubtable?.columns) || object.pubtable?.whereClause !== undefined

/** old.a or new.a, where that is no relation of the statement and no record of a trigger. */
function oldOrNew(returning: Node<'ReturningClause'> | undefined, statement: Statement): boolean {
  if (!returning || statement.enclosure || !/^(Insert|Update|Delete|Select)Stmt$/.test(statement.tag)) return false
  // The statement's own relation is a plain field of its node.
  const { relation } = statement.node as { readonly relation?: Node<'RangeVar'> }
  const relations = [...nodesOf({ [statement.tag]: statement.node }, 'RangeVar'), ...(relation ? [relation] : [])]
  const taken = new Set(relations.map(({ alias, relname }) => alias?.aliasname ?? relname))
  return nodesOf(returning, 'ColumnRef').some(({ fields }) => {
    const [first, second] = strings(fields)
    return (first === 'old' || first === 'new') && second !== undefined && !taken.has(first)
  })
}

/** From the release notes of 15 to 18; each refused by the major before in test/engine/lint/rules/feature-not-on-target-version.sql. */
export const newerSyntax: readonly Newer[] = [
  newer({ tag: 'MergeStmt', since: 15, what: 'MERGE', words: ['merge'] }),
  newer({
    tag: 'Constraint',
    since: 15,
    what: 'NULLS NOT DISTINCT',
    words: ['nulls', 'not', 'distinct'],
    when: (node) => node.nulls_not_distinct === true,
  }),
  newer({
    tag: 'IndexStmt',
    since: 15,
    what: 'NULLS NOT DISTINCT',
    words: ['nulls', 'not', 'distinct'],
    when: (node) => node.nulls_not_distinct === true,
  }),
  newer({
    tag: 'ViewStmt',
    since: 15,
    what: 'security_invoker',
    words: ['security_invoker'],
    when: (node) => option(node.options, 'security_invoker') !== undefined,
  }),
  newer({
    tag: 'AlterTableCmd',
    since: 15,
    what: 'security_invoker',
    words: ['security_invoker'],
    when: (node) => option(as(node.def, 'List')?.items, 'security_invoker') !== undefined,
  }),
  newer({
    tag: 'AlterTableCmd',
    since: 15,
    what: 'SET ACCESS METHOD',
    words: ['set', 'access', 'method'],
    when: (node) => node.subtype === 'AT_SetAccessMethod' && node.name !== undefined,
  }),
  newer({
    tag: 'Constraint',
    since: 15,
    what: 'a column list of ON DELETE SET NULL or SET DEFAULT',
    words: ['on', 'delete', 'set'],
    when: (node) => list(node.fk_del_set_cols),
  }),
  newer({
    tag: 'CreatePublicationStmt',
    since: 15,
    what: 'a publication of a schema, of chosen columns or rows',
    words: ['publication'],
    when: (node) => published(node.pubobjects, (object) => inSchema(object) || limited(object)),
  }),
  newer({
    tag: 'AlterPublicationStmt',
    since: 15,
    what: 'a publication of a schema, of chosen columns or rows',
    words: ['publication'],
    when: (node) => published(node.pubobjects, (object) => inSchema(object) || limited(object)),
  }),
  newer({
    tag: 'CreateSeqStmt',
    since: 15,
    what: 'UNLOGGED of a sequence',
    words: ['unlogged'],
    when: (node) => node.sequence?.relpersistence === 'u',
  }),
  newer({
    tag: 'GrantStmt',
    since: 15,
    what: 'GRANT ON PARAMETER',
    words: ['on', 'parameter'],
    when: (node) => node.objtype === 'OBJECT_PARAMETER_ACL',
  }),
  newer({
    tag: 'AlterDatabaseRefreshCollStmt',
    since: 15,
    what: 'REFRESH COLLATION VERSION',
    words: ['refresh', 'collation'],
  }),
  newer({ tag: 'JsonObjectConstructor', since: 16, what: 'the constructor JSON_OBJECT' }),
  newer({ tag: 'JsonArrayConstructor', since: 16, what: 'the constructor JSON_ARRAY' }),
  newer({ tag: 'JsonArrayQueryConstructor', since: 16, what: 'the constructor JSON_ARRAY' }),
  newer({ tag: 'JsonObjectAgg', since: 16, what: 'JSON_OBJECTAGG', words: ['json_objectagg'] }),
  newer({ tag: 'JsonArrayAgg', since: 16, what: 'JSON_ARRAYAGG', words: ['json_arrayagg'] }),
  newer({ tag: 'JsonIsPredicate', since: 16, what: 'IS JSON', words: ['is'] }),
  newer({
    tag: 'RangeSubselect',
    since: 16,
    what: 'a subquery in FROM without an alias',
    when: (node) => node.alias === undefined,
  }),
  newer({
    tag: 'ColumnDef',
    since: 16,
    what: 'STORAGE in a column definition',
    words: ['storage'],
    when: (node) => node.storage_name !== undefined,
  }),
  newer({
    tag: 'GrantRoleStmt',
    since: 16,
    what: 'WITH INHERIT or WITH SET of a role',
    words: ['with'],
    when: (node) => option(node.opt, 'inherit') !== undefined || option(node.opt, 'set') !== undefined,
  }),
  newer({
    tag: 'CreateStatsStmt',
    since: 16,
    what: 'CREATE STATISTICS without a name',
    when: (node) => !list(node.defnames),
  }),
  newer({
    tag: 'AlterTableCmd',
    since: 17,
    what: 'SET EXPRESSION',
    words: ['set', 'expression'],
    when: (node) => node.subtype === 'AT_SetExpression',
  }),
  newer({
    tag: 'AlterTableCmd',
    since: 17,
    what: 'SET ACCESS METHOD DEFAULT',
    words: ['set', 'access', 'method'],
    when: (node) => node.subtype === 'AT_SetAccessMethod' && node.name === undefined,
  }),
  newer({
    tag: 'AlterDomainStmt',
    since: 17,
    what: 'ADD NOT NULL of a domain',
    words: ['not', 'null'],
    when: (node) => node.subtype === 'C' && as(node.def, 'Constraint')?.contype === 'CONSTR_NOTNULL',
  }),
  newer({
    tag: 'MergeStmt',
    since: 17,
    what: 'RETURNING of MERGE',
    words: ['returning'],
    when: (node) => node.returningClause !== undefined,
  }),
  newer({
    tag: 'MergeWhenClause',
    since: 17,
    what: 'WHEN NOT MATCHED BY SOURCE',
    words: ['not', 'matched', 'by', 'source'],
    when: (node) => node.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE',
  }),
  newer({ tag: 'JsonTable', since: 17, what: 'JSON_TABLE', words: ['json_table'] }),
  newer({ tag: 'JsonFuncExpr', since: 17, what: 'JSON_VALUE, JSON_QUERY and JSON_EXISTS' }),
  newer({ tag: 'JsonParseExpr', since: 17, what: 'the constructor JSON', words: ['json'] }),
  newer({ tag: 'JsonScalarExpr', since: 17, what: 'JSON_SCALAR', words: ['json_scalar'] }),
  newer({ tag: 'JsonSerializeExpr', since: 17, what: 'JSON_SERIALIZE', words: ['json_serialize'] }),
  newer({
    tag: 'AccessPriv',
    since: 17,
    what: 'the right MAINTAIN',
    words: ['maintain'],
    when: (node) => node.priv_name === 'maintain',
  }),
  newer({
    tag: 'CopyStmt',
    since: 17,
    what: 'ON_ERROR and LOG_VERBOSITY of COPY',
    when: (node) =>
      option(node.options, 'on_error') !== undefined || option(node.options, 'log_verbosity') !== undefined,
  }),
  newer({
    tag: 'CopyStmt',
    since: 16,
    what: 'DEFAULT of COPY',
    when: (node) => option(node.options, 'default') !== undefined,
  }),
  newer({
    tag: 'FuncCall',
    since: 17,
    what: 'random() of a range',
    words: ['random'],
    when: (node) => functionName(node) === 'random' && list(node.args),
  }),
  newer({
    tag: 'VacuumStmt',
    since: 16,
    what: 'BUFFER_USAGE_LIMIT',
    words: ['buffer_usage_limit'],
    when: (node) => option(node.options, 'buffer_usage_limit') !== undefined,
  }),
  newer({
    tag: 'CopyStmt',
    since: 18,
    what: 'REJECT_LIMIT of COPY',
    words: ['reject_limit'],
    when: (node) => option(node.options, 'reject_limit') !== undefined,
  }),
  newer({
    tag: 'Constraint',
    since: 18,
    what: 'a virtual generated column (GENERATED ALWAYS AS without STORED)',
    when: (node) => node.contype === 'CONSTR_GENERATED' && node.generated_kind === 'v',
  }),
  newer({
    tag: 'Constraint',
    since: 18,
    what: 'NOT ENFORCED',
    words: ['not', 'enforced'],
    when: ({ contype, is_enforced }) =>
      contype === 'CONSTR_ATTR_NOT_ENFORCED' ||
      ((contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN') && is_enforced !== true),
  }),
  newer({
    tag: 'Constraint',
    since: 18,
    what: 'ENFORCED',
    words: ['enforced'],
    when: ({ contype }) => contype === 'CONSTR_ATTR_ENFORCED',
  }),
  newer({
    tag: 'ATAlterConstraint',
    since: 18,
    what: 'ALTER CONSTRAINT … ENFORCED or INHERIT',
    words: ['constraint'],
    when: (node) => node.alterEnforceability === true || node.alterInheritability === true,
  }),
  newer({
    tag: 'AlterTableCmd',
    since: 18,
    what: 'NOT NULL as a table constraint',
    words: ['not', 'null'],
    when: (node) => node.subtype === 'AT_AddConstraint' && as(node.def, 'Constraint')?.contype === 'CONSTR_NOTNULL',
  }),
  newer({
    tag: 'Constraint',
    since: 18,
    what: 'WITHOUT OVERLAPS',
    words: ['without', 'overlaps'],
    when: (node) => node.without_overlaps === true,
  }),
  newer({
    tag: 'Constraint',
    since: 18,
    what: 'PERIOD of a foreign key',
    words: ['period'],
    when: (node) => node.fk_with_period === true,
  }),
  ...(['InsertStmt', 'UpdateStmt', 'DeleteStmt'] as const).map((tag) =>
    newer({
      tag,
      since: 18,
      what: 'OLD and NEW in RETURNING',
      words: ['returning'],
      when: (node: { readonly returningClause?: Node<'ReturningClause'> }, statement) =>
        oldOrNew(node.returningClause, statement),
    }),
  ),
  ...(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'] as const).map((tag) =>
    newer({
      tag,
      since: 18,
      what: 'WITH (OLD AS …) of RETURNING',
      words: ['returning', 'with'],
      when: (node: { readonly returningClause?: Node<'ReturningClause'> }) => list(node.returningClause?.options),
    }),
  ),
]
