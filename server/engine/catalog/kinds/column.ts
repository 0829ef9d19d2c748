import type { Node } from '../../syntax/statement'
import { alterations, changed, withoutDefault } from '../alter-column'
import { type Change, defineKind, type FoldContext, type ObjectId, put } from '../catalog'
import { columnText } from '../column-text'
import { define, nextPosition } from '../define-column'
import { relationId } from '../elements'
import { Expression, renamedIn, strings } from '../expression'
import { joinedColumns, partedColumns } from '../inheritance'
import { like } from '../like'
import { type Options, parsedOptions } from '../options'
import { columnOf, columnsOf, commentOf, find } from '../read'
import { asColumns } from '../table-as'
import { movedType } from '../types'

export interface Column {
  /** As format_type() prints it with only pg_catalog searched: `character varying(20)`, `timestamp with time zone`, `public.mood`. */
  readonly type: string
  /** As the migration says it; absent for introspected and inherited columns. */
  readonly writtenType?: string
  /** The user-defined type, arrays looked through. */
  readonly typeId?: ObjectId<'type'>
  readonly nullable: boolean
  readonly default?: Expression
  readonly identity?: 'always' | 'by default'
  readonly generated?: 'stored' | 'virtual'
  /** Of a generated column. */
  readonly expression?: Expression
  /** Where it isn't the type's own. */
  readonly collation?: string
  /** Only to keep order: not compared. */
  readonly position: number
  /** Has a definition of its own, not only an inherited one. */
  readonly local: boolean
  readonly inherited: boolean
  readonly storage?: string
  readonly compression?: string
  readonly statistics?: number
  readonly options: Options
}
declare module '../catalog' {
  interface Objects {
    column: Column
  }
}

type ColumnDef = Node<'ColumnDef'>
type Constraint = Node<'Constraint'>

const storages: { readonly [letter: string]: string } = { p: 'plain', e: 'external', m: 'main', x: 'extended' }

/** The columns a new table has before its own: of a composite type, of the tables it inherits from or is a partition of. */
function inheritedColumns(node: Node<'CreateStmt'>, table: ObjectId, { before, searchPath }: FoldContext): Change[] {
  const columns = new Map<string, Column>()
  const needed = new Map<string, readonly ObjectId[]>()
  for (const item of node.inhRelations ?? []) {
    const parent = relationId((item as { RangeVar: Node<'RangeVar'> }).RangeVar, before, searchPath)
    for (const { id, object, dependsOn } of columnsOf(before, parent)) {
      const { writtenType: _, identity, ...rest } = object
      const old = columns.get(id.path[2]!)
      const nullable = object.nullable && (old?.nullable ?? true)
      const kept = node.partbound && identity ? { ...rest, identity } : rest
      columns.set(id.path[2]!, { ...kept, nullable, local: false, inherited: true, position: columns.size + 1 })
      needed.set(
        id.path[2]!,
        dependsOn.map((target) =>
          target.kind === 'column' ? { ...target, path: [...table.path, target.path[2]!] } : target,
        ),
      )
    }
  }
  if (node.ofTypename) {
    const { entry } = find(before, ['type'], strings(node.ofTypename.names), searchPath)
    const attributes = entry?.object.form === 'composite' ? entry.object.attributes : []
    for (const { name, type } of attributes) {
      columns.set(name, {
        type,
        nullable: true,
        position: columns.size + 1,
        local: true,
        inherited: false,
        options: {},
      })
    }
  }
  return [...columns].map(([name, object]) =>
    put({
      id: { kind: 'column', path: [...table.path, name] },
      object,
      parent: table,
      dependsOn: needed.get(name) ?? [],
    }),
  )
}

function added(node: ColumnDef, context: FoldContext): Change[] {
  const { before, target } = context
  if (target?.id.kind !== 'table') return []
  const table = target.id
  const old = columnOf(before, table, node.colname ?? '')
  if (target.from) {
    const parent = columnOf(before, target.from, node.colname ?? '')
    if (!parent) return []
    if (old) return [put({ ...old, object: { ...old.object, inherited: true } })]
    const object = { ...parent.object, local: false, inherited: true, position: nextPosition(before, table) }
    return [
      put({
        id: { kind: 'column', path: [...table.path, node.colname!] },
        object,
        parent: table,
        dependsOn: parent.dependsOn,
      }),
    ]
  }
  const entry = define(node, table, old?.object.position ?? nextPosition(before, table), context)
  if (!old) return [put(entry)]
  const isPartition = before.get<'table'>({ kind: 'table', path: table.path })?.object.partitionOf !== undefined
  // A column the parents have, or of a typed table: what is said here wins, the rest stays.
  const { type, writtenType, typeId, nullable: _, position: __, options: ___, ...said } = entry.object
  const typed = node.typeName ? { type, writtenType, ...(typeId && { typeId }) } : {}
  return [
    put({
      ...old,
      object: { ...old.object, ...typed, ...said, inherited: old.object.inherited, local: !isPartition },
      dependsOn: [...old.dependsOn, ...entry.dependsOn],
    }),
  ]
}

