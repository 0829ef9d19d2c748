import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Failure } from '../failure'
import type { FromWorker, ToWorker, WorkerSettings } from './pglite-worker'

/** PostgreSQL's major in the PGlite we ship. */
export const EMBEDDED_MAJOR = 18

/** The build's `pglite/` folder, from a bundle in `dist/`, from a test bundle below it, or from the project's root. */
export function findAssets(): string {
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

/** One worker, from its start to its end. Holds the process open only while it works. */
export class Instance {
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

  /** `text` is the SQL in the batch; a partial one ends before its Sync. */
  async run(batch: Buffer, text: string, partial = false): Promise<Uint8Array> {
    const answer = this.answer(`a statement ran longer than ${this.timeout / 1000} s`)
    this.post({ type: 'run', batch, text, partial })
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
