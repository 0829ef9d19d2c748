import type { Catalog, Entry, ObjectId } from '../../catalog/catalog'
import { foreignKeysOf, foreignKeysTo, samePath, tableOf } from '../../catalog/read'
import { is, type Statement } from '../../syntax/statement'
import { cased } from '../helpers/edits'
import { targetsOf } from '../helpers/lock-targets'
import { all } from '../helpers/nodes'
import { head } from '../helpers/targets'
import { lineBefore } from '../helpers/words'
import { defineRule } from '../rule'

/** Rows of a table whose deferred check is still to come. */
interface Pending {
  readonly table: ObjectId
  readonly key: string
  readonly by: Statement
  /** An UPDATE queues a check only for rows whose key really changes. */
  readonly certain: boolean
}

/** Refused while checks are pending: observed on PostgreSQL 18. RENAME, CREATE TRIGGER and CREATE POLICY are not. */
const refused = new Set(['AlterTableStmt', 'IndexStmt', 'DropStmt', 'TruncateStmt'])

export default defineRule({
  group: 'transactions',
  severity: 'error',
  since: '0.1.0',
  docs: {
    summary: 'A table is altered while deferred foreign key checks wait on its rows.',
    why: 'A foreign key that is `INITIALLY DEFERRED` (Django makes them so) or that SET CONSTRAINTS defers is checked at COMMIT. Until then PostgreSQL refuses ALTER TABLE, CREATE INDEX, TRUNCATE and DROP TABLE on the table whose rows were changed: "cannot ALTER TABLE because it has pending trigger events". On an empty table it works, so tests pass.',
    instead: 'Run `SET CONSTRAINTS ALL IMMEDIATE` before the schema change, or put it into another migration.',
    wrong: [
      {
        before:
          'create table p (id int primary key);\ncreate table c (id int primary key, p int references p deferrable initially deferred);',
        sql: 'insert into c values (1, 1);\nalter table c add column note text;',
      },
    ],
    right: [
      {
        before:
          'create table p (id int primary key);\ncreate table c (id int primary key, p int references p deferrable initially deferred);',
        sql: 'insert into c values (1, 1);\nset constraints all immediate;\nalter table c add column note text;',
      },
    ],
  },
  remembers: true,
  create() {
    let pending: Pending[] = []
    let unit: unknown
    let deferred: (key: string) => boolean = () => false
    return {
      statement(context) {
        const { statement, transaction, before } = context
        const now = transaction.open ? (transaction.begunBy ?? 'tool') : undefined
        if (now !== unit || is(statement, 'TransactionStmt')) {
          pending = []
          unit = now
          deferred = () => false
        }
        if (is(statement, 'ConstraintsSetStmt')) {
          const named = all(statement.node.constraints, 'RangeVar').map(({ relname }) => relname ?? '')
          const before = deferred
          if (!statement.node.deferred) pending = []
          else deferred = (key) => before(key) || named.length === 0 || named.includes(key)
        }
        if (!transaction.open) return
        pending.push(...queued(statement, before, deferred))
        if (pending.length === 0 || !refused.has(statement.tag)) return
        if (is(statement, 'AlterTableStmt') && statement.node.objtype !== 'OBJECT_TABLE') return
        if (is(statement, 'DropStmt') && statement.node.removeType !== 'OBJECT_TABLE') return
        const targets = targetsOf(statement, before)
        const hit =
          pending.find(({ table, certain }) => certain && targets.some(({ path }) => samePath(path, table.path))) ??
          pending.find(({ table }) => targets.some(({ path }) => samePath(path, table.path)))
        if (!hit) return
        const top = statement.enclosure?.outer ?? statement
        const table = context.tableById(hit.table).shown
        context.report({
          at: head(statement, 2),
          ...(!hit.certain && { severity: 'warning' }),
          message: hit.certain
            ? `PostgreSQL refuses this: rows of ${table} still wait for the deferred check of ${hit.key}.`
            : `PostgreSQL refuses this if the change before it queued a deferred check of ${hit.key} on ${table}.`,
          help: 'Run SET CONSTRAINTS ALL IMMEDIATE first.',
          related: [{ uri: hit.by.source.uri, span: hit.by.span, message: 'the rows are changed here' }],
          fixes: [
            {
              title: 'Check the constraints first',
              safety: 'review',
              edits: [lineBefore(top, `${cased(top, 'SET CONSTRAINTS ALL IMMEDIATE')};`)],
            },
          ],
        })
        pending = pending.filter((item) => !samePath(item.table.path, hit.table.path))
      },
    }
  },
})

/** New rows of the referencing table and deleted rows of the referenced one queue a check; an UPDATE does when it changes the key. */
function queued(statement: Statement, catalog: Catalog, deferred: (key: string) => boolean): readonly Pending[] {
  const relation =
    is(statement, 'InsertStmt') ||
    is(statement, 'UpdateStmt') ||
    is(statement, 'DeleteStmt') ||
    is(statement, 'CopyStmt')
      ? statement.node.relation
      : undefined
  if (!relation || (is(statement, 'CopyStmt') && !statement.node.is_from)) return []
  const { id } = tableOf(catalog, relation)
  const set = is(statement, 'UpdateStmt')
    ? all(statement.node.targetList, 'ResTarget').map(({ name }) => name ?? '')
    : []
  const pending = (key: Entry<'constraint'>, certain: boolean): Pending => ({
    table: id as unknown as ObjectId,
    key: key.id.path.at(-1)!,
    by: statement,
    certain,
  })
  const waits = ({ id, object }: Entry<'constraint'>): boolean =>
    object.initiallyDeferred || (object.deferrable && deferred(id.path.at(-1)!))
  const own = foreignKeysOf(catalog, id).filter(waits)
  if (is(statement, 'InsertStmt') || is(statement, 'CopyStmt')) return own.map((key) => pending(key, true))
  const incoming = foreignKeysTo(catalog, id).filter(waits)
  if (is(statement, 'DeleteStmt')) return incoming.map((key) => pending(key, true))
  return [
    ...own.filter(({ object }) => object.columns.some((column) => set.includes(column))),
    ...incoming.filter(({ object }) => object.references?.columns.some((column) => set.includes(column))),
  ].map((key) => pending(key, false))
}
