import type { Node, Statement } from '../syntax/statement'
import { is } from '../syntax/statement'

/** A setting as the file made it. `local` ends with the transaction. */
interface Setting {
  readonly value: string
  readonly local: boolean
}

/**
 * What a session knows between two statements: its settings and whether a transaction block is open. Immutable. SET, SET LOCAL, RESET,
 * ROLLBACK and set_config() as the manual's SET page describes: a rolled back SET is undone, SET LOCAL ends with its transaction.
 */
export interface SessionState {
  /** A block is open: by the tool, by BEGIN, or implicitly by a text of several statements. */
  readonly inTransaction: boolean
  /** The statement that opened it; absent when the tool did. */
  readonly begunBy?: Statement
  /** Counts transactions of the file, so that two statements can be told to share one. */
  readonly transaction: number
  /** Undefined when the file does not set it. */
  setting(name: string): string | undefined
  after(statement: Statement): SessionState
  /** Inside a DO block that no transaction encloses: it is one by itself. */
  within(block: Statement): SessionState
  /** Behind it. */
  behind(): SessionState
}

/** `implicit`: the block is that of a text of several statements, which BEGIN makes an ordinary one and COMMIT only ends until the next statement. */
export function sessionState(wrapped: boolean, implicit = false): SessionState {
  return make({
    inTransaction: wrapped,
    wrapped,
    implicit: wrapped && implicit,
    transaction: 0,
    settings: new Map(),
    atBegin: new Map(),
  })
}

interface Facts {
  readonly inTransaction: boolean
  readonly wrapped: boolean
  readonly implicit: boolean
  readonly begunBy?: Statement
  readonly transaction: number
  readonly settings: ReadonlyMap<string, Setting>
  /** The settings a ROLLBACK returns to. */
  readonly atBegin: ReadonlyMap<string, Setting>
  /** Those that ROLLBACK TO returns to, the latest last. */
  readonly savepoints?: readonly { readonly name: string; readonly settings: ReadonlyMap<string, Setting> }[]
}

function make(facts: Facts): SessionState {
  const self: SessionState = {
    inTransaction: facts.inTransaction,
    ...(facts.begunBy && { begunBy: facts.begunBy }),
    transaction: facts.transaction,
    setting: (name) => facts.settings.get(name)?.value,
    after: (statement) => step(facts, statement, self),
    within: (block) => begun(facts, block),
    behind: () => ended(facts, withoutLocal(facts.settings), undefined),
  }
  return self
}

function step(facts: Facts, statement: Statement, self: SessionState): SessionState {
  if (is(statement, 'VariableSetStmt')) return make({ ...facts, settings: assigned(facts, statement.node) })
  if (is(statement, 'DiscardStmt') && statement.node.target === 'DISCARD_ALL')
    return make({ ...facts, settings: new Map() })
  if (is(statement, 'TransactionStmt')) return transaction(facts, statement.node, statement, self)
  if (is(statement, 'SelectStmt')) {
    const call = configCall(statement.node)
    if (call) return make({ ...facts, settings: put(facts, call.name, call.value, call.local) })
  }
  // Outside a block every statement is a transaction of its own.
  return facts.inTransaction ? self : make({ ...facts, transaction: facts.transaction + 1 })
}

function transaction(
  facts: Facts,
  node: Node<'TransactionStmt'>,
  statement: Statement,
  self: SessionState,
): SessionState {
  switch (node.kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      // "Multiple Statements in a Simple Query", manual 54.2.2.1.
      if (facts.implicit && !facts.begunBy) return make({ ...facts, begunBy: statement })
      // BEGIN inside a block is a warning and changes nothing.
      return facts.inTransaction ? self : begun(facts, statement)
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_PREPARE':
      return ended(facts, withoutLocal(facts.settings), node.chain ? statement : undefined)
    case 'TRANS_STMT_ROLLBACK':
      return ended(facts, facts.atBegin, node.chain ? statement : undefined)
    case 'TRANS_STMT_SAVEPOINT': {
      const savepoint = { name: node.savepoint_name ?? '', settings: facts.settings }
      return make({ ...facts, savepoints: [...(facts.savepoints ?? []), savepoint] })
    }
    case 'TRANS_STMT_ROLLBACK_TO': {
      const savepoints = facts.savepoints ?? []
      const at = savepoints.findLastIndex(({ name }) => name === node.savepoint_name)
      return at < 0
        ? self
        : make({ ...facts, settings: savepoints[at]!.settings, savepoints: savepoints.slice(0, at + 1) })
    }
    default:
      return self
  }
}

