import type { Catalog, Entry, ObjectId } from '../../catalog/catalog'
import { find, nameOf } from '../../catalog/read'
import { typeUse } from '../../catalog/types'
import type { Node } from '../../syntax/statement'
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

/** Of a column passed on unchanged, or of a cast. */
function typeOf({ object }: Entry<'view'>, i: number, catalog: Catalog): string | undefined {
  const { from } = object.columns[i] ?? {}
  if (from) return from.kind === 'column' ? catalog.get<'column'>(from as ObjectId<'column'>)?.object.type : undefined
  const targets = (object.query.node as { SelectStmt?: Node<'SelectStmt'> } | undefined)?.SelectStmt?.targetList
  const value = (targets?.[i] as { ResTarget?: Node<'ResTarget'> } | undefined)?.ResTarget?.val
  const cast =
    targets?.length === object.columns.length
      ? (value as { TypeCast?: Node<'TypeCast'> } | undefined)?.TypeCast
      : undefined
  return cast && typeUse(cast.typeName, catalog, catalog.searchPath).text
}
