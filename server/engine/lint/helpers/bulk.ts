import type { ObjectId } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { columnsOf, constraintsOf, indexesOf, samePath, tableOf } from '../../catalog/read'
import { type AnyNode, is, type Node, type Statement } from '../../syntax/statement'
import type { RuleContext } from '../rule'
import { all, as, nodesOf } from './nodes'

/** How many rows a statement may write: every one, a number nobody bounded, a bounded slice, or those of one key. */
export type Reach = 'all' | 'many' | 'batch' | 'few'

/** UPDATE, DELETE, MERGE, INSERT … SELECT and COPY FROM as data changes; undefined for other statements. */
export interface Change {
  readonly what: 'UPDATE' | 'DELETE' | 'MERGE' | 'INSERT' | 'COPY'
  readonly relation: Node<'RangeVar'>
  readonly reach: Reach
}

export function changeOf(context: RuleContext): Change | undefined {
  const { statement } = context
  if (is(statement, 'UpdateStmt')) {
    const { relation, whereClause, fromClause, withClause } = statement.node
    const reach = reachOf(whereClause, relation, joinsMany(fromClause, withClause, context), context)
    return change('UPDATE', relation, sliced(reach, withClause, fromClause, whereClause))
  }
  if (is(statement, 'DeleteStmt')) {
    const { relation, whereClause, usingClause, withClause } = statement.node
    const reach = reachOf(whereClause, relation, joinsMany(usingClause, withClause, context), context)
    return change('DELETE', relation, sliced(reach, withClause, usingClause, whereClause))
  }
  if (is(statement, 'MergeStmt')) {
    return change('MERGE', statement.node.relation, mergedRows(statement.node, context))
  }
  if (is(statement, 'CopyStmt') && statement.node.is_from) return change('COPY', statement.node.relation, 'many')
  if (is(statement, 'InsertStmt')) {
    const select = as(statement.node.selectStmt, 'SelectStmt')
    if (select && !select.valuesLists) return change('INSERT', statement.node.relation, selected(select, context))
  }
  return undefined
}

export interface ChangeInWith {
  readonly tag: 'UpdateStmt' | 'DeleteStmt'
  readonly node: Node<'UpdateStmt'> | Node<'DeleteStmt'>
}

/** UPDATE and DELETE within WITH, which run whatever the statement does with their rows. */
export const changesInWith = (statement: Statement): readonly ChangeInWith[] =>
  all((statement.node as { withClause?: Node<'WithClause'> }).withClause?.ctes, 'CommonTableExpr').flatMap(
    ({ ctequery }): readonly ChangeInWith[] => {
      const [update, remove] = [as(ctequery, 'UpdateStmt'), as(ctequery, 'DeleteStmt')]
      if (update) return [{ tag: 'UpdateStmt', node: update }]
      return remove ? [{ tag: 'DeleteStmt', node: remove }] : []
    },
  )

