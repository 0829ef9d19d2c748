import { Failure } from '../engine/failure'
import { type Project, uriOf } from '../engine/workspace/project'
import type { Workspace } from '../engine/workspace/workspace'
import type { Editor } from './feature'

/** The project a request names by the URI of its root. Failure('no-project') when it is gone. */
export async function projectAt(
  editor: Editor,
  root: string,
): Promise<{ readonly workspace: Workspace; readonly project: Project }> {
  for (const workspace of await editor.workspaces()) {
    const project = workspace.projects.find((candidate) => uriOf(candidate.root) === root)
    if (project) return { workspace, project }
  }
  throw new Failure('no-project', `There is no project at ${root}.`, {
    hint: 'Run "Lockstep: Restart" if it was just made.',
  })
}

/** Restricted Mode: nothing reaches a database or starts one. */
export function requireTrust({ trusted }: Editor, what: string): void {
  if (!trusted)
    throw new Failure('not-permitted', `${what}, and this workspace is not trusted.`, {
      hint: 'Trust the workspace first.',
    })
}
