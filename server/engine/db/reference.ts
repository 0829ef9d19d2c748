import { resolve } from 'node:path'
import { Failure } from '../failure'
import { type Parameters, parseConnectionString, parseServiceFile, passwordFrom } from './connection-string'
import { type ConnectionTarget, openServer, type SslMode } from './pg'
import { type EmbeddedOptions, openEmbedded } from './pglite'
import type { Database } from './session'

/** The world a reference is resolved in, given by the front end: the engine reads no environment of its own. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homedir: string
  /** Relative paths start here. */
  readonly folder: string
  /** Of the operating system's user; the role when nothing else names one. */
  readonly username?: string
  readonly readFile: (path: string) => Promise<string | undefined>
  /** Runs a command line and gives its standard output; rejects when it fails. */
  readonly run: (command: string) => Promise<string>
}

export type Reference =
  | { readonly kind: 'embedded'; readonly folder?: string }
  | { readonly kind: 'env' | 'service' | 'command'; readonly value: string }

/** `embedded`, `embedded:PATH`, `env:NAME`, `service:NAME`, `command:…`. Fails with `bad-arguments`, never repeating what it was given. */
export function parseReference(text: string): Reference {
  if (text === 'embedded') return { kind: 'embedded' }
  const [, kind, value = ''] = /^(embedded|env|service|command):(.+)$/s.exec(text) ?? []
  if (kind === 'embedded') return { kind, folder: value }
  if (kind === 'env' || kind === 'service' || kind === 'command') return { kind, value }
  const secret = /:\/\/|password/i.test(text)
  throw new Failure(
    'bad-arguments',
    secret
      ? 'A database is not named by its connection string here: others could read the password.'
      : 'This names no database.',
    { hint: 'Use embedded, env:NAME (a variable holding the connection string), service:NAME, or command:….' },
  )
}

/** Opens nothing yet: the first session does. Fails with `bad-arguments` and `no-connection`. */
export async function openReference(
  text: string,
  environment: Environment,
  options: { readonly embedded?: EmbeddedOptions; readonly disposable?: boolean } = {},
): Promise<Database> {
  const reference = parseReference(text)
  if (reference.kind === 'embedded')
    return openEmbedded({
      ...options.embedded,
      ...(reference.folder && { folder: resolve(environment.folder, reference.folder) }),
    })
  return openServer(await resolveReference(reference, environment), options)
}

export async function resolveReference(
  { kind, value }: Exclude<Reference, { kind: 'embedded' }>,
  environment: Environment,
): Promise<ConnectionTarget> {
  if (kind === 'service') return resolveParameters({ service: value }, environment)
  if (kind === 'env') {
    const text = environment.env[value]
    if (text) return resolveConnectionString(text, environment, `the environment variable ${value}`)
    throw new Failure('no-connection', `The environment variable ${value} is not set.`, {
      hint: 'Put the connection string in it: postgres://user@host:5432/database.',
    })
  }
  let output: string
  try {
    output = await environment.run(value)
  } catch {
    throw new Failure('no-connection', 'The command that gives the connection string failed.', {
      hint: 'Run it in a terminal to see why.',
    })
  }
  if (output.trim() === '')
    throw new Failure('no-connection', 'The command that gives the connection string printed nothing.', {
      hint: 'It must print postgres://user@host:5432/database and nothing else.',
    })
  return resolveConnectionString(output, environment, 'what the command printed')
}

/** For connection strings from a secret store, too. `origin` names it in messages. */
export function resolveConnectionString(
  text: string,
  environment: Environment,
  origin?: string,
): Promise<ConnectionTarget> {
  return resolveParameters(parseConnectionString(text, origin), environment)
}

/** libpq's environment variables for the parameters we read (manual, 33.15 "Environment Variables"). */
const VARIABLES = {
  host: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  service: 'PGSERVICE',
  options: 'PGOPTIONS',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  connect_timeout: 'PGCONNECT_TIMEOUT',
} as const

const SSL_MODES: readonly string[] = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
] satisfies SslMode[]

