import type { AnyNode, Node } from '../syntax/statement'
import type { Catalog, ObjectId } from './catalog'
import { strings } from './expression'

/** NAMEDATALEN - 1: the longest identifier in bytes (src/include/pg_config_manual.h). */
export const nameLength = 63

const bytes = (text: string): number => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return Buffer.byteLength(text)
  return text.length
}

/** The first `length` bytes, whole characters only (pg_mbcliplen). */
export function clipped(text: string, length: number): string {
  if (bytes(text) <= length) return text
  let used = 0
  let result = ''
  for (const character of text) {
    used += bytes(character)
    if (used > length) break
    result += character
  }
  return result
}

/** makeObjectName in src/backend/commands/indexcmds.c: the longer of the two names is cut first. */
export function objectName(first: string, second: string | undefined, label: string): string {
  const available = nameLength - (label.length + 1) - (second === undefined ? 0 : 1)
  let firstBytes = bytes(first)
  let secondBytes = second === undefined ? 0 : bytes(second)
  while (firstBytes + secondBytes > available) {
    if (firstBytes > secondBytes) firstBytes--
    else secondBytes--
  }
  const head = clipped(first, firstBytes)
  return second === undefined ? `${head}_${label}` : `${head}_${clipped(second, secondBytes)}_${label}`
}

function choose(first: string, second: string | undefined, label: string, taken: (name: string) => boolean): string {
  for (let pass = 0; ; pass++) {
    const name = objectName(first, second, pass === 0 ? label : `${label}${pass}`)
    if (!taken(name)) return name
  }
}

const relationTaken = (catalog: Catalog, schema: string, name: string): boolean =>
  catalog.taken({ kind: 'table', path: [schema, name] } as unknown as ObjectId)
const constraintTaken = (catalog: Catalog, schema: string, name: string): boolean =>
  catalog.taken({ kind: 'constraint', path: [schema, name] } as unknown as ObjectId)

/** ChooseRelationName: `constraint` when the name must be free among constraints too. */
export function relationName(
  catalog: Catalog,
  schema: string,
  first: string,
  second: string | undefined,
  label: string,
  constraint = false,
): string {
  return choose(
    first,
    second,
    label,
    (name) => relationTaken(catalog, schema, name) || (constraint && constraintTaken(catalog, schema, name)),
  )
}

/** ChooseConstraintName. */
export function constraintName(
  catalog: Catalog,
  schema: string,
  first: string,
  second: string | undefined,
  label: string,
): string {
  return choose(first, second, label, (name) => constraintTaken(catalog, schema, name))
}

/** ChooseIndexNameAddition: stops once the joined names fill an identifier. */
export function joinedNames(columns: readonly string[]): string {
  let joined = ''
  for (const column of columns) {
    joined = joined === '' ? column : `${joined}_${column}`
    if (bytes(joined) >= nameLength + 1) break
  }
  return joined
}

/** ChooseIndexColumnNames: index columns are called after what they index, numbered when that repeats. */
export function indexColumnNames(elements: readonly (AnyNode | undefined)[]): string[] {
  const names: string[] = []
  for (const element of elements) {
    const item = (element as { IndexElem?: Node<'IndexElem'> } | undefined)?.IndexElem
    const origin = item?.indexcolname ?? item?.name ?? (item?.expr && figuredName(item.expr)) ?? 'expr'
    let name = origin
    for (let i = 1; names.includes(name); i++) name = `${clipped(origin, nameLength - String(i).length)}${i}`
    names.push(name)
  }
  return names
}

const valueFunctions: { readonly [op: string]: string } = {
  SVFOP_CURRENT_DATE: 'current_date',
  SVFOP_CURRENT_TIME: 'current_time',
  SVFOP_CURRENT_TIME_N: 'current_time',
  SVFOP_CURRENT_TIMESTAMP: 'current_timestamp',
  SVFOP_CURRENT_TIMESTAMP_N: 'current_timestamp',
  SVFOP_LOCALTIME: 'localtime',
  SVFOP_LOCALTIME_N: 'localtime',
  SVFOP_LOCALTIMESTAMP: 'localtimestamp',
  SVFOP_LOCALTIMESTAMP_N: 'localtimestamp',
  SVFOP_CURRENT_ROLE: 'current_role',
  SVFOP_CURRENT_USER: 'current_user',
  SVFOP_USER: 'user',
  SVFOP_SESSION_USER: 'session_user',
  SVFOP_CURRENT_CATALOG: 'current_catalog',
  SVFOP_CURRENT_SCHEMA: 'current_schema',
}

