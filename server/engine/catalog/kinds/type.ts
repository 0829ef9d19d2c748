import { quoteIdentifier, quoteLiteral, quoteName } from '../../db/quote'
import type { AnyNode, Node } from '../../syntax/statement'
import { type Catalog, type Change, defineKind, type Entry, type ObjectId, put } from '../catalog'
import { Expression, renamedIn, strings } from '../expression'
import { relabelled } from '../labels'
import { movedPath } from '../moving'
import { constraintName } from '../names'
import { elements, optionValue } from '../options'
import { typeUse } from '../types'

export interface Attribute {
  readonly name: string
  readonly type: string
  readonly collation?: string
}

export interface DomainConstraint {
  readonly name: string
  readonly expression: Expression
  readonly validated: boolean
}

export interface Enum {
  readonly form: 'enum'
  /** In sort order. */
  readonly labels: readonly string[]
}
export interface Composite {
  readonly form: 'composite'
  readonly attributes: readonly Attribute[]
}
export interface Domain {
  readonly form: 'domain'
  readonly type: string
  readonly notNull: boolean
  /** Name of the NOT NULL constraint; kept by PostgreSQL 17 and newer. */
  readonly notNullName?: string
  readonly default?: Expression
  readonly collation?: string
  readonly constraints: readonly DomainConstraint[]
}
export interface Range {
  readonly form: 'range'
  readonly subtype: string
  readonly multirange?: string
}
/** Created without a definition, or of a form no attribute of which is read. */
export interface Base {
  readonly form: 'base'
}
export type Type = Enum | Composite | Domain | Range | Base

declare module '../catalog' {
  interface Objects {
    type: Type
  }
}

const idOf = (names: unknown, searchPath: readonly string[]): ObjectId<'type'> => {
  const path = strings(names)
  return { kind: 'type', path: path.length > 1 ? path.slice(-2) : [searchPath[0] ?? 'public', path[0] ?? ''] }
}
const found = (names: unknown, before: Catalog, searchPath: readonly string[]): Entry<'type'> | undefined =>
  before.resolve(['type'], strings(names), searchPath)

const constraintOf = (node: AnyNode) => (node as { Constraint?: Node<'Constraint'> }).Constraint

function domain(
  node: Node<'CreateDomainStmt'>,
  id: ObjectId,
  before: Catalog,
  searchPath: readonly string[],
): Entry<'type'> {
  const use = typeUse(node.typeName, before, searchPath)
  const constraints: DomainConstraint[] = []
  let object: Domain = { form: 'domain', type: use.text, notNull: false, constraints }
  const collation = strings(node.collClause?.collname).at(-1)
  if (collation) object = { ...object, collation }
  for (const item of node.constraints ?? []) {
    const constraint = constraintOf(item)
    if (constraint?.contype === 'CONSTR_NOTNULL') {
      object = {
        ...object,
        notNull: true,
        notNullName: constraint.conname || freeName(id, constraints, before, 'not_null'),
      }
    } else if (constraint?.contype === 'CONSTR_DEFAULT' && constraint.raw_expr) {
      object = { ...object, default: Expression.written(constraint.raw_expr) }
    } else if (constraint?.contype === 'CONSTR_CHECK') {
      constraints.push(check(constraint, id, constraints, before))
    }
  }
  return { id: id as ObjectId<'type'>, object, dependsOn: use.id ? [use.id] : [] }
}

const check = (
  node: Node<'Constraint'>,
  id: ObjectId,
  others: readonly DomainConstraint[],
  before: Catalog,
): DomainConstraint => ({
  name: node.conname || freeName(id, others, before, 'check'),
  expression: Expression.written(node.raw_expr!),
  validated: node.skip_validation !== true,
})

function freeName(id: ObjectId, others: readonly DomainConstraint[], before: Catalog, label: string): string {
  for (let pass = 0; ; pass++) {
    const name = constraintName(before, id.path[0]!, id.path[1]!, undefined, pass === 0 ? label : `${label}${pass}`)
    if (!others.some((other) => other.name === name)) return name
  }
}

