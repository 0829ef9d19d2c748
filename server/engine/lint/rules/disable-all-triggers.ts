import { strings } from '../../catalog/expression'
import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { altered } from '../helpers/targets'
import { enabledLater } from '../helpers/triggers'
import { defineRule, type RuleContext } from '../rule'
import { argument } from '../session'

export default defineRule({
  group: 'data',
  severity: 'error',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'avoidEnableDisableTrigger' },
    { tool: 'pgfence', name: 'enable-disable-trigger' },
    { tool: 'migrationpilot', name: 'MP064' },
  ],
  docs: {
    summary: 'Foreign keys are no longer enforced while all triggers are off.',
    why: 'Foreign keys are enforced by internal triggers. `DISABLE TRIGGER ALL` switches them off on one table for every session, `session_replication_role = replica` on all tables for this session. Rows that break a foreign key stay: switching back on checks nothing. A warning where the same file switches them back on. Audit and outbox triggers miss the changes too.',
    instead:
      'Disable the one trigger by name (`DISABLE TRIGGER USER` leaves foreign keys alone). Afterwards drop and re-add the foreign keys NOT VALID and VALIDATE them: that is what reads the rows again.',
    wrong: ['ALTER TABLE orders DISABLE TRIGGER ALL;', 'SET session_replication_role = replica;'],
    right: ['SET session_replication_role = DEFAULT;', 'CREATE TABLE t (a int); ALTER TABLE t DISABLE TRIGGER ALL;'],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype !== 'AT_DisableTrigAll') return
      const table = altered(context)
      if (!table?.live) return
      context.report({
        at: context.clause,
        ...(enabledLater(context) && { severity: 'warning' as const }),
        message: `DISABLE TRIGGER ALL switches off the foreign keys of ${table.shown}: rows that break them are taken, and stay.`,
        help: 'Disable single triggers by name, or DISABLE TRIGGER USER.',
      })
    },
    VariableSetStmt: settled,
    AlterRoleSetStmt: (node, context) => settled(node.setstmt, context),
    AlterDatabaseSetStmt: (node, context) => settled(node.setstmt, context),
    FuncCall(node, context) {
      if (strings(node.funcname).at(-1) !== 'set_config') return
      const [name, value] = (node.args ?? []).map(argument)
      if (name?.toLowerCase() === 'session_replication_role' && value?.toLowerCase() === 'replica') replica(context)
    },
  }),
})

function settled(set: Node<'VariableSetStmt'> | undefined, context: RuleContext): void {
  if (set?.name?.toLowerCase() !== 'session_replication_role' || set.kind !== 'VAR_SET_VALUE') return
  if (argument(set.args?.[0]).toLowerCase() === 'replica') replica(context)
}

function replica(context: RuleContext): void {
  context.report({
    at:
      spanOfWords(context.statement, ['session_replication_role']) ??
      context.statement.tokens.find(({ text }) => /^'session_replication_role'$/i.test(text))?.span ??
      context.statement.span,
    message:
      'session_replication_role = replica switches off every trigger and foreign key: rows that break them are taken, and stay.',
    help: 'Disable single triggers by name, or order the statements so that the foreign keys hold.',
  })
}
