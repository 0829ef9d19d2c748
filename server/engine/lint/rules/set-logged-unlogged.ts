import type { Table } from '../../catalog/kinds/table'
import { foreignKeysOf, foreignKeysTo, isPartitioned, samePath } from '../../catalog/read'
import { sizeOptions } from '../helpers/sizes'
import { altered, alteredKind } from '../helpers/targets'
import { defineRule, type RuleContext, type TableFacts } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'pgfence', name: 'set-logged-unlogged' },
    { tool: 'atlas', name: 'PG307' },
    { tool: 'migrationpilot', name: 'MP047' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'SET LOGGED and SET UNLOGGED write the table anew while nobody can read it.',
    why: 'Changing the persistence copies the table and its indexes under ACCESS EXCLUSIVE. An unlogged table is emptied after a crash and does not exist on replicas. Setting what the table already has copies nothing. It fails for a published table, for one that a logged table references, and from 18 for a partitioned one.',
    instead: 'Create a table with the wanted persistence, fill it in batches, and swap the two.',
    wrong: ['ALTER TABLE orders SET UNLOGGED;', 'ALTER TABLE sessions SET LOGGED;'],
    right: [{ before: 'CREATE TABLE orders (id bigint);', sql: 'ALTER TABLE orders SET LOGGED;' }],
  },
  create: () => ({
    AlterTableCmd(node, context) {
      if (node.subtype === 'AT_SetLogged') check(context, 'permanent', 'SET LOGGED')
      if (node.subtype === 'AT_SetUnLogged') check(context, 'unlogged', 'SET UNLOGGED')
    },
  }),
})

/** ATPrepChangePersistence in tablecmds.c; observed on 14 and 18. A publication FOR ALL TABLES does not stand in the way. */
function whyRefused({ id }: TableFacts, wanted: string, { before, postgres }: RuleContext): string | undefined {
  const persistenceOf = (path: readonly string[]) => before.get<'table'>({ kind: 'table', path })?.object.persistence
  if (isPartitioned(before, id) && postgres >= 18) return 'is partitioned'
  if (wanted === 'unlogged') {
    const publication = [...before.dependentsOf(id)].find((entry) => entry.id.kind === 'publication')
    if (publication) return `is in the publication ${publication.id.path.at(-1)}`
    const key = foreignKeysTo(before, id).find(
      ({ parent }) => parent && !samePath(parent.path, id.path) && persistenceOf(parent.path) === 'permanent',
    )
    return key && `is referenced by ${key.parent!.path.at(-1)}, which is logged`
  }
  const target = foreignKeysOf(before, id)
    .map(({ object }) => object.references?.table)
    .find((path) => path && !samePath(path, id.path) && persistenceOf(path) === 'unlogged')
  return target && `references ${target.at(-1)}, which is unlogged`
}

function check(context: RuleContext, wanted: 'permanent' | 'unlogged', clause: string): void {
  if (alteredKind(context) !== 'OBJECT_TABLE') return
  const table = altered(context)
  if (!table || table.temporary) return
  const { persistence } = (table.entry?.object ?? {}) as Partial<Table>
  if (persistence === wanted) return
  const refusal = whyRefused(table, wanted, context)
  if (refusal) {
    context.report({
      at: context.clause,
      severity: 'error',
      message: `${clause} fails: ${table.shown} ${refusal}.`,
      help: 'Change what stands in the way first, or leave the table as it is.',
    })
    return
  }
  if (!table.populated) return
  const lost = wanted === 'unlogged' ? ' After a crash it is empty, and replicas do not have it.' : ''
  context.report({
    at: context.clause,
    worksThrough: table,
    message: `${clause} writes ${table.shown} anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.${lost}`,
    help: 'Create a table with the wanted persistence, fill it in batches and swap the two.',
  })
}
