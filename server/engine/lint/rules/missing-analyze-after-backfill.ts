import type { ObjectId } from '../../catalog/catalog'
import { samePath } from '../../catalog/read'
import type { Span } from '../../text/source'
import { changeOf } from '../helpers/bulk'
import { all, isOn, nodesOf, option } from '../helpers/nodes'
import { head } from '../helpers/targets'
import { defineRule } from '../rule'

interface Due {
  readonly id: ObjectId
  readonly shown: string
  readonly at: Span
  readonly why: string
}

export default defineRule({
  group: 'data',
  severity: 'off',
  since: '0.1.0',
  aliases: [
    { tool: 'strong_migrations', name: 'auto_analyze' },
    { tool: 'migrationpilot', name: 'MP088' },
  ],
  docs: {
    summary: 'Statistics are not gathered after a bulk change or for a new expression index.',
    why: 'Until ANALYZE has run, the planner works with the old picture: no statistics at all for a new column or the expression of a new index. Autovacuum gets to it later, a busy table first waits for it with bad plans.',
    instead: 'Run `ANALYZE table` afterwards: it takes SHARE UPDATE EXCLUSIVE only.',
    wrong: ["update users set locale = 'en' where locale is null;"],
    right: ["update users set locale = 'en' where id between 1 and 1000;\nanalyze users;"],
  },
  remembers: true,
  create() {
    let due: Due[] = []
    return {
      statement(context) {
        const change = changeOf(context)
        if (!change || (change.reach !== 'all' && change.reach !== 'many')) return
        const { id, shown } = context.table(change.relation)
        due.push({ id, shown, at: head(context.statement, 1), why: `this ${change.what}` })
      },
      IndexStmt(node, context) {
        if (!all(node.indexParams, 'IndexElem').some(({ expr }) => expr)) return
        const { id, shown } = context.table(node.relation)
        due.push({ id, shown, at: head(context.statement, 2), why: 'this index on an expression' })
      },
      VacuumStmt(node, context) {
        const analyze = option(node.options, 'analyze')
        if (node.is_vacuumcmd && !(analyze && isOn(analyze))) return
        const done = nodesOf(node.rels, 'VacuumRelation').map(({ relation }) => context.table(relation).id.path)
        due = done.length === 0 ? [] : due.filter(({ id }) => !done.some((path) => samePath(path, id.path)))
      },
      end(context) {
        for (const { at, shown, why } of due)
          context.report({
            at,
            message: `The planner knows nothing of ${shown} as ${why} leaves it.`,
            help: `Run ANALYZE ${shown} at the end.`,
          })
      },
    }
  },
})
