import { quoteIdentifier, quoteLiteral, quoteName } from '../../db/quote'
import type { Node } from '../../syntax/statement'
import { type Change, defineKind, type Entry, type ObjectId, put } from '../catalog'
import { needs } from '../depends'
import { relationId } from '../elements'
import { Expression, renamedIn, strings } from '../expression'
import { movedColumns, movedPath } from '../moving'
import { commentOf, functionsNamed, triggersOf } from '../read'

export interface Trigger {
  readonly timing: 'before' | 'after' | 'instead of'
  readonly events: readonly ('insert' | 'delete' | 'update' | 'truncate')[]
  /** UPDATE OF these columns only. */
  readonly updateOf: readonly string[]
  readonly level: 'row' | 'statement'
  readonly function: readonly string[]
  readonly arguments: readonly string[]
  readonly when?: Expression
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always'
  readonly constraint: boolean
  readonly deferrable: boolean
  readonly initiallyDeferred: boolean
  readonly oldTable?: string
  readonly newTable?: string
}
declare module '../catalog' {
  interface Objects {
    trigger: Trigger
  }
}

/** TRIGGER_TYPE_* in src/include/catalog/pg_trigger.h. */
const bits = { row: 1, before: 2, insert: 4, delete: 8, update: 16, truncate: 32, instead: 64 } as const
const eventNames = ['insert', 'delete', 'update', 'truncate'] as const
const events = (mask: number) => eventNames.filter((event) => (mask & bits[event]) !== 0)
const timing = (mask: number): Trigger['timing'] =>
  (mask & bits.instead) !== 0 ? 'instead of' : (mask & bits.before) !== 0 ? 'before' : 'after'

const states: { readonly [letter: string]: Trigger['enabled'] } = {
  O: 'origin',
  D: 'disabled',
  R: 'replica',
  A: 'always',
}
const switches: { readonly [subtype: string]: Trigger['enabled'] } = {
  AT_EnableTrig: 'origin',
  AT_EnableTrigAll: 'origin',
  AT_EnableTrigUser: 'origin',
  AT_DisableTrig: 'disabled',
  AT_DisableTrigAll: 'disabled',
  AT_DisableTrigUser: 'disabled',
  AT_EnableAlwaysTrig: 'always',
  AT_EnableReplicaTrig: 'replica',
}

