import { type CancellationToken, type Event, EventEmitter, type LogOutputChannel, workspace } from 'vscode'
import type { Answer, Notifications, Progress, Requests, Status } from '../server/protocol'
import type { Connection, Receivers } from './language-client'

type Method = keyof Requests
type Params<M extends Method> = Requests[M]['params']
type Result<M extends Method> = Requests[M]['result']

/** The language server as commands see it: answers, progress, news. */
export interface Server {
  /** Rejects only on a bug or a dead server; trouble with the world is an `Answer`. Cancelling makes it a `cancelled` error. */
  ask<M extends Method>(method: M, params: Params<M>, cancel?: CancellationToken): Promise<Answer<Result<M>>>
  restart(): Promise<void>
  stop(): Promise<void>
  readonly onProgress: Event<Progress>
  readonly onStatus: Event<Status>
  readonly onProjects: Event<Notifications['lockstep/projectsChanged']>
}

/** LSP's RequestCancelled and ServerCancelled. */
const cancelledCodes: readonly unknown[] = [-32800, -32802]

/** Answers at once; the connection is made meanwhile, so that nobody waits for a process while the editor starts. */
export function createServer(
  log: LogOutputChannel,
  secret: Receivers['lockstep/secret'],
  connect: (receivers: Receivers) => Promise<Connection>,
): Server {
  const progress = new EventEmitter<Progress>()
  const status = new EventEmitter<Status>()
  const projects = new EventEmitter<Notifications['lockstep/projectsChanged']>()
  const receivers: Receivers = {
    'lockstep/secret': secret,
    'lockstep/progress': (news) => progress.fire(news),
    'lockstep/statusChanged': (news) => status.fire(news),
    'lockstep/projectsChanged': (news) => projects.fire(news),
  }
  const timed = async (): Promise<Connection> => {
    const begun = performance.now()
    const made = await connect(receivers)
    log.info(`Language server ready in ${Math.round(performance.now() - begun)} ms`)
    return made
  }
  let connection = timed()
  const trust = workspace.onDidGrantWorkspaceTrust(async () => (await connection).trust())

  return {
    async ask<M extends Method>(method: M, params: Params<M>, cancel?: CancellationToken): Promise<Answer<Result<M>>> {
      const { request } = await connection
      try {
        return await request<Answer<Result<M>>>(method, params, cancel)
      } catch (error) {
        if (!cancelledCodes.includes((error as { code?: unknown }).code)) throw error
        return { error: { code: 'cancelled', message: 'Cancelled.' } }
      }
    },
    async restart() {
      log.info('Restarting the language server')
      const old = connection
      connection = old.then(
        async (running) => {
          await running.stop()
          return timed()
        },
        () => timed(),
      )
      await connection
    },
    async stop() {
      for (const part of [trust, progress, status, projects]) part.dispose()
      await connection.then(
        (running) => running.stop(),
        () => undefined,
      )
    },
    onProgress: progress.event,
    onStatus: status.event,
    onProjects: projects.event,
  }
}