/** WHEN … THEN UPDATE or DELETE with no AND: what it matches is written. */
function mergedRows(node: Node<'MergeStmt'>, context: RuleContext): Reach {
  const writes = all(node.mergeWhenClauses, 'MergeWhenClause').filter(
    ({ commandType, condition }) =>
      (commandType === 'CMD_UPDATE' || commandType === 'CMD_DELETE') && condition === undefined,
  )
  const matched = isTrue(node.joinCondition) && writes.some(({ matchKind }) => matchKind === 'MERGE_WHEN_MATCHED')
  if (matched) return 'all'
  if (writes.some(({ matchKind }) => matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE')) return 'many'
  const source = as(node.sourceRelation, 'RangeVar')
  return source && context.table(source).live ? 'many' : 'few'
}

const change = (what: Change['what'], relation: Node<'RangeVar'> | undefined, reach: Reach): Change | undefined =>
  relation && { what, relation, reach }

/** Something in FROM or USING has more rows than are written here: VALUES, by themselves or in a CTE, and new tables with few rows have not. */
function joinsMany(
  from: readonly AnyNode[] | undefined,
  withClause: Node<'WithClause'> | undefined,
  context: RuleContext,
): boolean {
  const written = all(withClause?.ctes, 'CommonTableExpr').flatMap(({ ctename, ctequery }) =>
    as(ctequery, 'SelectStmt')?.valuesLists ? [ctename] : [],
  )
  return (from ?? []).some((item) => {
    const table = as(item, 'RangeVar')
    if (table) return !written.includes(table.relname) && context.table(table).rows === 'many'
    return !as(as(item, 'RangeSubselect')?.subquery, 'SelectStmt')?.valuesLists
  })
}

/** Joined to, or looked up in, a query with a LIMIT: `WITH batch AS (SELECT … LIMIT n) UPDATE … FROM batch WHERE …`. */
function sliced(
  reach: Reach,
  withClause: Node<'WithClause'> | undefined,
  from: unknown,
  where: AnyNode | undefined,
): Reach {
  if (reach !== 'many') return reach
  const limited = all(withClause?.ctes, 'CommonTableExpr').flatMap(({ ctename, ctequery }) =>
    as(ctequery, 'SelectStmt')?.limitCount ? [ctename] : [],
  )
  const joins =
    nodesOf(from, 'RangeSubselect').some(({ subquery }) => as(subquery, 'SelectStmt')?.limitCount) ||
    [...nodesOf(from, 'RangeVar'), ...nodesOf(where, 'RangeVar')].some(
      ({ schemaname, relname }) => !schemaname && limited.includes(relname),
    )
  return joins ? 'batch' : reach
}

function selected(select: Node<'SelectStmt'>, context: RuleContext): Reach {
  if (select.limitCount) return 'batch'
  const arms = [select.larg, select.rarg].filter((arm) => arm !== undefined)
  if (arms.length > 0) return arms.some((arm) => selected(arm, context) === 'many') ? 'many' : 'few'
  const sources = nodesOf(select.fromClause, 'RangeVar')
  const live = sources.filter(
    (source) => context.table(source).live && !names(select.withClause).includes(source.relname),
  )
  if (live.length === 0) return 'few'
  const reach = reachOf(select.whereClause, live[0]!, sources.length > 1, context)
  return reach === 'all' ? 'many' : reach
}

const names = (clause: Node<'WithClause'> | undefined): (string | undefined)[] =>
  all(clause?.ctes, 'CommonTableExpr').map(({ ctename }) => ctename)

/** What a WHERE leaves over. `joined`: other tables take part, so equality with their columns bounds nothing. */
export function reachOf(
  where: AnyNode | undefined,
  relation: Node<'RangeVar'> | undefined,
  joined: boolean,
  context: RuleContext,
): Reach {
  if (isTrue(where)) return 'all'
  const terms = conjuncts(where)
  const pinned = new Set(terms.flatMap((term) => pinnedColumn(term, joined) ?? []))
  const keys = keyColumns(relation, pinned, context)
  if (keys.some((key) => key.every((column) => pinned.has(column)))) return 'few'
  if (terms.some((term) => isBatch(term)) || hasBothBounds(terms)) return 'batch'
  return 'many'
}

/** No condition, TRUE, or one constant equal to itself. */
export function isTrue(where: AnyNode | undefined): boolean {
  if (!where) return true
  const constant = as(where, 'A_Const')
  if (constant) return constant.boolval?.boolval === true
  const expression = as(where, 'A_Expr')
  if (expression) {
    const [operator] = strings(expression.name)
    const same = JSON.stringify(constantOf(expression.lexpr)) === JSON.stringify(constantOf(expression.rexpr))
    const constants = as(expression.lexpr, 'A_Const') !== undefined && as(expression.rexpr, 'A_Const') !== undefined
    if (constants && ['=', '>=', '<='].includes(operator ?? '')) return same
    return constants && (operator === '<>' || operator === '!=') && !same
  }
  const bool = as(where, 'BoolExpr')
  if (bool?.boolop === 'AND_EXPR') return (bool.args ?? []).every(isTrue)
  if (bool?.boolop === 'OR_EXPR') return (bool.args ?? []).some(isTrue) || isEitherWay(bool.args ?? [])
  return false
}

/** x IS NULL OR x IS NOT NULL. */
function isEitherWay(args: readonly AnyNode[]): boolean {
  const tests = all(args, 'NullTest')
  return (
    tests.length === 2 &&
    tests[0]!.nulltesttype !== tests[1]!.nulltesttype &&
    columnOf(tests[0]!.arg) !== undefined &&
    columnOf(tests[0]!.arg) === columnOf(tests[1]!.arg)
  )
}

const constantOf = (node: AnyNode | undefined): unknown => {
  const { location: _, ...rest } = (as(node, 'A_Const') ?? { node }) as { location?: number }
  return rest
}

function conjuncts(where: AnyNode | undefined): readonly AnyNode[] {
  const bool = as(where, 'BoolExpr')
  if (bool?.boolop === 'AND_EXPR') return (bool.args ?? []).flatMap(conjuncts)
  return where ? [where] : []
}

const columnOf = (node: AnyNode | undefined): string | undefined =>
  strings(as(node, 'ColumnRef')?.fields).at(-1) || undefined

/** column = value, or column IN (values). */
function pinnedColumn(term: AnyNode, joined: boolean): string | undefined {
  const expression = as(term, 'A_Expr')
  if (!expression || strings(expression.name)[0] !== '=') return undefined
  if (expression.kind !== 'AEXPR_OP' && expression.kind !== 'AEXPR_IN' && expression.kind !== 'AEXPR_OP_ANY')
    return undefined
  for (const [side, other] of [
    [expression.lexpr, expression.rexpr],
    [expression.rexpr, expression.lexpr],
  ] as const) {
    const column = columnOf(side)
    if (column === undefined) continue
    if (joined && nodesOf(other, 'ColumnRef').length > 0) continue
    if (nodesOf(other, 'RangeVar').length > 0) continue
    return column
  }
  return undefined
}

/** Names that are keys in most schemas, for tables the history does not know: settings.k too, not orders.status or orders.country_code. */
const usualKey = /^(id|k|code|slug|name|email|login|username|identifier|ctid)$|(^|_)(key|uuid|guid)$/

function keyColumns(
  relation: Node<'RangeVar'> | undefined,
  pinned: ReadonlySet<string>,
  { before }: RuleContext,
): readonly (readonly string[])[] {
  const { entry, id } = tableOf(before, relation)
  if (!entry || columnsOf(before, id).length === 0)
    return [...pinned].filter((name) => usualKey.test(name)).map((name) => [name])
  const keys = constraintsOf(before, id)
    .filter(({ object }) => object.form === 'primary key' || object.form === 'unique')
    .map(({ object }) => object.columns)
  const unique = indexesOf(before, id)
    .filter(({ object }) => object.unique)
    .map(({ object }) => object.keys.map((key) => key.column ?? '\0'))
  return [...keys, ...unique, ['id'], ['ctid']]
}

/** BETWEEN, and IN or = ANY of a limited query: the usual forms of a batch. */
function isBatch(term: AnyNode): boolean {
  const expression = as(term, 'A_Expr')
  if (expression?.kind === 'AEXPR_BETWEEN') return true
  const link = as(term, 'SubLink')
  if (link && as(link.subselect, 'SelectStmt')?.limitCount) return true
  return nodesOf(term, 'SelectStmt').some(({ limitCount }) => limitCount !== undefined)
}

/** id > a AND id <= b. */
function hasBothBounds(terms: readonly AnyNode[]): boolean {
  const lower = new Set<string>()
  const upper = new Set<string>()
  for (const term of terms) {
    const expression = as(term, 'A_Expr')
    const column = columnOf(expression?.lexpr)
    const operator = strings(expression?.name)[0]
    if (!column || !operator) continue
    if (operator.startsWith('>')) lower.add(column)
    if (operator.startsWith('<') && operator !== '<>') upper.add(column)
  }
  return [...lower].some((column) => upper.has(column))
}

/** An earlier statement of the transaction emptied the table: TRUNCATE keeps others out until it ends, DELETE does not. */
export function emptiedBy(table: ObjectId, context: RuleContext): 'TRUNCATE' | 'DELETE' | undefined {
  if (!context.transaction.open) return undefined
  const isIt = (relation: Node<'RangeVar'> | undefined): boolean =>
    samePath(context.table(relation).id.path, table.path)
  let by: 'TRUNCATE' | 'DELETE' | undefined
  for (const { statement } of context.transaction.earlier) {
    if (is(statement, 'TruncateStmt') && all(statement.node.relations, 'RangeVar').some(isIt)) by = 'TRUNCATE'
    else if (is(statement, 'DeleteStmt') && isTrue(statement.node.whereClause) && isIt(statement.node.relation))
      by ??= 'DELETE'
    else if ((is(statement, 'InsertStmt') || is(statement, 'CopyStmt')) && isIt(statement.node.relation)) by = undefined
  }
  return by
}
