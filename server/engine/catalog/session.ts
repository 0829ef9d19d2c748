import type { Node, NodeTag, Statement } from '../syntax/statement'
import { strings } from './expression'
import type { Store } from './store'

type Handler = (catalog: Store, statement: Statement) => Store

/** Statements that change the session rather than the schema: search_path, and what ROLLBACK takes back. */
export const sessions: { readonly [T in NodeTag]?: Handler } = {
  VariableSetStmt: (catalog, statement) => {
    const node = statement.node as Node<'VariableSetStmt'>
    if (node.kind === 'VAR_RESET_ALL') return catalog.withSearchPath()
    if (node.name !== 'search_path') return catalog
    const values = (node.args ?? []).map((arg) => (arg as { A_Const?: Node<'A_Const'> }).A_Const?.sval?.sval ?? '')
    return catalog.withSearchPath(
      node.kind === 'VAR_SET_VALUE' ? searchPathOf(values) : undefined,
      node.is_local === true,
    )
  },
  SelectStmt: (catalog, statement) => {
    const call = setConfig(statement.node as Node<'SelectStmt'>)
    return call ? catalog.withSearchPath(searchPathOf(call.value.split(',')), call.local) : catalog
  },
  TransactionStmt: (catalog, statement) => {
    const { kind, savepoint_name } = statement.node as Node<'TransactionStmt'>
    return (transactions[kind ?? ''] ?? ((same) => same))(catalog, savepoint_name)
  },
  DiscardStmt: (catalog) => catalog.newSession(),
}

const transactions: { readonly [kind: string]: (catalog: Store, savepoint?: string) => Store } = {
  TRANS_STMT_BEGIN: (catalog) => catalog.begin(),
  TRANS_STMT_START: (catalog) => catalog.begin(),
  TRANS_STMT_COMMIT: (catalog) => catalog.commit(),
  TRANS_STMT_PREPARE: (catalog) => catalog.commit(),
  TRANS_STMT_ROLLBACK: (catalog) => catalog.rollback(),
  TRANS_STMT_SAVEPOINT: (catalog, savepoint) => catalog.savepoint(savepoint ?? ''),
  TRANS_STMT_ROLLBACK_TO: (catalog, savepoint) => catalog.rollback(savepoint),
}

/** "$user" is nobody's schema here, pg_catalog is always searched. */
export function searchPathOf(values: readonly string[]): readonly string[] {
  return values
    .map((value) => value.trim().replace(/^"(.*)"$/, '$1'))
    .filter((schema) => schema !== '' && schema !== '$user' && schema !== 'pg_catalog')
}

/** SELECT set_config('search_path', …): how pg_dump sets it. */
function setConfig(select: Node<'SelectStmt'>): { readonly value: string; readonly local: boolean } | undefined {
  if (select.targetList?.length !== 1) return undefined
  const target = (select.targetList[0] as { ResTarget?: Node<'ResTarget'> }).ResTarget?.val
  const call = (target as { FuncCall?: Node<'FuncCall'> } | undefined)?.FuncCall
  if (!call || strings(call.funcname).at(-1) !== 'set_config') return undefined
  const [name, value, local] = (call.args ?? []).map((arg) => (arg as { A_Const?: Node<'A_Const'> }).A_Const)
  if (name?.sval?.sval?.toLowerCase() !== 'search_path' || !value) return undefined
  return { value: value.sval?.sval ?? '', local: local?.boolval?.boolval === true }
}
