import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Node } from '../../syntax/statement'
import {
  type Catalog,
  type Change,
  type Draft,
  defineKind,
  type Entry,
  type FoldContext,
  type ObjectId,
  put,
  type Target,
} from '../catalog'
import { constraintText, isLate } from '../constraint-text'
import { needs } from '../depends'
import { relationId } from '../elements'
import { columnsIn, Expression, renamedIn, strings } from '../expression'
import { copied, joined, keysBelow, parted } from '../inheritance'
import { like } from '../like'
import { movedColumns, movedPath } from '../moving'
import { commentOf, constraintOf, constraintsOf, notNullOf, primaryKeyOf, samePath } from '../read'

export type Action = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

export interface Constraint {
  readonly form: 'check' | 'foreign key' | 'primary key' | 'unique' | 'exclusion' | 'not null'
  /** Key columns in order; of a CHECK, the columns it mentions; empty names stand for expressions of an exclusion. */
  readonly columns: readonly string[]
  /** Of a CHECK. */
  readonly expression?: Expression
  readonly references?: { readonly table: readonly string[]; readonly columns: readonly string[] }
  readonly onUpdate?: Action
  readonly onDelete?: Action
  /** SET NULL and SET DEFAULT of these columns only. */
  readonly onDeleteColumns?: readonly string[]
  readonly match?: 'simple' | 'full'
  readonly deferrable: boolean
  readonly initiallyDeferred: boolean
  /** False: NOT VALID and never validated since. */
  readonly validated: boolean
  readonly enforced: boolean
  readonly noInherit: boolean
  /** WITHOUT OVERLAPS, or PERIOD of a foreign key. */
  readonly period: boolean
  /** Operators of an exclusion, one a column. */
  readonly operators?: readonly string[]
  /** Has a definition of its own, not only an inherited one. */
  readonly local: boolean
  readonly inherited: boolean
  /** The index behind a key, in the table's schema. */
  readonly index?: string
}
declare module '../catalog' {
  interface Objects {
    constraint: Constraint
  }
}

type Parsed = Node<'Constraint'>

const forms: { readonly [contype: string]: Constraint['form'] } = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_PRIMARY: 'primary key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_EXCLUSION: 'exclusion',
  CONSTR_NOTNULL: 'not null',
}
const letters: { readonly [letter: string]: Constraint['form'] } = {
  c: 'check',
  f: 'foreign key',
  p: 'primary key',
  u: 'unique',
  x: 'exclusion',
  n: 'not null',
}
/** By the letters of the parse tree and of pg_constraint. */
export const actions: { readonly [letter: string]: Action } = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

const columnId = (table: readonly string[], column: string): ObjectId => ({ kind: 'column', path: [...table, column] })
const columnIds = (table: readonly string[], columns: readonly string[]): ObjectId[] =>
  columns.filter((column) => column !== '').map((column) => columnId(table, column))

/** The key a foreign key leans on: gone with it when that is dropped with CASCADE. */
function keyBehind(catalog: Catalog, table: ObjectId, columns: readonly string[]): ObjectId[] {
  const wanted = [...columns].sort().join('\u0001')
  for (const { id, object } of constraintsOf(catalog, table)) {
    if (object.form !== 'primary key' && object.form !== 'unique') continue
    if ([...object.columns].sort().join('\u0001') === wanted) return [id]
  }
  return []
}

/** Fills in what a foreign key references; answers with that, for dependsOn. */
function refer(
  object: Draft<Constraint>,
  node: Parsed,
  table: ObjectId,
  { before, searchPath }: FoldContext,
): ObjectId[] {
  const target = node.pktable ? relationId(node.pktable, before, searchPath) : table
  const columns = node.pk_attrs ? strings(node.pk_attrs) : (primaryKeyOf(before, target)?.object.columns ?? [])
  object.references = { table: target.path, columns }
  object.onUpdate = actions[node.fk_upd_action ?? 'a'] ?? 'no action'
  object.onDelete = actions[node.fk_del_action ?? 'a'] ?? 'no action'
  if (node.fk_del_set_cols) object.onDeleteColumns = strings(node.fk_del_set_cols)
  object.match = node.fk_matchtype === 'f' ? 'full' : 'simple'
  object.period = node.fk_with_period === true
  return [target, ...columnIds(target.path, columns), ...keyBehind(before, target, columns)]
}

