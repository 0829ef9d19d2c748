import { quoteIdentifier, quoteName } from '../../db/quote'
import type { AnyNode, Node } from '../../syntax/statement'
import { type Change, defineKind, type Entry, type FoldContext, type ObjectId, put } from '../catalog'
import { relationId } from '../elements'
import { Expression, renamedIn, strings } from '../expression'
import { attachment, detachment, fanOut, indexNeeds, keysOf, reach, saidCollations, validated } from '../indexes'
import { keyText } from '../key-text'
import { like } from '../like'
import { movedColumns, movedPath } from '../moving'
import { indexColumnNames, joinedNames, relationName } from '../names'
import { type Options, parsedOptions, printedOptions, withOptions } from '../options'
import { indexesOf, partitionsOf } from '../read'

export interface IndexKey {
  readonly column?: string
  readonly expression?: Expression
  /** Where it isn't the column's own. */
  readonly collation?: string
  /** Where it isn't the type's default. */
  readonly opclass?: string
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export interface Index {
  /** Schema and name of the table or materialized view. */
  readonly table: readonly string[]
  readonly method: string
  readonly unique: boolean
  readonly primary: boolean
  readonly nullsNotDistinct: boolean
  readonly keys: readonly IndexKey[]
  readonly include: readonly string[]
  readonly where?: Expression
  /** Of an exclusion constraint, one a key. */
  readonly operators?: readonly string[]
  /** The constraint it backs: dropped with it, never alone. */
  readonly constraint?: string
  /** False: of a partitioned table by ON ONLY, not attached to everywhere yet; or a live index whose concurrent build failed. */
  readonly valid: boolean
  /** On a partitioned table: holds no entries itself. */
  readonly partitioned: boolean
  /** The partitioned index it is attached to. */
  readonly partitionOf?: readonly string[]
  readonly options: Options
}
declare module '../catalog' {
  interface Objects {
    index: Index
  }
}

type IndexEntry = Entry<'index'>

const isPartitionedTable = (id: ObjectId, { before }: FoldContext): boolean =>
  before.get<'table'>({ kind: 'table', path: id.path })?.object.partitioned !== undefined

function* created(node: Node<'IndexStmt'>, context: FoldContext): Iterable<Change> {
  const { before, searchPath } = context
  const table = relationId(node.relation, before, searchPath)
  const [schema, tableName] = table.path as [string, string]
  const columns = indexColumnNames([...(node.indexParams ?? []), ...(node.indexIncludingParams ?? [])])
  const name = node.idxname || relationName(before, schema, tableName, joinedNames(columns), 'idx')
  const id: ObjectId<'index'> = { kind: 'index', path: [schema, name] }
  if (node.if_not_exists && before.taken(id as ObjectId)) return
  const partitioned = isPartitionedTable(table, context)
  const only = node.relation?.inh !== true
  const object: Index = {
    table: table.path,
    method: node.accessMethod || 'btree',
    unique: node.unique === true,
    primary: false,
    nullsNotDistinct: node.nulls_not_distinct === true,
    keys: keysOf(node.indexParams),
    include: (node.indexIncludingParams ?? []).map(
      (item) => (item as { IndexElem: Node<'IndexElem'> }).IndexElem.name ?? '',
    ),
    ...(node.whereClause && { where: Expression.written(node.whereClause) }),
    valid: !(partitioned && only && partitionsOf(before, table).length > 0),
    partitioned,
    options: withOptions({}, node.options),
  }
  const entry: IndexEntry = { id, object, parent: table, dependsOn: indexNeeds(object, table, before, searchPath) }
  yield put(entry)
  if (partitioned && !only) yield* fanOut(entry, table, before)
}

const backed = new Set(['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION'])

/** The index behind a key; PRIMARY KEY USING INDEX takes an existing one over. */
function* ofConstraint(node: Node<'Constraint'>, context: FoldContext): Iterable<Change> {
  const { before, searchPath, target } = context
  if (!backed.has(node.contype ?? '') || target?.id.kind !== 'table' || target.name === undefined) return
  const table = target.id
  const schema = table.path[0]!
  const { name } = target
  const primary = node.contype === 'CONSTR_PRIMARY'
  const constraint: ObjectId = { kind: 'constraint', path: [...table.path, name] }
  if (node.indexname) {
    const old = before.get<'index'>({ kind: 'index', path: [schema, node.indexname] })
    if (!old) return
    yield put({
      ...old,
      object: { ...old.object, primary, constraint: name },
      dependsOn: [...old.dependsOn, constraint],
    })
    if (name !== node.indexname) yield { type: 'rename', id: old.id, to: [schema, name] }
    return
  }
  const excluded = (node.exclusions ?? []).map((pair) => (pair as { List: { items: AnyNode[] } }).List.items)
  const keys =
    excluded.length > 0
      ? keysOf(excluded.map(([element]) => element))
      : (target.columns ?? []).map((column) => ({ column, descending: false, nullsFirst: false }))
  const partitioned = isPartitionedTable(table, context)
  const object: Index = {
    table: table.path,
    method: node.access_method || (node.without_overlaps ? 'gist' : 'btree'),
    unique: excluded.length === 0,
    primary,
    nullsNotDistinct: node.nulls_not_distinct === true,
    keys,
    include: strings(node.including),
    ...(node.where_clause && { where: Expression.written(node.where_clause) }),
    ...(excluded.length > 0 && {
      operators: excluded.map(
        ([, operator]) => strings((operator as { List?: { items?: unknown } }).List?.items).at(-1)!,
      ),
    }),
    constraint: name,
    valid: !(partitioned && target.only && partitionsOf(before, table).length > 0),
    partitioned,
    options: withOptions({}, node.options),
  }
  const entry: IndexEntry = {
    id: { kind: 'index', path: [schema, name] },
    object,
    parent: table,
    dependsOn: [...indexNeeds(object, table, before, searchPath), constraint],
  }
  yield put(entry)
  if (partitioned && !target.only) yield* fanOut(entry, table, before)
}

function* altered(node: Node<'AlterTableCmd'>, { before, searchPath, target }: FoldContext): Iterable<Change> {
  const partition = (node.def as { PartitionCmd?: Node<'PartitionCmd'> } | undefined)?.PartitionCmd?.name
  if (target?.id.kind === 'index') {
    const entry = before.get(target.id as ObjectId<'index'>)
    if (!entry) return
    const items = (node.def as { List?: { items?: AnyNode[] } } | undefined)?.List?.items
    if (node.subtype === 'AT_SetRelOptions' || node.subtype === 'AT_ResetRelOptions') {
      const options = withOptions(entry.object.options, items, node.subtype === 'AT_ResetRelOptions')
      yield put({ ...entry, object: { ...entry.object, options } })
    } else if (node.subtype === 'AT_AttachPartition' && partition) {
      const own = before.get<'index'>(relationId(partition, before, searchPath) as ObjectId<'index'>)
      if (own) yield* attachment(own, entry, before)
      yield* validated(before.get(entry.id) ?? entry, before)
    }
  } else if (target?.id.kind === 'table' && partition) {
    const child = relationId(partition, before, searchPath)
    if (node.subtype === 'AT_AttachPartition') {
      for (const index of indexesOf(before, target.id)) yield* reach(index, child, before)
    } else if (node.subtype === 'AT_DetachPartition') {
      for (const own of indexesOf(before, child)) if (own.object.partitionOf) yield detachment(own)
    }
  }
}

export default defineKind({
  kind: 'index',
  title: 'Index',
  objectTypes: ['OBJECT_INDEX'],
  namespace: 'relation',
  depth: 2,
  length: 2,
  introspect: {
    sql: (
      major,
    ) => `select n.nspname as schema, c.relname as name, tn.nspname as "tableSchema", t.relname as "tableName", t.relkind as "tableForm",
        am.amname as method, i.indisunique as "unique", i.indisprimary as primary, i.indisvalid as valid, c.relkind = 'I' as partitioned,
        ${major >= 15 ? 'i.indnullsnotdistinct' : 'false'} as "nullsNotDistinct", to_json(c.reloptions) as options,
        case when i.indexprs is not null then pg_get_indexdef(c.oid) end as definition, pg_get_expr(i.indpred, i.indrelid) as "where", k.conname as constraint,
        (select json_agg(json_build_object('column', a.attname, 'text', pg_get_indexdef(i.indexrelid, s.n, false), 'option', i.indoption[s.n - 1],
            'opclass', case when not oc.opcdefault then oc.opcname end,
            'collation', case when i.indcollation[s.n - 1] <> coalesce(a.attcollation, ti.typcollation) then (select co.collname from pg_collation co where co.oid = i.indcollation[s.n - 1]) end,
            'opclassOptions', array_to_string(ia.attoptions, ', '))
            order by s.n)
          from generate_series(1, i.indnkeyatts) s(n) join pg_opclass oc on oc.oid = i.indclass[s.n - 1]
            left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[s.n - 1] and a.attnum > 0
            join pg_attribute ia on ia.attrelid = i.indexrelid and ia.attnum = s.n join pg_type ti on ti.oid = ia.atttypid) as keys,
        coalesce((select json_agg(a.attname order by s.n) from generate_series(i.indnkeyatts + 1, i.indnatts) s(n)
           join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[s.n - 1]), '[]') as include,
        (select json_agg(o.oprname order by u.ord) from unnest(k.conexclop) with ordinality u(op, ord) join pg_operator o on o.oid = u.op
           where k.contype = 'x') as operators,
        (select json_build_array(pn.nspname, p.relname) from pg_inherits h join pg_class p on p.oid = h.inhparent
           join pg_namespace pn on pn.oid = p.relnamespace where h.inhrelid = c.oid) as "partitionOf",
        (select json_agg(distinct a.attname) from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
           where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refobjid = t.oid and d.refobjsubid > 0) as columns
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace join pg_am am on am.oid = c.relam
        join pg_class t on t.oid = i.indrelid join pg_namespace tn on tn.oid = t.relnamespace
        left join pg_constraint k on k.conindid = c.oid and k.contype in ('p', 'u', 'x')
      where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = t.oid and x.deptype = 'e')
      order by 1, 2`,
    entry: (row) => {
      const table = [row.tableSchema, row.tableName]
      const said = row.definition === null ? [] : saidCollations(row.definition)
      const object: Index = {
        table,
        method: row.method,
        unique: row.unique,
        primary: row.primary,
        nullsNotDistinct: row.nullsNotDistinct,
        keys: row.keys.map(
          (
            key: {
              column: string | null
              text: string
              option: number
              opclass?: string
              collation?: string
              opclassOptions?: string
            },
            i: number,
          ) => {
            const options = key.opclassOptions ? `(${key.opclassOptions})` : ''
            return {
              ...(key.column === null ? { expression: Expression.printed(key.text) } : { column: key.column }),
              ...(key.collation && (key.column !== null || said[i]) && { collation: key.collation }),
              ...((key.opclass || options) && { opclass: `${key.opclass ?? ''}${options}` }),
              descending: (key.option & 1) !== 0,
              nullsFirst: (key.option & 2) !== 0,
            }
          },
        ),
        include: row.include,
        ...(row.where !== null && { where: Expression.printed(row.where) }),
        ...(row.operators && { operators: row.operators }),
        ...(row.constraint && { constraint: row.constraint }),
        valid: row.valid,
        partitioned: row.partitioned,
        ...(row.partitionOf && { partitionOf: row.partitionOf }),
        options: parsedOptions(row.options),
      }
      const parent: ObjectId = { kind: row.tableForm === 'm' ? 'materialized_view' : 'table', path: table }
      const dependsOn: ObjectId[] = [
        ...((row.columns ?? []) as string[]).map((column): ObjectId => ({ kind: 'column', path: [...table, column] })),
        ...(row.constraint ? [{ kind: 'constraint', path: [...table, row.constraint] } as const] : []),
        ...(row.partitionOf ? [{ kind: 'index', path: row.partitionOf } as const] : []),
      ]
      return { id: { kind: 'index', path: [row.schema, row.name] }, object, parent, dependsOn }
    },
  },
  fold: {
    IndexStmt: created,
    Constraint: ofConstraint,
    AlterTableCmd: altered,
    *CreateStmt(node, { before, searchPath, target }) {
      if (!node.partbound) return
      const parent = relationId(
        (node.inhRelations?.[0] as { RangeVar?: Node<'RangeVar'> } | undefined)?.RangeVar,
        before,
        searchPath,
      )
      for (const index of indexesOf(before, parent))
        yield* reach(index, target!.id, before, node.partspec !== undefined)
    },
    *TableLikeClause(node, { before, searchPath, target }) {
      const clause = like(node, before, searchPath)
      if (!target || !clause.includes('indexes')) return
      for (const index of indexesOf(before, clause.source)) {
        for (const change of reach(index, target.id, before)) {
          if (change.type !== 'put') continue
          const entry = change.entry as unknown as Entry<'index'> | Entry<'constraint'>
          if (entry.id.kind === 'constraint')
            yield put({ ...entry, object: { ...entry.object, local: true, inherited: false } } as Entry)
          else yield detachment(entry as IndexEntry)
        }
      }
    },
    RenameStmt: (node, { before, searchPath }) => {
      if (!node.relation || !node.newname || node.subname) return []
      const id = relationId(node.relation, before, searchPath)
      const entry = id.kind === 'index' ? before.get(id as ObjectId<'index'>) : undefined
      if (entry?.object.constraint === undefined) return []
      const table = entry.object.table
      return [
        {
          type: 'rename',
          id: { kind: 'constraint', path: [...table, entry.object.constraint] },
          to: [...table, node.newname],
        },
      ]
    },
  },
  isPart: (entry, gone) => gone.kind === 'index' && entry.object.partitionOf !== undefined,
  renamed(object, from, to) {
    const columns = (list: readonly string[]) => movedColumns(list, from, to)
    return {
      ...object,
      table: movedPath(object.table, from, to),
      keys: object.keys.map((key) => ({
        ...key,
        ...(key.column !== undefined && { column: columns([key.column])[0]! }),
        ...(key.expression && { expression: renamedIn(key.expression, from, to) }),
      })),
      include: columns(object.include),
      ...(object.where && { where: renamedIn(object.where, from, to) }),
      ...(object.partitionOf && { partitionOf: movedPath(object.partitionOf, from, to) }),
      ...(from.kind === 'constraint' && object.constraint === from.path[2] && { constraint: to.path[2]! }),
    }
  },
  describe: ({ id, object }) => {
    const unique = object.primary ? 'primary key ' : object.unique ? 'unique ' : ''
    const keys = object.keys.map((key) => keyText(key, quoteIdentifier)).join(', ')
    const where = object.where ? ` where ${object.where.text}` : ''
    return `**${unique}index** \`${quoteName(id.path)}\` on \`${quoteName(object.table)}\` using ${object.method} (${keys})${where}${object.valid ? '' : ' — invalid'}`
  },
  ddlAfter: ({ id, object }, catalog) => {
    const parent = object.partitionOf && catalog.get<'index'>({ kind: 'index', path: object.partitionOf })
    return parent && !parent.object.valid && object.constraint === undefined
      ? `ALTER INDEX ${quoteName(parent.id.path)} ATTACH PARTITION ${quoteName(id.path)};`
      : ''
  },
  ddl: ({ id, object }) => {
    if (object.constraint !== undefined) return ''
    const keys = object.keys.map((key) => keyText(key, quoteIdentifier)).join(', ')
    const parts = [
      `CREATE ${object.unique ? 'UNIQUE ' : ''}INDEX ${quoteIdentifier(id.path[1]!)} ON ${object.partitioned && !object.valid ? 'ONLY ' : ''}${quoteName(object.table)}`,
      `USING ${object.method} (${keys})`,
      ...(object.include.length > 0 ? [`INCLUDE (${object.include.map(quoteIdentifier).join(', ')})`] : []),
      ...(object.nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    ]
    return `${parts.join(' ')}${printedOptions(object.options)}${object.where ? ` WHERE ${object.where.text}` : ''};`
  },
})