/** In libpq's order: what is given, the service, the environment, the defaults; then the password file. */
async function resolveParameters(given: Parameters, environment: Environment): Promise<ConnectionTarget> {
  const { env } = environment
  const service = given.service ?? env.PGSERVICE
  const fromService = service ? await readService(service, environment) : {}
  const value = (name: keyof typeof VARIABLES) =>
    given[name] ?? fromService[name] ?? (env[VARIABLES[name]] || undefined)
  const user = value('user') ?? environment.username ?? 'postgres'
  const place = {
    host: value('host') ?? 'localhost',
    port: port(value('port')),
    database: value('dbname') ?? user,
    user,
  }
  if (place.host.includes(','))
    throw new Failure('no-connection', 'Several hosts in one connection string are not supported.', {
      hint: 'Name the one to connect to.',
    })
  const sslMode = value('sslmode') ?? (value('sslrootcert') === 'system' ? 'verify-full' : 'prefer')
  if (!SSL_MODES.includes(sslMode)) {
    throw new Failure('no-connection', `sslmode ${sslMode} is unknown.`, {
      hint: `Use one of ${SSL_MODES.join(', ')}.`,
    })
  }
  const seconds = Number(value('connect_timeout'))
  return {
    ...place,
    sslMode: sslMode as SslMode,
    password: value('password') ?? (await passwordInFile(place, value('passfile'), environment)),
    ssl: await certificates(sslMode, value, environment),
    options: value('options'),
    toolSettings: toolSettings(given),
    connectTimeout: seconds > 0 ? seconds * 1000 : undefined,
  }
}

function toolSettings(given: Parameters): ConnectionTarget['toolSettings'] {
  const own = Object.entries(given).filter(([name]) => name.startsWith('x-'))
  return own.length === 0 ? undefined : Object.fromEntries(own)
}

function port(text: string | undefined): number {
  const number = Number(text ?? 5432)
  if (Number.isInteger(number) && number > 0 && number < 65536) return number
  throw new Failure('no-connection', 'The port of the database is not a number from 1 to 65535.')
}

async function readService(service: string, { env, homedir, readFile }: Environment): Promise<Parameters> {
  const own =
    env.PGSERVICEFILE ??
    (env.APPDATA && !env.HOME ? `${env.APPDATA}/postgresql/.pg_service.conf` : `${homedir}/.pg_service.conf`)
  const files = [own, `${env.PGSYSCONFDIR ?? '/etc'}/pg_service.conf`]
  for (const file of files) {
    const found = parseServiceFile((await readFile(file)) ?? '', service)
    if (found) return found
  }
  throw new Failure('no-connection', `There is no service ${service}.`, { hint: `Looked in ${files.join(' and ')}.` })
}

async function passwordInFile(
  place: { host: string; port: number; database: string; user: string },
  passfile: string | undefined,
  { env, homedir, readFile }: Environment,
): Promise<string | undefined> {
  const usual = env.APPDATA && !env.HOME ? `${env.APPDATA}/postgresql/pgpass.conf` : `${homedir}/.pgpass`
  const text = await readFile(passfile ?? usual)
  return text === undefined ? undefined : passwordFrom(text, place)
}

type Value = (name: keyof typeof VARIABLES) => string | undefined

async function certificates(
  sslMode: string,
  value: Value,
  { homedir, readFile }: Environment,
): Promise<ConnectionTarget['ssl']> {
  if (sslMode === 'disable') return undefined
  const read = async (name: 'sslrootcert' | 'sslcert' | 'sslkey', usual: string) => {
    const named = value(name)
    if (name === 'sslrootcert' && named === 'system') return 'system'
    const text = await readFile(named ?? `${homedir}/.postgresql/${usual}`)
    if (named && text === undefined) throw new Failure('file-missing', `${name} names ${named}, which cannot be read.`)
    return text
  }
  const rootCertificate = await read('sslrootcert', 'root.crt')
  if (sslMode.startsWith('verify') && rootCertificate === undefined) {
    throw new Failure('no-connection', `sslmode ${sslMode} needs the certificate of the authority.`, {
      hint: `Name it in sslrootcert, put it in ${homedir}/.postgresql/root.crt, or set sslrootcert=system.`,
    })
  }
  return {
    rootCertificate,
    certificate: await read('sslcert', 'postgresql.crt'),
    key: await read('sslkey', 'postgresql.key'),
  }
}
