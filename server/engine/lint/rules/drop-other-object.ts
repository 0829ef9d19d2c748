import type { Entry, ObjectId } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { isKind } from '../../catalog/place'
import { is, type Statement } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { before, head, later, madeHere } from '../helpers/targets'
import { uses } from '../helpers/uses'
import { defineRule, type RuleContext } from '../rule'

interface Droppable {
  readonly what: string
  readonly kind?: string
  readonly lost: string
}

const objects: { readonly [removeType: string]: Droppable } = {
  OBJECT_VIEW: { what: 'view', kind: 'view', lost: 'programs that read it fail' },
  OBJECT_MATVIEW: { what: 'materialized view', kind: 'materialized_view', lost: 'programs that read it fail' },
  OBJECT_FUNCTION: { what: 'function', kind: 'function', lost: 'programs and functions that call it fail' },
  OBJECT_PROCEDURE: { what: 'procedure', kind: 'function', lost: 'programs that call it fail' },
  OBJECT_ROUTINE: { what: 'routine', kind: 'function', lost: 'programs that call it fail' },
  OBJECT_AGGREGATE: { what: 'aggregate', kind: 'function', lost: 'queries that use it fail' },
  OBJECT_TYPE: { what: 'type', kind: 'type', lost: 'programs that cast to it fail' },
  OBJECT_DOMAIN: { what: 'domain', kind: 'type', lost: 'programs that cast to it fail' },
  OBJECT_SEQUENCE: {
    what: 'sequence',
    kind: 'sequence',
    lost: 'its position is lost, and programs that call nextval fail',
  },
  OBJECT_EXTENSION: { what: 'extension', kind: 'extension', lost: 'its functions, types and operators go with it' },
  OBJECT_PUBLICATION: { what: 'publication', kind: 'publication', lost: 'its subscribers stop with an error' },
  OBJECT_FOREIGN_SERVER: { what: 'server', lost: 'foreign tables on it can no longer be read' },
  OBJECT_STATISTIC_EXT: { what: 'statistics object', lost: 'plans that rely on it may change' },
  OBJECT_EVENT_TRIGGER: { what: 'event trigger', kind: 'event_trigger', lost: 'what it kept watch over goes unseen' },
  OBJECT_CAST: { what: 'cast', lost: 'expressions that rely on it fail' },
  OBJECT_COLLATION: { what: 'collation', lost: 'queries that name it fail' },
  OBJECT_OPERATOR: { what: 'operator', lost: 'queries that use it fail' },
  OBJECT_TSCONFIGURATION: { what: 'text search configuration', lost: 'queries that name it fail' },
  OBJECT_TSDICTIONARY: { what: 'text search dictionary', lost: 'configurations that use it fail' },
  OBJECT_FDW: { what: 'foreign-data wrapper', lost: 'servers on it can no longer be used' },
}

export default defineRule({
  group: 'compatibility',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'bytebase', name: 'SCHEMA_BACKWARD_COMPATIBILITY' },
    { tool: 'migrationpilot', name: 'MP024' },
  ],
  docs: {
    summary: 'Dropping a view, function, type, sequence, role or publication breaks what still uses it.',
    why: 'Programs that run while the migration does still use it. Functions don’t hold back the drop of what their bodies name. A dropped sequence loses its position, a dropped publication stops its subscribers. Silent where the same file creates it anew.',
    instead: 'Stop using it in one release, drop it in the next.',
    wrong: ['DROP VIEW active_users;', 'DROP FUNCTION total(int);', 'DROP ROLE reporting;'],
    right: [
      'DROP VIEW v; CREATE VIEW v AS SELECT 1 AS a;',
      'CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1; DROP FUNCTION f();',
    ],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      const droppable = objects[node.removeType ?? '']
      if (!droppable || !is(statement, 'DropStmt')) return
      const isCast = node.removeType === 'OBJECT_CAST'
      for (const { path, span } of dropped(statement)) {
        const id = idOf(droppable, path, context)
        const swapped = id && exchanged(id, context)
        if (swapped) {
          if (swapped.message) context.report({ at: span, message: swapped.message, help: swapped.help })
          continue
        }
        if (id && isNew(id, context)) continue
        const others = id ? later(context) : [...before(context), ...later(context)]
        if (others.some((other) => (isCast ? is(other, 'CreateCastStmt') : creates(other, path.at(-1) ?? '')))) continue
        const { related, clause } = id ? uses(context, id) : { related: [], clause: '' }
        context.report({
          at: span,
          message: `The ${droppable.what} ${isCast ? context.source.slice(span) : path.join('.')} is gone: ${droppable.lost}.${clause}`,
          help: 'Drop it in a later release than the one that stops using it.',
          related,
        })
      }
    },
    DropRoleStmt(_node, context) {
      context.report({
        at: head(context.statement, context.statement.tokens.length),
        message:
          'The role is gone: programs that log in as it, or rely on its privileges, fail. It fails itself while the role owns anything.',
        help: 'Drop it in a later release than the one that stops using it.',
      })
    },
    DropUserMappingStmt(node, context) {
      context.report({
        at: head(context.statement, context.statement.tokens.length),
        message: `The user mapping to ${node.servername} is gone: its role can no longer read foreign tables there.`,
        help: 'Drop it in a later release than the one that stops using it.',
      })
    },
    DropSubscriptionStmt(node, context) {
      context.report({
        at: head(context.statement, 3),
        message: `The subscription ${node.subname} is gone: its tables get no more changes, and its replication slot is dropped.`,
        help: 'Disable it first; drop it when the data is no longer needed here.',
      })
    },
  }),
})

