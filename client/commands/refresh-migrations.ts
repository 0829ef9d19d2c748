import { readBooks } from '../books'
import type { Given } from '../place'
import { when } from '../when'
import { defineCommand } from './command'

/** Reads the books of every project's chosen database, or of the one whose line it is. */
export default defineCommand<[place?: Given]>({
  title: 'Refresh Migrations',
  icon: '$(refresh)',
  trusted: true,
  palette: when.hasProject,
  menus: [
    { in: 'view/title', when: when.filledView, group: 'navigation@2' },
    { in: 'view/item/context', when: when.project, group: '3_database@2' },
  ],
  async run(ctx, given) {
    const projects = given && 'project' in given ? [given.project] : await ctx.projects.all()
    for (const project of projects) await readBooks(ctx, project)
  },
})
