import { is, type Node } from '../../syntax/statement'
import { dropped } from '../helpers/drops'
import { indexFacts, later, madeHere } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'The old index is dropped before the new one is built.',
    why: 'Between the two, queries have no index: each reads the whole table, and the database is busy with them while it builds. In one transaction they wait for the whole build instead, because DROP INDEX holds ACCESS EXCLUSIVE on the table: reported as info, beside the rules for blocking drops and builds. Silent for `DROP INDEX … IF EXISTS` of the very name that is created: that removes what a failed build left behind.',
    instead: 'Build the new index first, then drop the old one.',
    wrong: [
      {
        before: 'CREATE TABLE orders (a int, b int); CREATE INDEX orders_a ON orders (a);',
        sql: 'DROP INDEX CONCURRENTLY orders_a; CREATE INDEX CONCURRENTLY orders_a_b ON orders (a, b);',
        scope: 'statement',
      },
    ],
    right: [
      {
        before: 'CREATE TABLE orders (a int, b int); CREATE INDEX orders_a ON orders (a);',
        sql: 'CREATE INDEX CONCURRENTLY orders_a_b ON orders (a, b); DROP INDEX CONCURRENTLY orders_a;',
        scope: 'statement',
      },
    ],
  },
  create: () => ({
    DropStmt(node, context) {
      const { statement } = context
      if (node.removeType !== 'OBJECT_INDEX' || !is(statement, 'DropStmt')) return
      for (const { path, span } of dropped(statement)) {
        const name = path.at(-1)!
        const { entry, live } = indexFacts(context, path)
        if (!live || madeHere(context, entry)) continue
        const build = later(context).find((next) => {
          if (!is(next, 'IndexStmt') || (next.node.idxname === name && node.missing_ok)) return false
          return entry
            ? entry.object.table.at(-1) === next.node.relation?.relname &&
                firstKey(next.node) === (entry.object.keys[0]?.column ?? '')
            : next.node.idxname === name || soundsLike(name, next.node)
        })
        if (!build || !is(build, 'IndexStmt')) continue
        context.report({
          at: span,
          ...(context.transaction.open && { severity: 'info' as const }),
          message: context.transaction.open
            ? `Queries of ${build.node.relation?.relname} wait from here until the new index is built.`
            : `Queries of ${build.node.relation?.relname} do without ${name} from here until the new index is built.`,
          help: 'Build the new index first, then drop this one.',
          related: [{ uri: build.source.uri, span: build.span, message: 'The new index is built here.' }],
        })
      }
    },
  }),
})

/** A dropped index that the history does not tell: by its name it is of that table and begins with the same column. */
function soundsLike(name: string, built: Node<'IndexStmt'>): boolean {
  const table = built.relation?.relname ?? ''
  if (!name.includes(`${table}_`)) return false
  const [about] = wordsOf(name, table)
  return (
    about === undefined || wordsOf(firstKey(built), '').includes(about) || wordsOf(built.idxname, table)[0] === about
  )
}

/** What an index name says besides its table and that it is an index. */
const wordsOf = (name: string | undefined, table: string): readonly string[] =>
  (name ?? '')
    .replace(table, '')
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '' && !/^(idx|index|ix|key|uq|uniq|unique|by|on|old|new|v?\d+)$/.test(word))

const firstKey = (node: Node<'IndexStmt'>): string =>
  (node.indexParams?.[0] as { IndexElem?: Node<'IndexElem'> } | undefined)?.IndexElem?.name ?? ''
