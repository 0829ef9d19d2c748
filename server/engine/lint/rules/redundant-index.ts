import type { Entry } from '../../catalog/catalog'
import { indexesOf } from '../../catalog/read'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'robustness',
  severity: 'info',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'duplicateIndex' },
    { tool: 'migrationpilot', name: 'MP100' },
  ],
  docs: {
    summary: 'Another index has the same leading columns already.',
    why: 'A btree index serves every query on a prefix of its columns. The shorter one only costs: each write keeps it up to date, and it takes memory.',
    instead: 'Leave it out, or drop the shorter one.',
    wrong: [{ before: 'CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a, b);', sql: 'CREATE INDEX j ON t (a);' }],
    right: [{ before: 'CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a, b);', sql: 'CREATE INDEX j ON t (b);' }],
  },
  create: () => ({
    IndexStmt(node, context) {
      const table = context.table(node.relation)
      const made = indexesOf(context.after, table.id).find(({ id }) => !context.before.get(id))
      if (!made) return
      for (const other of indexesOf(context.before, table.id)) {
        if (context.after.get(other.id) === undefined) continue
        const [shorter, longer] = covers(other, made) ? [made, other] : covers(made, other) ? [other, made] : []
        if (!shorter || !longer) continue
        const same = shorter.object.keys.length === longer.object.keys.length
        context.report({
          at: spanOfRelation(context.statement, node.relation),
          message: same
            ? `${other.id.path.at(-1)} has the same columns: one of the two only costs.`
            : `${longer.id.path.at(-1)} serves every query that ${shorter.id.path.at(-1)} does.`,
          help: shorter === made ? 'Leave it out.' : `Drop ${shorter.id.path.at(-1)}.`,
          ...(other.definedAt && {
            related: [{ ...other.definedAt, message: `${other.id.path.at(-1)} is created here.` }],
          }),
        })
        return
      }
    },
  }),
})

/** The longer index does what the shorter one is there for: a unique one is there to enforce. */
function covers(longer: Entry<'index'>, shorter: Entry<'index'>): boolean {
  const [a, b] = [longer.object, shorter.object]
  if (a.method !== 'btree' || b.method !== 'btree' || b.keys.length > a.keys.length || b.constraint !== undefined)
    return false
  if (b.unique && !(a.unique && a.keys.length === b.keys.length)) return false
  if ((a.where?.text ?? '') !== (b.where?.text ?? '') || b.include.length > 0) return false
  return b.keys.every((key, i) => {
    const other = a.keys[i]!
    return (
      key.column === other.column &&
      key.expression?.text === other.expression?.text &&
      key.opclass === other.opclass &&
      key.collation === other.collation
    )
  })
}
