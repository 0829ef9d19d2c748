import type { AnyNode, Node } from '../syntax/statement'
import type { Catalog, ObjectId } from './catalog'
import { strings, walk } from './expression'
import { figuredName } from './names'
import { columnsOf, functionsNamed } from './read'

interface Source {
  /** What a column can be qualified with. */
  readonly alias: string
  readonly id?: ObjectId
  /** Undefined: columns not known. */
  readonly columns?: readonly string[]
}

export interface ResultColumn {
  readonly name: string
  /** The column it passes on unchanged. */
  readonly from?: ObjectId
  /** What it is computed from. */
  readonly value?: AnyNode
}

export interface QueryFacts {
  /** Undefined when a star over something unknown hides them. */
  readonly columns: readonly ResultColumn[] | undefined
  /** Relations, their columns, and functions the query reads. */
  readonly dependsOn: readonly ObjectId[]
  /** Each RangeVar that names a relation of the catalog without its schema, with that schema. */
  readonly schemas: ReadonlyMap<unknown, string>
}

const relations = ['table', 'view', 'materialized_view'] as const

/** The columns a view of this query shows, or a relation the catalog has. */
export function columnNames(catalog: Catalog, id: ObjectId): readonly string[] | undefined {
  if (id.kind === 'table') {
    const columns = columnsOf(catalog, id)
    return columns.length > 0 ? columns.map((column) => column.id.path[2]!) : undefined
  }
  const view = catalog.get({ kind: id.kind as 'view', path: id.path })
  return view?.object.columns.map(({ name }) => name)
}

/** What a SELECT reads and what it yields. Names that several sources could mean are taken to mean each. */
export function queryFacts(select: Node<'SelectStmt'>, catalog: Catalog, searchPath: readonly string[]): QueryFacts {
  const reader = new Reader(catalog, searchPath)
  const columns = reader.select(select, [])
  return { columns, dependsOn: [...reader.found.values()], schemas: reader.schemas }
}

class Reader {
  readonly found = new Map<string, ObjectId>()
  readonly schemas = new Map<unknown, string>()
  private readonly common = new Map<string, readonly string[] | undefined>()

  constructor(
    private readonly catalog: Catalog,
    private readonly searchPath: readonly string[],
  ) {}

