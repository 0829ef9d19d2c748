import { planApply } from '../../engine/migrate/plan'
import { countOf } from '../../engine/migrate/run'
import { defineCommand } from '../command'
import { migrationOf, plannedOf } from '../migrations'
import { plural } from '../style'
import { aimed, reading } from '../targets'
import { displayFile } from '../workspaces'

export default defineCommand({
  summary: 'Show what apply would do: files, transactions, statements, locks, and what is refused. Only reads.',
  usage: '[paths…]',
  options: { to: { type: 'string', value: 'V', summary: 'up to this version' } },
  run: (call) =>
    aimed(call, async (aim) => {
      const { request, target, workspace } = aim
      const plan = await reading(aim, (session) => planApply(session, request))
      const planned = plannedOf(call, plan)
      const { id, steps, blockers, books, command } = plan
      const { warnings, strongestLock } = plan.outlook()
      return {
        postgres: workspace.postgres,
        exitCode: blockers.length > 0 ? 1 : 0,
        document: {
          plan: id,
          target: target.database.label,
          tier: target.tier,
          books: books ?? null,
          command,
          ...(strongestLock && { strongestLock }),
          blockers,
          warnings,
          migrations: plan.migrations.map((one) => ({
            ...migrationOf(call, one),
            ...(one.file && planned.get(one.file)),
          })),
        },
        text: (style) => {
          const lines = [style.bold(`Plan ${id} for ${target.database.label}`)]
          if (steps.length === 0) lines.push('Nothing is pending.')
          for (const [i, one] of steps.entries()) {
            if (one.scope === 'batch' && steps[i - 1]?.transaction !== one.transaction)
              lines.push(
                style.dim(
                  `  one transaction for ${plural(steps.filter(({ transaction }) => transaction === one.transaction).length, 'file')}:`,
                ),
              )
            const how = one.transactional ? 'in a transaction' : style.yellow('no transaction')
            const lock = one.outlook().strongestLock
            const locked = lock ? `${lock.mode} on ${lock.relation}` : 'locks nothing that exists'
            lines.push(`  ${displayFile(call, one.script)}  ${plural(countOf(one), 'statement')}, ${how}, ${locked}`)
          }
          for (const blocker of blockers) lines.push(style.red(`Refused: ${blocker}`))
          for (const warning of warnings) lines.push(style.yellow(`Note: ${warning}`))
          if (steps.length > 0 && blockers.length === 0)
            lines.push(style.dim(`Recorded in ${books}. Run it: lockstep apply --plan ${id}`))
          return `${lines.join('\n')}\n`
        },
      }
    }),
})
