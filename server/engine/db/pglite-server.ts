import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { resolve } from 'node:path'
import { Failure } from '../failure'
import { embeddedLabel } from './embedded-label'
import { errorResponse, message, query, rowsOf, text } from './frames'
import { announce, clearWay, takeFolder } from './pglite-folder'
import { Busy, Guest, type Host, STOP_REQUEST } from './pglite-guest'
import { EMBEDDED_MAJOR, findAssets, Instance } from './pglite-instance'
import { quoteLiteral } from './quote'

export interface ServeOptions {
  readonly folder: string
  /** Of the loopback interface; a free one when absent. */
  readonly port?: number
  /** Milliseconds a client waits for its turn; 60,000 when absent. */
  readonly patience?: number
  readonly assets?: string
}

export interface Serving {
  readonly port: number
  readonly url: string
  /** Resolves when it has ended: by `stop`, or because somebody with the key of the folder's lock asked. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

export const urlAt = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`

/** Only a hang: clients end what takes them too long. */
const LONGEST_STATEMENT = 24 * 3600 * 1000

/** Milliseconds a running statement gets to end before a stop, and one of our own commands waits for its turn. */
const LONGEST_STOP = 5000

/** What a server reports by itself (manual, 54.2.7 "Asynchronous Operations"). */
const REPORTED = [
  'application_name',
  'client_encoding',
  'DateStyle',
  'default_transaction_read_only',
  'in_hot_standby',
  'integer_datetimes',
  'IntervalStyle',
  'is_superuser',
  'scram_iterations',
  'search_path',
  'server_encoding',
  'server_version',
  'session_authorization',
  'standard_conforming_strings',
  'TimeZone',
]

/**
 * Serves the embedded database of a folder on the loopback interface, without a password. PGlite has one session: clients take turns, a
 * batch or a transaction long. Each keeps its own settings and prepared statements; temporary tables, advisory locks, cursors WITH HOLD
 * and LISTEN are shared. A cancel request ends the instance, and with it every connection; what was committed stays. Fails with `locked`,
 * `not-supported` and `bad-arguments` (the port).
 */
export async function serveEmbedded(options: ServeOptions): Promise<Serving> {
  const folder = resolve(options.folder)
  const { assets = findAssets(), patience = 60_000 } = options
  const release = takeFolder(folder, assets, EMBEDDED_MAJOR)
  const server = new EmbeddedServer(folder, assets, patience, release)
  try {
    await server.boot()
    const port = await server.listen(options.port ?? 0)
    announce(folder, { port, key: server.key })
    return { port, url: urlAt(port), ended: server.ended, stop: () => server.end() }
  } catch (error) {
    await server.end()
    throw error
  }
}

/** Asks the server of a folder to end, and resolves when it has. False when nobody answers there. */
export async function stopServed({ port, key }: { readonly port: number; readonly key: string }): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
  } catch {
    return false
  }
  const body = Buffer.concat([Buffer.alloc(8), text(key)])
  body.writeInt32BE(body.length)
  body.writeInt32BE(STOP_REQUEST, 4)
  socket.on('error', () => undefined)
  socket.resume()
  socket.write(body)
  await once(socket, 'close')
  return true
}

interface Waiting {
  readonly guest: Guest
  go(): Promise<void>
  forget(): void
}

class EmbeddedServer implements Host {
  readonly key = randomBytes(16).toString('hex')
  readonly ended: Promise<void>
  parameters = Buffer.alloc(0)
  private readonly folder: string
  private readonly assets: string
  private readonly patience: number
  private readonly guests = new Set<Guest>()
  private queue: readonly Waiting[] = []
  private readonly release: () => void
  private instance: Instance | undefined
  /** Who has the session, and who had it last: whose settings are in force. */
  private holder: Guest | undefined
  private since = 0
  private last: Guest | undefined
  private server: Server | undefined
  private count = 0
  private ending = false
  private finish!: () => void
  private working: Promise<unknown> = Promise.resolve()

  constructor(folder: string, assets: string, patience: number, release: () => void) {
    this.release = release
    this.folder = folder
    this.assets = assets
    this.patience = patience
    this.ended = new Promise((done) => {
      this.finish = done
    })
  }

  async boot(): Promise<Instance> {
    if (this.instance && !this.instance.lost) return this.instance
    clearWay(this.folder)
    const label = embeddedLabel(this.folder)
    const instance = new Instance(
      { assets: this.assets, folder: this.folder },
      label,
      LONGEST_STATEMENT,
      () => undefined,
    )
    await instance.ready
    this.instance = instance
    const names = REPORTED.map((name) => quoteLiteral(name)).join()
    const known = await this.ask(`select name, setting from pg_catalog.pg_settings where name in (${names})`)
    this.parameters = Buffer.concat(known.map(([name, value]) => message('S', text(name!, value!))))
    return instance
  }