interface Exchanged {
  /** Absent where the new type has every value of the old. */
  readonly message?: string
  readonly help: string
}

/** The rest of an exchange of types: this one was renamed above, and another got its name. */
function exchanged(id: ObjectId, context: RuleContext): Exchanged | undefined {
  const renames = before(context).filter(
    (past): past is Statement<'RenameStmt'> => is(past, 'RenameStmt') && past.node.renameType === 'OBJECT_TYPE',
  )
  const away = renames.find(({ node }) => node.newname === id.path.at(-1))
  const name = away && strings((away.node.object as { List?: { items?: unknown } } | undefined)?.List?.items).at(-1)
  const taken =
    renames.some(({ node }) => node.newname === name) ||
    before(context).some((past) => is(past, 'CreateEnumStmt') && strings(past.node.typeName).at(-1) === name)
  if (!name || !taken) return undefined
  const labels = labelsOf(id, context)
  const kept = labelsOf({ ...id, path: [...id.path.slice(0, -1), name] }, context)
  const lost = labels && kept && labels.filter((label) => !kept.includes(label))
  const help = 'Stop using those values in one release, exchange the type in the next.'
  if (!lost) return { message: `Programs fail that use a value which only the former ${name} had.`, help }
  return lost.length === 0
    ? { help }
    : {
        message: `${name} no longer has ${lost.map((label) => `'${label}'`).join(', ')}: programs that use it fail.`,
        help,
      }
}

function labelsOf(id: ObjectId, context: RuleContext): readonly string[] | undefined {
  const type = context.before.get<'type'>({ kind: 'type', path: id.path })?.object
  return type?.form === 'enum' ? type.labels : undefined
}

function idOf({ kind }: Droppable, path: readonly string[], { before }: RuleContext): ObjectId | undefined {
  if (!kind || !isKind(kind)) return undefined
  const own = kind === 'extension' || kind === 'publication' || kind === 'event_trigger'
  return { kind, path: own || path.length > 1 ? path : [before.searchPath[0] ?? 'public', ...path] } as ObjectId
}

/** Created by this file, temporary, or known not to be there. */
function isNew(id: ObjectId, context: RuleContext): boolean {
  const { before } = context
  if (before.resolve([id.kind], id.path.slice(-1), ['pg_temp'])) return true
  if ((id.kind as string) === 'function') {
    const overloads = [...before.childrenOf(id)]
    if (overloads.length === 0) return before.knows(id)
    return overloads.every((entry) => madeHere(context, entry) || isTriggerFunction(entry))
  }
  const entry = before.get(id)
  return entry ? madeHere(context, entry) : before.knows(id)
}

function creates(statement: Statement, name: string): boolean {
  const any = statement.node as {
    view?: { relname?: string }
    into?: { rel?: { relname?: string } }
    funcname?: unknown
    typeName?: unknown
    domainname?: unknown
    sequence?: { relname?: string }
    typevar?: { relname?: string }
    defnames?: unknown
    relation?: { relname?: string }
    extname?: string
    pubname?: string
    newname?: string
    trigname?: string
  }
  if (!/^(Create|View|Define|Composite|Rename)/.test(statement.tag)) return false
  const lists = [any.funcname, any.typeName, any.domainname, any.defnames].map((list) =>
    Array.isArray(list) ? (list.at(-1) as { String?: { sval?: string } } | undefined)?.String?.sval : undefined,
  )
  const names = [
    any.view?.relname,
    any.into?.rel?.relname,
    any.sequence?.relname,
    any.typevar?.relname,
    any.relation?.relname,
    any.extname,
    any.pubname,
    any.newname,
    any.trigname,
  ]
  return [...lists, ...names].includes(name)
}

/** No program calls it, and DROP is refused while a trigger does. */
const isTriggerFunction = (entry: Entry): boolean =>
  /^(event_)?trigger$/.test((entry as unknown as Entry<'function'>).object.returns ?? '')