function added(node: Parsed, context: FoldContext): readonly Change[] {
  const { target, before, searchPath, statement } = context
  const form = forms[node.contype ?? '']
  if (!form || target?.id.kind !== 'table' || target.name === undefined) return []
  const table = target.id
  const columns = target.columns ?? []
  const created = statement.tag !== 'AlterTableStmt'
  const old =
    form === 'not null' ? notNullOf(before, table, columns[0] ?? '') : constraintOf(before, table, target.name)
  if (old) return merged(old, node, target, created)
  const enforced = node.is_enforced === true || (form !== 'check' && form !== 'foreign key')
  const object: Draft<Constraint> = {
    form,
    columns,
    deferrable: node.deferrable === true || node.initdeferred === true,
    initiallyDeferred: node.initdeferred === true,
    validated: enforced && (created || node.skip_validation !== true),
    enforced,
    noInherit: node.is_no_inherit === true,
    period: node.without_overlaps === true,
    local: target.from === undefined,
    inherited: target.from !== undefined,
  }
  const dependsOn = columnIds(table.path, columns)
  if (form === 'check') object.expression = Expression.written(node.raw_expr!)
  if (form === 'primary key' || form === 'unique' || form === 'exclusion') object.index = target.name
  if (form === 'foreign key') dependsOn.push(...refer(object, node, table, context))
  if (form === 'exclusion') {
    object.operators = operatorsOf(node)
    dependsOn.push(...columnIds(table.path, excludedColumns(node, table)))
  }
  if (node.raw_expr) dependsOn.push(...needs(node.raw_expr, before, searchPath))
  return [put({ id: { kind: 'constraint', path: [...table.path, target.name] }, object, parent: table, dependsOn })]
}

/** Said again: an inherited one is now local too or the other way round; SET NOT NULL on NOT NULL changes nothing. */
function merged(old: Entry<'constraint'>, node: Parsed, target: Target, created: boolean): readonly Change[] {
  const handedDown = target.from !== undefined
  const same = old.object.form === forms[node.contype ?? '']
  if (!same) return []
  const { object } = old
  const next: Constraint = {
    ...object,
    ...(handedDown ? { inherited: true } : { local: true }),
    validated: object.validated || (node.skip_validation !== true && object.form === 'not null'),
  }
  const changes: Change[] = [put({ ...old, object: next })]
  // A new table's own NOT NULL keeps its own name over an inherited one.
  if (created && !object.local && target.name !== old.id.path[2]) {
    changes.push({ type: 'rename', id: old.id, to: [...old.id.path.slice(0, 2), target.name!] })
  }
  return changes
}

const operatorsOf = (node: Parsed): string[] =>
  (node.exclusions ?? []).map((pair) => {
    const items = (pair as { List?: { items?: readonly unknown[] } }).List?.items ?? []
    return strings((items[1] as { List?: { items?: unknown } } | undefined)?.List?.items).at(-1) ?? ''
  })
const excludedColumns = (node: Parsed, table: ObjectId): string[] =>
  columnsIn([node.exclusions, node.where_clause], table.path[1])

