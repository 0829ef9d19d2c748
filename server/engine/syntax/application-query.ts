import { astVisitor, type PGNode, parse as parseQuery } from 'pgsql-ast-parser'
import { type SourceText, type Span, spanOf } from '../text/source'
import { isParserError, parseTree } from './parser'
import { split } from './split'
import { afterBytes, tokensIn } from './tokens'

/** A table an application query names, or a column it uses of one of its tables. */
export interface Use {
  readonly schema?: string
  readonly table: string
  readonly column?: string
  readonly span: Span
}

export interface ApplicationQuery {
  /** Its name where the file gives one (sqlc, pgtyped), else its first words. */
  readonly title: string
  readonly span: Span
  readonly uses: readonly Use[]
}

interface Reference {
  readonly qualifier?: string
  /** The qualifier follows from the statement: the column stands alone. */
  readonly assigned?: true
  readonly name: string
  readonly at: number
}
interface Table {
  readonly schema?: string
  readonly name: string
  readonly alias?: string
  readonly at: number
}
interface Names {
  readonly tables: readonly Table[]
  readonly columns: readonly Reference[]
}

/**
 * Tables and columns of the SELECT, INSERT, UPDATE and DELETE statements of a query file. An unqualified column counts for every table of its
 * statement. Statements neither parser reads are passed over. `loadParser()` first.
 */
export function applicationQueries(source: SourceText): readonly ApplicationQuery[] {
  const { text } = source
  return split(text, spanOf(0, text.length)).pieces.flatMap((piece) => {
    const { start, end } = piece.span
    // :name and :'name' are parameters of pgtyped and psql; both parsers know only $1.
    const own = text
      .slice(start, end)
      .replace(/(?<![:\w]):(?=[A-Za-z_])\w+/g, (parameter) => '$1'.padEnd(parameter.length))
    const names = byAst(own) ?? byGrammar(own)
    if (!names) return []
    const uses = resolved(names).map(({ at, length, ...use }) => ({
      ...use,
      span: spanOf(start + at, start + at + length),
    }))
    return [{ title: titleOf(text, piece.from, start, end), span: piece.span, uses }]
  })
}

function byAst(sql: string): Names | undefined {
  const tables: Table[] = []
  const columns: Reference[] = []
  const at = (node: PGNode | undefined): number => node?._location?.start ?? 0
  try {
    const visitor = astVisitor((inner) => ({
      tableRef: (table) => {
        tables.push({
          name: table.name,
          at: at(table),
          ...(table.schema && { schema: table.schema }),
          ...(table.alias && { alias: table.alias }),
        })
        inner.super().tableRef(table)
      },
      ref: (column) => {
        columns.push({ name: column.name, at: at(column), ...(column.table && { qualifier: column.table.name }) })
      },
      insert: (insert) => {
        for (const column of insert.columns ?? [])
          columns.push({
            name: column.name,
            qualifier: insert.into.alias ?? insert.into.name,
            assigned: true,
            at: at(column),
          })
        inner.super().insert(insert)
      },
      update: (update) => {
        for (const { column } of update.sets)
          columns.push({
            name: column.name,
            qualifier: update.table.alias ?? update.table.name,
            assigned: true,
            at: at(column),
          })
        inner.super().update(update)
      },
    }))
    for (const statement of parseQuery(sql, { locationTracking: true })) visitor.statement(statement)
    return { tables, columns }
  } catch {
    // It reads part of PostgreSQL's grammar only: the real one is asked next.
    return undefined
  }
}

function byGrammar(sql: string): Names | undefined {
  const tree = parseTree(sql)
  if (isParserError(tree)) return undefined
  const tables: Table[] = []
  const columns: Reference[] = []
  const at = (location: unknown): number => afterBytes(sql, 0, typeof location === 'number' ? location : 0)
  const visit = (value: unknown, target?: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, target)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const node = value as { readonly [key: string]: unknown }
    if (typeof node.relname === 'string') {
      const alias = (node.alias as { aliasname?: string } | undefined)?.aliasname
      tables.push({
        name: node.relname,
        at: at(node.location),
        ...(typeof node.schemaname === 'string' && { schema: node.schemaname }),
        ...(alias && { alias }),
      })
    }
    const fields = (
      node.ColumnRef as { fields?: readonly { String?: { sval?: string } }[]; location?: number } | undefined
    )?.fields
    if (fields) {
      const path = fields.map((field) => field.String?.sval)
      const name = path.at(-1)
      const qualifier = path.at(-2)
      if (name)
        columns.push({
          name,
          at: at((node.ColumnRef as { location?: number }).location),
          ...(qualifier && { qualifier }),
        })
    }
    for (const tag of ['InsertStmt', 'UpdateStmt']) {
      const statement = node[tag] as
        | { relation?: { relname?: string; alias?: { aliasname?: string } }; cols?: unknown; targetList?: unknown }
        | undefined
      const own = statement?.relation?.alias?.aliasname ?? statement?.relation?.relname
      const assigned = (tag === 'InsertStmt' ? statement?.cols : statement?.targetList) as
        | readonly { ResTarget?: { name?: string; location?: number } }[]
        | undefined
      for (const { ResTarget } of assigned ?? [])
        if (ResTarget?.name && own)
          columns.push({ name: ResTarget.name, qualifier: own, assigned: true, at: at(ResTarget.location) })
    }
    for (const inner of Object.values(node)) visit(inner)
  }
  visit(tree.stmts)
  return { tables, columns }
}

function resolved({ tables, columns }: Names) {
  const found: { schema?: string; table: string; column?: string; at: number; length: number }[] = []
  for (const { schema, name, at } of tables)
    found.push({ ...(schema && { schema }), table: name, at, length: name.length + (schema ? schema.length + 1 : 0) })
  for (const { qualifier, assigned, name, at } of columns) {
    const meant = qualifier
      ? tables.filter((table) => (table.alias ?? table.name) === qualifier || table.name === qualifier)
      : tables
    const length = name.length + (qualifier && !assigned ? qualifier.length + 1 : 0)
    for (const { schema, name: table } of meant)
      found.push({ ...(schema && { schema }), table, column: name, at, length })
  }
  return found
}

function titleOf(text: string, from: number, start: number, end: number): string {
  const named = /(?:--\s*name:\s*|@name\s+)(\w+)/.exec(text.slice(from, start))
  if (named) return named[1]!
  return tokensIn(text, spanOf(start, end))
    .slice(0, 8)
    .map((token) => token.text)
    .join(' ')
}
