import { type Project, uriOf } from '../../engine/workspace/project'
import type { Workspace } from '../../engine/workspace/workspace'
import type { ProjectItem } from '../../protocol'
import { defineFeature } from '../feature'
import { memoryOf } from '../plans'

/** What was found; no database is asked. States are what the last plan or apply saw. */
export default defineFeature({
  register({ editor, request }) {
    const { states } = memoryOf(editor)
    const item = (workspace: Workspace, project: Project): ProjectItem => {
      const { root, folders, convention, evidence, files } = project
      const uri = uriOf(root)
      const known = states.get(uri)
      const { environments } = workspace.settings
      const reason = convention.books
        ? undefined
        : (convention.noBooks ?? `${convention.title} keeps its books itself.`)
      return {
        root: uri,
        label: labelOf(workspace, project),
        convention: convention.title,
        evidence,
        folders: folders.map(uriOf),
        database: environments.local?.database ?? 'embedded',
        ...(reason && { noApply: reason }),
        migrations: files.map((file) => ({
          uri: uriOf(file.path),
          version: file.name.version,
          title: file.name.title,
          kind: file.name.kind,
          state: known?.get(file.path) ?? 'unknown',
        })),
      }
    }
    const all = async (): Promise<readonly ProjectItem[]> =>
      (await editor.workspaces()).flatMap((workspace) => workspace.projects.map((project) => item(workspace, project)))

    request('lockstep/projects', all)

    /** Projects and their files as last told; states change with a notification of their own. */
    let told: string | undefined
    let waiting: NodeJS.Timeout | undefined
    editor.onChange(() => {
      clearTimeout(waiting)
      // Typing changes texts, hardly ever projects: looked at once it pauses.
      waiting = setTimeout(async () => {
        const projects = await all().catch(() => undefined)
        if (!projects) return
        const now = JSON.stringify(
          projects.map(({ root, folders, database, migrations }) => [
            root,
            folders,
            database,
            migrations.map(({ uri }) => uri),
          ]),
        )
        if (told !== undefined && told !== now)
          editor.notify('lockstep/projectsChanged', { roots: projects.map(({ root }) => root) })
        told = now
      }, 200)
      waiting.unref()
    })
  },
})

function labelOf({ options: { root } }: Workspace, project: Project): string {
  const inside = project.root.startsWith(`${root}/`) ? project.root.slice(root.length + 1) : ''
  return inside || project.root.slice(project.root.lastIndexOf('/') + 1)
}
