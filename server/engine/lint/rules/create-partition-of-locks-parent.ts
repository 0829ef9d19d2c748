import { nameOf } from '../../catalog/read'
import { quoteName } from '../../db/quote'
import type { Fix } from '../../diagnostic'
import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { cased, newline, replace } from '../helpers/edits'
import { spanOfRelation } from '../helpers/targets'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  docs: {
    summary: 'CREATE TABLE … PARTITION OF locks the whole partitioned table.',
    why: 'ACCESS EXCLUSIVE on the parent (majors 11 to 18): all reads and writes of the partitioned table wait until the transaction ends. Creating the table first and attaching it takes SHARE UPDATE EXCLUSIVE, which lets both pass.',
    instead: '`CREATE TABLE p (LIKE parent INCLUDING ALL)`, then `ALTER TABLE parent ATTACH PARTITION p …`.',
    wrong: ["CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"],
    right: [
      "CREATE TABLE e (at date) PARTITION BY RANGE (at); CREATE TABLE e_25 PARTITION OF e FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
      "CREATE TABLE e_25 (LIKE e INCLUDING ALL); ALTER TABLE e ATTACH PARTITION e_25 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
    ],
  },
  create: () => ({
    CreateStmt(node, context) {
      const parent = (node.inhRelations?.[0] as { RangeVar?: Node<'RangeVar'> } | undefined)?.RangeVar
      if (!node.partbound || !parent) return
      const table = context.table(parent)
      if (!table.live) return
      const of = spanOfWords(context.statement, ['partition', 'of'])
      const name = spanOfRelation(context.statement, parent)
      context.report({
        at: of ? { start: of.start, end: name.end } : name,
        message: `PARTITION OF locks ${table.shown} in ACCESS EXCLUSIVE: all its reads and writes wait until the transaction ends.`,
        help: 'Create the table LIKE the parent and ATTACH it: that lets both pass.',
        fixes: attachFix(node, parent, context),
      })
    },
  }),
})

function attachFix(node: Node<'CreateStmt'>, parent: Node<'RangeVar'>, context: RuleContext): readonly Fix[] {
  const { statement } = context
  if (
    node.tableElts?.length ||
    node.partspec ||
    node.options?.length ||
    node.tablespacename ||
    node.accessMethod ||
    statement.enclosure
  )
    return []
  const name = spanOfRelation(statement, parent)
  const bound = statement.source.text.slice(name.end, statement.span.end).trim()
  const head = statement.source.text.slice(statement.span.start, spanOfRelation(statement, node.relation).end)
  const [child, above] = [quoteName(nameOf(node.relation)), quoteName(nameOf(parent))]
  const word = (keywords: string): string => cased(statement, keywords)
  // A partition may not have an identity column of its own.
  const create = `${head} (${word('LIKE')} ${above} ${word('INCLUDING ALL EXCLUDING IDENTITY')});`
  const attach = `${word('ALTER TABLE')} ${above} ${word('ATTACH PARTITION')} ${child} ${bound}`
  return [
    {
      title: 'Create it LIKE the parent and attach it',
      safety: 'review',
      edits: [replace(statement.span, `${create}${newline(statement)}${attach}`)],
    },
  ]
}