const begun = (facts: Facts, by: Statement): SessionState =>
  make({
    ...facts,
    inTransaction: true,
    begunBy: by,
    transaction: facts.transaction + 1,
    atBegin: facts.settings,
    savepoints: [],
  })

/** AND CHAIN begins the next transaction at once. */
function ended(facts: Facts, settings: ReadonlyMap<string, Setting>, chain: Statement | undefined): SessionState {
  return make({
    inTransaction: chain !== undefined || facts.implicit,
    ...(chain && facts.begunBy && { begunBy: chain }),
    wrapped: facts.implicit,
    implicit: facts.implicit,
    transaction: facts.transaction + 1,
    settings,
    atBegin: settings,
  })
}

const withoutLocal = (settings: ReadonlyMap<string, Setting>): ReadonlyMap<string, Setting> =>
  new Map([...settings].filter(([, setting]) => !setting.local))

function put(facts: Facts, name: string, value: string, local: boolean): ReadonlyMap<string, Setting> {
  // SET LOCAL outside a block has no effect beyond a warning.
  if (local && !facts.inTransaction) return facts.settings
  return new Map(facts.settings).set(name.toLowerCase(), { value, local })
}

function assigned(facts: Facts, node: Node<'VariableSetStmt'>): ReadonlyMap<string, Setting> {
  const name = (node.name ?? '').toLowerCase()
  switch (node.kind) {
    case 'VAR_SET_VALUE':
      return put(facts, name, (node.args ?? []).map(argument).join(', '), node.is_local === true)
    case 'VAR_RESET':
    case 'VAR_SET_DEFAULT': {
      const settings = new Map(facts.settings)
      settings.delete(name)
      return settings
    }
    case 'VAR_RESET_ALL':
      return new Map()
    default:
      return facts.settings
  }
}

/** The text of a SET argument: constants, possibly signed or cast (SET timezone TO INTERVAL …). */
export function argument(node: unknown): string {
  const tree = node as {
    A_Const?: {
      sval?: { sval?: string }
      ival?: { ival?: number }
      fval?: { fval?: string }
      boolval?: { boolval?: boolean }
    }
    TypeCast?: { arg?: unknown }
  }
  if (tree.TypeCast) return argument(tree.TypeCast.arg)
  const constant = tree.A_Const
  if (!constant) return ''
  if (constant.sval) return constant.sval.sval ?? ''
  if (constant.fval) return constant.fval.fval ?? ''
  if (constant.boolval) return String(constant.boolval.boolval ?? false)
  return String(constant.ival?.ival ?? 0)
}

/** `SELECT set_config('name', 'value', local)`. */
export function configCall(node: Node<'SelectStmt'>): { name: string; value: string; local: boolean } | undefined {
  const target = node.targetList?.[0] as { ResTarget?: { val?: { FuncCall?: Node<'FuncCall'> } } } | undefined
  const call = target?.ResTarget?.val?.FuncCall
  const name = call?.funcname?.at(-1) as { String?: { sval?: string } } | undefined
  if (!call || name?.String?.sval !== 'set_config') return undefined
  const [setting, value, local] = (call.args ?? []).map(argument)
  return { name: setting ?? '', value: value ?? '', local: local === 'true' }
}

/** Milliseconds a timeout setting stands for, `undefined` when it can't be read; 0 switches the timeout off (manual, 19.11.1). */
export function milliseconds(value: string | undefined): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*$/.exec(value ?? '')
  if (!match) return undefined
  const factor = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] ?? 'ms']!
  return Number(match[1]) * factor
}
