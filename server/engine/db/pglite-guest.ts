import { randomInt } from 'node:crypto'
import type { Socket } from 'node:net'
import {
  BIND,
  CLOSE,
  COPY_DATA,
  COPY_DONE,
  DESCRIBE,
  errorResponse,
  FLUSH,
  framesOf,
  message,
  PARSE,
  QUERY,
  query,
  SYNC,
  TERMINATE,
  text,
  textAt,
} from './frames'
import { COPY_FAIL, screened } from './pglite-stream'
import { quoteIdentifier, quoteLiteral } from './quote'

/** Requests that come instead of a startup message (manual, 54.7), and one of our own: end the server. */
const SSL_REQUEST = 80877103
const GSS_REQUEST = 80877104
const CANCEL_REQUEST = 80877102
export const STOP_REQUEST = 80877999
const LONGEST_STARTUP = 10_000

/** What a client's connection asks of the server of the embedded database. */
export interface Host {
  /** ParameterStatus messages of a new session. */
  readonly parameters: Buffer
  /** Waits for the one session. Rejects with a sentence when somebody else keeps it too long. */
  take(guest: Guest): Promise<void>
  give(guest: Guest): void
  run(batch: Buffer, sql: string, partial?: boolean): Promise<Buffer>
  cancel(guest: number, key: number): void
  stop(key: string): void
  left(guest: Guest): Promise<void>
}

/** The session is taken for longer than anybody should wait. */
export class Busy extends Error {}

interface Copy {
  readonly frames: Buffer[]
  readonly sql: string
  readonly inside: boolean
}

/**
 * One client's connection: cuts what it sends into batches that run as one, gives its prepared statements names of its own (drivers count
 * theirs from one, in every connection of a pool), and feeds `COPY … FROM STDIN`, which PGlite can read only when the data lie behind it.
 */
export class Guest {
  readonly id: number
  readonly key = randomInt(1, 2 ** 31 - 1)
  /** Settings this client made, by name, while others have the session. */
  settings = new Map<string, string>()
  /** It may have changed settings since it has the session. */
  changed = false
  /** It may have made temporary tables. */
  temporary = false
  /** Keeps the session until it goes: Lockstep's own runs, which must not meet half-way. */
  whole = false
  application = ''
  running = false
  private status = 'I'
  private readonly socket: Socket
  private readonly host: Host
  private readonly names = new Set<string>()
  private unread: Buffer = Buffer.alloc(0)
  private work: Promise<void> = Promise.resolve()
  private begun = false
  private frames: Buffer[] = []
  private sql: string[] = []
  /** Of Parse, Bind and Close messages under way, in order: whether the client is to hear of it. */
  private answers: boolean[] = []
  private copy: Copy | undefined
  private gone = false

