import { bodyOf, isOpaque, statementsOf } from '../syntax/body'
import type { NodeTag, Statement } from '../syntax/statement'
import type { Catalog, Change, FoldContext, KindDefinition, Target } from './catalog'
import { visits } from './elements'
import { kinds } from './kinds/index'
import { objectStatements } from './objects'
import { sessions } from './session'
import type { Store } from './store'

type AnyListener = (node: unknown, context: FoldContext) => Iterable<Change>

/** Node tag -> every kind's listener, in the order of the kinds; what all kinds share comes last. */
const listeners: ReadonlyMap<string, readonly AnyListener[]> = (() => {
  const table = new Map<string, AnyListener[]>()
  for (const kind of Object.values(kinds) as unknown as KindDefinition[]) {
    for (const [tag, listener] of Object.entries(kind.fold)) {
      const list = table.get(tag)
      if (list) list.push(listener as AnyListener)
      else table.set(tag, [listener as AnyListener])
    }
  }
  for (const [tag, handler] of Object.entries(objectStatements)) {
    table.set(tag, [...(table.get(tag) ?? []), handler as unknown as AnyListener])
  }
  return table
})()

const composed = new Set<NodeTag>(['CreateStmt', 'CreateForeignTableStmt', 'AlterTableStmt', 'CreateSchemaStmt'])

/** Most SELECTs only read. */
const isHeard = ({ tag, node }: Statement): boolean =>
  (listeners.has(tag) || composed.has(tag)) &&
  (tag !== 'SelectStmt' || (node as { intoClause?: unknown }).intoClause !== undefined)

/** The catalog after a statement that succeeded. The same catalog when the statement changes no schema. */
export function fold(catalog: Catalog, statement: Statement): Catalog {
  const { tag } = statement
  if (tag === 'DoStmt') return foldBody(catalog as Store, statement)
  const session = sessions[tag]
  const before = session ? session(catalog as Store, statement) : (catalog as Store)
  if (!isHeard(statement)) return before
  return foldNode(before, statement)
}

function foldNode(before: Store, statement: Statement): Store {
  const { tag, node } = statement
  const definedAt = { uri: statement.source.uri, span: statement.span }
  const draft = before.draft()
  for (const visit of visits(tag, node, draft, before.searchPath)) {
    const heard = listeners.get(visit.tag)
    if (!heard) continue
    const context: FoldContext & { readonly target: Target | undefined } = {
      statement,
      before: draft,
      searchPath: visit.searchPath ?? before.searchPath,
      target: visit.target,
    }
    for (const listener of heard) for (const change of listener(visit.node, context)) draft.apply(change, definedAt)
  }
  return draft
}

/** Conditions of migrations that may run twice: they look at the system catalogs, or catch the error of the second run. */
const guard = /\b(information_schema|pg_[a-z_]+|to_reg[a-z]+|duplicate_[a-z]+|undefined_[a-z]+|if\s+(not\s+)?exists)\b/i

/**
 * Static statements are folded as if written outside. A conditional one behind a guard is taken to do what its author wants: to create what
 * isn't there, to drop or alter what is. Other conditional ones leave what they name unknown; dynamic SQL leaves everything unknown.
 */
function foldBody(before: Store, statement: Statement): Store {
  const body = bodyOf(statement)
  if (!body) return before.with([{ type: 'unknown' }])
  let catalog = before
  const guarded = guard.test(statement.text)
  for (const inner of statementsOf(body)) {
    if (!isHeard(inner)) continue
    if (!inner.enclosure?.conditional && !body.handlesErrors) catalog = fold(catalog, inner) as Store
    else if (guarded) catalog = foldGuarded(catalog, inner)
    else catalog = foldUncertain(catalog, inner)
  }
  return isOpaque(body) ? catalog.with([{ type: 'unknown' }]) : catalog
}

/** Changes of a statement that ran only if it was needed: what is there already stays. */
function foldGuarded(before: Store, statement: Statement): Store {
  const draft = before.draft()
  const definedAt = { uri: statement.source.uri, span: statement.span }
  for (const change of changesOf(before, statement)) {
    if (change.type === 'put' && before.taken(change.entry.id) && creates(statement)) continue
    if (change.type === 'rename' && !before.taken(change.id)) continue
    draft.apply(change, definedAt)
  }
  return draft
}

const creates = (statement: Statement): boolean => /^(Create|Define|Index|View)/.test(statement.tag)

function foldUncertain(before: Store, statement: Statement): Store {
  const unknown: Change[] = []
  for (const change of changesOf(before, statement)) {
    if (change.type === 'put') unknown.push({ type: 'unknown', below: change.entry.id })
    else if (change.type === 'unknown') unknown.push(change)
    else unknown.push({ type: 'unknown', below: change.id })
  }
  return before.with(unknown)
}

/** What the statement would change, each part seeing the ones before. */
function changesOf(before: Store, statement: Statement): Change[] {
  const changes: Change[] = []
  const draft = before.draft()
  for (const visit of visits(statement.tag, statement.node, draft, before.searchPath)) {
    for (const listener of listeners.get(visit.tag) ?? []) {
      const heard = listener(visit.node, {
        statement,
        before: draft,
        searchPath: visit.searchPath ?? before.searchPath,
        ...(visit.target && { target: visit.target }),
      })
      for (const change of heard) {
        changes.push(change)
        draft.apply(change)
      }
    }
  }
  return changes
}
