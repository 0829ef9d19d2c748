import { foreignKeysOf } from '../../catalog/read'
import type { Span } from '../../text/source'
import { alteredRelation } from '../helpers/alter-table'
import { foreignKeysIn } from '../helpers/foreign-keys'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'strong_migrations', name: 'add_reference' },
    { tool: 'pgfence', name: 'add-column-inline-foreign-key-not-valid' },
    { tool: 'migrationpilot', name: 'MP069' },
  ],
  docs: {
    summary: 'A new foreign key blocks writes to the table it refers to.',
    why: [
      'Every way of making a foreign key takes `SHARE ROW EXCLUSIVE` on the referenced table until the transaction ends: `ADD CONSTRAINT`,',
      '`NOT VALID` or not, `ADD COLUMN … REFERENCES`, `CREATE TABLE … REFERENCES`, and `ATTACH PARTITION` below a parent with foreign keys.',
      'Writes to that table wait, and behind the migration while it waits for the lock itself. PostgreSQL 14 to 18.',
    ].join('\n'),
    instead: [
      'Create the table without the key and add it `NOT VALID` in a short transaction of its own, with a `lock_timeout` so that it gives up',
      'rather than holding up the application; one referenced table a transaction.',
    ].join('\n'),
    wrong: [
      'create table orders (id bigint primary key, user_id bigint references users);',
      'alter table orders add column user_id bigint references users;',
    ],
    right: [
      'create table users (id bigint primary key);\ncreate table orders (id bigint, user_id bigint references users);\ncreate index orders_user_id_idx on orders (user_id);',
    ],
  },
  remembers: true,
  create: () => {
    const locked = new Set<string>()
    let transaction: unknown
    const first = (table: TableFacts, context: RuleContext): boolean => {
      const now = context.transaction.open ? (context.transaction.begunBy ?? context.section) : context.statement
      if (now !== transaction) locked.clear()
      transaction = now
      const key = table.id.path.join('.')
      if (locked.has(key)) return false
      locked.add(key)
      return true
    }
    return {
      statement(context) {
        const { tag } = context.statement
        if (tag !== 'CreateStmt' && tag !== 'AlterTableStmt') return
        for (const { constraint, form, relation, at } of foreignKeysIn(context.statement)) {
          if (form !== 'new table' && !context.table(relation).live && !context.table(constraint.pktable).live) continue
          const other = context.table(constraint.pktable)
          if (
            !other.live ||
            (form !== 'new table' && other.shown === context.table(relation).shown) ||
            isItself(relation, constraint.pktable, form)
          )
            continue
          const alone = locked.size === 0
          if (!first(other, context)) continue
          // A key that is checked at once is the business of constraint-validated-at-once, which names both tables.
          if (form === 'constraint' && constraint.initially_valid && context.table(relation).populated) continue
          const brief = form === 'constraint' && context.transaction.lockTimeout && alone
          report(at, other, form, brief, context)
        }
      },
      PartitionCmd(command, context) {
        const relation = alteredRelation(context)
        if (!relation || !command.bound) return
        const parent = context.table(relation)
        for (const { object } of foreignKeysOf(context.before, parent.id)) {
          const other = context.tableById({ kind: 'table', path: object.references!.table } as never)
          if (other.live && first(other, context))
            report(context.clause, other, 'constraint', context.transaction.lockTimeout, context)
        }
      },
    }
  },
})

const isItself = (
  relation: { readonly relname?: string; readonly schemaname?: string },
  other: { readonly relname?: string; readonly schemaname?: string } | undefined,
  form: string,
): boolean => form === 'new table' && relation.relname === other?.relname && relation.schemaname === other?.schemaname

function report(at: Span, other: TableFacts, form: string, brief: boolean, context: RuleContext): void {
  context.report({
    at,
    message: `This foreign key takes SHARE ROW EXCLUSIVE on ${other.shown}: writes to it wait until the transaction ends.`,
    help:
      form === 'constraint'
        ? 'Set a lock_timeout, keep the transaction short, and lock one referenced table in each.'
        : 'Leave the key out here and add it NOT VALID in a short transaction of its own, with a lock_timeout.',
    ...(brief && { severity: 'info' as const }),
  })
}
