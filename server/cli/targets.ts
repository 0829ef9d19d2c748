import { createInterface } from 'node:readline/promises'
import type { Session } from '../engine/db/session'
import { Failure } from '../engine/failure'
import { diskAudit } from '../engine/migrate/audit'
import type { DriftReport } from '../engine/migrate/drift'
import { diskJournal } from '../engine/migrate/journal'
import type { PlanRequest } from '../engine/migrate/plan'
import type { RunRequest } from '../engine/migrate/run'
import { setOf } from '../engine/migrate/set'
import type { Project } from '../engine/workspace/project'
import { mayChange, type Opener, resolveTarget, type Target } from '../engine/workspace/target'
import type { Workspace } from '../engine/workspace/workspace'
import { whoAmI, worldOf } from '../engine/workspace/world'
import type { Call, Command } from './command'
import { onlyProject } from './workspaces'

/** Options of every command that changes a database. */
export const changing: Command['options'] = {
  confirm: { type: 'string', value: 'NAME', summary: 'the database name, for a production environment' },
  yes: { type: 'boolean', short: 'y', summary: 'do not ask' },
}

export const text = (call: Call, name: string): string | undefined => {
  const value = call.values[name]
  return typeof value === 'string' ? value : undefined
}

/** The drivers are loaded here and not before: linting needs neither. */
const openerFor = (call: Call): Opener => ({
  async reference(reference, folder) {
    const { openReference } = await import('../engine/db/reference')
    return openReference(reference, worldOf(call.env, call.cwd), { embedded: { folder } })
  },
  secret: async (name) => {
    throw new Failure(
      'bad-arguments',
      `secret:${name} lies in the editor's secret storage, which no command line reads.`,
      {
        hint: 'Use an env:NAME or service:NAME reference here: --database env:NAME.',
      },
    )
  },
})

export interface Aim {
  readonly workspace: Workspace
  readonly project: Project
  readonly target: Target
  /** What every operation of the migrate layer asks for. */
  readonly request: PlanRequest &
    Pick<RunRequest, 'database' | 'timeouts' | 'retries' | 'signal' | 'audit' | 'onProgress'>
}

/** The one project and the database the call names, for as long as `work` takes. */
export async function aimed<T>(call: Call, work: (aim: Aim) => Promise<T>): Promise<T> {
  const { workspace, project: found } = await onlyProject(call)
  const database = text(call, 'database')
  const environment = text(call, 'environment')
  const target = await resolveTarget(
    workspace.soundSettings(),
    found,
    { ...(database !== undefined && { database }), ...(environment !== undefined && { environment }) },
    openerFor(call),
  )
  const { project } = target
  const history = workspace.historyFor(project)
  const to = text(call, 'to')
  try {
    return await work({
      workspace,
      project,
      target,
      request: {
        set: setOf(project),
        database: target.database,
        locks: (path, direction) => history.locks(path, direction),
        journal: diskJournal(project.root),
        audit: diskAudit(project.root, whoAmI()),
        timeouts: workspace.settings.timeouts,
        retries: workspace.settings.retries,
        signal: call.signal,
        onProgress: toldTo(call),
        ...(to !== undefined && { to }),
      },
    })
  } finally {
    await target.database.close()
  }
}

/** The database against what its applied migrations make, replayed in an embedded one of its own. */
export async function driftOf(call: Call, { workspace, project, target }: Aim): Promise<DriftReport> {
  const { findDriftAlone } = await import('../engine/migrate/drift')
  const folded = workspace.historyOf(project.files[0]?.path ?? '')?.final()
  return findDriftAlone({
    set: setOf(project),
    actual: target.database,
    ...(folded && { folded }),
    signal: call.signal,
  })
}

/** Milliseconds between two lines about the same long statement. */
const everySo = 5000

/** Standard error gets what must not be missed; for people also who keeps them waiting, and now and then how far a long statement is. */
function toldTo(call: Call): NonNullable<RunRequest['onProgress']> {
  const people = call.format === 'tty' && call.values['format-ndjson'] !== true
  let shown = ''
  let saidAt = Number.NEGATIVE_INFINITY
  return ({ message, blockers, notable, long }) => {
    const now = performance.now()
    const worth = notable || (people && (blockers || (long && now - saidAt >= everySo)))
    if (worth && message !== shown) {
      saidAt = now
      call.error(`${message}\n`)
    }
    shown = message
  }
}

/** Before anything is changed: production named twice, and where something may be lost, a yes. */
export async function confirmed(call: Call, target: Target, question?: string): Promise<void> {
  const environment = text(call, 'environment')
  const confirm = text(call, 'confirm')
  mayChange(target, { ...(environment !== undefined && { environment }), ...(confirm !== undefined && { confirm }) })
  if (question !== undefined && !target.database.disposable) await asked(call, question)
}

/** A yes of whoever sits there, or `--yes`. */
export async function asked(call: Call, question: string): Promise<void> {
  if (call.values.yes === true) return
  if (!call.isTerminal || !process.stdin.isTTY)
    throw new Failure('bad-arguments', `${question} Nobody is there to answer.`, { hint: 'Give --yes.' })
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-C and Ctrl-D are a no.
  const answer = await lines.question(`${question} [y/N] `, { signal: call.signal }).catch(() => '')
  lines.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new Failure('cancelled', 'Nothing was changed.')
}

/** Reads with a session of the target. */
export const reading = <T>({ target }: Pick<Aim, 'target'>, work: (session: Session) => Promise<T>): Promise<T> =>
  target.database.withSession(work)
