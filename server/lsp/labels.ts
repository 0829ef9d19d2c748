import type { Project } from '../engine/workspace/project'
import type { Workspace } from '../engine/workspace/workspace'

/** For people: the root relative to its workspace, or the folder's name. */
export function labelOf({ options: { root } }: Workspace, project: Project): string {
  const inside = project.root.startsWith(`${root}/`) ? project.root.slice(root.length + 1) : ''
  return inside || project.root.slice(project.root.lastIndexOf('/') + 1)
}
