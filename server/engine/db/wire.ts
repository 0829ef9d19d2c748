import type { Duplex } from 'node:stream'
import pg from 'pg'
import { Failure } from '../failure'
import {
  type Capabilities,
  type Notice,
  PostgresFailure,
  type PostgresFailureFields,
  type QueryResult,
  type RunOptions,
  type Session,
  type Statement,
} from './session'

/** What differs between a server and the embedded PostgreSQL once both speak the wire protocol. */
export interface Backend {
  readonly backend: Session['backend']
  readonly can: Capabilities
  /** Of the database, for messages: never a URL. */
  readonly label: string
  /** Ends the running statement; resolves when the request has been delivered. Must not throw. */
  interrupt(): Promise<void>
  /** Says why the connection ended, when the backend knows better than the socket does. */
  lost?(): Failure | undefined
}

/** date, timestamp and interval without a time zone would pass through this machine's clock settings in `pg`: text is exact. */
const AS_TEXT = new Set([1082, 1083, 1114, 1186, 1266])
/** Arrays `pg` would hand over unparsed or as local dates: name, "char", date, time, timestamp, interval, timetz, aclitem, reg…. */
const AS_TEXT_ARRAY = new Set([
  1002, 1003, 1182, 1183, 1115, 1187, 1270, 1034, 2207, 2208, 2209, 2210, 2211, 4090, 4097,
])
const TEXT_ARRAY = 1009

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && AS_TEXT.has(oid)) return (text: string) => text
    return pg.types.getTypeParser(format !== 'binary' && AS_TEXT_ARRAY.has(oid) ? TEXT_ARRAY : oid, format as 'text')
  },
}

/** Connection exceptions, and the server ending the session under us (manual, appendix A: classes 08 and 57P). */
const CONNECTION_ENDED = /^(?:08...|57P0[1-5])$/
const QUERY_CANCELLED = '57014'

export function cancelled(label: string): Failure {
  return new Failure('cancelled', `Cancelled on ${label}.`)
}

/** An error message and nothing else of it: network errors carry addresses in fields, several at once come without a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error instanceof Error
    ? error.message || String((error as { code?: string }).code ?? error.name)
    : String(error)
}

/** One connection in use: serialises what runs on it, routes notices, maps errors. Shared by a session and its transactions. */
class Connection {
  readonly client: pg.Client
  readonly backend: Backend
  status: NonNullable<Session['transactionStatus']> = 'idle'
  private ended: Failure | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private onNotice: ((notice: Notice) => void) | undefined

  constructor(client: pg.Client, backend: Backend) {
    this.client = client
    this.backend = backend
    client.on('error', (error) => {
      this.ended ??= this.connectionLost(error)
    })
    client.on('end', () => {
      this.ended ??= this.connectionLost(new Error('the connection was closed'))
    })
    client.on('notice', ({ severity, message, code }) => {
      this.onNotice?.({ severity: severity ?? 'NOTICE', message: message ?? '', ...(code ? { code } : {}) })
    })
    this.events.on('readyForQuery', (message: { status?: string }) => {
      this.status = message.status === 'T' ? 'open' : message.status === 'E' ? 'failed' : 'idle'
    })
  }

  /** `pg` rejects at the error message and learns the transaction's state only from the ready message after it. */
  private get events(): NodeJS.EventEmitter {
    return (this.client as unknown as { connection: NodeJS.EventEmitter }).connection
  }

  private get ready(): boolean {
    return (this.client as unknown as { readyForQuery: boolean }).readyForQuery
  }

  /** A server announces its own process (manual, 54.7, BackendKeyData); a pooler makes a number up. */
  throughPooler(pid: number): boolean {
    return (this.client as unknown as { processID: number }).processID !== pid
  }

  run<T>(start: () => Promise<T>, options: RunOptions): Promise<T> {
    const result = this.turn.then(() => this.runAlone(start, options))
    this.turn = result.catch(() => undefined)
    return result
  }