/** FigureColname in src/backend/parser/parse_target.c; undefined where PostgreSQL falls back to "?column?" (or "expr" for an index). */
export function figuredName(node: AnyNode): string | undefined {
  return figure(node).name
}

/** strength 2: sure; 1: only a type's name or "case"; 0: none. */
function figure(node: AnyNode | undefined): { readonly name?: string; readonly strength: 0 | 1 | 2 } {
  const none = { strength: 0 } as const
  if (!node) return none
  const any = node as unknown as { readonly [tag: string]: unknown }
  const tag = Object.keys(any)[0]!
  const figures: { readonly [tag: string]: () => { name?: string | undefined; readonly strength: 0 | 1 | 2 } } = {
    ColumnRef: () => {
      const name = strings((any.ColumnRef as Node<'ColumnRef'>).fields)
        .filter((field) => field !== '')
        .at(-1)
      return name === undefined ? none : { name, strength: 2 }
    },
    A_Indirection: () => {
      const { arg, indirection } = any.A_Indirection as Node<'A_Indirection'>
      const name = strings(indirection)
        .filter((field) => field !== '')
        .at(-1)
      return name === undefined ? figure(arg as AnyNode) : { name, strength: 2 }
    },
    FuncCall: () => ({ name: strings((any.FuncCall as Node<'FuncCall'>).funcname).at(-1), strength: 2 }),
    A_Expr: () => ((any.A_Expr as Node<'A_Expr'>).kind === 'AEXPR_NULLIF' ? { name: 'nullif', strength: 2 } : none),
    TypeCast: () => {
      const { arg, typeName } = any.TypeCast as Node<'TypeCast'>
      const inner = figure(arg as AnyNode)
      return inner.strength > 1 ? inner : { name: strings(typeName?.names).at(-1), strength: 1 }
    },
    CollateClause: () => figure((any.CollateClause as Node<'CollateClause'>).arg as AnyNode),
    CaseExpr: () => {
      const inner = figure((any.CaseExpr as Node<'CaseExpr'>).defresult as AnyNode | undefined)
      return inner.strength > 1 ? inner : { name: 'case', strength: 1 }
    },
    SubLink: () => {
      const { subLinkType, subselect } = any.SubLink as Node<'SubLink'>
      if (subLinkType === 'EXISTS_SUBLINK') return { name: 'exists', strength: 2 }
      if (subLinkType === 'ARRAY_SUBLINK') return { name: 'array', strength: 2 }
      if (subLinkType !== 'EXPR_SUBLINK') return none
      const target = (subselect as { SelectStmt?: Node<'SelectStmt'> }).SelectStmt?.targetList?.[0]
      const result = (target as { ResTarget?: Node<'ResTarget'> } | undefined)?.ResTarget
      return result?.name ? { name: result.name, strength: 2 } : figure(result?.val as AnyNode | undefined)
    },
    A_ArrayExpr: () => ({ name: 'array', strength: 2 }),
    RowExpr: () => ({ name: 'row', strength: 2 }),
    CoalesceExpr: () => ({ name: 'coalesce', strength: 2 }),
    MinMaxExpr: () => ({
      name: (any.MinMaxExpr as Node<'MinMaxExpr'>).op === 'IS_LEAST' ? 'least' : 'greatest',
      strength: 2,
    }),
    SQLValueFunction: () => ({
      name: valueFunctions[(any.SQLValueFunction as Node<'SQLValueFunction'>).op ?? ''],
      strength: 2,
    }),
    GroupingFunc: () => ({ name: 'grouping', strength: 2 }),
  }
  const { name, strength } = figures[tag]?.() ?? { strength: 0 as const, name: undefined }
  return name === undefined ? none : { name, strength }
}
