import { Disposable, tasks, window, workspace } from 'vscode'
import type { ProjectItem } from '../server/protocol'
import type { Ctx } from './commands/command'

/** Reads again what the user read before: the server says what may be, and is silent about trouble. */
export async function rereadBooks({ server, log }: Pick<Ctx, 'server' | 'log'>): Promise<void> {
  if (!workspace.isTrusted) return
  try {
    await server.ask('lockstep/rereadBooks', {})
  } catch (error) {
    log.warn(`Books were not read again: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * Another program may have changed the books (the tool in a terminal, a colleague) while the user was elsewhere: asked again at the
 * moments when the user comes back to look, never by a clock.
 */
export function keepFresh(ctx: Pick<Ctx, 'server' | 'projects' | 'log'>): Disposable {
  const reread = () => void rereadBooks(ctx)
  let { focused } = window.state
  let files: string | undefined
  return Disposable.from(
    window.onDidChangeWindowState((state) => {
      if (state.focused && !focused) reread()
      focused = state.focused
    }),
    window.onDidEndTerminalShellExecution(reread),
    tasks.onDidEndTask(reread),
    // A branch switch, seen in the files it brings and takes.
    ctx.projects.onChange((projects) => {
      const now = filesOf(projects)
      if (files !== undefined && files !== now) reread()
      files = now
    }),
  )
}

const filesOf = (projects: readonly ProjectItem[]): string =>
  projects.flatMap(({ migrations }) => migrations.flatMap(({ uri }) => uri ?? [])).join('\n')
