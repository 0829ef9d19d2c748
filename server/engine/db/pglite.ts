import { AsyncLocalStorage } from 'node:async_hooks'
import { resolve } from 'node:path'
import pg from 'pg'
import { Failure } from '../failure'
import { embeddedId, embeddedLabel } from './embedded-label'
import { openServer } from './pg'
import { type Served, servedAt, takeFolder } from './pglite-folder'
import { EMBEDDED_MAJOR, findAssets, Instance } from './pglite-instance'
import { EmbeddedStream } from './pglite-stream'
import type { Capabilities, Database, RunOptions, Session } from './session'
import { type Backend, cancelled, openSession } from './wire'

const EMBEDDED: Capabilities = { cancel: false, concurrently: false, otherSessions: false, extensions: false }

export interface EmbeddedOptions {
  /** Where the data is kept; in memory, and gone with `close`, when absent. */
  readonly folder?: string
  /** Milliseconds one batch may take before the instance is ended; 120,000 when absent. `statement_timeout` has no effect in PGlite. */
  readonly timeout?: number
  /** Milliseconds without a session after which a kept folder's instance is stopped (its data stays); 60,000 when absent. */
  readonly idle?: number
  /** The folder `pglite/` of the build; looked for beside and above the running bundle when absent. */
  readonly assets?: string
}

/**
 * The embedded PostgreSQL: nothing is started before the first session. One session at a time: others wait, and asking for a second one
 * inside a first is an error. Abort and timeout end the instance: what was in memory is lost, a folder keeps what was committed.
 */
export function openEmbedded(options: EmbeddedOptions = {}): Database {
  return new EmbeddedDatabase(options)
}

class EmbeddedDatabase implements Database {
  readonly id: string
  readonly label: string
  readonly host = 'embedded'
  readonly name = 'postgres'
  readonly disposable = true
  private readonly options: EmbeddedOptions
  private readonly inside = new AsyncLocalStorage<true>()
  private instance: Instance | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private idle: NodeJS.Timeout | undefined
  private closed = false

  constructor(options: EmbeddedOptions) {
    this.options = options
    this.id = embeddedId(options.folder)
    this.label = embeddedLabel(options.folder)
  }

  withSession<T>(work: (session: Session) => Promise<T>, options: RunOptions = {}): Promise<T> {
    if (this.inside.getStore()) {
      return Promise.reject(
        new Error('a second session of the embedded database inside a first: ask can.otherSessions before'),
      )
    }
    const result = this.turn.then(() => this.inside.run(true, () => this.run(work, options)))
    this.turn = result.catch(() => undefined)
    return result
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.idle)
    await this.turn
    await this.stop()
  }

  private async run<T>(work: (session: Session) => Promise<T>, options: RunOptions): Promise<T> {
    if (this.closed) throw new Failure('no-connection', `${this.label} was closed.`)
    if (options.signal?.aborted) throw cancelled(this.label)
    clearTimeout(this.idle)
    const { folder } = this.options
    const served = this.instance || !folder ? undefined : servedAt(resolve(folder))
    if (served) return this.through(served).withSession(work, options)
    const instance = await this.started(options.signal)
    const client = new pg.Client({
      host: 'embedded',
      user: 'postgres',
      database: 'postgres',
      password: 'none',
      ssl: false,
      pipeline: true,
      stream: () => new EmbeddedStream((batch, text) => instance.run(batch, text)),
    } as unknown as pg.ClientConfig)
    const backend: Backend = {
      backend: 'pglite',
      can: EMBEDDED,
      label: this.label,
      interrupt: () =>
        instance.end(new Failure('cancelled', `${this.label} was stopped in the middle of a statement.`)),
      lost: () => instance.lost,
    }
    try {
      await client.connect()
      const { session } = await openSession(client, backend, options)
      try {
        return await work(session)
      } finally {
        if (!instance.lost) await restore(session)
      }
    } finally {
      await client.end().catch(() => undefined)
      if (instance.lost) this.instance = undefined
      else if (this.options.folder) this.stopWhenIdle()
    }
  }

  /** Another process of this machine serves the folder (`lockstep database start`): its server has the one session there is. */
  private through({ port }: Served): Database {
    const target = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres', sslMode: 'disable' } as const
    return openServer(target, { disposable: true, as: { backend: 'pglite', can: EMBEDDED, label: this.label } })
  }

  private async started(signal: AbortSignal | undefined): Promise<Instance> {
    if (this.instance && !this.instance.lost) return this.instance
    const { folder, timeout = 120_000, assets = findAssets() } = this.options
    const release = folder ? takeFolder(resolve(folder), assets, EMBEDDED_MAJOR) : () => undefined
    const instance = new Instance({ assets, folder: folder && resolve(folder) }, this.label, timeout, release)
    const abort = () => void instance.end(cancelled(this.label))
    signal?.addEventListener('abort', abort, { once: true })
    try {
      await instance.ready
      this.instance = instance
      return instance
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  private stopWhenIdle(): void {
    this.idle = setTimeout(() => {
      this.turn = this.turn.then(() => this.stop())
    }, this.options.idle ?? 60_000)
    this.idle.unref()
  }

  private async stop(): Promise<void> {
    const { instance } = this
    this.instance = undefined
    await instance?.close()
  }
}

/**
 * What a new connection would start from. The first command is not redundant: in PGlite RESET SESSION AUTHORIZATION does not come back
 * from another role.
 */
async function restore(session: Session): Promise<void> {
  const settings = { signal: undefined, onNotice: undefined }
  if (session.transactionStatus !== 'idle') await session.script('rollback', settings)
  await session.script('set session authorization postgres', settings)
  await session.script('discard all', settings)
}
