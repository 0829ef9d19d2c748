import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { kill, pid, platform } from 'node:process'
import { brotliDecompressSync } from 'node:zlib'
import { Failure, unwritable } from '../failure'
import { untar } from './tar'

/**
 * Takes the folder for this process and makes an initialised data directory there if there is none. The returned function gives it back.
 * Fails with `locked` when a living process holds it, and with `not-supported` when another major made it.
 */
export function takeFolder(folder: string, assets: string, major: number): () => void {
  try {
    return take(folder, assets, major)
  } catch (error) {
    if (error instanceof Failure || !(error as NodeJS.ErrnoException).code) throw error
    throw unwritable(folder, error)
  }
}

function take(folder: string, assets: string, major: number): () => void {
  mkdirSync(dirname(folder), { recursive: true })
  if (basename(dirname(folder)) === '.lockstep') ignoreInGit(dirname(folder))
  const release = lock(folder)
  try {
    initialise(folder, assets)
    const made = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
    if (made !== String(major)) {
      throw new Failure('not-supported', `${folder} was made by PostgreSQL ${made}; the embedded one is ${major}.`, {
        hint: 'Run lockstep database reset to begin a new one.',
      })
    }
    clearWay(folder)
    return release
  } catch (error) {
    release()
    throw error
  }
}

/** What a worker leaves behind that was ended at work: ours is the lock that counts, and recovery needs the way free. */
export function clearWay(folder: string): void {
  rmSync(join(folder, 'postmaster.pid'), { force: true })
}

function ignoreInGit(folder: string): void {
  const file = join(folder, '.gitignore')
  if (!existsSync(file)) writeFileSync(file, '*\n')
}

/** Made beside its place and moved there, so that a folder is either whole or absent. */
function initialise(folder: string, assets: string): void {
  if (existsSync(join(folder, 'PG_VERSION'))) return
  if (existsSync(folder)) throw noDataDirectory(folder)
  const unfinished = `${folder}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  for (const { path, data } of untar(brotliDecompressSync(readFileSync(join(assets, 'data.tar.br'))))) {
    const place = join(unfinished, path)
    mkdirSync(path.endsWith('/') ? place : dirname(place), { recursive: true, mode: 0o700 })
    if (!path.endsWith('/')) writeFileSync(place, data, { mode: 0o600 })
  }
  renameSync(unfinished, folder)
}

/** Where the embedded database of a folder is served. */
export interface Served {
  readonly port: number
  /** Lets its holder end the server. */
  readonly key: string
}

interface Holder {
  readonly pid: number
  readonly host: string
  /** Start time of the process in clock ticks since boot, where the system tells: process ids come again, this pair does not. */
  readonly started?: string
  readonly served?: Served
}

const lockOf = (folder: string): string => `${folder}.lock`
const myself = (): Holder => ({ pid, host: hostname(), started: startOf(pid) })

/** Says in this process's own lock where others reach the database. */
export function announce(folder: string, served: Served): void {
  const file = lockOf(folder)
  writeFileSync(`${file}.new`, JSON.stringify({ ...myself(), served } satisfies Holder), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** The living process of this machine that serves the folder, if one does; what a killed one left behind does not count. */
export function servedAt(folder: string): (Served & { readonly pid: number }) | undefined {
  const holder = parse(read(lockOf(folder)) ?? '')
  return holder?.served && holder.host === hostname() && living(holder)
    ? { ...holder.served, pid: holder.pid }
    : undefined
}

/**
 * Deletes the data directory and nothing beside it; false when there is none. Fails with `locked` while a living process holds it, and
 * with `not-supported` when the folder is no data directory.
 */
export function removeFolder(folder: string): boolean {
  if (!existsSync(folder)) return false
  const release = lock(folder)
  try {
    if (!existsSync(join(folder, 'PG_VERSION'))) throw noDataDirectory(folder)
    // Moved first: a kill in the middle leaves no half of a database in its place.
    const aside = `${folder}.old`
    rmSync(aside, { recursive: true, force: true })
    renameSync(folder, aside)
    rmSync(aside, { recursive: true, force: true })
    return true
  } finally {
    release()
  }
}

const noDataDirectory = (folder: string): Failure =>
  new Failure('not-supported', `${folder} exists and is no PostgreSQL data directory.`, {
    hint: 'Name another folder.',
  })

function lock(folder: string): () => void {
  const file = lockOf(folder)
  const mine = JSON.stringify(myself())
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
      return () => {
        const holder = parse(read(file) ?? '')
        if (holder && JSON.stringify({ ...holder, served: undefined }) === mine) rmSync(file, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const text = read(file)
    if (text === undefined) continue
    const holder = parse(text)
    // A lock nobody has finished writing yet is empty; one that stays so was left by a crash.
    if (holder ? living(holder) : Date.now() - statSync(file).mtimeMs < 1000) throw held(folder, file, holder)
    takeAway(file, text)
  }
}

function held(folder: string, file: string, holder: Holder | undefined): Failure {
  const self = holder?.pid === pid && holder.host === hostname()
  const who = self
    ? 'this process'
    : holder
      ? `process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}`
      : 'another process'
  return new Failure('locked', `The embedded database in ${folder} is in use by ${who}.`, {
    hint: `Close the other one (an editor window or a command), or delete ${file} if it is gone.`,
  })
}

/** Of several processes that find the same dead lock, each removes only that one: a lock written meanwhile is put back. */
function takeAway(file: string, dead: string): void {
  const aside = `${file}.${pid}`
  try {
    renameSync(file, aside)
    if (read(aside) === dead) rmSync(aside, { force: true })
    else renameSync(aside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function parse(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder>
    return typeof holder.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined
  } catch {
    return undefined
  }
}

function living(holder: Holder): boolean {
  if (holder.host !== hostname()) return true
  try {
    kill(holder.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return holder.started === undefined || holder.started === startOf(holder.pid)
}

function startOf(process: number): string | undefined {
  if (platform === 'darwin')
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(process)], { encoding: 'utf8' }).stdout?.trim() || undefined
  // proc(5): the command, in parentheses, may hold spaces; behind it the state, and as the 20th field the start time. Z is a process that
  // ended and that nobody has asked for its exit code, as in a container without an init.
  const fields = read(`/proc/${process}/stat`)?.split(') ').pop()?.split(' ')
  return fields?.[0] === 'Z' ? undefined : fields?.[19]
}
