import type { RunRequest, RunResult } from '../engine/migrate/run'
import type { Command, Report } from './command'
import { resultText, stepOf, stepText, verificationOf } from './migrations'
import { aimed, changing, confirmed, driftOf, text } from './targets'

/** What apply and rollback share: options, live output, the report. */
export const runOptions: Command['options'] = {
  ...changing,
  drift: {
    type: 'boolean',
    summary:
      'afterwards compare the schema with what the migrations make, as production always does; exit 1 if it differs',
  },
  plan: { type: 'string', value: 'ID', summary: 'run exactly the plan shown under this id, or refuse' },
  'format-ndjson': { type: 'boolean', summary: 'same as --format ndjson: one JSON line a step, as it happens' },
}

export function runCommand(
  verb: string,
  run: (request: RunRequest) => Promise<RunResult>,
  question?: (label: string, to: string | undefined) => string,
): Command['run'] {
  return (call) =>
    aimed(call, async (aim): Promise<Report | number> => {
      const { request, target, workspace } = aim
      await confirmed(call, target, question?.(target.database.label, text(call, 'to')))
      const planId = text(call, 'plan')
      const lines = call.format === 'ndjson' || call.values['format-ndjson'] === true
      const live = call.format === 'tty' && !lines
      const quiet = call.values.quiet === true
      const result = await run({
        ...request,
        ...(planId !== undefined && { planId }),
        ...((call.values.drift === true || target.tier === 'production') && { drift: () => driftOf(call, aim) }),
        onStep: (step) => {
          if (lines) call.out(`${JSON.stringify(stepOf(call, step))}\n`)
          else if (live && !(quiet && step.outcome === 'done')) call.out(stepText(call, step, call.style))
        },
      })
      const drift = result.verified?.drift
      const isClean =
        call.values.drift !== true || drift === undefined || ('differences' in drift && drift.differences === 0)
      const exitCode = result.outcome === 'done' && isClean ? 0 : 1
      const { postgres } = workspace
      if (lines) return exitCode
      return {
        postgres,
        exitCode,
        get document() {
          return {
            plan: result.plan.id,
            target: target.database.label,
            outcome: result.outcome,
            [verb === 'applied' ? 'applied' : 'rolledBack']: result.done.length,
            remaining: result.remaining,
            steps: result.steps.map((step) => stepOf(call, step)),
            verified: verificationOf(result.verified),
            warnings: result.plan.outlook().warnings,
          }
        },
        text: (style) =>
          quiet && exitCode === 0
            ? ''
            : `${result.plan
                .outlook()
                .warnings.map((warning) => style.yellow(`Note: ${warning}\n`))
                .join('')}${resultText(result, target.database.label, verb, style)}`,
      }
    })
}
