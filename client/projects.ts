import { commands, type Disposable, type Event, EventEmitter, Uri, window, workspace } from 'vscode'
import type { ProjectItem } from '../server/protocol'
import type { Server } from './server'
import { keys } from './when'

/** What the server found in the workspace, asked again only when it says that something moved. */
export interface Projects extends Disposable {
  all(): Promise<readonly ProjectItem[]>
  /** The one the file lies in; else the only one; else the user chooses. Undefined when there is none, or none was chosen. */
  choose(near?: Uri): Promise<ProjectItem | undefined>
  /** Asks again, after the server was started anew. */
  refresh(): Promise<unknown>
  readonly onChange: Event<readonly ProjectItem[]>
}

/** `onDead` hears of a server that does not answer. */
export function watchProjects(server: Server, onDead: (error: unknown) => void): Projects {
  const changed = new EventEmitter<readonly ProjectItem[]>()
  let known: Promise<readonly ProjectItem[]> | undefined
  let last: readonly ProjectItem[] = []
  const ask = async (): Promise<readonly ProjectItem[]> => {
    const answer = await server.ask('lockstep/projects', {})
    if ('error' in answer) {
      // Files may be on the move: what was there a moment ago is shown until the next question is answered.
      known = undefined
      return last
    }
    const found = answer.ok
    last = found
    await setKeys(found)
    changed.fire(found)
    return found
  }
  const all = (): Promise<readonly ProjectItem[]> => {
    known ??= ask()
    return known
  }
  const refresh = (): Promise<unknown> => {
    known = undefined
    return all().catch(onDead)
  }
  const listening = [changed, server.onProjects(refresh)]
  refresh()
  return {
    all,
    refresh,
    onChange: changed.event,
    async choose(near) {
      const projects = await all()
      const inside = near && projectOf(projects, near)
      if (inside || projects.length <= 1) return inside ?? projects[0] ?? tellNone()
      const picked = await window.showQuickPick(
        projects.map((project) => ({
          label: project.label,
          description: project.convention,
          detail: project.evidence,
          project,
        })),
        { placeHolder: 'Which project?' },
      )
      return picked?.project
    },
    dispose: () => {
      for (const each of listening) each.dispose()
    },
  }
}

/** The innermost project whose root or migrations folder holds the file. */
export function projectOf(projects: readonly ProjectItem[], uri: Uri): ProjectItem | undefined {
  const target = uri.toString()
  const depth = (project: ProjectItem): number =>
    Math.max(
      0,
      ...[project.root, ...project.folders].filter((base) => isBelow(target, base)).map((base) => base.length),
    )
  const [best] = [...projects].sort((a, b) => depth(b) - depth(a))
  return best && depth(best) > 0 ? best : undefined
}

export const isMigration = (uri: Uri, folders: readonly string[]): boolean =>
  uri.path.endsWith('.sql') && folders.some((folder) => isBelow(uri.toString(), folder))

const isBelow = (target: string, base: string): boolean =>
  target === base || target.startsWith(base.endsWith('/') ? base : `${base}/`)

function tellNone(): undefined {
  const where = workspace.workspaceFolders ? 'in this workspace' : 'without an open folder'
  window.showInformationMessage(
    `Lockstep found no migrations ${where}. A lockstep.json can name the folder they lie in.`,
  )
}

/** Folders of migrations, nested ones included, as the paths VS Code compares `resourceDirname` with. */
export function migrationFolders(projects: readonly ProjectItem[]): readonly string[] {
  const folders = projects.flatMap(({ folders, migrations }) => [
    ...folders.map((folder) => Uri.parse(folder)),
    ...migrations.flatMap(({ uri }) => (uri ? [Uri.joinPath(Uri.parse(uri), '..')] : [])),
  ])
  return [...new Set(folders.map(({ fsPath }) => fsPath))]
}

async function setKeys(projects: readonly ProjectItem[]): Promise<void> {
  const values = {
    [keys.hasProject]: projects.length > 0,
    [keys.looked]: true,
    [keys.folders]: migrationFolders(projects),
  }
  await Promise.all(Object.entries(values).map((entry) => commands.executeCommand('setContext', ...entry)))
}
