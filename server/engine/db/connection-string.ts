import { Failure } from '../failure'
import { quoteIdentifier } from './quote'

/** Connection parameters by libpq's names (manual, 33.1.2 "Parameter Key Words"). */
export type Parameters = Readonly<Record<string, string>>

/**
 * libpq's two spellings: a URL, or `key=value` pairs. Fails with `no-connection`, naming `origin`; the text is never repeated, it may hold
 * a password.
 */
export function parseConnectionString(text: string, origin?: string): Parameters {
  const trimmed = text.trim()
  const found = read(trimmed)
  if (found) return found
  throw new Failure('no-connection', `The connection string${origin ? ` in ${origin}` : ''} cannot be read.`, {
    hint: `Write postgres://user@host:5432/database, or host=… port=… dbname=… user=….${
      trimmed.includes('://') ? ' In a URL, write @ : / ? # % of a password as %40 %3A %2F %3F %23 %25.' : ''
    }`,
  })
}

function read(text: string): Parameters | undefined {
  try {
    return /^postgres(?:ql)?:\/\//i.test(text) ? parseUrl(text) : parsePairs(text)
  } catch (error) {
    // A percent sign that begins no code.
    if (error instanceof URIError) return undefined
    throw error
  }
}

const URL_SHAPE =
  /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?(\[[^\]]*\]|[^/?#]*,[^/?#]*|[^:/?#,]*)(?::(\d*))?(?:\/([^?#]*))?(?:\?([^#]*))?$/i

function parseUrl(text: string): Parameters | undefined {
  const match = URL_SHAPE.exec(text)
  if (!match) return undefined
  const [, login = '', host = '', port, database, query = ''] = match
  const [, user = '', password] = /^([^:]*)(?::(.*))?$/s.exec(login) ?? []
  const found: Record<string, string | undefined> = {
    user: decodeURIComponent(user),
    password: password === undefined ? undefined : decodeURIComponent(password),
    host: decodeURIComponent(host.replace(/^\[|\]$/g, '')),
    port,
    dbname: database === undefined ? undefined : decodeURIComponent(database),
  }
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=')
    found[decodeURIComponent(name)] = decodeURIComponent(value.join('='))
  }
  // As Go's drivers, JDBC and Prisma write it, each of them for the search_path; libpq has only `options`.
  const path = found.search_path ?? found.currentSchema ?? (found.schema && quoteIdentifier(found.schema))
  if (path)
    found.options = [found.options, `-c search_path=${path.replace(/[\s\\]/g, '\\$&')}`].filter(Boolean).join(' ')
  // As JDBC and libpq both understand it.
  if (found.ssl === 'true') found.sslmode ??= 'require'
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

const PAIR = /\s*([a-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gy

function parsePairs(text: string): Parameters | undefined {
  const found: Record<string, string> = {}
  PAIR.lastIndex = 0
  while (PAIR.lastIndex < text.length) {
    const match = PAIR.exec(text)
    if (!match) return undefined
    const value = (match[2] ?? match[3] ?? '').replace(/\\(.)/gs, '$1')
    if (value) found[match[1]!] = value
  }
  return Object.keys(found).length === 0 ? undefined : found
}

/** The section of a connection service file, if it has it (manual, 33.17 "The Connection Service File"). */
export function parseServiceFile(text: string, service: string): Parameters | undefined {
  let found: Record<string, string> | undefined
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#')) continue
    const section = /^\[(.*)\]$/.exec(line)
    if (section) {
      if (found) return found
      if (section[1] === service) found = {}
    } else if (found) {
      const [name = '', ...value] = line.split('=')
      found[name.trim()] = value.join('=').trim()
    }
  }
  return found
}

/**
 * The password of the first matching line of a password file (manual, 33.16 "The Password File"): five fields, `*` matches anything,
 * `\:` and `\\` stand for themselves. A Unix socket in the default place is looked up as `localhost`.
 */
export function passwordFrom(
  file: string,
  wanted: { host: string; port: number; database: string; user: string },
): string | undefined {
  const host =
    wanted.host.startsWith('/') && /^\/(?:tmp|var\/run\/postgresql|run\/postgresql)\/?$/.test(wanted.host)
      ? 'localhost'
      : wanted.host
  const keys = [host, String(wanted.port), wanted.database, wanted.user]
  for (const line of file.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const fields = [...line.matchAll(/((?:[^:\\]|\\.)*)(:|$)/g)].slice(0, 4)
    if (fields.length < 4 || fields[3]?.[2] !== ':') continue
    if (!fields.every((field, index) => field[1] === '*' || unescaped(field[1]!) === keys[index])) continue
    const last = fields[3]!
    return unescaped(line.slice(last.index + last[0].length))
  }
  return undefined
}

const unescaped = (text: string) => text.replace(/\\(.)/g, '$1')
