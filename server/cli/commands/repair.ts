import { planRepair, repair } from '../../engine/migrate/repair'
import { defineCommand } from '../command'
import { plural } from '../style'
import { aimed, changing, confirmed, reading } from '../targets'

export default defineCommand({
  summary: 'Mend the tool’s books after a failed, edited or deleted migration; each change is shown first.',
  usage: '[paths…]',
  options: { ...changing, 'dry-run': { type: 'boolean', summary: 'only show the changes' } },
  run: (call) =>
    aimed(call, async (aim) => {
      const { request, target, workspace } = aim
      const plan = await reading(aim, (session) => planRepair(session, request))
      const { repairs, forgets, id } = plan
      const changes = repairs.length + (forgets ? 1 : 0)
      const dry = call.values['dry-run'] === true
      if (call.format === 'tty') {
        for (const { why, sql } of repairs) call.out(`${why}\n  ${call.style.dim(sql)}\n`)
        if (forgets) call.out(`${forgets}\n`)
      }
      if (changes > 0 && !dry) {
        await confirmed(call, target, `Make ${plural(changes, 'change')} in the books of ${target.database.label}?`)
        await repair({ ...request, planId: id })
      }
      const outcome = dry ? 'skipped' : 'done'
      return {
        postgres: workspace.postgres,
        exitCode: 0,
        document: {
          target: target.database.label,
          steps: [
            ...repairs.map(({ sql, why }) => ({ file: null, sql, why, outcome, ms: 0 })),
            ...(forgets ? [{ file: null, why: forgets, outcome, ms: 0 }] : []),
          ],
          verified: { books: changes === 0 || !dry },
        },
        text: (style) =>
          changes === 0
            ? 'Nothing to repair.\n'
            : style.bold(`${plural(changes, 'change')} ${dry ? 'would be made' : 'made'}\n`),
      }
    }),
})
