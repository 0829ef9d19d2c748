import { Failure } from '../failure'

/** Connection parameters by libpq's names (manual, 33.1.2 "Parameter Key Words"). */
export type Parameters = Readonly<Record<string, string>>

/** libpq's two spellings: a URL, or `key=value` pairs. Fails with `no-connection`; the text is never repeated, it may hold a password. */
export function parseConnectionString(text: string): Parameters {
  const trimmed = text.trim()
  return /^postgres(?:ql)?:\/\//i.test(trimmed) ? parseUrl(trimmed) : parsePairs(trimmed)
}

function invalid(): Failure {
  return new Failure('no-connection', 'The connection string cannot be read.', {
    hint: 'Write postgres://user@host:5432/database, or host=… port=… dbname=… user=….',
  })
}

const URL_SHAPE =
  /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?(\[[^\]]*\]|[^:/?#,]*)(?::(\d*))?(?:\/([^?#]*))?(?:\?([^#]*))?$/i

function parseUrl(text: string): Parameters {
  const match = URL_SHAPE.exec(text)
  if (!match) throw invalid()
  const [, login = '', host = '', port, database, query = ''] = match
  const [, user = '', password] = /^([^:]*)(?::(.*))?$/s.exec(login) ?? []
  const found: Record<string, string | undefined> = {
    user: decoded(user),
    password: password === undefined ? undefined : decoded(password),
    host: decoded(host.replace(/^\[|\]$/g, '')),
    port,
    dbname: database === undefined ? undefined : decoded(database),
  }
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=')
    found[decoded(name)] = decoded(value.join('='))
  }
  // As JDBC and libpq both understand it.
  if (found.ssl === 'true') found.sslmode ??= 'require'
  // As Prisma and JDBC understand them; libpq has no such parameter.
  const path = found.schema ? `"${found.schema.replaceAll('"', '""')}"` : found.currentSchema
  if (path)
    found.options = [found.options, `-c search_path=${path.replace(/[\\\s]/g, '\\$&')}`].filter(Boolean).join(' ')
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalid()
  }
}

const PAIR = /\s*([a-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gy

function parsePairs(text: string): Parameters {
  const found: Record<string, string> = {}
  PAIR.lastIndex = 0
  while (PAIR.lastIndex < text.length) {
    const match = PAIR.exec(text)
    if (!match) throw invalid()
    const value = (match[2] ?? match[3] ?? '').replace(/\\(.)/gs, '$1')
    if (value) found[match[1]!] = value
  }
  if (Object.keys(found).length === 0) throw invalid()
  return found
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
