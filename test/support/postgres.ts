import { execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import pg from 'pg'

/** A real PostgreSQL server of this test process. Listens on 127.0.0.1; role `postgres`, a superuser, needs no password. */
export interface TestServer {
  readonly major: number
  readonly host: string
  readonly port: number
  readonly user: string
  /** Of the maintenance database `postgres`. Tests that change anything create their own. */
  readonly connectionString: string
  /** The server's own temporary folder: its Unix sockets, its data in `data/`. */
  readonly folder: string
  /** Process id of the postmaster, for tests that kill. */
  readonly pid: number
  /** Creates an empty database (from template0, so nothing a colleague's test did leaks in) and gives its connection string. */
  createDatabase(name?: string): Promise<string>
}

const script = 'scripts/postgres.mjs'
const servers = new Map<number, Promise<TestServer>>()
let installed: { readonly majors: readonly number[]; readonly reason?: string } | undefined

/**
 * The majors this run should use and can: `LOCKSTEP_MAJORS=14,16`, `LOCKSTEP_MAJORS=all`, by default 14 and 18. `reason` says why a
 * chosen one is missing; pass it to `skip`.
 */
export function availableMajors(): { readonly majors: readonly number[]; readonly reason?: string } {
  installed ??= JSON.parse(execFileSync(process.execPath, [script, '--list'], { encoding: 'utf8' })) as typeof installed
  const wanted = process.env.LOCKSTEP_MAJORS ?? '14,18'
  const chosen = wanted === 'all' ? [14, 15, 16, 17, 18] : wanted.split(',').map(Number)
  const majors = chosen.filter((major) => installed?.majors.includes(major))
  return majors.length === chosen.length
    ? { majors }
    : { majors, reason: installed?.reason ?? `no such majors: ${wanted}` }
}

/**
 * Gives `work` the server of this major: started at first use, one a test process, stopped and removed when the process ends, however
 * it ends (the server's keeper watches a pipe to this process).
 */
export async function withServer<T>(major: number, work: (server: TestServer) => Promise<T>): Promise<T> {
  let server = servers.get(major)
  if (!server) {
    server = startServer(major)
    servers.set(major, server)
  }
  return work(await server)
}

/** A server of its own, for tests that kill or reconfigure one. `stop` ends it early. */
export async function startServer(major: number): Promise<TestServer & { stop(): void }> {
  const keeper = spawn(process.execPath, [script, String(major), '--pipe'], { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaint = ''
  keeper.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const line = await new Promise<string>((done, failed) => {
    createInterface({ input: keeper.stdout }).once('line', done)
    keeper.once('error', failed)
    keeper.once('exit', () => failed(new Error(`PostgreSQL ${major} did not start: ${complaint}`)))
  })
  keeper.removeAllListeners('exit')
  const { port, folder, pid } = JSON.parse(line) as { port: number; folder: string; pid: number }
  // Nothing of the keeper may hold the test process open; its standard input closing is the signal to stop.
  keeper.unref()
  for (const stream of [keeper.stdin, keeper.stdout, keeper.stderr]) (stream as unknown as { unref(): void }).unref()
  const host = '127.0.0.1'
  const url = (database: string) => `postgres://postgres@${host}:${port}/${encodeURIComponent(database)}`
  const prefix = `test_${process.pid}`
  let count = 0
  return {
    major,
    host,
    port,
    user: 'postgres',
    connectionString: url('postgres'),
    folder,
    pid,
    stop: () => keeper.stdin.end(),
    async createDatabase(name) {
      count += 1
      const database = name ?? `${prefix}_${count}`
      const client = new pg.Client({ connectionString: url('postgres') })
      await client.connect()
      try {
        await client.query(`create database ${client.escapeIdentifier(database)} template template0`)
      } finally {
        await client.end()
      }
      return url(database)
    },
  }
}
