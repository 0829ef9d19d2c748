import { quoteIdentifier } from '../db/quote'
import type { AnyNode, Node, Statement } from '../syntax/statement'
import { isWord } from '../syntax/tokens'
import type { Catalog, ObjectId, Objects } from './catalog'
import { Expression, strings } from './expression'
import { elements, type Options, optionValue } from './options'
import { functionsNamed } from './read'
import { type TypeUse, typeUse } from './types'

type Routine = Objects['function']

export interface Argument {
  readonly name?: string
  readonly type: string
  readonly mode: 'in' | 'out' | 'inout' | 'variadic' | 'table'
  readonly default?: Expression
}

const modes: { readonly [mode: string]: Argument['mode'] } = {
  FUNC_PARAM_OUT: 'out',
  FUNC_PARAM_INOUT: 'inout',
  FUNC_PARAM_VARIADIC: 'variadic',
  FUNC_PARAM_TABLE: 'table',
}

export function argumentsOf(
  list: readonly AnyNode[] | undefined,
  catalog: Catalog,
  searchPath: readonly string[],
  needed: ObjectId[] = [],
): Argument[] {
  return (list ?? []).map((item) => {
    const parameter = (item as { FunctionParameter: Node<'FunctionParameter'> }).FunctionParameter
    const use = typeInFunction(parameter.argType, catalog, searchPath)
    if (use.id) needed.push(use.id)
    return {
      ...(parameter.name && { name: parameter.name }),
      type: use.text,
      mode: modes[parameter.mode ?? ''] ?? 'in',
      ...(parameter.defexpr && { default: Expression.written(parameter.defexpr) }),
    }
  })
}

/** Functions forget the length of varchar(20) and the like; bpchar is `character` without one. */
export function typeInFunction(
  type: Node<'TypeName'> | undefined,
  catalog: Catalog,
  searchPath: readonly string[],
): TypeUse {
  const { typmods: _, ...bare } = type ?? {}
  const use = typeUse(type && (bare as Node<'TypeName'>), catalog, searchPath)
  return { ...use, text: use.text.replace(/^bpchar/, 'character').replace(/^bit\(1\)/, 'bit') }
}

/** What tells overloads apart: the types of the arguments passed in. */
export const signature = (list: readonly Argument[]): string =>
  `(${list
    .filter(({ mode }) => mode !== 'out' && mode !== 'table')
    .map(({ type }) => type)
    .join(', ')})`

/** The function a statement names, with or without its argument types. */
export function functionId(
  object: Node<'ObjectWithArgs'> | undefined,
  catalog: Catalog,
  searchPath: readonly string[],
): ObjectId<'function'> {
  const name = strings(object?.objname)
  const overloads = functionsNamed(catalog, name, searchPath)
  const home = name.length > 1 ? name : [searchPath[0] ?? 'public', name[0] ?? '']
  if (object?.args_unspecified) {
    const [only] = overloads
    return only?.id ?? { kind: 'function', path: [...home, '()'] }
  }
  const parameters = object?.objfuncargs
    ? argumentsOf(object.objfuncargs, catalog, searchPath)
    : (object?.objargs ?? []).map(
        (item): Argument => ({
          type: typeInFunction((item as { TypeName?: Node<'TypeName'> }).TypeName, catalog, searchPath).text,
          mode: 'in',
        }),
      )
  const wanted = signature(parameters)
  return overloads.find(({ id }) => id.path[2] === wanted)?.id ?? { kind: 'function', path: [...home, wanted] }
}

const flags: { readonly [option: string]: (value: string) => Partial<Routine> } = {
  language: (value) => ({ language: value.toLowerCase() }),
  volatility: (value) => ({ volatility: value as Routine['volatility'] }),
  strict: (value) => ({ strict: value === 'true' }),
  security: (value) => ({ securityDefiner: value === 'true' }),
  leakproof: (value) => ({ leakproof: value === 'true' }),
  parallel: (value) => ({ parallel: value.toLowerCase() as Routine['parallel'] }),
}

/** The options of CREATE and ALTER FUNCTION; cost and rows are left to the server. */
export function withFunctionOptions(
  before: Routine,
  list: readonly AnyNode[] | undefined,
  searchPath: readonly string[],
): Routine {
  let after = before
  for (const element of elements(list)) {
    const name = element.defname ?? ''
    if (name === 'set') after = { ...after, settings: withSetting(after.settings, element, searchPath) }
    else if (name === 'as') {
      const [body = '', symbol] = strings((element.arg as { List?: { items?: unknown } } | undefined)?.List?.items)
      after = { ...after, body: symbol === undefined ? body : symbol }
    } else if (flags[name]) after = { ...after, ...flags[name](optionValue(element)) }
  }
  return after
}

/** SET … FROM CURRENT: only the search path is followed. */
const current = (name: string, searchPath: readonly string[]): string =>
  name !== 'search_path'
    ? ''
    : searchPath.join() === 'public'
      ? '"$user", public'
      : searchPath.map(quoteIdentifier).join(', ')

function withSetting(settings: Options, element: Node<'DefElem'>, searchPath: readonly string[]): Options {
  const set = (element.arg as { VariableSetStmt?: Node<'VariableSetStmt'> } | undefined)?.VariableSetStmt
  if (set?.kind === 'VAR_RESET_ALL') return {}
  const { [set?.name?.toLowerCase() ?? '']: _, ...rest } = settings
  if (!set?.name || set.kind === 'VAR_RESET') return rest
  if (set.kind === 'VAR_SET_CURRENT') return { ...rest, [set.name]: current(set.name, searchPath) }
  const values = (set.args ?? []).map((arg) => {
    const constant = (arg as { A_Const?: Node<'A_Const'> }).A_Const
    if (constant?.sval) return listItem(set.name!, constant.sval.sval ?? '', set.args!.length)
    return constant?.ival
      ? String(constant.ival.ival ?? 0)
      : constant?.boolval
        ? String(constant.boolval.boolval === true)
        : (constant?.fval?.fval ?? '')
  })
  return { ...rest, [set.name.toLowerCase()]: values.join(', ') }
}

/** flatten_set_variable_args in src/backend/utils/misc/guc_funcs.c quotes the items of list settings that aren't plain names. */
const listItem = (setting: string, value: string, count: number): string =>
  (setting === 'search_path' || count > 1) && !/^[a-z_][a-z0-9_]*$/.test(value) ? `"${value}"` : value

/** RETURN … or BEGIN ATOMIC … END as written, from where it begins to the end of the statement. */
export function sqlBody(statement: Statement): string {
  const { tokens } = statement
  const at = tokens.findIndex(
    (token, i) => isWord(token, 'return') || (isWord(token, 'begin') && isWord(tokens[i + 1], 'atomic')),
  )
  return at < 0 ? '' : statement.source.slice({ start: tokens[at]!.span.start, end: statement.span.end })
}