  select(select: Node<'SelectStmt'>, outer: readonly Source[]): readonly ResultColumn[] | undefined {
    for (const item of select.withClause?.ctes ?? []) {
      const cte = (item as { CommonTableExpr: Node<'CommonTableExpr'> }).CommonTableExpr
      const query = (cte.ctequery as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt
      const given = strings(cte.aliascolnames)
      // A recursive query names itself before its columns are known.
      this.common.set(cte.ctename ?? '', given.length > 0 ? given : undefined)
      const columns = query && this.select(query, outer)
      this.common.set(cte.ctename ?? '', given.length > 0 ? given : columns?.map(({ name }) => name))
    }
    if (select.op && select.op !== 'SETOP_NONE') {
      const left = select.larg && this.select(select.larg, outer)
      if (select.rarg) this.select(select.rarg, outer)
      return left?.map(({ name }) => ({ name }))
    }
    if (select.valuesLists) {
      this.expressions(select.valuesLists, outer)
      const first = (select.valuesLists[0] as { List?: { items?: readonly unknown[] } } | undefined)?.List?.items ?? []
      return first.map((_, i) => ({ name: `column${i + 1}` }))
    }
    const sources: Source[] = []
    const stars = (select.fromClause ?? []).map((item) => this.source(item, sources, outer))
    const scope = [...sources, ...outer]
    const {
      targetList,
      whereClause,
      groupClause,
      havingClause,
      windowClause,
      distinctClause,
      sortClause,
      limitCount,
      limitOffset,
    } = select
    this.expressions(
      [targetList, whereClause, groupClause, havingClause, windowClause, distinctClause, limitCount, limitOffset],
      scope,
    )
    this.expressions(sortClause, scope)
    return this.results(targetList ?? [], stars, sources, scope)
  }

  /** Adds what FROM names to `sources`; answers with what `*` takes from it, undefined when that isn't known. */
  private source(item: AnyNode, sources: Source[], outer: readonly Source[]): readonly ResultColumn[] | undefined {
    const any = item as {
      RangeVar?: Node<'RangeVar'>
      RangeSubselect?: Node<'RangeSubselect'>
      RangeFunction?: Node<'RangeFunction'>
      JoinExpr?: Node<'JoinExpr'>
    }
    if (any.JoinExpr) return this.join(any.JoinExpr, sources, outer)
    const source = any.RangeVar
      ? this.relation(any.RangeVar)
      : any.RangeSubselect
        ? this.subselect(any.RangeSubselect, sources, outer)
        : this.rows(any.RangeFunction, item, sources, outer)
    sources.push(source)
    return starOf(source)
  }

  private subselect(range: Node<'RangeSubselect'>, sources: readonly Source[], outer: readonly Source[]): Source {
    const query = (range.subquery as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt
    const columns = query && this.select(query, range.lateral ? [...sources, ...outer] : outer)
    const names = renamedBy(
      range.alias,
      columns?.map(({ name }) => name),
    )
    return { alias: range.alias?.aliasname ?? '', ...(names && { columns: names }) }
  }

  /** Functions, XMLTABLE, TABLESAMPLE …: columns are known where they are named. */
  private rows(
    range: Node<'RangeFunction'> | undefined,
    item: AnyNode,
    sources: readonly Source[],
    outer: readonly Source[],
  ): Source {
    this.expressions(range?.functions ?? item, [...sources, ...outer])
    const defined = (range?.coldeflist ?? []).map(
      (column) => (column as { ColumnDef: Node<'ColumnDef'> }).ColumnDef.colname ?? '',
    )
    const names = defined.length > 0 ? defined : strings(range?.alias?.colnames)
    return { alias: range?.alias?.aliasname ?? '', ...(names.length > 0 && { columns: names }) }
  }

  /** USING and NATURAL show the common columns once, before all others. */
  private join(
    { larg, rarg, quals, usingClause, isNatural }: Node<'JoinExpr'>,
    sources: Source[],
    outer: readonly Source[],
  ): readonly ResultColumn[] | undefined {
    const before = sources.length
    const left = larg && this.source(larg, sources, outer)
    const right = rarg && this.source(rarg, sources, outer)
    const joined = sources.slice(before)
    this.expressions(quals, [...sources, ...outer])
    const rightNames = new Set(right?.map(({ name }) => name))
    const common = isNatural
      ? (left ?? []).map(({ name }) => name).filter((name) => rightNames.has(name))
      : strings(usingClause)
    // Both sides' column is needed, not only the first that is found.
    for (const column of common) for (const source of joined) this.column([column], [source])
    if (!left || !right) return undefined
    const merged = common.flatMap((name) => left.find((column) => column.name === name) ?? [])
    const rest = [...left, ...right].filter(({ name }) => !common.includes(name))
    return [...merged, ...rest]
  }

  private relation(relation: Node<'RangeVar'>): Source {
    const name = relation.relname ?? ''
    const alias = relation.alias?.aliasname ?? name
    if (!relation.schemaname && this.common.has(name)) {
      const columns = renamedBy(relation.alias, this.common.get(name))
      return { alias, ...(columns && { columns }) }
    }
    const path = relation.schemaname ? [relation.schemaname, name] : [name]
    const entry = this.catalog.resolve(relations, path, ['pg_temp', ...this.searchPath])
    if (!entry) return { alias }
    const id: ObjectId = entry.id
    if (!relation.schemaname) this.schemas.set(relation, id.path[0]!)
    this.add(id)
    const columns = renamedBy(relation.alias, columnNames(this.catalog, id))
    return { alias, id, ...(columns && { columns }) }
  }

  private expressions(nodes: unknown, scope: readonly Source[]): void {
    walkOutside(nodes, (tag, node) => {
      if (tag === 'ColumnRef') this.column(strings(node.fields), scope)
      else if (tag === 'FuncCall') {
        const overloads = functionsNamed(this.catalog, strings(node.funcname), this.searchPath)
        if (overloads.length === 1) this.add(overloads[0]!.id)
      } else if (tag === 'SelectStmt') this.select(node as Node<'SelectStmt'>, scope)
    })
  }

  /** The source column a name stands for. */
  private column(fields: readonly string[], scope: readonly Source[]): ObjectId | undefined {
    const name = fields.at(-1)!
    const table = fields.at(-2)
    let first: ObjectId | undefined
    for (const source of scope) {
      if (table !== undefined && source.alias !== table) continue
      // An empty name is the star.
      const names = name === '' ? (source.columns ?? []) : source.columns?.includes(name) ? [name] : []
      for (const column of names) {
        const id: ObjectId | undefined = source.id && { kind: 'column', path: [...source.id.path, column] }
        if (id && this.catalog.taken(id)) this.add(id)
        first ??= id
      }
      if (name !== '' && names.length > 0) break
    }
    return first
  }

  private results(
    targets: readonly AnyNode[],
    stars: readonly (readonly ResultColumn[] | undefined)[],
    sources: readonly Source[],
    scope: readonly Source[],
  ): ResultColumn[] | undefined {
    const results: ResultColumn[] = []
    for (const item of targets) {
      const target = (item as { ResTarget: Node<'ResTarget'> }).ResTarget
      const reference = (target.val as { ColumnRef?: Node<'ColumnRef'> } | undefined)?.ColumnRef
      if (reference?.fields?.some((field) => 'A_Star' in field)) {
        const alias = strings(reference.fields).at(-2)
        const shown = alias === undefined ? stars : sources.filter((source) => source.alias === alias).map(starOf)
        for (const columns of shown) {
          if (!columns) return undefined
          results.push(...columns)
        }
        continue
      }
      const from = reference && this.column(strings(reference.fields), scope)
      const name = target.name ?? (target.val && figuredName(target.val)) ?? '?column?'
      results.push({ name, ...(from && { from }), ...(target.val && { value: target.val }) })
    }
    return results
  }

  private add(id: ObjectId): void {
    this.found.set(`${id.kind} ${id.path.join('\u0001')}`, id)
  }
}

const passedOn = ({ id }: Source, name: string): ResultColumn =>
  id ? { name, from: { kind: 'column', path: [...id.path, name] } } : { name }

const starOf = (source: Source): readonly ResultColumn[] | undefined =>
  source.columns?.map((name) => passedOn(source, name))

function renamedBy(
  alias: Node<'Alias'> | undefined,
  columns: readonly string[] | undefined,
): readonly string[] | undefined {
  const names = strings(alias?.colnames)
  return names.length > 0 ? [...names, ...(columns ?? []).slice(names.length)] : columns
}

/** Like walk, but a subquery is met once and not entered: its names are its own. */
function walkOutside(value: unknown, visit: (tag: string, node: { readonly [key: string]: unknown }) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walkOutside(item, visit)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null) continue
    const tagged = key.charCodeAt(0) < 91 && !Array.isArray(inner)
    if (tagged) visit(key, inner as never)
    if (key !== 'SelectStmt') walkOutside(inner, visit)
  }
}

/** Relations a statement names anywhere, for what needs no columns. */
export function relationsIn(node: unknown): Node<'RangeVar'>[] {
  const found: Node<'RangeVar'>[] = []
  walk(node, (tag, inner) => {
    if (tag === 'RangeVar') found.push(inner as Node<'RangeVar'>)
    // What is written stands in its statement without a tag.
    const written = writing.has(tag) ? (inner as { relation?: Node<'RangeVar'> }).relation : undefined
    if (written) found.push(written)
  })
  return found
}
const writing = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])
