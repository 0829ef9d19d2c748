import { constraintOf, indexOf, primaryKeyOf } from '../../catalog/read'
import { is } from '../../syntax/statement'
import { addedConstraint, alteredRelation, commandsOf } from '../helpers/alter-table'
import { dropped } from '../helpers/drops'
import { indexFacts, sameRelation } from '../helpers/targets'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'replication',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'atlas', name: 'CD103' },
    { tool: 'migrationpilot', name: 'MP055' },
  ],
  docs: {
    summary: 'Without its primary key a published table refuses updates and deletes.',
    why: [
      'Logical replication finds rows by the replica identity, which is the primary key unless the table says otherwise. When it is dropped,',
      'every `UPDATE` and `DELETE` of a published table fails at once: “does not have a replica identity”. Change data capture stops with it.',
      'PostgreSQL 14 to 18.',
    ].join('\n'),
    instead:
      '`ALTER TABLE … REPLICA IDENTITY USING INDEX` with another unique index first, or swap the keys in one statement.',
    wrong: [
      { before: 'create table users (id bigint primary key);', sql: 'alter table users drop constraint users_pkey;' },
      'alter table users drop constraint users_pkey;',
    ],
    right: [
      'alter table users replica identity using index users_uuid_key;\nalter table users drop constraint users_pkey;',
      'alter table users drop constraint users_pkey, add constraint users_pkey primary key using index users_new_idx;',
    ],
  },
  create: () => ({
    AlterTableCmd(command, context) {
      const drops = command.subtype === 'AT_DropConstraint' || command.subtype === 'AT_DropColumn'
      if (drops && command.name && losesIdentity(command.name, command.subtype === 'AT_DropColumn', context)) return
      const table = drops && command.name ? usedTable(context) : undefined
      if (!table || !command.name || isSafe(table, context)) return
      const { before } = context
      const key = primaryKeyOf(before, table.id)
      const name = command.name
      const hit =
        command.subtype === 'AT_DropColumn'
          ? key?.object.columns.includes(name)
          : key
            ? key.id.path.at(-1) === name
            : !constraintOf(before, table.id, name) && /_pkey$/.test(name)
      if (!hit) return
      context.report({
        at: context.clause,
        message: `This drops the primary key of ${table.shown}: if the table is published, its updates and deletes fail at once for want of a replica identity.`,
        help: 'Set REPLICA IDENTITY USING INDEX with another unique index first.',
      })
    },
    DropStmt(node, context) {
      if (node.removeType !== 'OBJECT_INDEX' || !is(context.statement, 'DropStmt')) return
      for (const { path, span } of dropped(context.statement)) {
        const { table, entry } = indexFacts(context, path)
        const identity = table && identityOf(table, context)
        if (!table || table.temporary || typeof identity !== 'object' || identity.index !== entry?.id.path.at(-1))
          continue
        context.report({
          at: span,
          message: `${path.join('.')} is the replica identity of ${table.shown}: without it, updates and deletes of the published table fail.`,
          help: 'Set another REPLICA IDENTITY first.',
        })
      }
    },
  }),
})

/** Reports a dropped column or constraint that takes the index along which REPLICA IDENTITY USING INDEX names. */
function losesIdentity(name: string, column: boolean, context: RuleContext): boolean {
  const relation = alteredRelation(context)
  const table = relation && context.table(relation)
  const identity = table && identityOf(table, context)
  if (!table || table.temporary || typeof identity !== 'object') return false
  const index = indexOf(context.before, [...table.id.path.slice(0, -1), identity.index]).entry
  const keys = index?.object.keys.map((key) => key.column) ?? []
  if (column ? !keys.includes(name) : name !== identity.index) return false
  context.report({
    at: context.clause,
    message: `This drops ${identity.index}, the replica identity of ${table.shown}: without it, updates and deletes of the published table fail.`,
    help: 'Set another REPLICA IDENTITY first.',
  })
  return true
}

const identityOf = (table: TableFacts, { before }: RuleContext) =>
  before.get<'table'>({ kind: 'table', path: table.id.path })?.object.replicaIdentity

/** Others may be using it, or this migration itself has published it. */
function usedTable(context: RuleContext): TableFacts | undefined {
  const relation = alteredRelation(context)
  const table = relation && context.table(relation)
  if (!table || table.live) return table
  const published = [...context.before.dependentsOf(table.id)].some(({ id }) => id.kind === 'publication')
  return published ? table : undefined
}

/** The identity does not lean on the key, or a key takes its place in this migration. */
function isSafe(table: TableFacts, context: RuleContext): boolean {
  const identity = identityOf(table, context)
  if (identity !== undefined && identity !== 'default') return true
  return context.statements.some((statement) => {
    if (!is(statement, 'AlterTableStmt') || !is(context.statement, 'AlterTableStmt')) return false
    if (!sameRelation(statement.node.relation, context.statement.node.relation)) return false
    return commandsOf(statement).some(
      (command) => command.subtype === 'AT_ReplicaIdentity' || addedConstraint(command)?.contype === 'CONSTR_PRIMARY',
    )
  })
}
