import { quoteName } from '../../db/quote'
import type { AnyNode, Node } from '../../syntax/statement'
import { type Catalog, type Change, defineKind, type Entry, type FoldContext, type ObjectId, put } from '../catalog'
import { columnText } from '../column-text'
import { needs } from '../depends'
import { relationId } from '../elements'
import { columnsIn, Expression, renamedIn, strings } from '../expression'
import { like } from '../like'
import { type Options, parsedOptions, withOptions } from '../options'
import { columnOf, columnsOf, commentOf, find } from '../read'
import { sequenceName } from '../serial'
import { movedType, serialType, typeUse, writtenType } from '../types'

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

const string = (sval: string) => ({ String: { sval } }) as AnyNode

/** nextval('schema.name'::regclass), as PostgreSQL writes a serial column's default. */
function nextval(path: readonly string[]): Expression {
  const argument = { A_Const: { sval: { sval: quoteName(path) } } }
  const arg = { TypeCast: { arg: argument, typeName: { names: [string('regclass')], typemod: -1 } } }
  return Expression.written({
    FuncCall: { funcname: [string('nextval')], args: [arg], funcformat: 'COERCE_EXPLICIT_CALL' },
  } as AnyNode)
}

const storages: { readonly [letter: string]: string } = { p: 'plain', e: 'external', m: 'main', x: 'extended' }

function define(node: ColumnDef, table: ObjectId, position: number, context: FoldContext): Entry<'column'> {
  const { before, searchPath, statement } = context
  const name = node.colname ?? ''
  const use = typeUse(node.typeName, before, searchPath)
  const serial = serialType(node.typeName)
  const dependsOn: ObjectId[] = use.id ? [use.id] : []
  let object: Column = {
    type: use.text,
    writtenType: writtenType(node.typeName, statement),
    ...(use.id && { typeId: use.id }),
    nullable: true,
    position,
    local: true,
    inherited: false,
    options: {},
  }
  const collation = strings(node.collClause?.collname).at(-1)
  if (collation && collation !== 'default') object = { ...object, collation }
  if (node.storage_name) object = { ...object, storage: node.storage_name.toLowerCase() }
  if (node.compression) object = { ...object, compression: node.compression.toLowerCase() }
  if (serial) {
    const path = sequenceName(before, table, name, undefined)
    object = { ...object, default: nextval(path) }
    dependsOn.push({ kind: 'sequence', path })
  }
  for (const item of node.constraints ?? []) {
    const constraint = (item as { Constraint?: Constraint }).Constraint
    if (constraint) object = constrained(object, constraint, table, dependsOn, before, searchPath)
  }
  return { id: { kind: 'column', path: [...table.path, name] }, object, parent: table, dependsOn }
}

/** What a column's own constraints say about it; NOT NULL comes as a Constraint of its own. */
function constrained(
  object: Column,
  constraint: Constraint,
  table: ObjectId,
  dependsOn: ObjectId[],
  before: Catalog,
  searchPath: readonly string[],
): Column {
  switch (constraint.contype) {
    case 'CONSTR_DEFAULT':
      if (!constraint.raw_expr || isNull(constraint.raw_expr)) return object
      dependsOn.push(...needs(constraint.raw_expr, before, searchPath))
      return { ...object, default: Expression.written(constraint.raw_expr) }
    case 'CONSTR_IDENTITY':
      return { ...object, identity: constraint.generated_when === 'a' ? 'always' : 'by default' }
    case 'CONSTR_GENERATED': {
      if (!constraint.raw_expr) return object
      dependsOn.push(...needs(constraint.raw_expr, before, searchPath))
      for (const column of columnsIn(constraint.raw_expr, table.path[1])) {
        dependsOn.push({ kind: 'column', path: [...table.path, column] })
      }
      const generated = constraint.generated_kind === 's' ? 'stored' : 'virtual'
      return { ...object, generated, expression: Expression.written(constraint.raw_expr) }
    }
    default:
      return object
  }
}

/** DEFAULT NULL is no default (AddRelationNewConstraints in src/backend/catalog/heap.c). */
const isNull = (node: AnyNode): boolean => 'A_Const' in node && (node.A_Const as { isnull?: boolean }).isnull === true

const nextPosition = (catalog: Catalog, table: ObjectId): number =>
  (columnsOf(catalog, table).at(-1)?.object.position ?? 0) + 1

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
  // A column the parents have, or of a typed table: what is said here wins, the rest stays.
  const { type, writtenType, typeId, nullable: _, position: __, ...said } = entry.object
  const typed = node.typeName ? { type, writtenType, ...(typeId && { typeId }) } : {}
  return [
    put({
      ...old,
      object: { ...old.object, ...typed, ...said, inherited: old.object.inherited },
      dependsOn: [...old.dependsOn, ...entry.dependsOn],
    }),
  ]
}

