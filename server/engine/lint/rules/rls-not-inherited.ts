import type { ObjectId } from '../../catalog/catalog'
import { foreignKeysOf, inheritorsOf, partitionsOf, policiesOf, tableOf, triggersOf } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import type { Span } from '../../text/source'
import { altered, spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'security',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'Partitions do not inherit row-level security, and LIKE copies no policy, foreign key or trigger.',
    why: 'Row-level security of a partitioned table holds for queries of that table, not for queries of a partition. `LIKE … INCLUDING ALL` copies columns, defaults, CHECKs and indexes, but neither row-level security nor foreign keys, triggers and privileges: a table swapped into place is open and unchecked.',
    instead:
      'Enable row-level security for each partition (or grant nothing on partitions); create foreign keys, triggers and policies of the copy explicitly.',
    wrong: [
      {
        before: 'CREATE TABLE e (at date) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e DEFAULT;',
        sql: 'ALTER TABLE e ENABLE ROW LEVEL SECURITY;',
      },
      {
        before: 'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int REFERENCES a);',
        sql: 'CREATE TABLE b_new (LIKE b INCLUDING ALL);',
      },
    ],
    right: [
      {
        before:
          'CREATE TABLE e (at date) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e DEFAULT; CREATE POLICY p ON e USING (true); CREATE POLICY p ON e1 USING (true);',
        sql: 'ALTER TABLE e ENABLE ROW LEVEL SECURITY; ALTER TABLE e1 ENABLE ROW LEVEL SECURITY;',
      },
      { before: 'CREATE TABLE b (a int);', sql: 'CREATE TABLE b_new (LIKE b INCLUDING ALL);' },
    ],
  },
  remembers: true,
  create() {
    const enabled: { readonly id: ObjectId; readonly shown: string; readonly at: Span }[] = []
    const copies: { readonly from: ObjectId; readonly to: ObjectId; readonly at: Span }[] = []
    return {
      AlterTableCmd(node, context) {
        const table = node.subtype === 'AT_EnableRowSecurity' ? altered(context) : undefined
        if (table) enabled.push({ id: table.id, shown: table.shown, at: context.clause })
      },
      TableLikeClause(node, context) {
        const created = (context.statement.node as { relation?: Node<'RangeVar'> }).relation
        const source = tableOf(context.before, node.relation)
        if (!source.entry || source.entry.object.partitioned || created?.relpersistence === 't') return
        const { id } = tableOf(context.after, created)
        copies.push({ from: source.id, to: id, at: spanOfRelation(context.statement, node.relation) })
      },
      end(context) {
        for (const parent of enabled) checkChildren(parent, context)
        for (const copy of copies) checkCopy(copy, context)
      },
    }
  },
})

function checkChildren({ id, shown, at }: { id: ObjectId; shown: string; at: Span }, context: RuleContext): void {
  const { after } = context
  const open = [...partitionsOf(after, id), ...inheritorsOf(after, id)].filter(({ object }) => !object.rowSecurity)
  if (open.length === 0) return
  const names = open.map((entry) => entry.id.path.at(-1)!)
  const list = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  context.report({
    at,
    message: `Row-level security of ${shown} does not hold for queries of ${list}.`,
    help: 'Enable it there as well, or grant nothing on them.',
  })
}

function checkCopy({ from, to, at }: { from: ObjectId; to: ObjectId; at: Span }, context: RuleContext): void {
  const { after } = context
  const copy = after.get({ kind: 'table', path: to.path })
  const original =
    context.before.get({ kind: 'table', path: from.path }) ?? after.get({ kind: 'table', path: from.path })
  // Renamed, dropped or attached by now: what it must have is someone else's question.
  if (!copy || !original || copy.object.partitionOf) return
  const missing = [
    ...(foreignKeysOf(after, from).length > foreignKeysOf(after, to).length ? ['foreign keys'] : []),
    ...(triggersOf(after, from).length > triggersOf(after, to).length ? ['triggers'] : []),
    ...(policiesOf(after, from).length > policiesOf(after, to).length ? ['policies'] : []),
    ...(original.object.rowSecurity && !copy.object.rowSecurity ? ['row-level security'] : []),
  ]
  if (missing.length === 0) return
  context.report({
    at,
    message: `LIKE copies no ${missing.join(', no ')}: ${to.path.at(-1)} lacks those of ${from.path.at(-1)}.`,
    help: 'Create them explicitly before the table is used.',
  })
}
