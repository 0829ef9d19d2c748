import { lockModes } from '../../catalog/lock-types'
import type { Node } from '../../syntax/statement'
import { spanOfRelation } from '../helpers/targets'
import { defineRule } from '../rule'

/** The grammar counts the modes from 1 (src/include/storage/lockdefs.h). */
const share = lockModes.indexOf('SHARE') + 1

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [{ tool: 'migrationpilot', name: 'MP065' }],
  docs: {
    summary: 'LOCK TABLE blocks writers or everybody until the transaction ends.',
    why: 'Without a mode `LOCK TABLE` takes ACCESS EXCLUSIVE, which stops readers too. From SHARE upwards writers wait. Outside a transaction block it fails. Two migrations or programs that lock the same tables in different order wait for each other: a deadlock.',
    instead:
      'Leave the locking to the statements that need it, or lock with NOWAIT and try again, always in the same order.',
    wrong: ['BEGIN; LOCK TABLE orders; COMMIT;'],
    right: [
      'BEGIN; LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE; COMMIT;',
      'BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE NOWAIT; COMMIT;',
    ],
  },
  create: () => ({
    LockStmt(node, context) {
      const mode = lockModes[(node.mode ?? 8) - 1] ?? 'ACCESS EXCLUSIVE'
      for (const item of node.relations ?? []) {
        const relation = (item as { RangeVar: Node<'RangeVar'> }).RangeVar
        const table = context.table(relation)
        const at = spanOfRelation(context.statement, relation)
        if (!context.transaction.open && !context.statement.enclosure) {
          context.report({
            at,
            severity: 'error',
            message: `LOCK TABLE ${table.shown} fails: it can only be used in a transaction block.`,
            help: 'Put it between BEGIN and COMMIT, or drop it: alone it would be released at once.',
          })
        } else if (table.live && !node.nowait && (node.mode ?? 8) >= share) {
          context.report({
            at,
            message: `LOCK TABLE holds ${table.shown} in ${mode} until the transaction ends: ${
              mode === 'ACCESS EXCLUSIVE' ? 'reads and writes wait' : 'writes wait'
            }.`,
            help: 'Leave the lock to the statement that needs it, or use NOWAIT and try again.',
          })
        }
      }
    },
  }),
})
