import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Node } from '../../syntax/statement'
import { type Change, defineKind, type Entry, type FoldContext, type ObjectId, put } from '../catalog'
import { comparePaths } from '../compare-values'
import { relationId } from '../elements'
import { Expression, renamedIn, strings } from '../expression'
import { movedColumns, movedPath } from '../moving'
import { elements, optionValue } from '../options'
import { samePath } from '../read'

export interface PublishedTable {
  readonly table: readonly string[]
  /** Sorted; absent for all. */
  readonly columns?: readonly string[]
  readonly where?: Expression
}

export interface Publication {
  readonly allTables: boolean
  /** Sorted by name. */
  readonly tables: readonly PublishedTable[]
  /** Sorted. */
  readonly schemas: readonly string[]
  /** Sorted: delete, insert, truncate, update. */
  readonly publish: readonly string[]
  readonly viaRoot: boolean
}
declare module '../catalog' {
  interface Objects {
    publication: Publication
  }
}

type Spec = Node<'PublicationObjSpec'>
const everything = ['delete', 'insert', 'truncate', 'update']
const byName = (a: PublishedTable, b: PublishedTable): number => comparePaths(a.table, b.table)

function objectsOf(
  list: readonly unknown[] | undefined,
  { before, searchPath }: FoldContext,
): Pick<Publication, 'tables' | 'schemas'> {
  const tables: PublishedTable[] = []
  const schemas: string[] = []
  for (const item of list ?? []) {
    const { name, pubtable, pubobjtype } = (item as { PublicationObjSpec: Spec }).PublicationObjSpec
    if (pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_SCHEMA' && name) schemas.push(name)
    else if (pubobjtype === 'PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA') schemas.push(searchPath[0] ?? 'public')
    else if (pubtable) {
      const columns = strings(pubtable.columns).sort()
      tables.push({
        table: relationId(pubtable.relation, before, searchPath).path,
        ...(columns.length > 0 && { columns }),
        ...(pubtable.whereClause && { where: Expression.written(pubtable.whereClause) }),
      })
    }
  }
  return { tables: tables.sort(byName), schemas: schemas.sort() }
}

function withOptions(before: Publication, list: Node<'CreatePublicationStmt'>['options']): Publication {
  let after = before
  for (const element of elements(list)) {
    const value = optionValue(element)
    if (element.defname === 'publish')
      after = {
        ...after,
        publish: value
          .split(',')
          .map((item) => item.trim())
          .filter(Boolean)
          .sort(),
      }
    if (element.defname === 'publish_via_partition_root') after = { ...after, viaRoot: /^(true|on|1)$/i.test(value) }
  }
  return after
}

const entryOf = (name: string, object: Publication): Entry<'publication'> => ({
  id: { kind: 'publication', path: [name] },
  object,
  dependsOn: [
    ...object.tables.map(({ table }): ObjectId => ({ kind: 'table', path: table })),
    ...object.schemas.map((schema): ObjectId => ({ kind: 'schema', path: [schema] })),
  ],
})

/** Dropping a table or schema takes it out of the publication. */
function withoutMember(entry: Entry<'publication'>, gone: ObjectId): Entry<'publication'> {
  const { object } = entry
  return entryOf(entry.id.path[0]!, {
    ...object,
    tables: object.tables.filter(({ table }) => !samePath(table, gone.path)),
    schemas: object.schemas.filter((schema) => gone.kind !== 'schema' || schema !== gone.path[0]),
  })
}

export default defineKind({
  kind: 'publication',
  title: 'Publication',
  objectTypes: ['OBJECT_PUBLICATION'],
  namespace: 'publication',
  depth: 1,
  length: 1,
  introspect: {
    sql: (major) => `select p.pubname as name, p.puballtables as "allTables", p.pubviaroot as "viaRoot",
        p.pubinsert as insert, p.pubupdate as update, p.pubdelete as delete, p.pubtruncate as truncate,
        coalesce((select json_agg(json_build_object('table', json_build_array(n.nspname, c.relname),
            'columns', ${major >= 15 ? '(select json_agg(a.attname order by a.attname) from unnest(r.prattrs::int2[]) k(num) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num)' : 'null::json'},
            'where', ${major >= 15 ? 'pg_get_expr(r.prqual, r.prrelid)' : 'null'}))
          from pg_publication_rel r join pg_class c on c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace where r.prpubid = p.oid), '[]') as tables,
        ${major >= 15 ? `coalesce((select json_agg(n.nspname order by n.nspname) from pg_publication_namespace s join pg_namespace n on n.oid = s.pnnspid where s.pnpubid = p.oid), '[]')` : `'[]'::json`} as schemas
      from pg_publication p order by 1`,
    entry: (row) => {
      const tables = (row.tables as { table: string[]; columns: string[] | null; where: string | null }[]).map(
        ({ table, columns, where }): PublishedTable => ({
          table,
          ...(columns && { columns: columns.sort() }),
          ...(where !== null && { where: Expression.printed(where) }),
        }),
      )
      return entryOf(row.name, {
        allTables: row.allTables,
        tables: tables.sort(byName),
        schemas: row.schemas,
        publish: everything.filter((event) => row[event]),
        viaRoot: row.viaRoot,
      })
    },
  },
  fold: {
    CreatePublicationStmt: (node, context) => {
      const base = {
        allTables: node.for_all_tables === true,
        publish: everything,
        viaRoot: false,
        ...objectsOf(node.pubobjects, context),
      }
      return [put(entryOf(node.pubname ?? '', withOptions(base, node.options)))]
    },
    AlterPublicationStmt: (node, context): Change[] => {
      const entry = context.before.get<'publication'>({ kind: 'publication', path: [node.pubname ?? ''] })
      if (!entry) return []
      const { tables, schemas } = objectsOf(node.pubobjects, context)
      const old = withOptions(entry.object, node.options)
      const has = (list: readonly PublishedTable[], { table }: PublishedTable) =>
        list.some((other) => samePath(other.table, table))
      const objects: { readonly [action: string]: () => Publication } = {
        AP_AddObjects: () => ({
          ...old,
          tables: [...old.tables, ...tables].sort(byName),
          schemas: [...old.schemas, ...schemas].sort(),
        }),
        AP_DropObjects: () => ({
          ...old,
          tables: old.tables.filter((table) => !has(tables, table)),
          schemas: old.schemas.filter((schema) => !schemas.includes(schema)),
        }),
        AP_SetObjects: () => ({ ...old, tables, schemas }),
      }
      const object = node.pubobjects ? (objects[node.action ?? '']?.() ?? old) : old
      return [put({ ...entry, ...entryOf(node.pubname ?? '', object) })]
    },
  },
  renamed: (object, from, to) => ({
    ...object,
    tables: object.tables.map((item) => ({
      ...item,
      table: movedPath(item.table, from, to),
      ...(item.columns &&
        samePath(item.table, from.path.slice(0, 2)) && { columns: [...movedColumns(item.columns, from, to)].sort() }),
      ...(item.where && { where: renamedIn(item.where, from, to) }),
    })),
    schemas:
      from.kind === 'schema'
        ? object.schemas.map((schema) => (schema === from.path[0] ? to.path[0]! : schema))
        : object.schemas,
  }),
  without: withoutMember,
  describe: ({ id, object }) =>
    `**publication** \`${id.path[0]}\`: ${object.allTables ? 'all tables' : [...object.tables.map(({ table }) => quoteName(table)), ...object.schemas].join(', ')}`,
  ddl: ({ id, object }) => {
    const tables = object.tables.map(({ table, columns, where }) => {
      const list = columns ? ` (${columns.map(quoteIdentifier).join(', ')})` : ''
      return `TABLE ${quoteName(table)}${list}${where ? ` WHERE (${where.text})` : ''}`
    })
    const items = [...tables, ...object.schemas.map((schema) => `TABLES IN SCHEMA ${quoteIdentifier(schema)}`)]
    const what = object.allTables ? ' FOR ALL TABLES' : items.length > 0 ? ` FOR ${items.join(', ')}` : ''
    const options = `publish = '${object.publish.join(', ')}', publish_via_partition_root = ${object.viaRoot}`
    return `CREATE PUBLICATION ${quoteIdentifier(id.path[0]!)}${what} WITH (${options});`
  },
})
