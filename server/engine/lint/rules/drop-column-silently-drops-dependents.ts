import type { Entry, ObjectId } from '../../catalog/catalog'
import { columnsIn } from '../../catalog/expression'
import { columnOf, columnsOf, constraintsOf, indexesOf } from '../../catalog/read'
import { altered, alteredKind } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'data',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'DROP COLUMN takes indexes and constraints over several columns with it, without a word.',
    why: 'An index, UNIQUE, CHECK or statistics object that names the column beside others goes too, without CASCADE and without notice: uniqueness or a rule over the other columns is no longer enforced, their queries lose their index. On 14 so do generated columns computed from it; 15 and later refuse.',
    instead: 'Create what is to stay without the column first, then drop the column.',
    wrong: [{ before: 'CREATE TABLE t (a int, b int, UNIQUE (a, b));', sql: 'ALTER TABLE t DROP COLUMN b;' }],
    right: [{ before: 'CREATE TABLE t (a int, b int UNIQUE);', sql: 'ALTER TABLE t DROP COLUMN b;' }],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype !== 'AT_DropColumn' || alteredKind(context) !== 'OBJECT_TABLE') return
      const table = altered(context)
      if (!table || !node.name || !columnOf(context.before, table.id, node.name)) return
      const lost = lostWith(node.name, table.id, context)
      if (lost.length === 0) return
      context.report({
        at: context.clause,
        message: `DROP COLUMN ${node.name} drops ${lost.join(', ')} too, without a word.`,
        help: 'Create what is to stay without this column first.',
      })
    },
  }),
})

const isStatistics = (entry: Entry): entry is Entry<'statistics'> => entry.id.kind === 'statistics'

function lostWith(name: string, table: ObjectId, context: RuleContext): readonly string[] {
  const { before } = context
  const lost: string[] = []
  for (const { id, object } of constraintsOf(before, table)) {
    if (object.form !== 'not null' && object.columns.length > 1 && object.columns.includes(name))
      lost.push(`the ${object.form} constraint ${id.path.at(-1)}`)
  }
  for (const { id, object } of indexesOf(before, table)) {
    if (object.constraint !== undefined) continue
    const keys = object.keys.map(({ column }) => column)
    const others = keys.filter((key) => key !== name).length
    const named =
      keys.includes(name) ||
      object.include.includes(name) ||
      object.keys.some(({ expression }) => columnsIn(expression?.node).includes(name))
    const filters = columnsIn(object.where?.node).includes(name)
    if ((named && others > 0) || (filters && others > 0)) lost.push(`the index ${id.path.at(-1)}`)
  }
  for (const entry of before.dependentsOf(table)) {
    const statistics = isStatistics(entry) ? entry.object : undefined
    if (
      statistics &&
      (statistics.columns.includes(name) || statistics.expressions.some(({ node }) => columnsIn(node).includes(name)))
    )
      lost.push(`the statistics object ${entry.id.path.at(-1)}`)
  }
  if (context.postgres < 15) {
    for (const { id, object } of columnsOf(before, table))
      if (object.generated && columnsIn(object.expression?.node).includes(name))
        lost.push(`the generated column ${id.path.at(-1)}`)
  }
  return lost
}
