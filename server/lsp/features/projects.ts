import { type Project, uriOf } from '../../engine/workspace/project'
import type { Workspace } from '../../engine/workspace/workspace'
import type { ProjectItem } from '../../protocol'
import { booksItem, knownBooks, migrationItems, statesOf } from '../books'
import { defineFeature } from '../feature'
import { labelOf } from '../labels'
import { memoryOf } from '../memory'

/** What was found; no database is asked. States are what the books read last say of the files as they are now. */
export default defineFeature({
  register({ editor, request }) {
    const item = async (workspace: Workspace, project: Project): Promise<ProjectItem> => {
      const { root, folders, convention, evidence, settings } = project
      const uri = uriOf(root)
      const known = knownBooks(editor, workspace, project)
      const unread = memoryOf(editor).unread.get(uri)
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
        environments: Object.entries(environments).map(([name, { tier, database }]) => ({ name, tier, database })),
        command: convention.applyCommand(settings),
        ...(reason && { noApply: reason }),
        ...(known && { books: booksItem(project, known) }),
        ...(unread && { unread }),
        migrations: migrationItems(project, await statesOf(editor, workspace, project)),
      }
    }
    const all = async (): Promise<readonly ProjectItem[]> =>
      Promise.all(
        (await editor.workspaces()).flatMap((workspace) =>
          workspace.projects.map((project) => item(workspace, project)),
        ),
      )

    request('lockstep/projects', all)

    /** As last told. Books that were read are told of at once; here it is files that change. */
    let told: string | undefined
    let waiting: NodeJS.Timeout | undefined
    editor.onChange(() => {
      clearTimeout(waiting)
      // Typing changes texts, hardly ever projects: looked at once it pauses.
      waiting = setTimeout(async () => {
        const projects = await all().catch(() => undefined)
        if (!projects) return
        const now = JSON.stringify(
          projects.map(({ root, folders, environments, migrations }) => [
            root,
            folders,
            environments,
            migrations.map(({ name, state, down }) => [name, state, down]),
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
