import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Node } from '../../syntax/statement'
import { defineKind, type Entry, type ObjectId, put } from '../catalog'
import { placeFor } from '../elements'
import { Expression } from '../expression'
import { type Options, parsedOptions, printedOptions, withOptions } from '../options'
import { movedQuery, neededIds, type Query, readQuery, sameQuery, viewColumns, viewNeeds } from '../views'

export interface View extends Query {
  readonly persistence: 'permanent' | 'temporary'
  readonly checkOption?: 'local' | 'cascaded'
  /** security_barrier, security_invoker. */
  readonly options: Options
}
declare module '../catalog' {
  interface Objects {
    view: View
  }
}

const checks: { readonly [option: string]: View['checkOption'] } = {
  LOCAL_CHECK_OPTION: 'local',
  CASCADED_CHECK_OPTION: 'cascaded',
}

/** check_option is kept among the options; here it has a name of its own. */
function split(options: Options): Pick<View, 'options' | 'checkOption'> {
  const { check_option, ...rest } = options
  return { options: rest, ...(check_option && { checkOption: check_option as 'local' }) }
}

export default defineKind({
  kind: 'view',
  title: 'View',
  objectTypes: ['OBJECT_VIEW'],
  namespace: 'relation',
  depth: 2,
  length: 2,
  introspect: {
    sql: () => `select n.nspname as schema, c.relname as name, pg_get_viewdef(c.oid) as query, to_json(c.reloptions) as options,
        ${viewColumns} as columns, ${viewNeeds} as needs
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'v' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by c.oid`,
    entry: (row) => ({
      id: { kind: 'view', path: [row.schema, row.name] },
      object: {
        persistence: 'permanent',
        columns: row.columns ?? [],
        columnsKnown: true,
        query: Expression.printed(row.query.trim().replace(/;$/, '')),
        ...split(parsedOptions(row.options)),
      },
      dependsOn: neededIds(row.needs),
    }),
  },
  fold: {
    ViewStmt: (node, context) => {
      const { searchPath } = context
      const id: ObjectId<'view'> = { kind: 'view', path: placeFor(node.view, searchPath) }
      const { object, dependsOn } = readQuery(node.query, node.aliases, context)
      const checkOption = checks[node.withCheckOption ?? '']
      const view: View = {
        persistence: node.view?.relpersistence === 't' ? 'temporary' : 'permanent',
        ...object,
        ...split(withOptions({}, node.options)),
        ...(checkOption && { checkOption }),
      }
      return [put({ id, object: view, dependsOn })]
    },
    AlterTableCmd: (node, { before, target }) => {
      const entry = target?.id.kind === 'view' ? before.get(target.id as ObjectId<'view'>) : undefined
      if (!entry || (node.subtype !== 'AT_SetRelOptions' && node.subtype !== 'AT_ResetRelOptions')) return []
      const items = (node.def as { List?: { items?: never[] } } | undefined)?.List?.items
      const { checkOption, ...rest } = entry.object
      const old = { ...entry.object.options, ...(checkOption && { check_option: checkOption }) }
      return [
        put({
          ...entry,
          object: { ...rest, ...split(withOptions(old, items, node.subtype === 'AT_ResetRelOptions')) },
        }),
      ]
    },
    RenameStmt: (node, { before, searchPath }) => {
      if (node.renameType !== 'OBJECT_COLUMN' || !node.relation || !node.newname) return []
      const entry = before.resolve(['view'], viewName(node.relation), searchPath)
      return entry ? [put(renamedColumn(entry, node.subname ?? '', node.newname))] : []
    },
  },
  renamed: movedQuery,
  uncompared: ['columnsKnown'],
  same: (attribute, a, b) => sameQuery(attribute, a.object, b.object),
  describe: ({ id, object }) =>
    `**view** \`${quoteName(id.path)}\` (${object.columns.map(({ name }) => name).join(', ')})\n\`\`\`sql\n${object.query.text}\n\`\`\``,
  ddl: ({ id, object }) => {
    const columns = object.columnsKnown
      ? ` (${object.columns.map(({ name }) => quoteIdentifier(name)).join(', ')})`
      : ''
    const check = object.checkOption ? `\nWITH ${object.checkOption.toUpperCase()} CHECK OPTION` : ''
    return `CREATE VIEW ${quoteName(id.path)}${columns}${printedOptions(object.options)} AS\n${object.query.text}${check};`
  },
})

const viewName = (relation: Node<'RangeVar'>): readonly string[] =>
  relation.schemaname ? [relation.schemaname, relation.relname!] : [relation.relname!]

const renamedColumn = (entry: Entry<'view'>, from: string, to: string): Entry<'view'> => ({
  ...entry,
  object: {
    ...entry.object,
    columns: entry.object.columns.map((column) => (column.name === from ? { ...column, name: to } : column)),
  },
})