  constructor(id: number, socket: Socket, host: Host) {
    this.id = id
    this.socket = socket
    this.host = host
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      this.work = this.work.then(() => this.read(chunk)).catch(() => this.end())
    })
    socket.on('close', () => {
      this.gone = true
      this.work = this.work.then(() => host.left(this)).catch(() => undefined)
    })
  }

  get inTransaction(): boolean {
    return this.status !== 'I'
  }

  /** What the session must forget when this client goes. */
  get leavings(): string {
    return [
      ...(this.inTransaction ? ['rollback'] : []),
      ...[...this.names].map((name) => `deallocate ${quoteIdentifier(name)}`),
      ...(this.temporary ? ['discard temp'] : []),
    ].join('; ')
  }

  /** Without waiting for the other side to close: it may not be listening. */
  end(last?: Buffer): void {
    if (last) this.write(last)
    this.socket.destroySoon()
  }

  private write(bytes: Buffer): void {
    if (!this.gone && bytes.length > 0) this.socket.write(bytes)
  }

  private async read(chunk: Buffer): Promise<void> {
    this.unread = this.unread.length > 0 ? Buffer.concat([this.unread, chunk]) : chunk
    for (;;) {
      const head = this.begun ? 1 : 0
      if (this.unread.length < head + 4) return
      const length = head + this.unread.readInt32BE(head)
      if (length < head + 4 || (!this.begun && (length < 8 || length > LONGEST_STARTUP))) return this.end()
      if (this.unread.length < length) return
      const frame = this.unread.subarray(0, length)
      this.unread = this.unread.subarray(length)
      if (this.begun) await this.accept(frame)
      else await this.start(frame)
    }
  }

  private async start(frame: Buffer): Promise<void> {
    const code = frame.readInt32BE(4)
    if (code === SSL_REQUEST || code === GSS_REQUEST) return this.write(Buffer.from('N'))
    if (code === CANCEL_REQUEST) {
      this.host.cancel(frame.readInt32BE(8), frame.readInt32BE(12))
      return this.end()
    }
    if (code === STOP_REQUEST) return this.host.stop(textAt(frame, 8).value)
    if (code >> 16 !== 3) return this.end(errorResponse('FATAL', '0A000', 'unsupported frontend protocol'))
    const given = new Map<string, string>()
    for (let at = 8; frame[at] !== 0 && at < frame.length; ) {
      const name = textAt(frame, at)
      const value = textAt(frame, name.next)
      given.set(name.value, value.value)
      at = value.next
    }
    const user = given.get('user')
    const database = given.get('database') ?? user
    const hint = 'The embedded PostgreSQL has one database and one user, both named postgres.'
    if (user !== 'postgres')
      return this.end(errorResponse('FATAL', '28000', `role ${quoteLiteral(user ?? '')} cannot connect`, hint))
    if (database !== 'postgres')
      return this.end(errorResponse('FATAL', '3D000', `database "${database}" does not exist`, hint))
    this.begun = true
    this.application = given.get('application_name') ?? ''
    this.whole = this.application === 'lockstep'
    for (const [name, value] of given)
      if (!['user', 'database', 'options', 'replication'].includes(name) && !name.startsWith('_pq_.'))
        this.settings.set(name, value)
    for (const [, name, value] of (given.get('options') ?? '').matchAll(/(?:-c\s*|--)([\w.]+)=((?:\\.|\S)*)/g))
      this.settings.set(name!, value!.replace(/\\(.)/g, '$1'))
    const key = Buffer.alloc(8)
    key.writeInt32BE(this.id)
    key.writeInt32BE(this.key, 4)
    if (this.whole) await this.turn()
    this.write(
      Buffer.concat([
        message('R', Buffer.alloc(4)),
        this.host.parameters,
        message('K', key),
        message('Z', Buffer.from('I')),
      ]),
    )
  }

  private async accept(frame: Buffer): Promise<void> {
    const type = frame[0]!
    if (type === TERMINATE) return this.end()
    if (this.copy) return this.feed(this.copy, frame)
    // Data of a copy that has failed meanwhile: the protocol has them ignored.
    if (type === COPY_DATA || type === COPY_DONE || type === 0x66) return
    if (type === SYNC) this.frames.push(COPY_FAIL)
    this.frames.push(...this.renamed(type, frame))
    if (type === QUERY) this.frames.push(COPY_FAIL)
    if (type !== QUERY && type !== SYNC && type !== FLUSH) return
    const { frames } = this
    const sql = this.sql.join('\n')
    this.frames = []
    this.sql = []
    if (await this.turn()) await this.run(frames, sql, type === FLUSH)
  }

  private async turn(): Promise<boolean> {
    try {
      await this.host.take(this)
      return true
    } catch (error) {
      if (!(error instanceof Busy)) throw error
      this.end(
        errorResponse('FATAL', '55P03', error.message, 'The embedded PostgreSQL has one session; clients take turns.'),
      )
      return false
    }
  }

  private async run(frames: readonly Buffer[], sql: string, partial: boolean): Promise<void> {
    this.note(sql)
    const copies = !partial && /\bcopy\b[\s\S]*\bstdin\b/i.test(sql)
    const inside = this.status === 'T'
    if (copies && inside) await this.ask('savepoint lockstep_copy')
    const answer = this.heard(await this.host.run(Buffer.concat(frames), sql, partial))
    const asked = copies ? answer.findIndex((one) => one[0] === 0x47) : -1
    if (asked >= 0) {
      // That was to learn whether a copy begins, and failed for want of data: undone, and again when they are there.
      if (this.statusOf(answer) !== 'I') await this.ask(inside ? 'rollback to lockstep_copy' : 'rollback')
      this.copy = { frames: frames.filter((one) => one !== COPY_FAIL && one[0] !== SYNC), sql, inside }
      return this.write(Buffer.concat(answer.slice(0, asked + 1)))
    }
    if (!partial) this.status = this.statusOf(answer)
    if (copies && inside && this.status === 'T') await this.ask('release lockstep_copy')
    this.write(Buffer.concat(answer))
    if (!partial) this.done()
  }

  /** Collects the data of a copy; with their end the statement runs. */
  private async feed(copy: Copy, frame: Buffer): Promise<void> {
    const simple = copy.frames[0]![0] === QUERY
    const closed = [COPY_DONE, 0x66].includes(copy.frames.at(-1)![0]!)
    if ((frame[0] === SYNC || frame[0] === FLUSH) && !closed) return
    copy.frames.push(frame)
    if (simple ? ![COPY_DONE, 0x66].includes(frame[0]!) : frame[0] !== SYNC) return
    this.copy = undefined
    if (simple) copy.frames.push(COPY_FAIL)
    const answer = framesOf(await this.host.run(Buffer.concat(copy.frames), copy.sql))
    const begun = answer.findIndex((one) => one[0] === 0x47)
    const from = begun >= 0 ? begun + 1 : answer.findIndex((one) => one[0] === 0x45)
    this.status = this.statusOf(answer)
    if (copy.inside && this.status === 'T') await this.ask('release lockstep_copy')
    this.write(Buffer.concat(answer.slice(Math.max(0, from))))
    this.done()
  }

  private done(): void {
    if (this.status === 'I' && !this.whole) this.host.give(this)
  }

  private ask(sql: string): Promise<Buffer> {
    return this.host.run(query(sql), sql)
  }

  private statusOf(answer: readonly Buffer[]): string {
    const last = answer.at(-1)
    return last?.[0] === 0x5a ? last.toString('latin1', 5, 6) : this.status
  }

  private note(sql: string): void {
    if (/(?:^|;)\s*(?:set|reset|discard)\b|\bset_config\b|\bdo\b/i.test(sql)) this.changed = true
    if (/\btemp(?:orary)?\b/i.test(sql)) this.temporary = true
  }

  /** The answer without what the client did not ask for. */
  private heard(answer: Buffer): readonly Buffer[] {
    const frames = framesOf(answer)
    const kept = frames.filter((one) => !'123'.includes(String.fromCharCode(one[0]!)) || this.answers.shift() !== false)
    if (frames.at(-1)?.[0] === 0x5a) this.answers = []
    return kept
  }

  private renamed(type: number, frame: Buffer): readonly Buffer[] {
    const own = (name: string): string => `client_${this.id}_${name}`
    const typed = (body: Buffer): Buffer => message(String.fromCharCode(type), body)
    switch (type) {
      case QUERY: {
        const { frame: sent, text: sql } = screened(frame)
        this.sql.push(sql)
        return [/^\s*(?:discard|deallocate)\s+all\s*;?\s*$/i.test(sql) ? query(this.forgetAll(sql)) : sent]
      }
      case PARSE: {
        const { frame: sent, text: sql } = screened(frame)
        this.sql.push(sql)
        const { value, next } = textAt(sent, 5)
        this.names.add(own(value))
        const parse = typed(Buffer.concat([text(own(value)), sent.subarray(next)]))
        this.answers.push(...(value === '' ? [false, true] : [true]))
        // The statement without a name is replaced by the next one; a named one has to be closed first.
        return value === '' ? [message('C', text(`S${own(value)}`)), parse] : [parse]
      }
      case BIND: {
        this.answers.push(true)
        const portal = textAt(frame, 5)
        const { value, next } = textAt(frame, portal.next)
        return [typed(Buffer.concat([frame.subarray(5, portal.next), text(own(value)), frame.subarray(next)]))]
      }
      case DESCRIBE:
      case CLOSE: {
        if (type === CLOSE) this.answers.push(true)
        if (frame[5] !== 0x53) return [frame]
        const name = own(textAt(frame, 6).value)
        if (type === CLOSE) this.names.delete(name)
        return [typed(text(`S${name}`))]
      }
      default:
        return [frame]
    }
  }

  /** DISCARD ALL and DEALLOCATE ALL of one client, sparing what is others'. */
  private forgetAll(sql: string): string {
    const commands = [...this.names].map((name) => `deallocate ${quoteIdentifier(name)}`)
    if (/discard/i.test(sql)) commands.push('reset all', 'discard temp')
    this.names.clear()
    return `do $lockstep$ begin ${commands.map((command) => `execute ${quoteLiteral(command)};`).join(' ')} perform pg_catalog.pg_advisory_unlock_all(); end $lockstep$`
  }
}
