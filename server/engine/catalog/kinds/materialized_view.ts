import { quoteIdentifier, quoteName } from '../../db/quote'
import { defineKind, type ObjectId, put } from '../catalog'
import { placeFor } from '../elements'
import { Expression } from '../expression'
import { type Options, parsedOptions, printedOptions, withOptions } from '../options'
import { find, nameOf } from '../read'
import { movedQuery, neededIds, type Query, readQuery, sameQuery, viewColumns, viewNeeds } from '../views'

export interface MaterializedView extends Query {
  readonly options: Options
  readonly accessMethod?: string
}
declare module '../catalog' {
  interface Objects {
    materialized_view: MaterializedView
  }
}

export default defineKind({
  kind: 'materialized_view',
  title: 'Materialized view',
  objectTypes: ['OBJECT_MATVIEW'],
  namespace: 'relation',
  depth: 2,
  length: 2,
  introspect: {
    sql: () => `select n.nspname as schema, c.relname as name, pg_get_viewdef(c.oid) as query, to_json(c.reloptions) as options,
        (select am.amname from pg_am am where am.oid = c.relam and am.amname <> 'heap') as "accessMethod",
        ${viewColumns} as columns, ${viewNeeds} as needs
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'm' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by c.oid`,
    entry: (row) => ({
      id: { kind: 'materialized_view', path: [row.schema, row.name] },
      object: {
        columns: row.columns ?? [],
        columnsKnown: true,
        query: Expression.printed(row.query.trim().replace(/;$/, '')),
        options: parsedOptions(row.options),
        ...(row.accessMethod && { accessMethod: row.accessMethod }),
      },
      dependsOn: neededIds(row.needs),
    }),
  },
  fold: {
    CreateTableAsStmt: (node, context) => {
      const { before, searchPath } = context
      if (node.objtype !== 'OBJECT_MATVIEW') return []
      const id: ObjectId<'materialized_view'> = {
        kind: 'materialized_view',
        path: placeFor(node.into?.rel, searchPath),
      }
      if (node.if_not_exists && before.taken(id as ObjectId)) return []
      const { object, dependsOn } = readQuery(node.query, node.into?.colNames, context)
      const { accessMethod } = node.into ?? {}
      const options = withOptions({}, node.into?.options)
      return [
        put({
          id,
          object: { ...object, options, ...(accessMethod && accessMethod !== 'heap' && { accessMethod }) },
          dependsOn,
        }),
      ]
    },
    AlterTableCmd: (node, { before, target }) => {
      const entry =
        target?.id.kind === 'materialized_view' ? before.get(target.id as ObjectId<'materialized_view'>) : undefined
      if (!entry || (node.subtype !== 'AT_SetRelOptions' && node.subtype !== 'AT_ResetRelOptions')) return []
      const items = (node.def as { List?: { items?: never[] } } | undefined)?.List?.items
      const options = withOptions(entry.object.options, items, node.subtype === 'AT_ResetRelOptions')
      return [put({ ...entry, object: { ...entry.object, options } })]
    },
    RenameStmt: (node, { before, searchPath }) => {
      if (node.renameType !== 'OBJECT_COLUMN' || !node.newname) return []
      const { entry } = find(before, ['materialized_view'], nameOf(node.relation), searchPath)
      if (!entry) return []
      const columns = entry.object.columns.map((column) =>
        column.name === node.subname ? { ...column, name: node.newname! } : column,
      )
      return [put({ ...entry, object: { ...entry.object, columns } })]
    },
  },
  renamed: movedQuery,
  uncompared: ['columnsKnown'],
  same: (attribute, a, b) => sameQuery(attribute, a.object, b.object),
  describe: ({ id, object }) =>
    `**materialized view** \`${quoteName(id.path)}\` (${object.columns.map(({ name }) => name).join(', ')})\n\`\`\`sql\n${object.query.text}\n\`\`\``,
  ddl: ({ id, object }) => {
    const columns = object.columnsKnown
      ? ` (${object.columns.map(({ name }) => quoteIdentifier(name)).join(', ')})`
      : ''
    return `CREATE MATERIALIZED VIEW ${quoteName(id.path)}${columns}${printedOptions(object.options)} AS\n${object.query.text};`
  },
})
