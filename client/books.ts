import type { ProjectItem } from '../server/protocol'
import type { Ctx } from './commands/command'
import { withProgress } from './progress'
import { showFailure } from './trouble'

/** Asks the chosen database what it has, because the user wants to know. The states come with the projects. */
export async function readBooks(ctx: Ctx, project: ProjectItem): Promise<void> {
  const { name } = ctx.targets.of(project)
  const answer = await withProgress(ctx.server, `Reading the books of ${name}`, (token, cancel) =>
    ctx.server.ask('lockstep/readBooks', { root: project.root, ...ctx.targets.wanted(project), token }, cancel),
  )
  if ('error' in answer) await showFailure(ctx.log, answer.error)
}
