import type { Catalog, Entry, ObjectId } from '../../catalog/catalog'
import { strings } from '../../catalog/expression'
import { find, nameOf } from '../../catalog/read'
import { typeUse } from '../../catalog/types'
import type { AnyNode, Node } from '../../syntax/statement'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'error',
  since: '0.1.0',
  docs: {
    summary: 'CREATE OR REPLACE VIEW can only add columns at the end.',
    why: 'A column that is dropped, renamed, moved or of another type makes it fail: “cannot drop columns from view”, “cannot change name of view column”, “cannot change data type of view column”. It takes ACCESS EXCLUSIVE on the view, so its readers wait.',
    instead:
      'Add new columns at the end; otherwise DROP VIEW and CREATE VIEW in one transaction, with what depends on it.',
    wrong: [
      {
        before: 'CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a, b FROM t;',
        sql: 'CREATE OR REPLACE VIEW v AS SELECT b, a FROM t;',
      },
      {
        before: 'CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a, b FROM t;',
        sql: 'CREATE OR REPLACE VIEW v AS SELECT a FROM t;',
      },
    ],
    right: [
      {
        before: 'CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t;',
        sql: 'CREATE OR REPLACE VIEW v AS SELECT a, b FROM t;',
      },
    ],
  },
  create: () => ({
    ViewStmt(node, context) {
      if (!node.replace) return
      const old = find(context.before, ['view'], nameOf(node.view)).entry
      const now = find(context.after, ['view'], nameOf(node.view)).entry
      if (!old?.object.columnsKnown || !now?.object.columnsKnown) return
      const [before, after] = [old.object.columns, now.object.columns]
      const i = before.findIndex((column, place) => {
        const other = after[place]
        return (
          !other ||
          other.name !== column.name ||
          typesDiffer(typeOf(old, place, context.before), typeOf(now, place, context.after))
        )
      })
      if (i < 0) return
      const [was, is] = [before[i]!, after[i]]
      const why = !is
        ? `it drops the column ${was.name}`
        : is.name !== was.name
          ? `its column ${i + 1} is called ${was.name} and not ${is.name}`
          : `its column ${was.name} has the type ${typeOf(old, i, context.before)} and not ${typeOf(now, i, context.after)}`
      context.report({
        at: spanOfRelation(context.statement, node.view),
        message: `CREATE OR REPLACE VIEW ${node.view?.relname} fails: ${why}.`,
        help: 'Add columns at the end, or DROP VIEW and CREATE VIEW in one transaction.',
        ...(old.definedAt && { related: [{ ...old.definedAt, message: 'The view is created here.' }] }),
      })
    },
  }),
})

/** Types the history can't work out are not compared. */
const typesDiffer = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b

/** Of a column passed on unchanged, or of a value whose type shows. */
function typeOf({ object }: Entry<'view'>, i: number, catalog: Catalog): string | undefined {
  const { from } = object.columns[i] ?? {}
  if (from) return from.kind === 'column' ? catalog.get<'column'>(from as ObjectId<'column'>)?.object.type : undefined
  const targets = (object.query.node as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt?.targetList
  const value = (targets?.[i] as { ResTarget?: Node<'ResTarget'> } | undefined)?.ResTarget?.val as AnyNode | undefined
  return value && targets?.length === object.columns.length ? typeOfValue(value, catalog) : undefined
}

/** What these return whatever they are called with (manual, 9.9, 9.21, 9.22 and 9.27). */
const results: { readonly [name: string]: string } = {
  count: 'bigint',
  row_number: 'bigint',
  rank: 'bigint',
  dense_rank: 'bigint',
  bool_and: 'boolean',
  bool_or: 'boolean',
  concat: 'text',
  length: 'integer',
  now: 'timestamp with time zone',
  jsonb_agg: 'jsonb',
  jsonb_build_object: 'jsonb',
  json_agg: 'json',
  json_build_object: 'json',
}

/** A constant, a cast, or a call of a function that has one result type. */
function typeOfValue(value: AnyNode, catalog: Catalog): string | undefined {
  const { A_Const, FuncCall, TypeCast } = value as {
    A_Const?: Node<'A_Const'>
    FuncCall?: Node<'FuncCall'>
    TypeCast?: Node<'TypeCast'>
  }
  if (TypeCast) return typeUse(TypeCast.typeName, catalog, catalog.searchPath).text
  if (FuncCall) {
    const path = strings(FuncCall.funcname)
    return path.length === 1 || path[0] === 'pg_catalog' ? results[path.at(-1)!] : undefined
  }
  if (A_Const?.ival) return 'integer'
  if (A_Const?.boolval) return 'boolean'
  // A view gives a string of no type the type text (manual, 10.3).
  return A_Const?.sval ? 'text' : undefined
}
