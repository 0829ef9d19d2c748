import type { Fix } from '../../diagnostic'
import { is } from '../../syntax/statement'
import type { RuleContext } from '../rule'
import { cased } from './edits'
import { commitsOf } from './plpgsql-commits'
import { lineBefore } from './words'

interface Setting {
  readonly help: string
  readonly fixes: readonly Fix[]
}

/** Sets a timeout before the visited statement, or before the DO block it stands in; `within` a transaction only for that. */
export function timeoutBefore(
  context: RuleContext,
  within: boolean,
  timeout: { readonly name: string; readonly value: unknown; readonly safety: Fix['safety'] },
): Setting {
  const { name, value, safety } = timeout
  const top = context.statement.enclosure?.outer ?? context.statement
  const joins = !within && opensTransaction(context)
  const sql = `${cased(top, within || joins ? 'SET LOCAL' : 'SET')} ${name} = '${value}';`
  const fix = (as: Fix['safety']): Fix => ({
    title: `Set ${name} to ${value}`,
    safety: as,
    edits: [lineBefore(top, sql)],
  })
  const help = `Set ${name} before it: \`${sql}\``
  if (!joins) return { help, fixes: [fix(safety)] }
  const { tag } = top
  if (tag === 'VacuumStmt' || tag === 'ClusterStmt' || tag === 'CallStmt' || commitsOf(top).length > 0)
    return {
      help: `Set ${name} for the role or the connection: a second statement beside this one puts it into a transaction, which it refuses.`,
      fixes: [],
    }
  // CONCURRENTLY, which the transaction would rule out, is the better way for these.
  const better =
    is(top, 'IndexStmt') ||
    is(top, 'ReindexStmt') ||
    (is(top, 'DropStmt') && top.node.removeType === 'OBJECT_INDEX') ||
    (is(top, 'AlterTableStmt') &&
      (top.node.cmds ?? []).some(
        (item) => (item as { AlterTableCmd?: { subtype?: string } }).AlterTableCmd?.subtype === 'AT_DetachPartition',
      ))
  return { help, fixes: [fix(better ? 'review' : safety)] }
}

/** One statement sent as one query is in no transaction; a second one puts both into one (manual, 54.2.2.1). */
const opensTransaction = ({ transaction, statements }: RuleContext): boolean =>
  !transaction.open && transaction.scope === 'simple query' && statements.length === 1
