import { AsyncLocalStorage } from 'node:async_hooks'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { Failure } from '../failure'
import { takeFolder } from './pglite-folder'
import { EmbeddedStream } from './pglite-stream'
import type { FromWorker, ToWorker, WorkerSettings } from './pglite-worker'
import type { Capabilities, Database, RunOptions, Session } from './session'
import { type Backend, cancelled, openSession } from './wire'

/** PostgreSQL's major in the PGlite we ship. */
export const EMBEDDED_MAJOR = 18

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

/** The build's `pglite/` folder, from a bundle in `dist/`, from a test bundle below it, or from the project's root. */
function findAssets(): string {
  const tried: string[] = []
  for (let folder = typeof __dirname === 'string' ? __dirname : resolve('.'); ; folder = dirname(folder)) {
    tried.push(join(folder, 'pglite'), join(folder, 'dist', 'pglite'))
    if (folder === dirname(folder)) break
  }
  tried.push(resolve('dist', 'pglite'))
  const found = tried.find((folder) => existsSync(join(folder, 'worker.mjs')))
  if (found) return found
  throw new Failure('file-missing', 'The files of the embedded PostgreSQL are not beside this program.', {
    hint: 'Install the extension again; in a clone, run npm run build.',
  })
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
    this.id = options.folder ? `embedded:${resolve(options.folder)}` : 'embedded'
    this.label = options.folder ? `the embedded database in ${options.folder}` : 'the embedded database'
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
    const instance = await this.started(options.signal)
    const client = new pg.Client({
      host: 'embedded',
      user: 'postgres',
      database: 'postgres',
      password: 'none',
      ssl: false,
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

/** One worker, from its start to its end. Holds the process open only while it works. */
class Instance {
  readonly ready: Promise<void>
  lost: Failure | undefined
  private readonly worker: Worker
  private readonly label: string
  private readonly timeout: number
  private readonly release: () => void
  private answered: ((message: FromWorker) => void) | undefined
  private failed: ((failure: Failure) => void) | undefined

  constructor(settings: WorkerSettings, label: string, timeout: number, release: () => void) {
    this.label = label
    this.timeout = timeout
    this.release = release
    this.worker = new Worker(join(settings.assets, 'worker.mjs'), {
      workerData: settings,
      // Less, and JavaScript's stack ends before PostgreSQL's own check does (a parse of 20,000 terms at 32 MB): silence, no error.
      resourceLimits: { stackSizeMb: 64 },
      stdout: true,
      stderr: true,
    })
    this.worker.on('message', (message: FromWorker) => this.answered?.(message))
    this.worker.on('error', (error) => void this.crash(error.message))
    this.worker.on('exit', () => void this.crash('its thread ended'))
    this.ready = this.answer('it did not start', 60_000).then((message) => {
      if (message.type !== 'ready') throw new Error(`the embedded PostgreSQL began with ${message.type}`)
    })
  }

  async run(batch: Buffer, text: string): Promise<Uint8Array> {
    const answer = this.answer(`a statement ran longer than ${this.timeout / 1000} s`)
    this.post({ type: 'run', batch, text })
    const message = await answer
    if (message.type !== 'answer') throw new Error(`the embedded PostgreSQL answered a query with ${message.type}`)
    if (message.broken) await this.crash(message.broken)
    return message.bytes
  }

  /** A checkpoint, so that the next start needs no recovery, then the end. */
  async close(): Promise<void> {
    if (this.lost) return
    const answer = this.answer('it did not stop', 10_000)
    this.post({ type: 'close' })
    await answer.catch(() => undefined)
    await this.end(new Failure('no-connection', `${this.label} was closed.`))
  }

  async end(reason: Failure): Promise<void> {
    if (this.lost) return
    this.lost = reason
    await this.worker.terminate()
    this.release()
    this.failed?.(reason)
  }

  private crash(reason: string): Promise<void> {
    const failure = new Failure('embedded-crashed', `${this.label} was stopped: ${reason}.`, {
      hint: 'The next use starts a new one.',
    })
    return this.end(failure)
  }

  private post(message: ToWorker): void {
    this.worker.postMessage(message)
  }

  private answer(tooLong: string, timeout = this.timeout): Promise<FromWorker> {
    if (this.lost) return Promise.reject(this.lost)
    this.worker.ref()
    return new Promise<FromWorker>((done, failed) => {
      this.answered = done
      this.failed = failed
      const timer = setTimeout(() => void this.crash(tooLong), timeout)
      const settle = () => {
        clearTimeout(timer)
        this.worker.unref()
      }
      this.answered = (message) => {
        settle()
        done(message)
      }
      this.failed = (failure) => {
        settle()
        failed(failure)
      }
    })
  }
}
