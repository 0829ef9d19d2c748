import { Uri, window } from 'vscode'
import type { ApplyResult, PlanResult } from '../../server/protocol'
import { withProgress } from '../progress'
import { applyReport, planQuestion, planReport, plural } from '../render'
import { showFailure } from '../trouble'
import { when } from '../when'
import { type Ctx, defineCommand } from './command'

/** Plans, asks once, and runs exactly the plan that was shown: the server refuses when anything moved since. */
export default defineCommand<[near?: Uri]>({
  title: 'Apply Pending Migrations…',
  icon: '$(run-all)',
  trusted: true,
  palette: when.hasProject,
  menus: [{ in: 'editor/title', when: when.migrationIsOpen, group: 'navigation@2' }],
  async run(ctx, given) {
    const project = await ctx.projects.choose(given instanceof Uri ? given : window.activeTextEditor?.document.uri)
    if (!project) return
    const planned = await withProgress(ctx.server, `Planning ${project.label}`, (token, cancel) =>
      ctx.server.ask('lockstep/plan', { root: project.root, token }, cancel),
    )
    if ('error' in planned) return showFailure(ctx.log, planned.error)
    const plan = planned.ok
    if (plan.blockers.length > 0) return explainBlockers(ctx, plan)
    if (plan.files.length === 0) {
      window.showInformationMessage(`Nothing to apply: ${plan.target.label} is up to date.`)
      return
    }
    if (!(await confirmed(ctx, plan))) return
    const applied = await withProgress(ctx.server, `Applying to ${plan.target.label}`, (token, cancel) =>
      ctx.server.ask('lockstep/apply', { planId: plan.id, token }, cancel),
    )
    if ('error' in applied) return showFailure(ctx.log, applied.error)
    ctx.problems.replace('Lockstep apply', failures(applied.ok))
    await tell(ctx, applied.ok)
  },
})

async function confirmed(ctx: Ctx, plan: PlanResult): Promise<boolean> {
  const { message, detail } = planQuestion(plan)
  const [apply, show] = ['Apply', 'Show Plan']
  const answer = await window.showWarningMessage(message, { modal: true, detail }, apply, show)
  if (answer === show) await ctx.documents.show(`Plan for ${plan.target.database}`, planReport(plan))
  return answer === apply
}

async function explainBlockers(ctx: Ctx, plan: PlanResult): Promise<void> {
  const show = 'Show Plan'
  const [first = '', ...more] = plan.blockers
  const rest = more.length > 0 ? ` And ${plural(more.length, 'more reason')}.` : ''
  const answer = await window.showErrorMessage(`Nothing was applied to ${plan.target.label}. ${first}${rest}`, show)
  if (answer === show) await ctx.documents.show(`Plan for ${plan.target.database}`, planReport(plan))
}

const failures = ({ steps }: ApplyResult) =>
  steps.flatMap(({ uri, range, error }) =>
    error ? [{ uri, range, message: [error.message, error.hint].filter(Boolean).join(' '), code: error.sqlState }] : [],
  )

async function tell(ctx: Ctx, result: ApplyResult): Promise<void> {
  const { applied, remaining, target, steps } = result
  const details = 'Show Report'
  const failed = steps.find(({ outcome }) => outcome === 'failed')
  const done = `Applied ${plural(applied, 'migration')} to ${target}.`
  const answer = failed
    ? await window.showErrorMessage(
        `${done} ${remaining} not applied: ${failed.error?.message ?? 'a step failed'}`,
        details,
      )
    : remaining > 0
      ? await window.showWarningMessage(`${done} ${remaining} not applied.`, details)
      : await window.showInformationMessage(done, details)
  if (answer === details) await ctx.documents.show(`Apply to ${target}`, applyReport(result))
}