function altered(node: Node<'AlterTableCmd'>, context: FoldContext): readonly Change[] {
  const { before, searchPath, target } = context
  if (target?.id.kind !== 'table') return []
  const entry = columnOf(before, target.id, node.name ?? '')
  if (node.subtype === 'AT_DropColumn') {
    const id: ObjectId = { kind: 'column', path: [...target.id.path, node.name ?? ''] }
    if (target.from && entry?.object.local) return [put(changed(entry, { inherited: false }))]
    return [{ type: 'drop', id, cascade: node.behavior === 'DROP_CASCADE' }]
  }
  if (node.subtype === 'AT_DropConstraint') {
    const constraint = before.get<'constraint'>({ kind: 'constraint', path: [...target.id.path, node.name ?? ''] })
    const column =
      constraint?.object.form === 'not null' ? columnOf(before, target.id, constraint.object.columns[0]!) : undefined
    return column ? [put(changed(column, { nullable: true }))] : []
  }
  const partition = (node.def as { PartitionCmd?: Node<'PartitionCmd'> } | undefined)?.PartitionCmd?.name
  if (node.subtype === 'AT_AttachPartition' && partition) {
    return joinedColumns(target.id, relationId(partition, before, searchPath), true, before)
  }
  if (node.subtype === 'AT_DetachPartition' && partition) {
    return partedColumns(relationId(partition, before, searchPath), before)
  }
  const parent = (node.def as { RangeVar?: Node<'RangeVar'> } | undefined)?.RangeVar
  if (node.subtype === 'AT_AddInherit') {
    return joinedColumns(relationId(parent, before, searchPath), target.id, false, before)
  }
  if (node.subtype === 'AT_DropInherit') return partedColumns(target.id, before)
  const alteration = alterations[node.subtype ?? '']
  return entry && alteration ? [put(alteration(entry, node, context))] : []
}

/** NOT NULL, alone or by a primary key, in whatever way it was said. */
function notNull(node: Constraint, { before, target }: FoldContext): readonly Change[] {
  if (target?.id.kind !== 'table' || (node.contype !== 'CONSTR_NOTNULL' && node.contype !== 'CONSTR_PRIMARY')) return []
  return (target.columns ?? []).flatMap((name) => {
    const entry = columnOf(before, target.id, name)
    return entry?.object.nullable ? [put(changed(entry, { nullable: false }))] : []
  })
}

