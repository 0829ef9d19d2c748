import type { AnyNode, Node, Statement } from '../syntax/statement'
import { isWord } from '../syntax/tokens'
import type { FoldContext, ObjectId, Objects } from './catalog'
import { Expression, renamedIn, strings } from './expression'
import { movedPath } from './moving'
import { queryFacts } from './queries'
import { samePath } from './read'

/** A column of a view; `from` is the one it passes on unchanged. */
export interface ViewColumn {
  readonly name: string
  readonly from?: ObjectId
}

export interface Query {
  /** Undefined columns of a star over something unknown are left out. */
  readonly columns: readonly ViewColumn[]
  /** False: the columns are not all known. */
  readonly columnsKnown: boolean
  readonly query: Expression
}

/** Every relation the catalog has named with its schema, in a statement without common tables. */
export const qualifiedAll = (
  node: AnyNode,
  resolve: (relation: Node<'RangeVar'>) => ObjectId | undefined,
): Expression =>
  Expression.written(node).map((inner) => {
    const relation = (inner as { RangeVar?: Node<'RangeVar'> }).RangeVar
    const schemaname = relation && !relation.schemaname && resolve(relation)?.path[0]
    return schemaname ? ({ RangeVar: { ...relation, schemaname } } as AnyNode) : undefined
  })

/** A query names its relations with their schemas, as pg_get_viewdef() does: the search path it was written under is gone later. */
function qualified(node: AnyNode, schemas: ReadonlyMap<unknown, string>): AnyNode | undefined {
  const relation = (node as { RangeVar?: Node<'RangeVar'> }).RangeVar
  const schemaname = relation && schemas.get(relation)
  return schemaname === undefined ? undefined : ({ RangeVar: { ...relation, schemaname } } as AnyNode)
}

export function renamedInQuery(query: Expression, from: ObjectId, to: ObjectId): Expression {
  if (query.origin === 'printed') return query
  if (from.kind === 'column') return renamedIn(query, from, to)
  const [schema, name] = from.path
  const relation = from.kind === 'schema' || from.kind === 'function' || from.kind === 'type' ? undefined : name
  const renamed = query.map((node) => {
    const { RangeVar: range, ColumnRef: column } = node as {
      RangeVar?: Node<'RangeVar'>
      ColumnRef?: Node<'ColumnRef'>
    }
    if (
      range &&
      range.schemaname === schema &&
      (relation === undefined ? from.kind === 'schema' : range.relname === relation)
    ) {
      const relname = relation === undefined ? range.relname : to.path[1]!
      return { RangeVar: { ...range, schemaname: to.path[0]!, relname } } as AnyNode
    }
    const fields = strings(column?.fields)
    if (relation === undefined || fields.length !== 2 || fields[0] !== relation) return undefined
    return {
      ColumnRef: { ...column, fields: [{ String: { sval: to.path[1]! } }, ...column!.fields!.slice(1)] },
    } as AnyNode
  })
  return relation === undefined ? renamedIn(renamed, from, to) : renamed
}

export function readQuery(
  query: unknown,
  aliases: readonly unknown[] | undefined,
  { before: catalog, searchPath, statement }: FoldContext,
): { readonly object: Query; readonly dependsOn: readonly ObjectId[] } {
  const select = (query as { SelectStmt?: Node<'SelectStmt'> }).SelectStmt ?? {}
  const facts = queryFacts(select, catalog, searchPath)
  const given = strings(aliases)
  const columns = facts.columns?.map(
    ({ name, from }, i): ViewColumn => ({ name: given[i] ?? name, ...(from && { from }) }),
  )
  return {
    object: {
      columns: columns ?? given.map((name) => ({ name })),
      columnsKnown: columns !== undefined,
      query: Expression.written({ SelectStmt: select }, () => queryText(statement)).map((node) =>
        qualified(node, facts.schemas),
      ),
    },
    dependsOn: facts.dependsOn,
  }
}

/** From behind AS to the end, WITH CHECK OPTION and WITH DATA left out. */
function queryText(statement: Statement): string {
  const { tokens, source, span } = statement
  const as = tokens.findIndex((token) => isWord(token, 'as'))
  const text = source.slice({ start: tokens[as + 1]?.span.start ?? span.start, end: span.end })
  return text.replace(/\s+with\s+((local|cascaded)\s+)?check\s+option$|\s+with\s+(no\s+)?data$/i, '')
}

/** The columns a view of that name and kind gives on, and what its query reads, from pg_depend of its rewrite rule. */
export const viewColumns = `(select json_agg(json_build_object('name', a.attname) order by a.attnum) from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`
export const viewNeeds = `(select json_agg(distinct jsonb_build_array(
      case t.relkind when 'v' then 'view' when 'm' then 'materialized_view' else 'table' end, tn.nspname, t.relname, a.attname))
    from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
      join pg_class t on t.oid = d.refobjid and t.oid <> c.oid and t.relkind in ('r', 'p', 'f', 'v', 'm') join pg_namespace tn on tn.oid = t.relnamespace
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid and d.refobjsubid > 0
    where r.ev_class = c.oid and tn.nspname !~ '^pg_' and tn.nspname <> 'information_schema')`

export function neededIds(rows: readonly (readonly [string, string, string, string | null])[] | null): ObjectId[] {
  const ids = new Map<string, ObjectId>()
  for (const [kind, schema, name, column] of rows ?? []) {
    ids.set(`${schema} ${name}`, { kind: kind as ObjectId['kind'], path: [schema, name] })
    if (column !== null && kind === 'table')
      ids.set(`${schema} ${name} ${column}`, { kind: 'column', path: [schema, name, column] })
  }
  return [...ids.values()]
}

/** Columns and query follow renames. */
export function movedQuery<Q extends Query>(object: Q, from: ObjectId, to: ObjectId, self: ObjectId): Q {
  const own = from.kind === 'column' && samePath(self.path, from.path.slice(0, 2))
  return {
    ...object,
    query: own ? object.query : renamedInQuery(object.query, from, to),
    columns: object.columns.map((column) =>
      column.from ? { ...column, from: { ...column.from, path: movedPath(column.from.path, from, to) } } : column,
    ),
  }
}

type View = Objects['view'] | Objects['materialized_view']

/** A query as written can't be told from one as printed but by running it: names of columns and what it reads speak for it. */
export function sameQuery(attribute: string, a: View, b: View): boolean {
  if (attribute === 'query') return a.query.origin !== b.query.origin
  if (attribute !== 'columns') return false
  if (!a.columnsKnown || !b.columnsKnown) return true
  return a.columns.length === b.columns.length && a.columns.every(({ name }, i) => name === b.columns[i]!.name)
}