/** Subtypes as the grammar names them: T default, N drop not null, O set not null, C add, X drop, V validate a constraint. */
function alteredDomain(node: Node<'AlterDomainStmt'>, old: Domain, id: ObjectId, before: Catalog): Domain {
  const constraint = node.def && constraintOf(node.def)
  switch (node.subtype) {
    case 'T': {
      const { default: _, ...rest } = old
      return node.def ? { ...rest, default: Expression.written(node.def) } : rest
    }
    case 'N': {
      const { notNullName: _, ...rest } = old
      return { ...rest, notNull: false }
    }
    case 'O':
      return old.notNull
        ? old
        : { ...old, notNull: true, notNullName: freeName(id, old.constraints, before, 'not_null') }
    case 'C':
      if (constraint?.contype === 'CONSTR_NOTNULL') {
        return {
          ...old,
          notNull: true,
          notNullName: constraint.conname || freeName(id, old.constraints, before, 'not_null'),
        }
      }
      return constraint
        ? { ...old, constraints: [...old.constraints, check(constraint, id, old.constraints, before)] }
        : old
    case 'X': {
      if (node.name === old.notNullName) {
        const { notNullName: _, ...rest } = old
        return { ...rest, notNull: false }
      }
      return { ...old, constraints: old.constraints.filter(({ name }) => name !== node.name) }
    }
    case 'V':
      return {
        ...old,
        constraints: old.constraints.map((item) => (item.name === node.name ? { ...item, validated: true } : item)),
      }
    default:
      return old
  }
}

function alteredEnum(node: Node<'AlterEnumStmt'>, old: Enum): Enum {
  if (node.oldVal !== undefined && node.oldVal !== '') {
    return { ...old, labels: old.labels.map((label) => (label === node.oldVal ? node.newVal! : label)) }
  }
  const label = node.newVal ?? ''
  if (old.labels.includes(label)) return old
  const neighbour = node.newValNeighbor ? old.labels.indexOf(node.newValNeighbor) : -1
  if (neighbour < 0) return { ...old, labels: [...old.labels, label] }
  const at = node.newValIsAfter ? neighbour + 1 : neighbour
  return { ...old, labels: [...old.labels.slice(0, at), label, ...old.labels.slice(at)] }
}

function alteredComposite(
  command: Node<'AlterTableCmd'>,
  old: Composite,
  before: Catalog,
  searchPath: readonly string[],
): Composite {
  const definition = (command.def as { ColumnDef?: Node<'ColumnDef'> } | undefined)?.ColumnDef
  const type = (): string => typeUse(definition?.typeName, before, searchPath).text
  switch (command.subtype) {
    case 'AT_AddColumn':
      return { ...old, attributes: [...old.attributes, { name: definition?.colname ?? '', type: type() }] }
    case 'AT_DropColumn':
      return { ...old, attributes: old.attributes.filter(({ name }) => name !== command.name) }
    case 'AT_AlterColumnType':
      return {
        ...old,
        attributes: old.attributes.map((item) => (item.name === command.name ? { ...item, type: type() } : item)),
      }
    default:
      return old
  }
}

const update = (entry: Entry<'type'>, object: Type): readonly Change[] =>
  object === entry.object ? [] : [put({ ...entry, object })]

