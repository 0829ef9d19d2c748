import { env, window } from 'vscode'
import { type Given, uriOf } from '../place'
import { when } from '../when'
import { defineCommand } from './command'

/** The migration tool's own command line for what Apply does. */
export default defineCommand<[near?: Given]>({
  title: 'Copy Tool Command',
  icon: '$(terminal)',
  trusted: false,
  palette: when.hasProject,
  menus: [
    { in: 'view/item/context', when: when.project, group: '9_copy@1' },
    { in: 'view/item/context', when: when.migration, group: '9_copy@1' },
  ],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    await env.clipboard.writeText(project.command)
    window.setStatusBarMessage(`Copied: ${project.command}`, 5000)
  },
})
