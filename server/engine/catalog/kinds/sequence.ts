import { quoteName } from '../../db/quote'
import type { AnyNode, Node } from '../../syntax/statement'
import { type Catalog, type Change, defineKind, type Entry, type ObjectId, put } from '../catalog'
import { placeFor } from '../elements'
import { strings } from '../expression'
import { like } from '../like'
import { movedPath } from '../moving'
import { elements, optionValue } from '../options'
import { columnsOf, find, nameOf, sequencesOf } from '../read'
import { sequenceName, sequenceOptions } from '../serial'
import { serialType, typeUse } from '../types'

export interface Sequence {
  readonly dataType: string
  readonly start: string
  readonly increment: string
  readonly minimum: string
  readonly maximum: string
  readonly cache: string
  readonly cycle: boolean
  /** The column that it goes with: schema, table, column. */
  readonly ownedBy?: readonly string[]
  /** Belongs to an identity column. */
  readonly identity: boolean
  readonly persistence: 'permanent' | 'unlogged' | 'temporary'
}
declare module '../catalog' {
  interface Objects {
    sequence: Sequence
  }
}

const limits: { readonly [type: string]: readonly [string, string] } = {
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
}

const fresh: Sequence = {
  dataType: 'bigint',
  start: '1',
  increment: '1',
  minimum: '1',
  maximum: limits.bigint![1],
  cache: '1',
  cycle: false,
  identity: false,
  persistence: 'permanent',
}

/** init_params in src/backend/commands/sequence.c: limits that were the old type's follow a new type. */
function configured(
  old: Sequence | undefined,
  list: readonly AnyNode[] | undefined,
  catalog: Catalog,
  path: readonly string[],
): Sequence {
  const given = new Map(elements(list).map((element) => [element.defname ?? '', element]))
  const value = (name: string): string | undefined => {
    const element = given.get(name)
    return element?.arg ? optionValue(element) : undefined
  }
  const type = given.get('as')?.arg as { TypeName?: Node<'TypeName'> } | undefined
  const dataType = type?.TypeName ? typeUse(type.TypeName, catalog, path).text : (old?.dataType ?? 'bigint')
  const increment = value('increment') ?? old?.increment ?? '1'
  const descending = increment.startsWith('-')
  const [least, most] = limits[dataType] ?? limits.bigint!
  const [oldLeast, oldMost] = limits[old?.dataType ?? dataType] ?? limits.bigint!
  const keptMaximum = old && !given.has('maxvalue') && old.maximum !== oldMost ? old.maximum : undefined
  const keptMinimum = old && !given.has('minvalue') && old.minimum !== oldLeast ? old.minimum : undefined
  const maximum = value('maxvalue') ?? keptMaximum ?? (descending ? '-1' : most)
  const minimum = value('minvalue') ?? keptMinimum ?? (descending ? least : '1')
  const cycle = given.get('cycle')
  return {
    ...(old ?? fresh),
    dataType,
    increment,
    maximum,
    minimum,
    start: value('start') ?? old?.start ?? (descending ? maximum : minimum),
    cache: value('cache') ?? old?.cache ?? '1',
    cycle: cycle ? optionValue(cycle) === 'true' : (old?.cycle ?? false),
  }
}

const persistences: { readonly [letter: string]: Sequence['persistence'] } = { u: 'unlogged', t: 'temporary' }

/** OWNED BY table.column, OWNED BY NONE, or nothing said. */
function owner(
  list: readonly AnyNode[] | undefined,
  catalog: Catalog,
  path: readonly string[],
): readonly string[] | 'none' | undefined {
  const given = elements(list).find(({ defname }) => defname === 'owned_by')
  if (!given) return undefined
  const names = strings((given.arg as { List?: { items?: unknown } } | undefined)?.List?.items)
  if (names.length === 1) return 'none'
  return [...find(catalog, ['table'], names.slice(0, -1), path).id.path, names.at(-1)!]
}