function altered(node: Node<'AlterTableCmd'>, context: FoldContext): readonly Change[] {
  const { before, target } = context
  if (target?.id.kind !== 'table') return []
  const table = target.id
  const name = node.name ?? ''
  switch (node.subtype) {
    case 'AT_DropConstraint': {
      const id: ObjectId = { kind: 'constraint', path: [...table.path, name] }
      const entry = constraintOf(before, table, name)
      if (target.from && entry?.object.local) return [put({ ...entry, object: { ...entry.object, inherited: false } })]
      if (target.from && !entry) return []
      const below = entry?.object.index === undefined ? [] : keysBelow(entry, before)
      const cascade = node.behavior === 'DROP_CASCADE'
      return [...below, id].map((each) => ({ type: 'drop', id: each, cascade }))
    }
    case 'AT_DropNotNull': {
      const entry = notNullOf(before, table, name)
      return entry ? [{ type: 'drop', id: entry.id, cascade: false }] : []
    }
    case 'AT_ValidateConstraint': {
      const entry = constraintOf(before, table, name)
      return entry ? [put({ ...entry, object: { ...entry.object, validated: true } })] : []
    }
    case 'AT_AlterConstraint': {
      const change = (node.def as { ATAlterConstraint?: Node<'ATAlterConstraint'> } | undefined)?.ATAlterConstraint
      const entry = constraintOf(before, table, change?.conname ?? name)
      if (!entry || !change) return []
      const { object } = entry
      return [
        put({
          ...entry,
          object: {
            ...object,
            ...(change.alterDeferrability && {
              deferrable: change.deferrable === true,
              initiallyDeferred: change.initdeferred === true,
            }),
            ...(change.alterEnforceability && {
              enforced: change.is_enforced === true,
              validated: change.is_enforced === true,
            }),
            ...(change.alterInheritability && { noInherit: change.noinherit === true }),
          },
        }),
      ]
    }
    case 'AT_AttachPartition':
    case 'AT_DetachPartition': {
      const name = (node.def as { PartitionCmd?: Node<'PartitionCmd'> } | undefined)?.PartitionCmd?.name
      if (!name) return []
      const child = relationId(name, before, context.searchPath)
      return node.subtype === 'AT_AttachPartition' ? joined(table, child, true, before) : parted(child, before)
    }
    case 'AT_AddInherit':
    case 'AT_DropInherit': {
      const relation = (node.def as { RangeVar?: Node<'RangeVar'> } | undefined)?.RangeVar
      const parent = relationId(relation, before, context.searchPath)
      return node.subtype === 'AT_AddInherit' ? joined(parent, table, false, before) : parted(table, before)
    }
    default:
      return []
  }
}