  private async runAlone<T>(start: () => Promise<T>, { signal, onNotice }: RunOptions): Promise<T> {
    if (signal?.aborted) throw cancelled(this.backend.label)
    if (this.ended) throw this.ended
    this.onNotice = onNotice
    let interrupting: Promise<void> | undefined
    const interrupt = () => {
      interrupting = this.backend.interrupt()
    }
    signal?.addEventListener('abort', interrupt, { once: true })
    try {
      return await start()
    } catch (error) {
      const trouble = this.translate(error)
      await this.settled()
      await interrupting
      if (
        interrupting &&
        (this.ended || (trouble instanceof PostgresFailure && trouble.sqlState === QUERY_CANCELLED))
      ) {
        throw cancelled(this.backend.label)
      }
      throw trouble
    } finally {
      signal?.removeEventListener('abort', interrupt)
      await interrupting
      // A cancel that arrived after the statement had ended must not hit the next one.
      if (interrupting && !this.ended) await this.client.query('select').catch(() => this.settled())
      this.onNotice = undefined
    }
  }

  private settled(): Promise<void> {
    if (this.ended || this.ready) return Promise.resolve()
    return new Promise((done) => {
      const finish = () => {
        this.events.off('readyForQuery', finish)
        this.client.off('end', finish)
        done()
      }
      this.events.once('readyForQuery', finish)
      this.client.once('end', finish)
    })
  }

  private translate(error: unknown): Error {
    const lost = this.backend.lost?.()
    if (lost) {
      this.ended ??= lost
      return lost
    }
    if (!(error instanceof pg.DatabaseError) || !error.code) {
      if (this.ended) return this.ended
      if (isConnectionError(error)) {
        this.ended = this.connectionLost(error)
        return this.ended
      }
      return error instanceof Error ? error : new Error(String(error))
    }
    if (CONNECTION_ENDED.test(error.code) || error.severity === 'FATAL' || error.severity === 'PANIC') {
      this.ended = this.connectionLost(error)
      return this.ended
    }
    return postgresFailure(error)
  }

  private connectionLost(error: unknown): Failure {
    return (
      this.backend.lost?.() ??
      new Failure('no-connection', `The connection to ${this.backend.label} was lost: ${reasonOf(error)}.`, {
        hint: 'What ran in an open transaction was rolled back; whether a statement outside one took effect is not known.',
      })
    )
  }
}

function isConnectionError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET)/.test(code)) return true
  return (
    error instanceof Error && /^(?:Connection terminated|Client has encountered a connection error)/.test(error.message)
  )
}

export function postgresFailure(error: pg.DatabaseError): PostgresFailure {
  const { schema, table, column, constraint } = error
  const fields: PostgresFailureFields = {
    sqlState: error.code ?? 'XX000',
    detail: error.detail,
    hint: error.hint,
    position: error.position === undefined ? undefined : Number(error.position),
    where: error.where,
    object: schema || table || column || constraint ? { schema, table, column, constraint } : undefined,
  }
  return new PostgresFailure(error.message, fields)
}

const extended = ({ sql, values }: Statement): pg.QueryConfig =>
  ({ text: sql, values: [...values], types, queryMode: 'extended' }) as pg.QueryConfig

type TransactionOptions = Parameters<Session['transaction']>[1]

class WireSession implements Session {
  readonly backend: Session['backend']
  readonly can: Capabilities
  readonly major: number
  readonly pid: number
  readonly throughPooler?: true
  private readonly connection: Connection
  private readonly defaults: RunOptions
  private readonly depth: number

  constructor(connection: Connection, major: number, pid: number, defaults: RunOptions, depth: number) {
    this.connection = connection
    this.backend = connection.backend.backend
    this.can = connection.backend.can
    this.major = major
    this.pid = pid
    if (connection.throughPooler(pid)) this.throughPooler = true
    this.defaults = defaults
    this.depth = depth
  }

  get transactionStatus(): NonNullable<Session['transactionStatus']> {
    return this.connection.status
  }