function owned(entry: Entry<'sequence'>, column: readonly string[] | 'none' | undefined): Entry<'sequence'> {
  if (column === undefined) return entry
  if (column === 'none') {
    const { ownedBy: _, ...object } = entry.object
    const { parent: __, ...rest } = entry
    return { ...rest, object }
  }
  return { ...entry, object: { ...entry.object, ownedBy: column }, parent: { kind: 'column', path: column } }
}

const identityOf = (list: readonly AnyNode[] | undefined): Node<'Constraint'> | undefined =>
  (list ?? [])
    .map((item) => (item as { Constraint?: Node<'Constraint'> }).Constraint)
    .find((constraint) => constraint?.contype === 'CONSTR_IDENTITY')

function implied(
  table: ObjectId,
  column: string,
  type: string,
  options: readonly AnyNode[] | undefined,
  identity: boolean,
  before: Catalog,
  searchPath: readonly string[],
): Change {
  const path = sequenceName(before, table, column, options)
  const base = { ...fresh, dataType: type, maximum: limits[type]?.[1] ?? fresh.maximum }
  const object = { ...configured(base, options, before, searchPath), identity }
  if (!elements(options).some(({ defname }) => defname === 'start')) {
    Object.assign(object, { start: object.increment.startsWith('-') ? object.maximum : object.minimum })
  }
  const persistence = before.get<'table'>({ kind: 'table', path: table.path })?.object.persistence ?? 'permanent'
  const entry: Entry<'sequence'> = { id: { kind: 'sequence', path }, object: { ...object, persistence }, dependsOn: [] }
  return put(owned(entry, [...table.path, column]))
}

