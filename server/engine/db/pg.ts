import type { ConnectionOptions as TlsOptions } from 'node:tls'
import pg from 'pg'
import { Failure } from '../failure'
import type { Capabilities, Database, RunOptions, Session } from './session'
import { type Backend, cancelled, openSession, reasonOf } from './wire'

export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'

/** Where a server is and how to get in. The only place a password lives; `label` and `id` are built without it. */
export interface ConnectionTarget {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password?: string
  readonly sslMode: SslMode
  /** PEM texts, already read. `rootCertificate: 'system'` trusts what Node.js trusts. */
  readonly ssl?: { readonly rootCertificate?: string; readonly certificate?: string; readonly key?: string }
  /** Server settings for the session, as libpq's `options`: `-c search_path=app`. */
  readonly options?: string
  /** What the connection string says to a migration tool: golang-migrate's `x-…`. */
  readonly toolSettings?: Readonly<Record<string, string>>
  /** Milliseconds; 10,000 when absent. */
  readonly connectTimeout?: number
}

const OLDEST_MAJOR = 14
const SERVER: Capabilities = { cancel: true, concurrently: true, otherSessions: true, extensions: true }

export function targetLabel({ database, host, port, user }: ConnectionTarget): string {
  return `${database} on ${host}:${port} as ${user}`
}

export interface ServerOptions {
  readonly disposable?: boolean
  /** What is behind the socket when that is no server of its own. */
  readonly as?: Pick<Backend, 'backend' | 'can' | 'label'>
}

/**
 * A database on a server. Each session is a connection of its own, application name `lockstep`. Fails with `no-connection` (never naming
 * the password), and with `not-supported` below PostgreSQL 14.
 */
export function openServer(target: ConnectionTarget, { disposable = false, as }: ServerOptions = {}): Database {
  const label = as?.label ?? targetLabel(target)
  const open = new Set<pg.Client>()
  let closed = false
  return {
    id: `${target.host}:${target.port}/${target.database}/${target.user}`,
    label,
    host: target.host,
    name: target.database,
    disposable,
    ...(target.toolSettings && { toolSettings: target.toolSettings }),
    async withSession<T>(work: (session: Session) => Promise<T>, options: RunOptions = {}): Promise<T> {
      if (closed) throw new Failure('no-connection', `The connection to ${label} was closed.`)
      const { client, ssl } = await connect(target, options.signal)
      open.add(client)
      endCopies(client)
      try {
        const backend: Backend = {
          backend: 'postgres',
          can: SERVER,
          ...as,
          label,
          interrupt: () => requestCancel(target, ssl, client),
        }
        const { session, serverVersion } = await openSession(client, backend, options)
        if (session.major < OLDEST_MAJOR) throw tooOld(label, serverVersion)
        return await work(session)
      } finally {
        open.delete(client)
        await client.end().catch(() => undefined)
      }
    },
    async close() {
      closed = true
      await Promise.all([...open].map((client) => client.end().catch(() => undefined)))
    },
  }
}

function tooOld(label: string, serverVersion: number): Failure {
  const major = Math.trunc(serverVersion / 10000)
  return new Failure(
    'not-supported',
    `${label} runs PostgreSQL ${major}; Lockstep connects to ${OLDEST_MAJOR} and newer.`,
    {
      hint: 'Linting the files needs no database and works for older servers too.',
    },
  )
}

type Ssl = TlsOptions | false

async function connect(
  target: ConnectionTarget,
  signal: AbortSignal | undefined,
): Promise<{ client: pg.Client; ssl: Ssl }> {
  const attempts = sslAttempts(target)
  for (const [index, ssl] of attempts.entries()) {
    const client = new pg.Client(clientConfig(target, ssl))
    // Connection errors reach us through connect(); without a listener they would also end the process.
    client.on('error', () => undefined)
    const abort = () => destroy(client)
    if (signal?.aborted) throw cancelled(targetLabel(target))
    signal?.addEventListener('abort', abort, { once: true })
    try {
      await client.connect()
      return { client, ssl }
    } catch (error) {
      destroy(client)
      if (signal?.aborted) throw cancelled(targetLabel(target))
      if (index < attempts.length - 1 && mayTryOtherEncryption(error)) continue
      throw refused(target, error)
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }
  throw new Error('no way to connect was tried')
}

function clientConfig(target: ConnectionTarget, ssl: Ssl): pg.ClientConfig {
  return {
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    // A function, so that `pg` neither reads the environment nor a password file of its own.
    password: () => {
      if (target.password === undefined) throw new PasswordMissing()
      return target.password
    },
    ssl,
    options: target.options,
    application_name: 'lockstep',
    pipeline: true,
    connectionTimeoutMillis: target.connectTimeout ?? 10_000,
    keepAlive: true,
  }
}

class PasswordMissing extends Error {
  constructor() {
    super('the server asks for a password and none was given')
  }
}

function destroy(client: pg.Client): void {
  ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
}

/**
 * A COPY FROM STDIN in the extended protocol swallows the Sync that `pg` has sent with it (manual, 54.2.6), and the driver waits for its
 * answer for ever: it gets another one.
 */
function endCopies(client: pg.Client): void {
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter & { sync(): void } }
  const running = client as unknown as { _getActiveQuery(): { requiresPreparation?(): boolean } | null }
  connection.on('copyInResponse', () => {
    if (running._getActiveQuery()?.requiresPreparation?.()) connection.sync()
  })
}

