import type { Entry, ObjectId } from '../../catalog/catalog'
import { columnsIn } from '../../catalog/expression'
import { columnOf, columnsOf, constraintsOf, indexesOf } from '../../catalog/read'
import { is } from '../../syntax/statement'
import { nodesOf } from '../helpers/nodes'
import { altered, alteredKind, later } from '../helpers/targets'
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
  remembers: true,
  create: () => {
    // Of two columns dropped in one statement the first says what both take along.
    let said = new Set<string>()
    let within: unknown
    return {
      AlterTableCmd(node, context) {
        if (node.subtype !== 'AT_DropColumn' || alteredKind(context) !== 'OBJECT_TABLE') return
        if (within !== context.statement) said = new Set()
        within = context.statement
        const table = altered(context)
        if (!table || !node.name || !columnOf(context.before, table.id, node.name)) return
        const lost = lostWith(node.name, table.id, context).filter(
          ({ name, words }) => !said.has(words) && !madeAgain(name, context),
        )
        if (lost.length === 0) return
        for (const { words } of lost) said.add(words)
        context.report({
          at: context.clause,
          message: `DROP COLUMN ${node.name} drops ${lost.map(({ words }) => words).join(', ')} too, without a word.`,
          help: 'Create what is to stay without this column first.',
        })
      },
    }
  },
})

interface Lost {
  readonly name: string
  readonly words: string
}

/** A later statement of the migration makes one of that name: its author knows that this one goes. */
const madeAgain = (name: string, context: RuleContext): boolean =>
  later(context).some(
    (next) =>
      (is(next, 'IndexStmt') && next.node.idxname === name) ||
      nodesOf(next.node, 'Constraint').some(({ conname }) => conname === name),
  )

const isStatistics = (entry: Entry): entry is Entry<'statistics'> => entry.id.kind === 'statistics'

function lostWith(name: string, table: ObjectId, context: RuleContext): readonly Lost[] {
  const { before } = context
  const lost: Lost[] = []
  const lose = (what: string, { path }: ObjectId): void => {
    lost.push({ name: path.at(-1)!, words: `${what} ${path.at(-1)}` })
  }
  for (const { id, object } of constraintsOf(before, table)) {
    if (object.form !== 'not null' && object.columns.length > 1 && object.columns.includes(name))
      lose(`the ${object.form} constraint`, id)
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
    if ((named && others > 0) || (filters && others > 0)) lose('the index', id)
  }
  for (const entry of before.dependentsOf(table)) {
    const statistics = isStatistics(entry) ? entry.object : undefined
    if (
      statistics &&
      (statistics.columns.includes(name) || statistics.expressions.some(({ node }) => columnsIn(node).includes(name)))
    )
      lose('the statistics object', entry.id)
  }
  if (context.postgres < 15) {
    for (const { id, object } of columnsOf(before, table))
      if (object.generated && columnsIn(object.expression?.node).includes(name)) lose('the generated column', id)
  }
  return lost
}