export default defineKind({
  kind: 'sequence',
  title: 'Sequence',
  objectTypes: ['OBJECT_SEQUENCE'],
  namespace: 'relation',
  depth: 2,
  length: 2,
  introspect: {
    sql: () => `select n.nspname as schema, c.relname as name, format_type(s.seqtypid, null) as "dataType", s.seqstart::text as start,
        s.seqincrement::text as increment, s.seqmin::text as minimum, s.seqmax::text as maximum, s.seqcache::text as cache,
        s.seqcycle as cycle, c.relpersistence as persistence, o.deptype = 'i' as identity, o.owner
      from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
        left join lateral (select d.deptype, json_build_array(tn.nspname, t.relname, a.attname) as owner
          from pg_depend d join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
            join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
            and d.deptype in ('a', 'i') and d.refobjsubid > 0) o on true
      where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by 1, 2`,
    entry: (row) => {
      const { schema, name, owner: ownedBy, identity, persistence, ...rest } = row
      const object = {
        ...rest,
        identity: identity === true,
        persistence: persistences[persistence] ?? 'permanent',
      } as Sequence
      return owned({ id: { kind: 'sequence', path: [schema, name] }, object, dependsOn: [] }, ownedBy ?? undefined)
    },
  },
  fold: {
    CreateSeqStmt: (node, { before, searchPath }) => {
      const path = placeFor(node.sequence, searchPath)
      if (node.if_not_exists && before.taken({ kind: 'sequence', path })) return []
      const persistence = persistences[node.sequence?.relpersistence ?? ''] ?? 'permanent'
      const object = { ...configured(undefined, node.options, before, searchPath), persistence }
      return [
        put(owned({ id: { kind: 'sequence', path }, object, dependsOn: [] }, owner(node.options, before, searchPath))),
      ]
    },
    AlterSeqStmt: (node, { before, searchPath }) => {
      const { entry } = find(before, ['sequence'], nameOf(node.sequence), searchPath)
      if (!entry) return []
      const object = configured(entry.object, node.options, before, searchPath)
      return [put(owned({ ...entry, object }, owner(node.options, before, searchPath)))]
    },
    ColumnDef: (node, { before, searchPath, target }) => {
      if (target?.id.kind !== 'table' || target.from || !node.colname) return []
      const serial = serialType(node.typeName)
      if (serial) return [implied(target.id, node.colname, serial, undefined, false, before, searchPath)]
      const identity = identityOf(node.constraints)
      if (!identity) return []
      const type = typeUse(node.typeName, before, searchPath).text
      return [implied(target.id, node.colname, type, identity.options, true, before, searchPath)]
    },
    TableLikeClause: (node, { before, searchPath, target }) => {
      const clause = like(node, before, searchPath)
      if (!target || !clause.includes('identity')) return []
      return columnsOf(before, clause.source).flatMap((column) => {
        const source = sequencesOf(before, column.id).find(({ object }) => object.identity)
        if (!source) return []
        const path = sequenceName(before, target.id, column.id.path[2]!, undefined)
        // The copy forgets AS, and only that (observed on 14 and 18 by the oracle test).
        const object = { ...source.object, dataType: 'bigint' }
        return [
          put(owned({ ...source, object, id: { kind: 'sequence', path } }, [...target.id.path, column.id.path[2]!])),
        ]
      })
    },
    AlterTableCmd: (node, { before, searchPath, target }) => {
      if (target?.id.kind === 'sequence') {
        const entry = before.get(target.id as ObjectId<'sequence'>)
        const persistence = ({ AT_SetLogged: 'permanent', AT_SetUnLogged: 'unlogged' } as const)[
          node.subtype as 'AT_SetLogged'
        ]
        return entry && persistence ? [put({ ...entry, object: { ...entry.object, persistence } })] : []
      }
      if (target?.id.kind !== 'table' || target.from || !node.name) return []
      const column = before.get<'column'>({ kind: 'column', path: [...target.id.path, node.name] })
      if (node.subtype === 'AT_AddIdentity' && column) {
        const { options } = (node.def as { Constraint: Node<'Constraint'> }).Constraint
        return [implied(target.id, node.name, column.object.type, options, true, before, searchPath)]
      }
      if (!column || !['AT_SetIdentity', 'AT_DropIdentity', 'AT_AlterColumnType'].includes(node.subtype ?? ''))
        return []
      return sequencesOf(before, column.id)
        .filter(({ object }) => object.identity)
        .map((entry): Change => {
          if (node.subtype === 'AT_DropIdentity') return { type: 'drop', id: entry.id, cascade: false }
          if (node.subtype === 'AT_AlterColumnType') {
            const { typeName } = (node.def as { ColumnDef: Node<'ColumnDef'> }).ColumnDef
            const options = [{ DefElem: { defname: 'as', arg: { TypeName: typeName } } }] as AnyNode[]
            return put({ ...entry, object: configured(entry.object, options, before, searchPath) })
          }
          const { items } = (node.def as { List?: { items?: AnyNode[] } }).List ?? {}
          return put({ ...entry, object: configured(entry.object, items, before, searchPath) })
        })
    },
  },
  renamed: (object, from, to) =>
    object.ownedBy ? { ...object, ownedBy: movedPath(object.ownedBy, from, to) } : object,
  describe: ({ id, object }) =>
    `**sequence** \`${quoteName(id.path)}\` as ${object.dataType}${object.ownedBy ? `, owned by \`${quoteName(object.ownedBy)}\`` : ''}`,
  ddlAfter: ({ id, object }, catalog) => {
    if (!object.ownedBy) return ''
    const name = quoteName(id.path)
    if (!object.identity) return `ALTER SEQUENCE ${name} OWNED BY ${quoteName(object.ownedBy)};`
    const column = catalog.get<'column'>({ kind: 'column', path: object.ownedBy })
    return column && column.object.type !== object.dataType
      ? `ALTER SEQUENCE ${name} AS ${object.dataType} ${sequenceOptions(object)};`
      : ''
  },
  ddl: ({ id, object }) => {
    if (object.identity) return ''
    const kind = object.persistence === 'unlogged' ? 'UNLOGGED ' : ''
    return `CREATE ${kind}SEQUENCE ${quoteName(id.path)} AS ${object.dataType} ${sequenceOptions(object)};`
  },
})