export default defineKind({
  kind: 'type',
  title: 'Type',
  objectTypes: ['OBJECT_TYPE', 'OBJECT_DOMAIN'],
  namespace: 'type',
  depth: 2,
  length: 2,
  introspect: {
    sql: (major) => `select n.nspname as schema, t.typname as name, t.typtype as form, t.typnotnull as "notNull",
        case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end as base,
        pg_get_expr(t.typdefaultbin, 0) as default,
        case when t.typcollation <> bt.typcollation then (select c.collname from pg_collation c where c.oid = t.typcollation) end as collation,
        (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels,
        (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
           from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped) as attributes,
        (select json_agg(json_build_object('name', c.conname, 'type', c.contype, 'text', pg_get_expr(c.conbin, 0),
                'validated', c.convalidated) order by c.oid) from pg_constraint c where c.contypid = t.oid) as constraints,
        (select format_type(r.rngsubtype, null) from pg_range r where r.rngtypid = t.oid) as subtype,
        ${major >= 14 ? '(select m.typname from pg_range r join pg_type m on m.oid = r.rngmultitypid where r.rngtypid = t.oid)' : 'null'} as multirange,
        (select json_build_array(bn.nspname, b.typname) from pg_namespace bn where t.typtype = 'd' and bn.oid = b.typnamespace
           and bn.nspname <> 'pg_catalog') as needs
      from pg_type t join pg_namespace n on n.oid = t.typnamespace
        left join pg_type b on b.oid = t.typbasetype left join pg_type bt on bt.oid = t.typbasetype
      where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'b' and t.typelem = 0 and t.typcategory <> 'A')
          or (t.typtype = 'c' and (select c.relkind from pg_class c where c.oid = t.typrelid) = 'c'))
        and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = t.typrelid and t.typrelid <> 0 and d.deptype = 'e')
      order by 1, 2`,
    entry: (row) => {
      const id: ObjectId<'type'> = { kind: 'type', path: [row.schema, row.name] }
      const dependsOn: ObjectId[] = row.needs ? [{ kind: 'type', path: row.needs }] : []
      if (row.form === 'e') return { id, object: { form: 'enum', labels: row.labels ?? [] }, dependsOn }
      if (row.form === 'c') return { id, object: { form: 'composite', attributes: row.attributes ?? [] }, dependsOn }
      if (row.form === 'r') {
        return {
          id,
          object: { form: 'range', subtype: row.subtype, ...(row.multirange && { multirange: row.multirange }) },
          dependsOn,
        }
      }
      if (row.form === 'b') return { id, object: { form: 'base' }, dependsOn }
      const constraints = (row.constraints ?? []) as { name: string; type: string; text: string; validated: boolean }[]
      const notNull = constraints.find(({ type }) => type === 'n')
      const object: Domain = {
        form: 'domain',
        type: row.base,
        notNull: row.notNull,
        ...(notNull && { notNullName: notNull.name }),
        ...(row.default !== null && { default: Expression.printed(row.default) }),
        ...(row.collation && { collation: row.collation }),
        constraints: constraints
          .filter(({ type }) => type === 'c')
          .map(({ name, text, validated }) => ({ name, expression: Expression.printed(text), validated })),
      }
      return { id, object, dependsOn }
    },
  },
  fold: {
    CreateEnumStmt: (node, { searchPath }) => [
      put({ id: idOf(node.typeName, searchPath), object: { form: 'enum', labels: strings(node.vals) }, dependsOn: [] }),
    ],
    AlterEnumStmt: (node, { before, searchPath }) => {
      const entry = found(node.typeName, before, searchPath)
      if (entry?.object.form !== 'enum') return []
      const renamed = node.oldVal ? relabelled(entry.id, node.oldVal, node.newVal ?? '', before) : []
      return [...update(entry, alteredEnum(node, entry.object)), ...renamed]
    },
    CompositeTypeStmt: (node, { before, searchPath }) => {
      const path = [node.typevar?.schemaname ?? searchPath[0] ?? 'public', node.typevar?.relname ?? '']
      const dependsOn: ObjectId[] = []
      const attributes = (node.coldeflist ?? []).map((item) => {
        const column = (item as { ColumnDef: Node<'ColumnDef'> }).ColumnDef
        const use = typeUse(column.typeName, before, searchPath)
        if (use.id) dependsOn.push(use.id)
        return { name: column.colname ?? '', type: use.text }
      })
      return [put({ id: { kind: 'type', path }, object: { form: 'composite', attributes }, dependsOn })]
    },
    CreateDomainStmt: (node, { before, searchPath }) => [
      put(domain(node, idOf(node.domainname, searchPath), before, searchPath)),
    ],
    AlterDomainStmt: (node, { before, searchPath }) => {
      const entry = found(node.typeName, before, searchPath)
      return entry?.object.form === 'domain' ? update(entry, alteredDomain(node, entry.object, entry.id, before)) : []
    },
    CreateRangeStmt: (node, { before, searchPath }) => {
      const id = idOf(node.typeName, searchPath)
      const options = elements(node.params)
      const subtype = options.find(({ defname }) => defname === 'subtype')?.arg as
        | { TypeName?: Node<'TypeName'> }
        | undefined
      const given = options.find(({ defname }) => defname === 'multirange_type_name')
      const name = id.path[1]!
      // makeMultirangeTypeName in src/backend/commands/typecmds.c.
      const multirange = given
        ? optionValue(given)
        : name.includes('range')
          ? name.replace('range', 'multirange')
          : `${name}_multirange`
      const use = typeUse(subtype?.TypeName, before, searchPath)
      return [put({ id, object: { form: 'range', subtype: use.text, multirange }, dependsOn: use.id ? [use.id] : [] })]
    },
    DefineStmt: (node, { searchPath }) =>
      node.kind === 'OBJECT_TYPE'
        ? [put({ id: idOf(node.defnames, searchPath), object: { form: 'base' }, dependsOn: [] })]
        : [],
    AlterTableCmd: (node, { before, target, searchPath }) => {
      const entry = target?.id.kind === 'type' ? before.get<'type'>(target.id as ObjectId<'type'>) : undefined
      return entry?.object.form === 'composite'
        ? update(entry, alteredComposite(node, entry.object, before, searchPath))
        : []
    },
    RenameStmt: (node, { before, searchPath }) => {
      const { renameType, newname } = node
      const names = (node.object as { List?: { items?: unknown } } | undefined)?.List?.items
      if (renameType === 'OBJECT_ATTRIBUTE' && node.relation) {
        const path = node.relation.schemaname
          ? [node.relation.schemaname, node.relation.relname!]
          : [node.relation.relname!]
        const entry = before.resolve(['type'], path, searchPath)
        if (entry?.object.form !== 'composite') return []
        const attributes = entry.object.attributes.map((item) =>
          item.name === node.subname ? { ...item, name: newname! } : item,
        )
        return update(entry, { ...entry.object, attributes })
      }
      if (renameType === 'OBJECT_DOMCONSTRAINT') {
        const entry = found(names, before, searchPath)
        if (entry?.object.form !== 'domain') return []
        const constraints = entry.object.constraints.map((item) =>
          item.name === node.subname ? { ...item, name: newname! } : item,
        )
        const notNullName = entry.object.notNullName === node.subname ? newname! : entry.object.notNullName
        return update(entry, { ...entry.object, constraints, ...(notNullName && { notNullName }) })
      }
      return []
    },
  },
  renamed(object, from, to) {
    const type = (text: string): string => {
      if (from.kind !== 'type' && from.kind !== 'schema') return text
      const old = quoteName(from.path)
      if (from.kind === 'schema') return text.startsWith(`${old}.`) ? quoteName(to.path) + text.slice(old.length) : text
      const rest = text.slice(old.length)
      return text.startsWith(old) && /^(\(|\[|$)/.test(rest) ? quoteName(movedPath(from.path, from, to)) + rest : text
    }
    if (object.form === 'composite') {
      return { ...object, attributes: object.attributes.map((item) => ({ ...item, type: type(item.type) })) }
    }
    if (object.form === 'range') return { ...object, subtype: type(object.subtype) }
    if (object.form !== 'domain') return object
    return {
      ...object,
      type: type(object.type),
      ...(object.default && { default: renamedIn(object.default, from, to) }),
      constraints: object.constraints.map((item) => ({ ...item, expression: renamedIn(item.expression, from, to) })),
    }
  },
  describe: ({ id, object }) => {
    const head = `**type** \`${quoteName(id.path)}\``
    if (object.form === 'enum') return `${head}: ${object.labels.map((label) => `\`${label}\``).join(', ')}`
    if (object.form === 'composite')
      return `${head} (${object.attributes.map(({ name, type }) => `${name} ${type}`).join(', ')})`
    if (object.form === 'domain') {
      const checks = object.constraints.map(({ expression }) => ` check (${expression.text})`).join('')
      return `**domain** \`${quoteName(id.path)}\` over ${object.type}${object.notNull ? ' not null' : ''}${checks}`
    }
    return object.form === 'range' ? `**range type** \`${quoteName(id.path)}\` over ${object.subtype}` : head
  },
  ddl: ({ id, object }) => {
    const name = quoteName(id.path)
    if (object.form === 'enum') return `CREATE TYPE ${name} AS ENUM (${object.labels.map(quoteLiteral).join(', ')});`
    if (object.form === 'composite') {
      return `CREATE TYPE ${name} AS (${object.attributes.map((item) => `${quoteIdentifier(item.name)} ${item.type}`).join(', ')});`
    }
    if (object.form === 'range') {
      const multirange = object.multirange
        ? `, multirange_type_name = ${quoteName([id.path[0]!, object.multirange])}`
        : ''
      return `CREATE TYPE ${name} AS RANGE (subtype = ${object.subtype}${multirange});`
    }
    if (object.form === 'base') return `CREATE TYPE ${name};`
    const parts = [
      `CREATE DOMAIN ${name} AS ${object.type}`,
      ...(object.collation ? [`COLLATE ${quoteIdentifier(object.collation)}`] : []),
      ...(object.default ? [`DEFAULT ${object.default.enclosed}`] : []),
      ...(object.notNull
        ? [`${object.notNullName ? `CONSTRAINT ${quoteIdentifier(object.notNullName)} ` : ''}NOT NULL`]
        : []),
      ...object.constraints.filter(({ validated }) => validated).map((item) => domainCheck(item)),
    ]
    const late = object.constraints
      .filter(({ validated }) => !validated)
      .map((item) => `\nALTER DOMAIN ${name} ADD ${domainCheck(item)} NOT VALID;`)
    return `${parts.join(' ')};${late.join('')}`
  },
})

const domainCheck = ({ name, expression }: DomainConstraint): string =>
  `CONSTRAINT ${quoteIdentifier(name)} CHECK (${expression.text})`
