import type { Catalog } from '../../engine/catalog/catalog'
import { ddlOf, objectsOf } from '../../engine/catalog/print'
import { Failure } from '../../engine/failure'
import type { Project } from '../../engine/workspace/project'
import type { Workspace } from '../../engine/workspace/workspace'
import { type Call, defineCommand } from '../command'
import { aimed, reading, text } from '../targets'
import { onlyProject } from '../workspaces'

export default defineCommand({
  summary: 'Show the schema the migrations make, or the one a database has.',
  usage: '[folder]',
  options: {
    at: { type: 'string', value: 'V', summary: 'after this version or file instead of the last' },
    sql: { type: 'boolean', summary: 'as DDL' },
  },
  async run(call) {
    const live = call.values.database !== undefined || call.values.environment !== undefined
    const { catalog, postgres } = live ? await introspected(call) : await folded(call)
    const objects = objectsOf(catalog)
    const sql = ddlOf(catalog)
    return {
      postgres,
      exitCode: 0,
      document: call.values.sql === true ? { sql } : { objects },
      text: (style) =>
        call.values.sql === true
          ? sql
          : objects.map(({ kind, path }) => `${style.dim(kind.replaceAll('_', ' '))} ${path.join('.')}\n`).join(''),
    }
  },
})

const introspected = (call: Call) =>
  aimed(call, async (aim) => {
    const { introspect } = await import('../../engine/catalog/introspect')
    return {
      catalog: await reading(aim, (session) => introspect(session, call.signal)),
      postgres: aim.workspace.postgres,
    }
  })

async function folded(call: Call): Promise<{ readonly catalog: Catalog; readonly postgres: number }> {
  const { workspace, project } = await onlyProject(call)
  const at = text(call, 'at')
  return {
    catalog: at === undefined ? last(workspace, project) : after(workspace, project, at),
    postgres: workspace.postgres,
  }
}

function last(workspace: Workspace, project: Project): Catalog {
  const history = workspace.historyOf(project.files[0]?.path ?? '')
  if (!history)
    throw new Failure('no-project', 'The project has no migrations yet.', { hint: 'lockstep new makes the first.' })
  return history.final()
}

function after(workspace: Workspace, { files }: Project, at: string): Catalog {
  const file = files.find(
    ({ path, relativePath, name }) => name.version === at || relativePath === at || path.endsWith(`/${at}`),
  )
  if (!file)
    throw new Failure('bad-arguments', `There is no migration ${at}.`, {
      hint: 'Name a version or a file; lockstep status lists them.',
    })
  return workspace.historyOf(file.path)!.after(file.path)
}
