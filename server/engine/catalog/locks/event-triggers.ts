import type { Node, Statement } from '../../syntax/statement'
import type { Catalog, Entry } from '../catalog'
import { functionsNamed } from '../read'
import { follow } from './routines'
import { inner, type World } from './world'

type EventTrigger = Entry<'event_trigger'>

/** Statements no event trigger hears of: queries, sessions, and what belongs to the whole cluster (manual, 38.1). */
const unheard = new RegExp(
  `^(?:Select|Insert|Update|Delete|Merge|Copy|Explain|Prepare|Execute|Deallocate|DeclareCursor|Fetch|ClosePortal|Lock|Vacuum|Cluster|Truncate|
  |Transaction|VariableSet|VariableShow|Discard|Notify|Listen|Unlisten|Load|CheckPoint|Do|Call|ConstraintsSet|Createdb|Dropdb|AlterDatabase\\w*|
  |CreateRole|AlterRole|AlterRoleSet|DropRole|GrantRole|CreateTableSpace|DropTableSpace|AlterTableSpaceOptions|AlterSystem|
  |CreateEventTrig|AlterEventTrig|ReassignOwned)Stmt$`.replaceAll(/\s+\|/g, ''),
)
const drops = new Set(['AT_DropColumn', 'AT_DropConstraint', 'AT_DropIdentity', 'AT_DropExpression'])

/** The event triggers that run with a statement; one about rewriting tables only where its function is followed anyhow. */
export function eventTriggersFor(catalog: Catalog, statement: Statement, major: number): readonly EventTrigger[] {
  const all = [...catalog.ofKind('event_trigger')] as unknown as EventTrigger[]
  const own = (statement.node as { readonly removeType?: string }).removeType === 'OBJECT_EVENT_TRIGGER'
  if (all.length === 0 || own || (unheard.test(statement.tag) && tagOf(statement) === undefined)) return []
  if (statement.tag === 'ReindexStmt' && major < 17) return []
  return all.filter(({ object }) => {
    if (object.enabled === 'disabled' || object.enabled === 'replica' || object.event === 'login') return false
    if (object.event === 'sql_drop' && !mayDrop(statement)) return false
    return object.tags.length === 0 || object.tags.some((tag) => isTag(tag, statement))
  })
}

function mayDrop({ tag, node }: Statement): boolean {
  if (tag === 'DropStmt' || tag === 'DropOwnedStmt') return true
  return (
    tag === 'AlterTableStmt' &&
    ((node as Node<'AlterTableStmt'>).cmds ?? []).some((item) => {
      const { subtype = '', def } = inner(item, 'AlterTableCmd') ?? {}
      return drops.has(subtype) || (subtype === 'AT_ColumnDefault' && def === undefined)
    })
  )
}

/** Tags that are not the statement's first words. */
function tagOf({ tag, node }: Statement): string | undefined {
  if (tag === 'SelectStmt') return (node as Node<'SelectStmt'>).intoClause ? 'SELECT INTO' : undefined
  if (tag !== 'CreateTableAsStmt') return undefined
  const { objtype, is_select_into: into } = node as Node<'CreateTableAsStmt'>
  return into ? 'SELECT INTO' : objtype === 'OBJECT_MATVIEW' ? 'CREATE MATERIALIZED VIEW' : 'CREATE TABLE AS'
}

/** CREATE UNIQUE INDEX is a CREATE INDEX. */
const isTag = (tag: string, statement: Statement): boolean => {
  const own = tagOf(statement)
  return own === undefined ? begins(tag, statement) : own === tag
}

const begins = (tag: string, { text }: Statement): boolean =>
  new RegExp(
    `^${tag.split(' ').join(String.raw`\s+(?:(?:or\s+replace|unique|temp|temporary|unlogged|local|global|recursive|constraint)\s+)*`)}\\b`,
    'i',
  ).test(text.replace(/^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, ''))

export function followEventTriggers(world: World, triggers: readonly EventTrigger[]): void {
  for (const { id, object } of triggers) {
    if (object.event === 'table_rewrite' && !world.account.rewritesSome) continue
    if (functionsNamed(world.catalog, object.function).length === 0)
      world.account.unknown(`What the event trigger ${id.path[0]} does is not known.`)
    follow(world, object.function)
  }
}
