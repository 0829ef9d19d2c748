import { Failure } from '../engine/failure'
import { diskAudit } from '../engine/migrate/audit'
import { diskJournal } from '../engine/migrate/journal'
import type { PlanRequest } from '../engine/migrate/plan'
import type { RunRequest } from '../engine/migrate/run'
import { setOf } from '../engine/migrate/set'
import type { Project } from '../engine/workspace/project'
import { resolveTarget, type Target, type Wanted } from '../engine/workspace/target'
import { whoAmI, worldOf } from '../engine/workspace/world'
import type { ProgressToken, SecretParams, TargetItem } from '../protocol'
import type { Editor } from './feature'
import { memoryOf } from './memory'
import { projectAt, requireTrust } from './projects'

export interface Aim {
  readonly target: Target
  readonly project: Project
  /** What the environment names; absent when a reference was named directly. */
  readonly reference?: string
  readonly request: PlanRequest & Pick<RunRequest, 'database' | 'timeouts' | 'retries' | 'audit'>
}

/**
 * The database a request is about, for as long as `work` takes. A secret that the server refuses is asked for once more. The drivers are
 * loaded by the first request that needs one.
 */
export async function aimed<T>(
  editor: Editor,
  root: string,
  wanted: Wanted,
  work: (aim: Aim) => Promise<T>,
  { unasked = false } = {},
): Promise<T> {
  const { workspace, project: found } = await projectAt(editor, root)
  const world = worldOf(process.env, workspace.options.root)
  const secrets: string[] = []
  const once = async (reason: SecretParams['reason']): Promise<T> => {
    const { openReference, resolveConnectionString } = await import('../engine/db/reference')
    const target = await resolveTarget(workspace.soundSettings(), found, wanted, {
      reference: (reference, folder) => openReference(reference, world, { embedded: { folder } }),
      async secret(name) {
        secrets.push(name)
        const purpose = `The connection string of ${name}`
        const given = await editor.ask('lockstep/secret', { root, name, purpose, reason })
        if (given === null) throw new Failure('cancelled', `No connection string was given for ${name}.`)
        const { openServer } = await import('../engine/db/pg')
        return openServer(await resolveConnectionString(given, world))
      },
    })
    const { project, environment } = target
    const history = workspace.historyFor(project)
    const reference = environment === undefined ? undefined : workspace.settings.environments[environment]?.database
    const aim: Aim = {
      target,
      project,
      ...(reference !== undefined && { reference }),
      request: {
        set: setOf(project),
        database: target.database,
        locks: (path, direction) => history.locks(path, direction),
        journal: diskJournal(project.root),
        audit: diskAudit(project.root, `${whoAmI()} (editor)`),
        timeouts: workspace.settings.timeouts,
        retries: workspace.settings.retries,
      },
    }
    const use = async (): Promise<T> => {
      try {
        return await work(aim)
      } finally {
        await target.database.close()
      }
    }
    return target.database.host === 'embedded' ? inTurn(editor, target.database.id, use) : use()
  }
  if (unasked) return once('unasked')
  try {
    return await once('first use')
  } catch (error) {
    const refused = error instanceof Failure && error.code === 'no-connection' && /password/i.test(error.message)
    if (secrets.length === 0 || !refused) throw error
    return once('rejected')
  }
}

/** One after the other: a second instance on the same folder would be refused. */
async function inTurn<T>(editor: Editor, id: string, work: () => Promise<T>): Promise<T> {
  const { turns } = memoryOf(editor)
  const before = turns.get(id)
  const mine = (before ?? Promise.resolve()).then(work)
  turns.set(
    id,
    mine.catch(() => undefined),
  )
  return mine
}

/** What a request is to change, and how it is told. */
interface Change {
  readonly root: string
  readonly database?: string
  /** `Repairing`, as it begins the refusal in Restricted Mode. */
  readonly what: string
  /** For the busy mark. */
  readonly title: string
  /** Of the shell, for production. */
  readonly command: string
}

/** `aimed` for what changes a database: only in a trusted workspace, never production. */
export async function changing<T>(
  editor: Editor,
  { root, database, what, title, command }: Change,
  work: (aim: Aim) => Promise<T>,
): Promise<T> {
  requireTrust(editor, `${what} changes a database`)
  return editor.busy(title, () =>
    aimed(editor, root, { ...(database !== undefined && { database }) }, (aim) => {
      requireOtherThanProduction(aim.target, command)
      return work(aim)
    }),
  )
}

/** What a run tells of itself, on its way to the client. */
export const progressOf =
  (editor: Editor, token: ProgressToken): NonNullable<RunRequest['onProgress']> =>
  ({ message, percent, blockers }) =>
    editor.progress(token, message, percent, blockers)

export const targetItem = ({ database: { label, host, name, disposable } }: Target): TargetItem => ({
  label,
  host,
  database: name,
  disposable,
})

/** What to type in a shell instead, where a database is named twice; absent where the editor may change it. */
export const shellCommand = ({ tier, environment, database }: Target, command: string): string | undefined =>
  tier === 'production' ? `lockstep ${command} --environment ${environment} --confirm ${database.name}` : undefined

/** Nothing of the editor changes production. Failure('not-permitted') with the command for a shell. */
export function requireOtherThanProduction(target: Target, command: string): void {
  const instead = shellCommand(target, command)
  if (instead === undefined) return
  throw new Failure('not-permitted', `${target.database.label} is production: the editor does not change it.`, {
    hint: `In a shell: ${instead}`,
  })
}
