import { type Given, uriOf } from '../place'
import { planFor, showPlan } from '../running'
import { when } from '../when'
import { defineCommand } from './command'

/** What applying would do; only reads. */
export default defineCommand<[near?: Given]>({
  title: 'Show Plan',
  icon: '$(checklist)',
  trusted: true,
  palette: when.hasProject,
  menus: [{ in: 'view/item/context', when: when.project, group: '1_run@2' }],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    const plan = project && (await planFor(ctx, project, 'up'))
    if (plan) await showPlan(ctx, plan)
  },
})
