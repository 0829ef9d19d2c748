import { window } from 'vscode'
import type { PlanResult, ProjectItem, RunResult } from '../server/protocol'
import type { Ctx } from './commands/command'
import { tracked } from './progress'
import { fileName, planQuestion, planReport, plural, runReport } from './render'

type Direction = PlanResult['direction']

const words = {
  up: {
    method: 'lockstep/apply',
    button: 'Apply',
    running: (target: string) => `Applying to ${target}`,
    done: (count: string, target: string) => `Applied ${count} to ${target}.`,
    none: (target: string) => `Nothing was applied to ${target}.`,
    nothing: (target: string) => `Nothing to apply: ${target} is up to date.`,
    undone: 'not applied',
  },
  down: {
    method: 'lockstep/rollback',
    button: 'Roll Back',
    running: (target: string) => `Rolling back ${target}`,
    done: (count: string, target: string) => `Rolled ${count} back in ${target}.`,
    none: (target: string) => `Nothing was rolled back in ${target}.`,
    nothing: (target: string) => `Nothing to roll back: ${target} has none of these migrations.`,
    undone: 'not rolled back',
  },
} as const

/** Undefined when there is none; the user was told why. */
export function planFor(
  ctx: Ctx,
  project: ProjectItem,
  direction: Direction,
  to?: string,
): Promise<PlanResult | undefined> {
  const params = {
    root: project.root,
    ...ctx.targets.wanted(project),
    ...(direction === 'down' && { direction }),
    ...(to !== undefined && { to }),
  }
  return tracked(ctx, `Planning ${project.label}`, 'lockstep/plan', params)
}

export const showPlan = (ctx: Ctx, plan: PlanResult): Promise<void> =>
  ctx.documents.show(`Plan for ${plan.target.database}`, planReport(plan))

/** Plans, asks once, and runs exactly the plan that was shown: the server refuses when anything moved since. */
export async function planAndRun(ctx: Ctx, project: ProjectItem, direction: Direction, to?: string): Promise<void> {
  const { method, running, nothing } = words[direction]
  const plan = await planFor(ctx, project, direction, to)
  if (!plan) return
  if (plan.blockers.length > 0) return explainBlockers(ctx, plan)
  if (plan.files.length === 0) {
    window.showInformationMessage(nothing(plan.target.label))
    return
  }
  if (!(await confirmed(ctx, plan))) return
  const ran = await tracked(ctx, running(plan.target.label), method, { planId: plan.id })
  if (!ran) return
  ctx.problems.replace('Lockstep apply', failures(ran))
  await tell(ctx, ran)
}

async function confirmed(ctx: Ctx, plan: PlanResult): Promise<boolean> {
  const { message, detail } = planQuestion(plan)
  const { button } = words[plan.direction]
  const show = 'Show Plan'
  const answer = await window.showWarningMessage(message, { modal: true, detail }, button, show)
  if (answer === show) await showPlan(ctx, plan)
  return answer === button
}

async function explainBlockers(ctx: Ctx, plan: PlanResult): Promise<void> {
  const show = 'Show Plan'
  const [first = '', ...more] = plan.blockers
  const rest = more.length > 0 ? ` And ${plural(more.length, 'more reason')}.` : ''
  const none = words[plan.direction].none(plan.target.label)
  const answer = await window.showErrorMessage(`${none} ${first}${rest}`, show)
  if (answer === show) await showPlan(ctx, plan)
}

/** What the user cancelled is no problem of the file. */
const failures = ({ steps, outcome }: RunResult) =>
  (outcome === 'cancelled' ? [] : steps).flatMap(({ uri, range, error }) =>
    error ? [{ uri, range, message: [error.message, error.hint].filter(Boolean).join(' '), code: error.sqlState }] : [],
  )

async function tell(ctx: Ctx, result: RunResult): Promise<void> {
  const { done, remaining, target, steps, direction, outcome } = result
  const details = 'Show Report'
  const failed = outcome === 'failed' ? steps.find((step) => step.outcome === 'failed') : undefined
  const said =
    done === 0 && remaining > 0
      ? words[direction].none(target)
      : words[direction].done(plural(done, 'migration'), target)
  const left = `${remaining} ${words[direction].undone}`
  const answer = failed
    ? await window.showErrorMessage(
        `${said} ${left}: ${fileName(failed.uri)}: ${failed.error?.message ?? 'a step failed'}`,
        details,
      )
    : remaining > 0
      ? await window.showWarningMessage(`${outcome === 'cancelled' ? 'Cancelled. ' : ''}${said} ${left}.`, details)
      : await window.showInformationMessage(said, details)
  if (answer !== details) return
  await ctx.documents.show(`${direction === 'up' ? 'Apply to' : 'Roll back of'} ${target}`, runReport(result))
}
