import { quoteIdentifier, quoteName } from '../../db/quote'
import type { Node } from '../../syntax/statement'
import { defineKind, type ObjectId, put } from '../catalog'
import { relationId } from '../elements'
import { columnsIn, Expression, renamedIn, strings } from '../expression'
import { movedColumns, movedPath } from '../moving'
import { clipped, joinedNames, nameLength, objectName } from '../names'
import { find } from '../read'

export interface Statistics {
  readonly table: readonly string[]
  /** Sorted: dependencies, mcv, ndistinct. */
  readonly kinds: readonly string[]
  /** Sorted. */
  readonly columns: readonly string[]
  readonly expressions: readonly Expression[]
  readonly target?: number
}
declare module '../catalog' {
  interface Objects {
    statistics: Statistics
  }
}

const letters: { readonly [letter: string]: string } = { d: 'ndistinct', f: 'dependencies', m: 'mcv' }
const all = ['dependencies', 'mcv', 'ndistinct']

export default defineKind({
  kind: 'statistics',
  title: 'Extended statistics',
  objectTypes: ['OBJECT_STATISTIC_EXT'],
  namespace: 'statistics',
  depth: 2,
  length: 2,
  introspect: {
    sql: () => `select n.nspname as schema, s.stxname as name, json_build_array(tn.nspname, t.relname) as table, to_json(s.stxkind) as kinds,
        s.stxstattarget as target, coalesce((select json_agg(a.attname order by a.attname) from unnest(s.stxkeys::int2[]) k(num)
           join pg_attribute a on a.attrelid = s.stxrelid and a.attnum = k.num), '[]') as columns,
        case when s.stxexprs is null then '[]' else to_json(pg_get_statisticsobjdef_expressions(s.oid)) end as expressions
      from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace join pg_class t on t.oid = s.stxrelid
        join pg_namespace tn on tn.oid = t.relnamespace
      where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2`,
    entry: (row) => {
      const parent: ObjectId = { kind: 'table', path: row.table }
      const object: Statistics = {
        table: row.table,
        kinds: (row.kinds as string[]).flatMap((letter) => letters[letter] ?? []).sort(),
        columns: row.columns,
        expressions: (row.expressions as string[]).map(Expression.printed),
        ...(row.target !== null && row.target >= 0 && { target: row.target }),
      }
      return { id: { kind: 'statistics', path: [row.schema, row.name] }, object, parent, dependsOn: [] }
    },
  },
  fold: {
    CreateStatsStmt: (node, { before, searchPath }) => {
      const relation = (node.relations?.[0] as { RangeVar?: Node<'RangeVar'> } | undefined)?.RangeVar
      const table = relationId(relation, before, searchPath)
      const elements = (node.exprs ?? []).map((item) => (item as { StatsElem: Node<'StatsElem'> }).StatsElem)
      const columns = elements.flatMap(({ name }) => (name ? [name] : []))
      const names = strings(node.defnames)
      const taken = (name: string) => before.taken({ kind: 'statistics', path: [table.path[0]!, name] })
      const path =
        names.length > 0
          ? names.length > 1
            ? names
            : [searchPath[0] ?? 'public', names[0]!]
          : [
              table.path[0]!,
              freeName(
                table.path[1]!,
                elements.map(({ name }) => name ?? 'expr'),
                taken,
              ),
            ]
      const id: ObjectId<'statistics'> = { kind: 'statistics', path }
      if (node.if_not_exists && before.taken(id as ObjectId)) return []
      const expressions = elements.flatMap(({ expr }) => (expr ? [Expression.written(expr)] : []))
      const given = strings(node.stat_types)
      const alone = columns.length === 0 && expressions.length === 1
      const object: Statistics = {
        table: table.path,
        kinds: given.length > 0 ? given.sort() : alone ? [] : all,
        columns: columns.sort(),
        expressions,
      }
      const needed = [...columns, ...columnsIn(node.exprs, table.path[1])]
      const dependsOn = needed.map((column): ObjectId => ({ kind: 'column', path: [...table.path, column] }))
      return [put({ id, object, parent: table, dependsOn })]
    },
    AlterStatsStmt: (node, { before, searchPath }) => {
      const { entry } = find(before, ['statistics'], strings(node.defnames), searchPath)
      if (!entry) return []
      const { target: _, ...rest } = entry.object
      const target = (node.stxstattarget as { Integer?: { ival?: number } } | undefined)?.Integer?.ival
      return [put({ ...entry, object: target === undefined || target < 0 ? rest : { ...rest, target } })]
    },
  },
  renamed: (object, from, to) => ({
    ...object,
    table: movedPath(object.table, from, to),
    columns: [...movedColumns(object.columns, from, to)].sort(),
    expressions: object.expressions.map((expression) => renamedIn(expression, from, to)),
  }),
  describe: ({ id, object }) =>
    `**statistics** \`${quoteName(id.path)}\` on ${[...object.columns, ...object.expressions.map(({ text }) => text)].join(', ')} of \`${quoteName(object.table)}\``,
  ddl: ({ id, object }) => {
    const items = [...object.columns.map(quoteIdentifier), ...object.expressions.map(({ text }) => `(${text})`)]
    const kinds = object.kinds.length === 0 || object.kinds.length === all.length ? '' : ` (${object.kinds.join(', ')})`
    return `CREATE STATISTICS ${quoteName(id.path)}${kinds} ON ${items.join(', ')} FROM ${quoteName(object.table)};`
  },
  ddlAfter: ({ id, object }) =>
    object.target === undefined ? '' : `ALTER STATISTICS ${quoteName(id.path)} SET STATISTICS ${object.target};`,
})

/** ChooseExtendedStatisticName in src/backend/commands/statscmds.c. */
function freeName(table: string, columns: readonly string[], taken: (name: string) => boolean): string {
  for (let pass = 0; ; pass++) {
    const name = objectName(table, clipped(joinedNames(columns), nameLength), pass === 0 ? 'stat' : `stat${pass}`)
    if (!taken(name)) return name
  }
}