/** In the order libpq tries them (manual, 33.19 "SSL Support"); a Unix socket is never encrypted. */
function sslAttempts(target: ConnectionTarget): readonly Ssl[] {
  if (target.host.startsWith('/')) return [false]
  switch (target.sslMode) {
    case 'disable':
      return [false]
    case 'allow':
      return [false, tls(target)]
    case 'prefer':
      return [tls(target), false]
    default:
      return [tls(target)]
  }
}

/** `require` with a root certificate checks the authority, as libpq does for the sake of older files. */
function tls({ host, sslMode, ssl = {} }: ConnectionTarget): TlsOptions {
  const own = { ...(ssl.certificate ? { cert: ssl.certificate } : {}), ...(ssl.key ? { key: ssl.key } : {}) }
  const verify =
    sslMode === 'verify-ca' || sslMode === 'verify-full' || (sslMode === 'require' && ssl.rootCertificate !== undefined)
  if (!verify) return { ...own, rejectUnauthorized: false }
  const authority = ssl.rootCertificate && ssl.rootCertificate !== 'system' ? { ca: ssl.rootCertificate } : {}
  const name = sslMode === 'verify-full' ? { host } : { checkServerIdentity: () => undefined }
  return { ...own, ...authority, ...name, rejectUnauthorized: true }
}

/** No encryption offered, or the server's pg_hba.conf rules this kind of connection out (28000). */
function mayTryOtherEncryption(error: unknown): boolean {
  return reasonOf(error).includes('does not support SSL') || (error as { code?: string }).code === '28000'
}

function refused(target: ConnectionTarget, error: unknown): Failure {
  const label = targetLabel(target)
  const hint = hintFor(error)
  return new Failure('no-connection', `Cannot connect to ${label}: ${reasonOf(error)}.`, hint ? { hint } : {})
}

function hintFor(error: unknown): string | undefined {
  const code = (error as { code?: string }).code ?? (error as AggregateError).errors?.[0]?.code
  const reason = reasonOf(error)
  if (error instanceof PasswordMissing)
    return 'Set PGPASSWORD, or add the server to the password file (~/.pgpass) or to its service.'
  if (code === '28P01') return 'The password is wrong, or the role has none.'
  if (code === '28000')
    return "The server's pg_hba.conf does not let this user in from here, or the role does not exist."
  if (code === '3D000') return 'Create the database first, or name another one.'
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return 'Is the server running, and is this its port?'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'No such host name; check its spelling and the network.'
  if (code === '53300') return 'No connection is left: close some, or raise the limit. A run takes two at once.'
  if (reason.includes('does not support SSL'))
    return 'The server offers no encryption; sslmode=disable connects without.'
  if (reason === 'timeout expired') return 'The server did not answer in time; check host, port and firewall.'
  if (code === 'ECONNRESET' || /establishing an SSL|Connection terminated|unexpected/i.test(reason))
    return 'Is it a PostgreSQL server that listens there, and does it let this host in?'
  if (/altnames/i.test(reason)) return 'Connect by a name that is in the certificate, or choose sslmode=verify-ca.'
  if (/certificate|self.signed/i.test(reason)) return 'Name the authority in sslrootcert, or choose a lower sslmode.'
  return undefined
}

/**
 * The protocol's cancel request on a connection of its own, encrypted as the session is. Resolves when the server has closed that
 * connection, which is after it has signalled the backend (manual, 54.2.10); when it cannot be reached the session is cut off instead.
 */
function requestCancel(target: ConnectionTarget, ssl: Ssl, client: pg.Client): Promise<void> {
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number }
  const connection = new (pg as unknown as { Connection: new (config: unknown) => CancelConnection }).Connection({
    ssl,
  })
  return new Promise((done) => {
    const giveUp = () => {
      destroy(client)
      done()
    }
    const send = () => connection.cancel(processID, secretKey)
    connection.on('connect', () => (ssl ? connection.requestSsl() : send()))
    connection.on('sslconnect', send)
    connection.on('error', (error: { code?: string }) => (error.code === 'ECONNRESET' ? done() : giveUp()))
    connection.on('end', done)
    if (target.host.startsWith('/')) connection.connect(`${target.host}/.s.PGSQL.${target.port}`)
    else connection.connect(target.port, target.host)
  })
}

interface CancelConnection extends NodeJS.EventEmitter {
  connect(portOrPath: number | string, host?: string): void
  requestSsl(): void
  cancel(processID: number, secretKey: number): void
}