export default defineKind({
  kind: 'column',
  title: 'Column',
  objectTypes: ['OBJECT_COLUMN'],
  handedDown: true,
  declaresColumns: true,
  namespace: 'relation',
  depth: 2,
  length: 3,
  introspect: {
    sql: () => `select n.nspname as schema, c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
        a.attnum as position, a.attnotnull as "notNull", a.attidentity as identity, a.attgenerated as generated,
        pg_get_expr(d.adbin, d.adrelid) as expression, a.attislocal as local, a.attinhcount > 0 as inherited,
        case when a.attcollation <> t.typcollation then (select co.collname from pg_collation co where co.oid = a.attcollation) end as collation,
        case when a.attstorage <> t.typstorage then a.attstorage end as storage, a.attcompression as compression, a.attstattarget as statistics,
        to_json(a.attoptions) as options,
        (select json_build_array(un.nspname, u.typname) from pg_type u join pg_namespace un on un.oid = u.typnamespace
           where u.oid = coalesce(nullif(t.typelem, 0), t.oid) and un.nspname <> 'pg_catalog') as user_type,
        (select json_agg(json_build_array(sn.nspname, s.relname)) from pg_depend x join pg_class s on s.oid = x.refobjid and s.relkind = 'S'
           join pg_namespace sn on sn.oid = s.relnamespace
           where x.classid = 'pg_attrdef'::regclass and x.objid = d.oid and x.refclassid = 'pg_class'::regclass) as sequences,
        (select json_agg(distinct y.attname) from pg_depend x join pg_attribute y on y.attrelid = x.refobjid and y.attnum = x.refobjsubid
           where a.attgenerated <> '' and x.classid = 'pg_attrdef'::regclass and x.objid = d.oid
             and x.refobjid = c.oid and x.refobjsubid > 0 and x.refobjsubid <> a.attnum) as columns
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where c.relkind in ('r', 'p', 'f') and a.attnum > 0 and not a.attisdropped and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')
      order by c.oid, a.attnum`,
    entry: (row) => {
      const parent: ObjectId<'table'> = { kind: 'table', path: [row.schema, row.table] }
      const printed = row.expression === null ? undefined : Expression.printed(row.expression)
      const typeId: ObjectId<'type'> | undefined = row.user_type ? { kind: 'type', path: row.user_type } : undefined
      const object: Column = {
        type: row.type,
        ...(typeId && { typeId }),
        nullable: !row.notNull,
        ...(printed && !row.generated && { default: printed }),
        ...(row.identity && { identity: row.identity === 'a' ? 'always' : 'by default' }),
        ...(printed &&
          row.generated && { generated: row.generated === 's' ? 'stored' : 'virtual', expression: printed }),
        ...(row.collation && { collation: row.collation }),
        position: row.position,
        local: row.local,
        inherited: row.inherited,
        ...(row.storage && { storage: storages[row.storage]! }),
        ...(row.compression && { compression: row.compression === 'l' ? 'lz4' : 'pglz' }),
        ...(row.statistics !== null && row.statistics >= 0 && { statistics: row.statistics }),
        // Some minor releases keep options of their own here: only the documented ones count.
        options: Object.fromEntries(
          Object.entries(parsedOptions(row.options)).filter(([name]) => name.startsWith('n_distinct')),
        ),
      }
      const sequences = ((row.sequences ?? []) as string[][]).map((path): ObjectId => ({ kind: 'sequence', path }))
      const columns = ((row.columns ?? []) as string[]).map(
        (name): ObjectId => ({ kind: 'column', path: [...parent.path, name] }),
      )
      const dependsOn: ObjectId[] = [...(typeId ? [typeId] : []), ...sequences, ...columns]
      return { id: { kind: 'column', path: [row.schema, row.table, row.name] }, object, parent, dependsOn }
    },
  },
  fold: {
    CreateStmt: (node, context) => {
      if (!node.inhRelations && !node.ofTypename) return []
      return inheritedColumns(node, context.target!.id, context)
    },
    CreateTableAsStmt: (node, context) =>
      node.objtype === 'OBJECT_TABLE' ? asColumns(node.query, node.into, node.if_not_exists === true, context) : [],
    SelectStmt: (node, context) =>
      node.intoClause ? asColumns({ SelectStmt: node }, node.intoClause, false, context) : [],
    ColumnDef: added,
    Constraint: notNull,
    AlterTableCmd: altered,
    TableLikeClause: (node, { before, searchPath, target }) => {
      const clause = like(node, before, searchPath)
      if (!target) return []
      let position = nextPosition(before, target.id)
      return columnsOf(before, clause.source).map(({ id, object, dependsOn }) => {
        const {
          default: value,
          generated,
          expression,
          identity,
          compression,
          storage,
          statistics: _,
          writtenType: __,
          ...rest
        } = object
        const copy: Column = {
          ...rest,
          ...(clause.includes('defaults') && value && { default: value }),
          ...(clause.includes('generated') && generated && { generated, expression }),
          ...(clause.includes('identity') && identity && { identity }),
          ...(clause.includes('storage') && storage && { storage }),
          ...(clause.includes('compression') && compression && { compression }),
          local: true,
          inherited: false,
          options: {},
          position: position++,
        }
        const kept = dependsOn.flatMap((other): ObjectId[] => {
          if (other.kind === 'type') return [other]
          if (other.kind === 'column')
            return generated && clause.includes('generated')
              ? [{ ...other, path: [...target.id.path, other.path[2]!] }]
              : []
          return clause.includes('defaults') ? [other] : []
        })
        return put({
          id: { kind: 'column', path: [...target.id.path, id.path[2]!] },
          object: copy,
          parent: target.id,
          dependsOn: kept,
        })
      })
    },
  },
  renamed: (object, from, to) => ({
    ...object,
    ...movedType(object, from, to),
    ...(object.default && { default: renamedIn(object.default, from, to) }),
    ...(object.expression && { expression: renamedIn(object.expression, from, to) }),
  }),
  without: (entry, gone) =>
    (gone.kind === 'sequence' || gone.kind === 'function') && !entry.object.generated
      ? withoutDefault(entry)
      : undefined,
  uncompared: ['position', 'writtenType', 'typeId'],
  // The type of an expression in CREATE TABLE AS isn't worked out.
  same: (attribute, a, b) => attribute === 'type' && (a.object.type === 'unknown' || b.object.type === 'unknown'),
  describe: ({ id, object }, catalog) => {
    const comment = commentOf(catalog, id)
    return `**column** \`${columnText(id.path[2]!, object)}\`${comment ? `\n\n${comment}` : ''}`
  },
  ddl: () => '',
})
