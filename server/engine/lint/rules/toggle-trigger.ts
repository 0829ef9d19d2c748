import { altered, held } from '../helpers/targets'
import { enabledLater } from '../helpers/triggers'
import { defineRule } from '../rule'

const subtypes: { readonly [subtype: string]: string } = {
  AT_EnableTrig: 'ENABLE TRIGGER',
  AT_EnableAlwaysTrig: 'ENABLE ALWAYS TRIGGER',
  AT_EnableReplicaTrig: 'ENABLE REPLICA TRIGGER',
  AT_DisableTrig: 'DISABLE TRIGGER',
  AT_EnableTrigUser: 'ENABLE TRIGGER USER',
  AT_DisableTrigUser: 'DISABLE TRIGGER USER',
  AT_EnableTrigAll: 'ENABLE TRIGGER ALL',
}

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgls', name: 'avoidEnableDisableTrigger' },
    { tool: 'pgfence', name: 'enable-disable-trigger' },
    { tool: 'migrationpilot', name: 'MP064' },
  ],
  docs: {
    summary: 'ENABLE and DISABLE TRIGGER make writers wait, and change what everybody’s writes do.',
    why: 'Both take SHARE ROW EXCLUSIVE on the table: writes wait until the transaction ends. The trigger is off for every session, not only for this one.',
    instead:
      "Let the trigger function look at a setting of the session, `WHEN (current_setting('app.bulk_load', true) IS NULL)`, and set it in the migration.",
    wrong: ['ALTER TABLE orders DISABLE TRIGGER audit;', 'ALTER TABLE orders ENABLE TRIGGER audit;'],
    right: ['CREATE TABLE t (a int); ALTER TABLE t DISABLE TRIGGER audit;'],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      const clause = subtypes[node.subtype ?? '']
      const table = clause === undefined ? undefined : altered(context)
      if (!table?.live) return
      if (held(context, table.id, 'SHARE ROW EXCLUSIVE') && !(clause!.startsWith('DISABLE') && !enabledLater(context)))
        return
      const off = clause!.startsWith('DISABLE') ? ' The trigger is off for every session.' : ''
      context.report({
        at: context.clause,
        message: `${clause} locks ${table.shown} in SHARE ROW EXCLUSIVE: writes wait until the transaction ends.${off}`,
        help: 'Let the trigger look at a session setting instead, and set that in the migration.',
      })
    },
  }),
})
