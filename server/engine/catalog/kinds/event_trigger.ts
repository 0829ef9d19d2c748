import { quoteIdentifier, quoteLiteral, quoteName } from '../../db/quote'
import { defineKind, type ObjectId, put } from '../catalog'
import { strings } from '../expression'
import { movedPath } from '../moving'
import { elements } from '../options'
import { functionsNamed } from '../read'

export interface EventTrigger {
  readonly event: string
  /** Command tags it is limited to, sorted. */
  readonly tags: readonly string[]
  readonly function: readonly string[]
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always'
}
declare module '../catalog' {
  interface Objects {
    event_trigger: EventTrigger
  }
}

const states: { readonly [letter: string]: EventTrigger['enabled'] } = {
  O: 'origin',
  D: 'disabled',
  R: 'replica',
  A: 'always',
}

export default defineKind({
  kind: 'event_trigger',
  title: 'Event trigger',
  objectTypes: ['OBJECT_EVENT_TRIGGER'],
  namespace: 'event_trigger',
  depth: 1,
  length: 1,
  introspect: {
    sql: () => `select e.evtname as name, e.evtevent as event, to_json(e.evttags) as tags, e.evtenabled as enabled,
        json_build_array(n.nspname, f.proname) as function
      from pg_event_trigger e join pg_proc f on f.oid = e.evtfoid join pg_namespace n on n.oid = f.pronamespace
      where not exists (select from pg_depend x where x.classid = 'pg_event_trigger'::regclass and x.objid = e.oid and x.deptype = 'e')
      order by 1`,
    entry: (row) => ({
      id: { kind: 'event_trigger', path: [row.name] },
      object: {
        event: row.event,
        tags: [...(row.tags ?? [])].sort(),
        function: row.function,
        enabled: states[row.enabled]!,
      },
      dependsOn: [{ kind: 'function', path: [...row.function, '()'] }],
    }),
  },
  fold: {
    CreateEventTrigStmt: (node, { before, searchPath }) => {
      const name = strings(node.funcname)
      const called = functionsNamed(before, name, searchPath)[0]
      const tags = elements(node.whenclause).flatMap((element) =>
        strings((element.arg as { List?: { items?: unknown } } | undefined)?.List?.items),
      )
      const path = called?.id.path.slice(0, 2) ?? (name.length > 1 ? name : [searchPath[0] ?? 'public', ...name])
      const dependsOn: ObjectId[] = called ? [called.id] : []
      const object: EventTrigger = { event: node.eventname ?? '', tags: tags.sort(), function: path, enabled: 'origin' }
      return [put({ id: { kind: 'event_trigger', path: [node.trigname ?? ''] }, object, dependsOn })]
    },
    AlterEventTrigStmt: (node, { before }) => {
      const entry = before.get<'event_trigger'>({ kind: 'event_trigger', path: [node.trigname ?? ''] })
      return entry
        ? [put({ ...entry, object: { ...entry.object, enabled: states[node.tgenabled ?? 'O'] ?? 'origin' } })]
        : []
    },
  },
  renamed: (object, from, to) => ({
    ...object,
    function:
      from.kind === 'function'
        ? movedPath([...object.function, from.path[2]!], from, to).slice(0, 2)
        : movedPath(object.function, from, to),
  }),
  describe: ({ id, object }) =>
    `**event trigger** \`${id.path[0]}\` on ${object.event}, runs \`${quoteName(object.function)}()\``,
  ddl: ({ id, object }) => {
    const tags = object.tags.length > 0 ? ` WHEN TAG IN (${object.tags.map(quoteLiteral).join(', ')})` : ''
    return `CREATE EVENT TRIGGER ${quoteIdentifier(id.path[0]!)} ON ${object.event}${tags} EXECUTE FUNCTION ${quoteName(object.function)}();`
  },
  ddlAfter: ({ id, object }) => {
    if (object.enabled === 'origin') return ''
    const how = object.enabled === 'disabled' ? 'DISABLE' : `ENABLE ${object.enabled.toUpperCase()}`
    return `ALTER EVENT TRIGGER ${quoteIdentifier(id.path[0]!)} ${how};`
  },
})