type Alteration = (entry: Entry<'column'>, node: Node<'AlterTableCmd'>, context: FoldContext) => Entry<'column'>
const changed = (entry: Entry<'column'>, object: Partial<Column>): Entry<'column'> => ({
  ...entry,
  object: { ...entry.object, ...object },
})
const withoutDefault = (entry: Entry<'column'>): Entry<'column'> => {
  const { default: _, ...object } = entry.object
  return { ...entry, object, dependsOn: entry.dependsOn.filter(({ kind }) => kind === 'type') }
}
const columnDef = (node: Node<'AlterTableCmd'>): ColumnDef =>
  (node.def as { ColumnDef?: ColumnDef } | undefined)?.ColumnDef ?? {}
const text = (node: Node<'AlterTableCmd'>): string =>
  (node.def as { String?: { sval?: string } } | undefined)?.String?.sval ?? ''
const items = (node: Node<'AlterTableCmd'>) => (node.def as { List?: { items?: AnyNode[] } } | undefined)?.List?.items

/** ALTER COLUMN by subcommand. NOT NULL is heard as a Constraint. */
const alterations: { readonly [subtype: string]: Alteration } = {
  AT_ColumnDefault: (entry, node, { before, searchPath }) => {
    const bare = withoutDefault(entry)
    if (!node.def || isNull(node.def)) return bare
    const dependsOn = [...bare.dependsOn, ...needs(node.def, before, searchPath)]
    return { ...changed(bare, { default: Expression.written(node.def) }), dependsOn }
  },
  AT_DropNotNull: (entry) => changed(entry, { nullable: true }),
  AT_AlterColumnType: (entry, node, { before, searchPath, statement }) => {
    const { typeName, collClause } = columnDef(node)
    const use = typeUse(typeName, before, searchPath)
    const { collation: _, typeId: __, ...rest } = entry.object
    const collation = strings(collClause?.collname).at(-1)
    const object: Column = {
      ...rest,
      type: use.text,
      writtenType: writtenType(typeName, statement),
      ...(use.id && { typeId: use.id }),
      ...(collation && collation !== 'default' && { collation }),
    }
    const others = entry.dependsOn.filter(({ kind }) => kind !== 'type')
    return { ...entry, object, dependsOn: use.id ? [use.id, ...others] : others }
  },
  AT_AddIdentity: (entry, node) => {
    const constraint = (node.def as { Constraint?: Constraint } | undefined)?.Constraint
    return changed(entry, { identity: constraint?.generated_when === 'a' ? 'always' : 'by default' })
  },
  AT_SetIdentity: (entry, node) => {
    for (const item of items(node) ?? []) {
      const element = (item as { DefElem: Node<'DefElem'> }).DefElem
      if (element.defname !== 'generated') continue
      const when = (element.arg as { Integer?: { ival?: number } } | undefined)?.Integer?.ival
      return changed(entry, { identity: when === 97 ? 'always' : 'by default' })
    }
    return entry
  },
  AT_DropIdentity: (entry) => {
    const { identity: _, ...object } = entry.object
    return { ...entry, object }
  },
  AT_SetExpression: (entry, node) => (node.def ? changed(entry, { expression: Expression.written(node.def) }) : entry),
  AT_DropExpression: (entry) => {
    const { generated: _, expression: __, ...object } = entry.object
    return { ...entry, object, dependsOn: entry.dependsOn.filter(({ kind }) => kind === 'type') }
  },
  AT_SetStorage: (entry, node) => changed(entry, { storage: text(node).toLowerCase() }),
  AT_SetCompression: (entry, node) => changed(entry, { compression: text(node).toLowerCase() }),
  AT_SetStatistics: (entry, node) => {
    const value = (node.def as { Integer?: { ival?: number } } | undefined)?.Integer?.ival ?? (node.def ? 0 : -1)
    const { statistics: _, ...object } = entry.object
    return { ...entry, object: value < 0 ? object : { ...object, statistics: value } }
  },
  AT_SetOptions: (entry, node) => changed(entry, { options: withOptions(entry.object.options, items(node)) }),
  AT_ResetOptions: (entry, node) => changed(entry, { options: withOptions(entry.object.options, items(node), true) }),
}

function altered(node: Node<'AlterTableCmd'>, context: FoldContext): readonly Change[] {
  const { before, target } = context
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
  describe: ({ id, object }, catalog) => {
    const comment = commentOf(catalog, id)
    return `**column** \`${columnText(id.path[2]!, object)}\`${comment ? `\n\n${comment}` : ''}`
  },
  ddl: () => '',
})