export default defineKind({
  kind: 'constraint',
  title: 'Constraint',
  objectTypes: ['OBJECT_TABCONSTRAINT'],
  handedDown: true,
  declaresColumns: true,
  namespace: 'relation',
  depth: 2,
  length: 3,
  namedInSchema: true,
  introspect: {
    sql: (major) => `select n.nspname as schema, c.relname as table, k.conname as name, k.contype as form,
        coalesce((select json_agg(coalesce(a.attname, '') order by u.ord) from unnest(k.conkey) with ordinality u(num, ord)
           left join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num), '[]') as columns,
        case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end as expression,
        case when k.contype = 'f' then (select json_build_array(fn.nspname, f.relname) from pg_class f
           join pg_namespace fn on fn.oid = f.relnamespace where f.oid = k.confrelid) end as "referencedTable",
        (select json_agg(a.attname order by u.ord) from unnest(k.confkey) with ordinality u(num, ord)
           join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num) as "referencedColumns",
        k.confupdtype as "onUpdate", k.confdeltype as "onDelete", k.confmatchtype as match,
        ${major >= 15 ? `(select json_agg(a.attname order by u.ord) from unnest(k.confdelsetcols) with ordinality u(num, ord) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num)` : 'null'} as "onDeleteColumns",
        k.condeferrable as deferrable, k.condeferred as "initiallyDeferred", k.convalidated as validated,
        ${major >= 18 ? 'k.conenforced' : 'true'} as enforced, k.connoinherit and k.contype in ('c', 'n') as "noInherit",
        ${major >= 18 ? 'k.conperiod' : 'false'} as period,
        (select json_agg(o.oprname order by u.ord) from unnest(k.conexclop) with ordinality u(op, ord) join pg_operator o on o.oid = u.op
           where k.contype = 'x') as operators,
        k.conislocal as local, k.coninhcount > 0 as inherited,
        (select i.relname from pg_class i where i.oid = k.conindid) as index,
        (select json_build_array(fn.nspname, f.relname, ik.conname) from pg_constraint ik join pg_class f on f.oid = ik.conrelid
           join pg_namespace fn on fn.oid = f.relnamespace
           where k.contype = 'f' and ik.conindid = k.conindid and ik.contype in ('p', 'u') limit 1) as key
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype in ('c', 'f', 'p', 'u', 'x', 'n') and c.relkind in ('r', 'p', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not (k.contype = 'f' and k.conparentid <> 0 and exists (select from pg_constraint pk where pk.oid = k.conparentid and pk.conrelid = k.conrelid))
        and not exists (select from pg_depend x where x.classid = 'pg_class'::regclass and x.objid = c.oid and x.deptype = 'e')
      order by 1, 2, 3`,
    entry: (row) => {
      const form = letters[row.form]!
      const parent: ObjectId<'table'> = { kind: 'table', path: [row.schema, row.table] }
      const foreignKey = form === 'foreign key'
      const indexed = form === 'primary key' || form === 'unique' || form === 'exclusion'
      const columns = row.columns as string[]
      const object: Constraint = {
        form,
        columns,
        ...(row.expression !== null && { expression: Expression.printed(row.expression) }),
        ...(foreignKey && {
          references: { table: row.referencedTable, columns: row.referencedColumns },
          onUpdate: actions[row.onUpdate]!,
          onDelete: actions[row.onDelete]!,
          ...(row.onDeleteColumns && { onDeleteColumns: row.onDeleteColumns }),
          match: row.match === 'f' ? ('full' as const) : ('simple' as const),
        }),
        deferrable: row.deferrable,
        initiallyDeferred: row.initiallyDeferred,
        validated: row.validated,
        enforced: row.enforced,
        noInherit: row.noInherit,
        period: row.period,
        ...(row.operators && { operators: row.operators }),
        local: row.local,
        inherited: row.inherited,
        ...(indexed && { index: row.index }),
      }
      const referenced: ObjectId[] = foreignKey
        ? [
            { kind: 'table', path: row.referencedTable },
            ...columnIds(row.referencedTable, row.referencedColumns),
            ...(row.key ? [{ kind: 'constraint', path: row.key } as const] : []),
          ]
        : []
      return {
        id: { kind: 'constraint', path: [...parent.path, row.name] },
        object,
        parent,
        dependsOn: [...columnIds(parent.path, columns), ...referenced],
      }
    },
  },
  fold: {
    CreateStmt: (node, { before, searchPath, target }) =>
      (node.inhRelations ?? []).flatMap((item) => {
        const parent = relationId((item as { RangeVar: Node<'RangeVar'> }).RangeVar, before, searchPath)
        const handed = constraintsOf(before, parent).filter(({ object: { form, noInherit } }) => {
          if (form === 'foreign key') return node.partbound !== undefined
          return !noInherit && (form === 'check' || form === 'not null')
        })
        return handed.flatMap((entry) => copied(entry, target!.id, before))
      }),
    Constraint: added,
    AlterTableCmd: altered,
    TableLikeClause: (node, { before, searchPath, target }) => {
      const clause = like(node, before, searchPath)
      if (!target) return []
      return constraintsOf(before, clause.source)
        .filter(({ object: { form } }) => form === 'not null' || (form === 'check' && clause.includes('constraints')))
        .flatMap((entry) => copied(entry, target.id, before, false))
    },
    RenameStmt: (node, { before, searchPath }) => {
      if (node.renameType !== 'OBJECT_TABCONSTRAINT' || !node.relation || !node.newname) return []
      const entry = constraintOf(before, relationId(node.relation, before, searchPath), node.subname ?? '')
      if (!entry?.object.index) return []
      const [schema] = entry.id.path as [string]
      return [{ type: 'rename', id: { kind: 'index', path: [schema, entry.object.index] }, to: [schema, node.newname] }]
    },
  },
  renamed(object, from, to, self) {
    const { references } = object
    const own = samePath(self.path.slice(0, 2), from.path.slice(0, 2))
    const target = references && movedPath(references.table, from, to)
    const abroad = from.kind === 'column' && references && samePath(references.table, from.path.slice(0, 2))
    return {
      ...object,
      ...(own && { columns: movedColumns(object.columns, from, to) }),
      ...(object.expression && { expression: renamedIn(object.expression, from, to) }),
      ...(references && {
        references: {
          table: target!,
          columns: abroad ? movedColumns(references.columns, from, to) : references.columns,
        },
      }),
      ...(from.kind === 'constraint' &&
        object.index === from.path[2] &&
        samePath(self.path, from.path) && { index: to.path[2]! }),
    }
  },
  uncompared: ['local', 'inherited'],
  describe: ({ id, object }, catalog) => {
    const comment = commentOf(catalog, id)
    const state = object.validated ? '' : object.enforced ? ' (not validated)' : ' (not enforced)'
    return `**constraint** \`${id.path[2]}\` on \`${quoteName(id.path.slice(0, 2))}\`: \`${constraintText(object)}\`${state}${comment ? `\n\n${comment}` : ''}`
  },
  ddl: () => '',
  ddlAfter: ({ id, object }) => {
    if (!object.local || !isLate(object)) return ''
    return `ALTER TABLE ${quoteName(id.path.slice(0, 2))} ADD CONSTRAINT ${quoteIdentifier(id.path[2]!)} ${constraintText(object)};`
  },
})
