import { spanOfWords } from '../../syntax/spans'
import type { Node } from '../../syntax/statement'
import { largest, sizeOptions } from '../helpers/sizes'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

export default defineRule({
  group: 'locks',
  severity: 'warning',
  since: '0.1.0',
  aliases: [
    { tool: 'squawk', name: 'prefer-repack' },
    { tool: 'pgls', name: 'banVacuumFull' },
    { tool: 'pgfence', name: 'vacuum-full' },
    { tool: 'migrationpilot', name: 'MP006' },
  ],
  options: sizeOptions,
  docs: {
    summary: 'VACUUM FULL writes the table anew while nobody can read it.',
    why: '`VACUUM FULL` copies the table and rebuilds its indexes under ACCESS EXCLUSIVE: reads and writes wait until the copy is done, and the disk holds both copies.',
    instead:
      'Run `pg_repack` or `pg_squeeze` outside the migrations. A plain `VACUUM` frees space for new rows without blocking anybody.',
    wrong: ['VACUUM FULL orders;'],
    right: [{ sql: 'VACUUM (ANALYZE) orders;', scope: 'statement' }],
  },
  create: () => ({
    VacuumStmt(node, context) {
      if (!node.is_vacuumcmd || !isFull(node)) return
      const tables = (node.rels ?? []).map((rel) => (rel as { VacuumRelation: Node<'VacuumRelation'> }).VacuumRelation)
      const live = tables.map(({ relation }) => context.table(relation)).filter((table) => table.populated)
      if (tables.length > 0 && live.length === 0) return
      const what = tables.length === 0 ? 'every table of the database' : live.map(({ shown }) => shown).join(', ')
      const worksThrough = largest(live)
      context.report({
        at: spanOfWords(context.statement, ['full']) ?? head(context.statement, 2),
        ...(worksThrough && { worksThrough }),
        message: `VACUUM FULL writes ${what} anew under ACCESS EXCLUSIVE: reads and writes wait until it is done.`,
        help: 'Use pg_repack or pg_squeeze outside the migrations, or a plain VACUUM.',
      })
    },
  }),
})

function isFull(node: Node<'VacuumStmt'>): boolean {
  return (node.options ?? []).some((option) => {
    const { defname, arg } = (option as { DefElem: Node<'DefElem'> }).DefElem
    if (defname !== 'full') return false
    const text = (arg as { String?: { sval?: string } } | undefined)?.String?.sval
    const number = (arg as { Integer?: { ival?: number } } | undefined)?.Integer
    return !(text && /^(false|off|f|0)$/i.test(text)) && !(number && !number.ival)
  })
}