  async query<Row>(sql: string, values: readonly unknown[] = [], options: RunOptions = {}): Promise<QueryResult<Row>> {
    const { rows, rowCount, command } = await this.connection.run(
      () => this.connection.client.query<Row & pg.QueryResultRow>(extended({ sql, values })),
      { ...this.defaults, ...options },
    )
    return { rows, ...(rowCount === null ? {} : { affected: rowCount }), ...(command ? { command } : {}) }
  }

  async script(sql: string, options: RunOptions = {}): Promise<void> {
    await this.connection.run(() => this.connection.client.query(sql), { ...this.defaults, ...options })
  }

  async pipeline(
    messages: readonly (string | Statement)[],
    options: Parameters<Session['pipeline']>[1] = {},
  ): Promise<void> {
    const { onDone, ...run } = options
    const { client } = this.connection
    const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
    const send = async (): Promise<void> => {
      // One write for all of them.
      stream.cork()
      const sent = messages.map((message) =>
        typeof message === 'string'
          ? client.query(message).then(() => [])
          : client.query(extended(message)).then(({ rows }) => rows),
      )
      stream.uncork()
      const answers = Promise.allSettled(sent)
      try {
        for (const [index, answer] of sent.entries()) {
          onDone?.(index, await answer)
        }
      } finally {
        await answers
      }
    }
    await this.connection.run(send, { ...this.defaults, ...run })
  }

  async transaction<T>(work: (tx: Session) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const { keep = true, readOnly = false, oneSnapshot = false, ...run } = options
    const defaults = { ...this.defaults, ...run }
    const savepoint = this.depth === 0 ? undefined : `lockstep_${this.depth}`
    await this.script(
      savepoint
        ? `savepoint ${savepoint}`
        : `begin${oneSnapshot ? ' isolation level repeatable read' : ''}${readOnly ? ' read only' : ''}`,
      defaults,
    )
    let result: T
    try {
      result = await work(new WireSession(this.connection, this.major, this.pid, defaults, this.depth + 1))
      if (defaults.signal?.aborted) throw cancelled(this.connection.backend.label)
      if (this.connection.status === 'idle') throw endedInside()
      if (keep) {
        if (this.connection.status === 'failed') throw failedInside()
        await this.finish(savepoint ? `release ${savepoint}` : 'commit', defaults)
        return result
      }
    } catch (error) {
      await this.undo(savepoint).catch(() => undefined)
      throw error
    }
    await this.undo(savepoint)
    return result
  }

  private finish(sql: string, { onNotice }: RunOptions): Promise<void> {
    return this.script(sql, { onNotice, signal: undefined })
  }

  private async undo(savepoint: string | undefined): Promise<void> {
    if (this.connection.status === 'idle') return
    await this.finish(savepoint ? `rollback to ${savepoint}; release ${savepoint}` : 'rollback', {})
  }
}

function endedInside(): PostgresFailure {
  return new PostgresFailure('a statement inside the transaction ended it', {
    sqlState: '25P01',
    hint: 'Take COMMIT, ROLLBACK and END out, or run the file outside a transaction.',
  })
}

/** COMMIT of a failed transaction rolls back and reports no error (manual, COMMIT): said here instead. */
function failedInside(): PostgresFailure {
  return new PostgresFailure('the transaction had failed and was rolled back', { sqlState: '25P02' })
}

/** The session of a connected client. Throws what the driver throws when the first query fails. */
export async function openSession(
  client: pg.Client,
  backend: Backend,
  defaults: RunOptions,
): Promise<{ session: Session; serverVersion: number }> {
  const connection = new Connection(client, backend)
  const asked = await connection.run(
    () =>
      client.query<{ version: number; pid: number }>(
        "select current_setting('server_version_num')::int as version, pg_backend_pid() as pid",
      ),
    defaults,
  )
  const { version, pid } = asked.rows[0]!
  return { session: new WireSession(connection, Math.trunc(version / 10000), pid, defaults, 0), serverVersion: version }
}
