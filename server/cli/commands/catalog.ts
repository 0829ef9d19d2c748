import type { Catalog } from '../../engine/catalog/catalog'
import { ddlOf, objectsOf } from '../../engine/catalog/print'
import type { MigrationFile } from '../../engine/conventions/convention'
import { Failure } from '../../engine/failure'
import type { Project } from '../../engine/workspace/project'
import { type Call, defineCommand } from '../command'
import { aimed, reading, text } from '../targets'
import { display, onlyProject, type Unread, unreadIn } from '../workspaces'

export default defineCommand({
  summary: 'Show the schema the migrations make, or the one a database has.',
  usage: '[folder]',
  options: {
    at: { type: 'string', value: 'V', summary: 'after this version or file instead of the last' },
    sql: { type: 'boolean', summary: 'as DDL' },
  },
  async run(call) {
    const live = call.values.database !== undefined || call.values.environment !== undefined
    const { catalog, postgres, unread = [] } = live ? await introspected(call) : await folded(call)
    for (const { file, range, message } of unread)
      call.error(`${file}:${range.start.line + 1}: not read, and so not in this schema: ${message}\n`)
    const objects = objectsOf(catalog)
    const sql = ddlOf(catalog)
    return {
      postgres,
      exitCode: unread.length > 0 ? 1 : 0,
      document: { ...(call.values.sql === true ? { sql } : { objects }), ...(unread.length > 0 && { unread }) },
      text: (style) =>
        call.values.sql === true
          ? sql
          : objects.map(({ kind, path }) => `${style.dim(kind.replaceAll('_', ' '))} ${path.join('.')}\n`).join(''),
    }
  },
})

interface Found {
  readonly catalog: Catalog
  readonly postgres: number
  /** Statements of the migrations that leave no trace in it. */
  readonly unread?: readonly (Unread & { readonly file: string })[]
}

const introspected = (call: Call): Promise<Found> =>
  aimed(call, async (aim) => {
    const { introspect } = await import('../../engine/catalog/introspect')
    return {
      catalog: await reading(aim, (session) => introspect(session, call.signal)),
      postgres: aim.workspace.postgres,
    }
  })

async function folded(call: Call): Promise<Found> {
  const { workspace, project } = await onlyProject(call)
  const at = text(call, 'at')
  const last = at === undefined ? project.files.at(-1) : fileAt(project, at)
  const history = last && workspace.historyOf(last.path)
  if (!history)
    throw new Failure('no-project', 'The project has no migrations yet.', { hint: 'lockstep new makes the first.' })
  return {
    catalog: at === undefined ? history.final() : history.after(last.path),
    postgres: workspace.postgres,
    unread: project.files
      .slice(0, project.files.indexOf(last) + 1)
      .flatMap(({ path }) => unreadIn(workspace, path, 'up').map((one) => ({ file: display(call, path), ...one }))),
  }
}

function fileAt({ files }: Project, at: string): MigrationFile {
  const file = files.find(
    ({ path, relativePath, name }) => name.version === at || relativePath === at || path.endsWith(`/${at}`),
  )
  if (!file)
    throw new Failure('bad-arguments', `There is no migration ${at}.`, {
      hint: 'Name a version or a file; lockstep status lists them.',
    })
  return file
}
