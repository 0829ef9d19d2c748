import { Range as EditorRange, Uri, window } from 'vscode'
import type { PlanResult, ProjectItem, Range, RunResult } from '../server/protocol'
import type { Ctx } from './commands/command'
import type { Problem } from './problems'
import { tracked } from './progress'
import { fileName, nothingRan, outcomeText, planQuestion, planReport, plural, runReport } from './render'
import { unlinked } from './trouble'

type Direction = PlanResult['direction']

const words = {
  up: {
    method: 'lockstep/apply',
    button: 'Apply',
    running: (target: string) => `Applying to ${target}`,
    nothing: (target: string) => `Nothing to apply: ${target} is up to date.`,
  },
  down: {
    method: 'lockstep/rollback',
    button: 'Roll Back',
    running: (target: string) => `Rolling back ${target}`,
    nothing: (target: string) => `Nothing to roll back: ${target} has none of these migrations.`,
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
  const none = nothingRan(plan.direction, plan.target.label)
  const answer = await window.showErrorMessage(unlinked(`${none} ${first}${rest}`), show)
  if (answer === show) await showPlan(ctx, plan)
}

/** One a file, at the statement where there is one. What the user cancelled is no problem of the file. */
function failures({ steps, outcome }: RunResult): readonly Problem[] {
  const failed = outcome === 'cancelled' ? [] : steps.filter(({ error }) => error !== undefined)
  return [...new Set(failed.map(({ uri }) => uri))].map((uri) => {
    const own = failed.filter((step) => step.uri === uri)
    const { range, error } = own.find(({ statement }) => statement !== undefined) ?? own[0]!
    const others = own.flatMap((step) => (step.error && step.error !== error ? [step.error] : []))
    const message = [error!, ...others].map(({ message, hint }) => [message, hint].filter(Boolean).join(' ')).join('\n')
    return { uri, message, ...(range && { range }), ...(error?.sqlState && { code: error.sqlState }) }
  })
}

async function tell(ctx: Ctx, result: RunResult): Promise<void> {
  const { remaining, target, steps, direction, outcome } = result
  const [details, statement] = ['Show Report', 'Go to Statement']
  const failed = outcome === 'failed' ? steps.find((step) => step.outcome === 'failed') : undefined
  const said = outcomeText(result)
  const answer = failed
    ? await window.showErrorMessage(
        unlinked(`${said} ${fileName(failed.uri)}: ${failed.error?.message ?? 'a step failed'}`),
        ...(failed.range ? [statement] : []),
        details,
      )
    : remaining > 0
      ? await window.showWarningMessage(said, details)
      : await window.showInformationMessage(said, details)
  if (answer === statement && failed?.range) await goTo(failed.uri, failed.range)
  if (answer !== details) return
  await ctx.documents.show(`${direction === 'up' ? 'Apply to' : 'Roll back of'} ${target}`, runReport(result))
}

async function goTo(uri: string, { start, end }: Range): Promise<void> {
  const selection = new EditorRange(start.line, start.character, end.line, end.character)
  await window.showTextDocument(Uri.parse(uri), { selection })
}
