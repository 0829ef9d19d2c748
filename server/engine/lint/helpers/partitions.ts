import type { Entry, ObjectId } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { columnOf, constraintsOf, defaultPartitionOf } from '../../catalog/read'
import type { AnyNode, Node, Statement } from '../../syntax/statement'
import type { RuleContext, TableFacts } from '../rule'
import { alteredRelation, commandsOf } from './alter-table'
import { as } from './nodes'
import { before, sameRelation } from './targets'

/** A constant as it compares: numbers as numbers, ISO dates and everything else as text. */
type Value = number | string

const constantOf = (node: unknown): Value | undefined => {
  const any = node as { A_Const?: Node<'A_Const'>; TypeCast?: Node<'TypeCast'> } | undefined
  if (any?.TypeCast) return constantOf(any.TypeCast.arg)
  const constant = any?.A_Const
  if (!constant) return undefined
  if (constant.sval) return constant.sval.sval ?? ''
  if (constant.fval) return Number(constant.fval.fval)
  if (constant.boolval) return String(constant.boolval.boolval === true)
  return constant.isnull ? undefined : (constant.ival?.ival ?? 0)
}

const atLeast = (a: Value | undefined, b: Value | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  (typeof a === 'number' && typeof b === 'number' ? a >= b : String(a) >= String(b))

/** What a conjunction says about one column. */
interface Said {
  notNull: boolean
  from?: Value
  to?: Value
  in?: readonly Value[]
}

function said(expressions: readonly (AnyNode | undefined)[], column: string): Said {
  const result: Said = { notNull: false }
  const visit = (node: unknown): void => {
    const any = node as
      | { BoolExpr?: Node<'BoolExpr'>; NullTest?: Node<'NullTest'>; A_Expr?: Node<'A_Expr'> }
      | undefined
    if (any?.BoolExpr?.boolop === 'AND_EXPR') any.BoolExpr.args?.forEach(visit)
    if (any?.NullTest?.nulltesttype === 'IS_NOT_NULL' && columnName(any.NullTest.arg) === column) result.notNull = true
    const comparison = any?.A_Expr
    if (!comparison || columnName(comparison.lexpr) !== column) return
    const operator = strings(comparison.name).at(-1)
    if (comparison.kind === 'AEXPR_IN' && operator === '=') {
      const items = (comparison.rexpr as { List?: Node<'List'> } | undefined)?.List?.items ?? []
      result.in = items.map(constantOf).filter((value): value is Value => value !== undefined)
    } else if (comparison.kind === 'AEXPR_BETWEEN') {
      const items = (comparison.rexpr as { List?: Node<'List'> } | undefined)?.List?.items ?? []
      result.from = constantOf(items[0])!
    } else if (operator === '>=' || operator === '>') result.from = constantOf(comparison.rexpr)!
    else if (operator === '<') result.to = constantOf(comparison.rexpr)!
    else if (operator === '=') {
      const value = constantOf(comparison.rexpr)
      if (value !== undefined) result.in = [value]
    }
  }
  expressions.forEach(visit)
  return result
}

const columnName = (node: unknown): string | undefined =>
  strings((node as { ColumnRef?: Node<'ColumnRef'> } | undefined)?.ColumnRef?.fields).at(-1)

/** The columns a partitioned table is divided by; undefined where the history does not tell or an expression divides it. */
export function keyColumns(parent: Entry<'table'> | undefined): readonly string[] | undefined {
  const key = parent?.object.partitioned?.key
  if (!key || key.some(({ column }) => column === undefined)) return undefined
  return key.map(({ column }) => column!)
}

/** ATTACH or DETACH PARTITION with the partition it names. */
export const partitionCommand = (command: Node<'AlterTableCmd'>): Node<'PartitionCmd'> | undefined =>
  command.subtype === 'AT_AttachPartition' || command.subtype === 'AT_DetachPartition'
    ? as(command.def, 'PartitionCmd')
    : undefined

export interface DefaultPartition {
  readonly table: TableFacts
  readonly madeBy?: { readonly uri: string; readonly span: Statement['span'] }
}

/** The default partition of a table, also where this very file attached one to a table that the history does not create. */
export function defaultPartition(
  parent: Node<'RangeVar'> | undefined,
  context: RuleContext,
): DefaultPartition | undefined {
  const entry = defaultPartitionOf(context.before, context.table(parent).id)
  if (entry) return { table: context.tableById(entry.id), ...(entry.definedAt && { madeBy: entry.definedAt }) }
  let found: DefaultPartition | undefined
  for (const statement of before(context)) {
    if (!sameRelation(alteredRelation({ statement }), parent)) continue
    for (const command of commandsOf(statement)) {
      const partition = partitionCommand(command)
      if (!partition?.name) continue
      if (partition.bound?.is_default)
        found = { table: context.table(partition.name), madeBy: { uri: context.source.uri, span: statement.span } }
      else if (
        command.subtype === 'AT_DetachPartition' &&
        context.table(partition.name).id.path.join('.') === found?.table.id.path.join('.')
      )
        found = undefined
    }
  }
  return found
}

/** Validated CHECKs, as their trees. */
const checks = (context: RuleContext, table: ObjectId): readonly Entry<'constraint'>[] =>
  constraintsOf(context.before, table).filter(
    ({ object }) => object.form === 'check' && object.validated && object.enforced,
  )

/**
 * Whether validated CHECKs and NOT NULLs of a table imply a bound, so that attaching reads no row (ConstraintImpliedByRelConstraint in
 * tablecmds.c). Only the forms people write for this are understood: anything else counts as not implied.
 */
export function provesBound(
  context: RuleContext,
  table: ObjectId,
  key: readonly string[] | undefined,
  bound: Node<'PartitionBoundSpec'>,
): boolean {
  const constraints = checks(context, table)
  const column = key?.[0] ?? constraints[0]?.object.columns[0]
  if (!column || (key && key.length > 1) || bound.is_default) return false
  const facts = said(
    constraints.map(({ object }) => object.expression?.node),
    column,
  )
  const notNull = facts.notNull || columnOf(context.before, table, column)?.object.nullable === false
  if (bound.strategy === 'l') {
    const list = (bound.listdatums ?? []).map(constantOf)
    if (list.some((value) => value === undefined)) return false
    return notNull && facts.in?.every((value) => list.some((other) => String(other) === String(value))) === true
  }
  if (bound.strategy !== 'r') return false
  const lower = bound.lowerdatums?.[0]
  const upper = bound.upperdatums?.[0]
  return (
    notNull &&
    (isOpen(lower) || atLeast(facts.from, constantOf(lower))) &&
    (isOpen(upper) || atLeast(constantOf(upper), facts.to))
  )
}

/** MINVALUE and MAXVALUE come as column references. */
const isOpen = (node: unknown): boolean => /^(minvalue|maxvalue)$/i.test(columnName(node) ?? '')

/** Whether a validated CHECK of the default partition keeps the rows of a bound out: one that names the bound's own constants. */
export function excludesBound(
  context: RuleContext,
  table: ObjectId,
  key: readonly string[] | undefined,
  bound: Node<'PartitionBoundSpec'>,
): boolean {
  const values = [...(bound.lowerdatums ?? []), ...(bound.upperdatums ?? []), ...(bound.listdatums ?? [])]
    .map(constantOf)
    .filter((value) => value !== undefined)
  return checks(context, table).some(
    ({ object }) =>
      (!key || key.some((column) => object.columns.includes(column))) &&
      values.length > 0 &&
      values.every((value) => object.expression?.text.includes(String(value))),
  )
}