  async listen(port: number): Promise<number> {
    const server = createServer((socket) => {
      this.count += 1
      this.guests.add(new Guest(this.count, socket, this))
    })
    this.server = server
    try {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      throw new Failure('bad-arguments', `Port ${port} ${taken ? 'is taken' : `cannot be used: ${String(error)}`}.`, {
        hint: 'Name another one, or none: a free one is taken.',
      })
    }
    return (server.address() as AddressInfo).port
  }

  async end(): Promise<void> {
    if (this.ending) return this.ended
    this.ending = true
    await Promise.race([this.working, new Promise((done) => setTimeout(done, LONGEST_STOP).unref())])
    // Rolls back what is open and writes a checkpoint; the connections close last, so that whoever waits for that finds it done.
    await this.instance?.close()
    this.release()
    this.drop('57P01', 'the server of the embedded database was stopped')
    this.server?.close()
    this.finish()
  }

  stop(key: string): void {
    if (key === this.key) void this.end()
  }

  cancel(id: number, key: number): void {
    const guest = [...this.guests].find((one) => one.id === id && one.key === key)
    if (!guest?.running) return
    void this.instance?.end(new Failure('cancelled', 'canceling statement due to user request'))
  }

  take(guest: Guest): Promise<void> {
    if (this.holder === guest) return Promise.resolve()
    if (!this.holder) return this.enter(guest)
    return new Promise<void>((done, failed) => {
      const giveUp = () => {
        this.queue = this.queue.filter((one) => one !== waiting)
        failed(this.busy())
      }
      const timer = setTimeout(giveUp, guest.whole ? Math.min(this.patience, LONGEST_STOP) : this.patience)
      const waiting: Waiting = {
        guest,
        go: () => this.enter(guest).then(done, failed),
        forget: () => clearTimeout(timer),
      }
      this.queue = [...this.queue, waiting]
    })
  }

  give(guest: Guest): void {
    if (this.holder !== guest) return
    this.holder = undefined
    const [next, ...others] = this.queue
    this.queue = others
    next?.forget()
    void next?.go()
  }

  private busy(): Busy {
    const { holder } = this
    const who = holder?.application ? ` (${holder.application})` : ''
    const what = holder?.inTransaction ? 'has had a transaction open' : 'has had it'
    return new Busy(
      `the embedded database is busy: another client${who} ${what} for ${Math.round((Date.now() - this.since) / 1000)} s`,
    )
  }

  async run(batch: Buffer, sql: string, partial = false): Promise<Buffer> {
    if (this.ending) throw new Failure('no-connection', 'The server of the embedded database is being stopped.')
    const { holder } = this
    if (holder) holder.running = true
    const answer = this.boot().then((instance) => instance.run(batch, sql, partial))
    this.working = answer.catch(() => undefined)
    try {
      return Buffer.from(await answer)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.drop(error.code === 'cancelled' ? '57014' : '57P02', error.message)
      throw error
    } finally {
      if (holder) holder.running = false
    }
  }

  async left(guest: Guest): Promise<void> {
    // Those that were dropped have left nothing behind: their session is gone.
    if (!this.guests.delete(guest)) return
    for (const one of this.queue) if (one.guest === guest) one.forget()
    this.queue = this.queue.filter((one) => one.guest !== guest)
    if (this.ending || !this.instance || this.instance.lost) return this.give(guest)
    const { leavings } = guest
    if (leavings !== '') {
      await this.take(guest)
      // One by one: a statement it has deallocated itself must not keep the others.
      for (const command of leavings.split('; ')) await this.ask(command)
    }
    if (this.last === guest) {
      if (this.holder !== guest) await this.take(guest)
      await this.leave(guest)
      this.last = undefined
    }
    this.give(guest)
  }

  /** The session has become this client's: its settings replace the last one's. */
  private async enter(guest: Guest): Promise<void> {
    this.holder = guest
    this.since = Date.now()
    if (this.last === guest) return
    await this.boot()
    if (this.last) await this.leave(this.last)
    this.last = guest
    for (const [name, value] of guest.settings)
      await this.ask(`select pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`)
    guest.changed = guest.settings.size > 0
  }

  private async leave(guest: Guest): Promise<void> {
    if (!guest.changed) return
    const rows = await this.ask(`select name, pg_catalog.current_setting(name) from pg_catalog.pg_settings
      where source = 'session' and name !~ '^transaction_' union all
      select name, setting from (values ('session_authorization', session_user::text), ('role', pg_catalog.current_setting('role'))) as r (name, setting)
      where setting not in ('postgres', 'none')`)
    guest.settings = new Map(rows.map(([name, value]) => [name!, value!]))
    // In PGlite RESET SESSION AUTHORIZATION does not come back from another role.
    await this.ask('set session authorization postgres')
    await this.ask('reset all')
  }

  private async ask(sql: string): Promise<readonly (readonly string[])[]> {
    return rowsOf(await this.run(query(sql), sql))
  }

  private drop(sqlState: string, why: string): void {
    this.holder = undefined
    this.last = undefined
    for (const one of this.queue) one.forget()
    this.queue = []
    for (const guest of this.guests) guest.end(errorResponse('FATAL', sqlState, why))
    this.guests.clear()
  }
}
