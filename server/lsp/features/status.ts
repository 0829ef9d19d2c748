import { uriOf } from '../../engine/workspace/project'
import type { Workspace } from '../../engine/workspace/workspace'
import type { MissingItem, Status, Tier } from '../../protocol'
import { knownBooks, migrationItems, statesOf } from '../books'
import { defineFeature, type Editor } from '../feature'
import { labelOf } from '../labels'

/** Which ways of knowing are on, and why the others are not. Asks no database. */
export default defineFeature({
  register({ editor, request }) {
    const now = async (): Promise<Status> => {
      const workspaces = await editor.workspaces()
      return statusOf(workspaces, editor.trusted, editor.running(), await missingIn(editor, workspaces))
    }
    request('lockstep/status', now)

    let told = ''
    let waiting: NodeJS.Timeout | undefined
    editor.onChange(() => {
      clearTimeout(waiting)
      waiting = setTimeout(async () => {
        const status = await now().catch(() => undefined)
        const text = JSON.stringify(status)
        if (!status || text === told) return
        told = text
        editor.notify('lockstep/statusChanged', status)
      }, 100)
      waiting.unref()
    })
  },
})

/** From the books as they were read last, so that a branch switch shows without asking a database. */
async function missingIn(editor: Editor, workspaces: readonly Workspace[]): Promise<readonly MissingItem[]> {
  const found: MissingItem[] = []
  for (const workspace of workspaces)
    for (const project of workspace.projects) {
      const known = knownBooks(editor, workspace, project)
      if (!known) continue
      const lost = (await statesOf(editor, workspace, project)).filter(({ state }) => state === 'missing file')
      const names = migrationItems(project, lost).map(({ name }) => name)
      if (names.length === 0) continue
      found.push({ root: uriOf(project.root), label: labelOf(workspace, project), target: known.target, names })
    }
  return found
}

export function statusOf(
  workspaces: readonly Workspace[],
  trusted: boolean,
  running: readonly string[],
  missingHere: readonly MissingItem[] = [],
): Status {
  const projects = workspaces.reduce((sum, workspace) => sum + workspace.projects.length, 0)
  const troubles = workspaces.reduce((sum, workspace) => sum + workspace.settingsProblems.length, 0)
  const servers = [
    ...new Set(
      workspaces.flatMap(({ settings }) =>
        Object.entries(settings.environments)
          .filter(([, { database }]) => !database.startsWith('embedded'))
          .map(([name]) => name),
      ),
    ),
  ]
  const busy = running.length > 0
  const message =
    troubles > 0
      ? `lockstep.json has ${troubles === 1 ? 'a mistake' : `${troubles} mistakes`}`
      : busy
        ? running.join(', ')
        : undefined
  return {
    health: troubles > 0 ? 'warning' : 'ok',
    busy,
    tiers: [
      { id: 'offline', state: 'on', why: 'Schema, findings and locks come from the files.' },
      embedded(trusted, busy),
      server(trusted, servers),
    ],
    ...(message && { message }),
    projects,
    missingHere,
  }
}

function embedded(trusted: boolean, busy: boolean): Tier {
  if (!trusted) return { id: 'embedded', state: 'off', why: 'It is not started in a workspace that is not trusted.' }
  if (busy) return { id: 'embedded', state: 'busy', why: 'At work.' }
  return { id: 'embedded', state: 'idle', why: 'Started on demand by Test, Apply and Show Drift.' }
}

function server(trusted: boolean, names: readonly string[]): Tier {
  if (names.length === 0) return { id: 'server', state: 'off', why: 'No server is named in lockstep.json.' }
  if (!trusted) return { id: 'server', state: 'off', why: 'No server is reached from a workspace that is not trusted.' }
  return { id: 'server', state: 'idle', why: `Reached only once a command named it: ${names.join(', ')}.` }
}
