import { type Given, uriOf } from '../place'
import { planAndRun } from '../running'
import { when } from '../when'
import { defineCommand } from './command'

export default defineCommand<[near?: Given]>({
  title: 'Apply Pending Migrations…',
  icon: '$(run-all)',
  trusted: true,
  palette: when.canChange,
  menus: [
    { in: 'editor/title', when: when.changeableIsOpen, group: 'navigation@2' },
    { in: 'view/item/context', when: when.changeableProject, group: 'inline@1' },
    { in: 'view/item/context', when: when.changeableProject, group: '1_run@1' },
  ],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (project) await planAndRun(ctx, project, 'up')
  },
})