export default defineKind({
  kind: 'trigger',
  title: 'Trigger',
  objectTypes: ['OBJECT_TRIGGER'],
  namespace: 'relation',
  depth: 2,
  length: 3,
  introspect: {
    sql: () => `select n.nspname as schema, c.relname as table, c.relkind as form, t.tgname as name, t.tgtype as mask, t.tgenabled as enabled,
        t.tgconstraint <> 0 as constraint, t.tgdeferrable as deferrable, t.tginitdeferred as "initiallyDeferred",
        t.tgoldtable as "oldTable", t.tgnewtable as "newTable", json_build_array(fn.nspname, f.proname) as function,
        (select json_agg(a.attname order by u.ord) from unnest(t.tgattr) with ordinality u(num, ord)
           join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = u.num) as "updateOf",
        t.tgnargs as count, encode(t.tgargs, 'escape') as arguments, pg_get_triggerdef(t.oid) as text, t.tgqual is not null as conditional
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_proc f on f.oid = t.tgfoid join pg_namespace fn on fn.oid = f.pronamespace
      where not t.tgisinternal and t.tgparentid = 0 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend x where x.classid = 'pg_trigger'::regclass and x.objid = t.oid and x.deptype = 'e')
      order by 1, 2, 3`,
    entry: (row) => {
      const parent: ObjectId = { kind: row.form === 'v' ? 'view' : 'table', path: [row.schema, row.table] }
      const when = row.conditional ? /WHEN \((.*)\) EXECUTE FUNCTION/s.exec(row.text)?.[1] : undefined
      const object: Trigger = {
        timing: timing(row.mask),
        events: events(row.mask),
        updateOf: row.updateOf ?? [],
        level: (row.mask & bits.row) !== 0 ? 'row' : 'statement',
        function: row.function,
        arguments: row.count > 0 ? row.arguments.split('\\000').slice(0, row.count) : [],
        ...(when !== undefined && { when: Expression.printed(when) }),
        enabled: states[row.enabled]!,
        constraint: row.constraint,
        deferrable: row.deferrable,
        initiallyDeferred: row.initiallyDeferred,
        ...(row.oldTable && { oldTable: row.oldTable }),
        ...(row.newTable && { newTable: row.newTable }),
      }
      const dependsOn: ObjectId[] = [{ kind: 'function', path: [...row.function, '()'] }]
      return { id: { kind: 'trigger', path: [...parent.path, row.name] }, object, parent, dependsOn }
    },
  },
  fold: {
    CreateTrigStmt: (node, { before, searchPath }) => {
      const table = relationId(node.relation, before, searchPath)
      const called = functionsNamed(before, strings(node.funcname), searchPath)[0]
      const name = strings(node.funcname)
      const mask = (node.events ?? 0) | (node.timing ?? 0)
      const updateOf = strings(node.columns)
      const transitions = (node.transitionRels ?? []).map(
        (item) => (item as { TriggerTransition: Node<'TriggerTransition'> }).TriggerTransition,
      )
      const oldTable = transitions.find(({ isNew }) => !isNew)?.name
      const newTable = transitions.find(({ isNew }) => isNew)?.name
      const object: Trigger = {
        timing: timing(mask),
        events: events(mask),
        updateOf,
        level: node.row ? 'row' : 'statement',
        function: called?.id.path.slice(0, 2) ?? (name.length > 1 ? name : [searchPath[0] ?? 'public', ...name]),
        arguments: strings(node.args),
        ...(node.whenClause && { when: Expression.written(node.whenClause) }),
        enabled: 'origin',
        constraint: node.isconstraint === true,
        deferrable: node.deferrable === true || node.initdeferred === true,
        initiallyDeferred: node.initdeferred === true,
        ...(oldTable && { oldTable }),
        ...(newTable && { newTable }),
      }
      const columns = updateOf.map((column): ObjectId => ({ kind: 'column', path: [...table.path, column] }))
      const dependsOn = [...(called ? [called.id] : []), ...columns, ...needs(node.whenClause, before, searchPath)]
      return [
        put({ id: { kind: 'trigger', path: [...table.path, node.trigname ?? ''] }, object, parent: table, dependsOn }),
      ]
    },
    AlterTableCmd: (node, { before, target }): Change[] => {
      const enabled = switches[node.subtype ?? '']
      if (!enabled || !target) return []
      return triggersOf(before, target.id)
        .filter(({ id }) => node.name === undefined || id.path[2] === node.name)
        .map((entry: Entry<'trigger'>) => put({ ...entry, object: { ...entry.object, enabled } }))
    },
  },
  renamed: (object, from, to) => ({
    ...object,
    updateOf: movedColumns(object.updateOf, from, to),
    function:
      from.kind === 'function'
        ? movedPath([...object.function, from.path[2]!], from, to).slice(0, 2)
        : movedPath(object.function, from, to),
    ...(object.when && { when: renamedIn(object.when, from, to) }),
  }),
  describe: ({ id, object }, catalog) => {
    const comment = commentOf(catalog, id)
    const what = `${object.timing} ${object.events.join(' or ')}, each ${object.level}, runs \`${quoteName(object.function)}()\``
    return `**trigger** \`${id.path[2]}\` ${what}${object.enabled === 'origin' ? '' : ` (${object.enabled})`}${comment ? `\n\n${comment}` : ''}`
  },
  ddlAfter: ({ id, object }) => {
    if (object.enabled === 'origin') return ''
    const how = object.enabled === 'disabled' ? 'DISABLE' : `ENABLE ${object.enabled.toUpperCase()}`
    return `ALTER TABLE ${quoteName(id.path.slice(0, 2))} ${how} TRIGGER ${quoteIdentifier(id.path[2]!)};`
  },
  ddl: ({ id, object }) => {
    const list = object.events
      .map((event) =>
        event === 'update' && object.updateOf.length > 0
          ? `UPDATE OF ${object.updateOf.map(quoteIdentifier).join(', ')}`
          : event.toUpperCase(),
      )
      .join(' OR ')
    const deferral = object.deferrable ? ` DEFERRABLE${object.initiallyDeferred ? ' INITIALLY DEFERRED' : ''}` : ''
    const tables = [
      ...(object.oldTable ? [`OLD TABLE AS ${quoteIdentifier(object.oldTable)}`] : []),
      ...(object.newTable ? [`NEW TABLE AS ${quoteIdentifier(object.newTable)}`] : []),
    ]
    const referencing = tables.length > 0 ? ` REFERENCING ${tables.join(' ')}` : ''
    const when = object.when ? ` WHEN (${object.when.text})` : ''
    const call = `EXECUTE FUNCTION ${quoteName(object.function)}(${object.arguments.map(quoteLiteral).join(', ')})`
    return `CREATE ${object.constraint ? 'CONSTRAINT ' : ''}TRIGGER ${quoteIdentifier(id.path[2]!)} ${object.timing.toUpperCase()} ${list} ON ${quoteName(id.path.slice(0, 2))}${deferral}${referencing} FOR EACH ${object.level.toUpperCase()}${when} ${call};`
  },
})
