import { Duplex } from 'node:stream'
import { message, PARSE, QUERY, SYNC, TERMINATE } from './frames'

/** Runs one complete batch of frontend messages; `text` is the SQL in it. Resolves with everything the engine answered. */
export type RunBatch = (batch: Buffer, text: string) => Promise<Uint8Array>

/** AuthenticationOk, ReadyForQuery. */
const WELCOME = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))])

/**
 * Sent behind every query: a `COPY … FROM STDIN` then fails as it does on a server when there is no data, where PGlite would wait for more
 * input for ever. Outside of a copy the protocol has the backend ignore it (manual, 54.2.6).
 */
export const COPY_FAIL = message('f', Buffer.from('No source stream defined\0'))

/** What stands in for a statement that must not reach PGlite: it fails in the same place, with our reason. */
const refuse = (reason: string) =>
  `do $lockstep$ begin raise exception using errcode = '0A000', message = '${reason}', hint = 'Run it on a server.'; end $lockstep$`

/** A socket, as `pg` sees one, to the embedded PostgreSQL: cuts what the driver writes into batches, each answered as one. */
export class EmbeddedStream extends Duplex {
  private readonly runBatch: RunBatch
  private unread = Buffer.alloc(0)
  private batch: Buffer[] = []
  private texts: string[] = []
  private started = false

  constructor(runBatch: RunBatch) {
    super()
    this.runBatch = runBatch
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.unread = Buffer.concat([this.unread, chunk])
    this.consume().then(() => done(), done)
  }

  private async consume(): Promise<void> {
    for (;;) {
      const head = this.started ? 1 : 0
      if (this.unread.length < head + 4) return
      const length = head + this.unread.readInt32BE(head)
      if (this.unread.length < length) return
      const frame = this.unread.subarray(0, length)
      this.unread = this.unread.subarray(length)
      if (this.started) await this.accept(frame)
      else {
        this.started = true
        this.push(WELCOME)
      }
    }
  }

  private async accept(frame: Buffer): Promise<void> {
    const type = frame[0]
    if (type === TERMINATE) {
      this.push(null)
      return
    }
    if (type === SYNC) this.batch.push(COPY_FAIL)
    if (type === QUERY || type === PARSE) {
      const sent = screened(frame)
      this.batch.push(sent.frame)
      this.texts.push(sent.text)
    } else this.batch.push(frame)
    if (type === QUERY) this.batch.push(COPY_FAIL)
    if (type !== QUERY && type !== SYNC) return
    const batch = Buffer.concat(this.batch)
    const text = this.texts.join('\n')
    this.batch = []
    this.texts = []
    this.push(await this.runBatch(batch, text))
  }
}

/** The SQL of a Query or Parse message, and the message to send instead: the same unless PGlite must not see it. */
export function screened(frame: Buffer): { readonly frame: Buffer; readonly text: string } {
  const start = frame[0] === QUERY ? 5 : frame.indexOf(0, 5) + 1
  const end = frame.indexOf(0, start)
  const text = frame.toString('utf8', start, end)
  if (!createsSubscription(text)) return { frame, text }
  const body = [
    frame.subarray(5, start),
    Buffer.from(refuse('the embedded PostgreSQL has no subscriptions')),
    frame.subarray(end),
  ]
  return { frame: message(String.fromCharCode(frame[0]!), Buffer.concat(body)), text }
}

const NOT_CODE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g

/**
 * A subscription makes PGlite load a library it lacks, after which it can load none. Bodies of DO blocks count as code, other dollar-quoted
 * text does not; what is missed here costs the instance, not the answer (see the worker).
 */
function createsSubscription(text: string): boolean {
  if (!/subscription/i.test(text)) return false
  const code = text.replace(NOT_CODE, ' ')
  const isDo = /(?:^|;)\s*do\b/i.test(code)
  return /\bcreate\s+subscription\b/i.test(isDo ? code : code.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, ' '))
}
