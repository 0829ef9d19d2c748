import { isPartitioned, tableOf } from '../../catalog/read'
import { is, type Node, type Statement } from '../../syntax/statement'
import { isOn, option } from '../helpers/nodes'
import { head } from '../helpers/targets'
import { outside } from '../helpers/ways-out'
import { defineRule, type RuleContext } from '../rule'

export default defineRule({
  group: 'transactions',
  severity: 'error',
  since: '0.1.0',
  sections: 'both',
  aliases: [
    { tool: 'atlas', name: 'TX101' },
    { tool: 'bytebase', name: 'STATEMENT_NON_TRANSACTIONAL' },
  ],
  docs: {
    summary: 'A statement that PostgreSQL refuses inside a transaction runs inside one.',
    why: 'VACUUM, CREATE and DROP DATABASE or TABLESPACE, ALTER SYSTEM, REINDEX of a schema or database or of a partitioned table, CLUSTER of everything, CREATE SUBSCRIPTION with a slot, ALTER SUBSCRIPTION that refreshes and DISCARD ALL commit on their own way and fail with "cannot run inside a transaction block". A text of several statements sent at once is such a block too.',
    instead: 'Put it alone into a migration that the tool runs outside a transaction.',
    wrong: ['vacuum users;'],
    right: [{ sql: 'vacuum users;', scope: 'statement' }, 'analyze users;'],
  },
  create: () => ({
    statement(context) {
      const { statement, transaction } = context
      if (!transaction.open && !statement.enclosure) return
      const what = refusedForm(statement, context)
      if (!what) return
      const way = statement.enclosure ? undefined : context.nonTransactional()
      const certain = !statement.enclosure?.conditional
      context.report({
        at: head(statement, what.split(' ').length),
        ...(!certain && { severity: 'warning' }),
        message: statement.enclosure
          ? `${what} can't run from a DO block: it fails.`
          : `${what} can't run inside a transaction block: it fails.`,
        help: way && 'impossible' in way ? way.impossible : 'Run it in a migration of its own, outside a transaction.',
        fixes: outside(way),
      })
    },
  }),
})

/** REFRESH PUBLICATION, and SET, ADD and DROP PUBLICATION unless told not to (AlterSubscription in subscriptioncmds.c). */
function refreshes({ kind, options }: Node<'AlterSubscriptionStmt'>): boolean {
  const refresh = option(options, 'refresh')
  return (
    kind === 'ALTER_SUBSCRIPTION_REFRESH' || (kind?.endsWith('_PUBLICATION') === true && !(refresh && !isOn(refresh)))
  )
}

/** Each observed to fail with "cannot run inside a transaction block". CONCURRENTLY forms are index-concurrently-in-transaction's. */
function refusedForm(statement: Statement, { before }: RuleContext): string | undefined {
  if (is(statement, 'VacuumStmt')) return statement.node.is_vacuumcmd ? 'VACUUM' : undefined
  if (is(statement, 'CreatedbStmt')) return 'CREATE DATABASE'
  if (is(statement, 'DropdbStmt')) return 'DROP DATABASE'
  if (is(statement, 'CreateTableSpaceStmt')) return 'CREATE TABLESPACE'
  if (is(statement, 'DropTableSpaceStmt')) return 'DROP TABLESPACE'
  if (is(statement, 'AlterSystemStmt')) return 'ALTER SYSTEM'
  if (is(statement, 'DiscardStmt')) return statement.node.target === 'DISCARD_ALL' ? 'DISCARD ALL' : undefined
  if (is(statement, 'AlterDatabaseStmt'))
    return option(statement.node.options, 'tablespace') ? 'ALTER DATABASE SET TABLESPACE' : undefined
  if (is(statement, 'ClusterStmt')) {
    if (!statement.node.relation) return 'CLUSTER'
    return isPartitioned(before, tableOf(before, statement.node.relation).id) ? 'CLUSTER' : undefined
  }
  if (is(statement, 'ReindexStmt')) {
    const { kind, relation, params } = statement.node
    const concurrently = option(params, 'concurrently')
    if (concurrently && isOn(concurrently)) return undefined
    if (kind === 'REINDEX_OBJECT_SCHEMA') return 'REINDEX SCHEMA'
    if (kind === 'REINDEX_OBJECT_DATABASE') return 'REINDEX DATABASE'
    if (kind === 'REINDEX_OBJECT_SYSTEM') return 'REINDEX SYSTEM'
    return kind === 'REINDEX_OBJECT_TABLE' && isPartitioned(before, tableOf(before, relation).id)
      ? 'REINDEX TABLE'
      : undefined
  }
  if (is(statement, 'CreateSubscriptionStmt')) {
    const slot = ['connect', 'create_slot'].map((name) => option(statement.node.options, name))
    return slot.some((element) => element && !isOn(element)) ? undefined : 'CREATE SUBSCRIPTION'
  }
  if (is(statement, 'DropSubscriptionStmt')) return 'DROP SUBSCRIPTION'
  if (is(statement, 'AlterSubscriptionStmt')) return refreshes(statement.node) ? 'ALTER SUBSCRIPTION' : undefined
  return undefined
}
