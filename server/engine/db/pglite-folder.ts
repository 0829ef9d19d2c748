import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { kill, pid } from 'node:process'
import { brotliDecompressSync } from 'node:zlib'
import { Failure } from '../failure'
import { untar } from './tar'

/**
 * Takes the folder for this process and makes an initialised data directory there if there is none. The returned function gives it back.
 * Fails with `locked` when a living process holds it, and with `not-supported` when another major made it.
 */
export function takeFolder(folder: string, assets: string, major: number): () => void {
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
    // Left behind when the worker was ended at work; ours is the lock that counts, and recovery needs the way free.
    rmSync(join(folder, 'postmaster.pid'), { force: true })
    return release
  } catch (error) {
    release()
    throw error
  }
}

function ignoreInGit(folder: string): void {
  const file = join(folder, '.gitignore')
  if (!existsSync(file)) writeFileSync(file, '*\n')
}

/** Made beside its place and moved there, so that a folder is either whole or absent. */
function initialise(folder: string, assets: string): void {
  if (existsSync(join(folder, 'PG_VERSION'))) return
  if (existsSync(folder)) {
    throw new Failure('not-supported', `${folder} exists and is no PostgreSQL data directory.`, {
      hint: 'Name another folder.',
    })
  }
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

interface Holder {
  readonly pid: number
  readonly host: string
  /** Start time of the process in clock ticks since boot, where the system tells: process ids come again, this pair does not. */
  readonly started?: string
}

function lock(folder: string): () => void {
  const file = `${folder}.lock`
  const mine = JSON.stringify({ pid, host: hostname(), started: startOf(pid) } satisfies Holder)
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
      return () => {
        if (read(file) === mine) rmSync(file, { force: true })
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
  // proc(5): the command, in parentheses, may hold spaces; the start time is field 22, the 20th behind it.
  return read(`/proc/${process}/stat`)?.split(') ').pop()?.split(' ')[19]
}
