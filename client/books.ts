import type { ProjectItem } from '../server/protocol'
import type { Ctx } from './commands/command'
import { tracked } from './progress'

/** Asks the chosen database what it has, because the user wants to know. The states come with the projects. */
export async function readBooks(ctx: Ctx, project: ProjectItem): Promise<void> {
  const { name } = ctx.targets.of(project)
  const params = { root: project.root, ...ctx.targets.wanted(project) }
  await tracked(ctx, `Reading the books of ${name}`, 'lockstep/readBooks', params)
}
