import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { FindingsStore, KnownFindings } from '../engine/workspace/known-findings'
import type { Call } from './command'

declare const LOCKSTEP_VERSION: string

const days = 24 * 60 * 60 * 1000
/** A project nobody linted for this long is forgotten. */
const keptFor = 30 * days
/** Fewer files are found anew in less time than a person notices. */
const worthKeeping = 30

/** Where the user's programs keep what they can do without; undefined when LOCKSTEP_CACHE is `off` or nobody says where home is. */
function cacheFolder({ env }: Pick<Call, 'env'>): string | undefined {
  if (env.LOCKSTEP_CACHE !== undefined) return env.LOCKSTEP_CACHE === 'off' ? undefined : env.LOCKSTEP_CACHE
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'lockstep')
  const home = homedir()
  if (home === '' || home === '/nonexistent') return undefined
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'lockstep', 'Cache')
  return join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'lockstep')
}

/** Another build may find something else in the same text. */
function build(): string {
  const { size, mtimeMs } = statSync(__filename)
  return `${LOCKSTEP_VERSION} ${size} ${mtimeMs}`
}

/** Findings of earlier runs over the files below `root`, one file a root. Losing it costs time and nothing else. */
export class StoredFindings implements FindingsStore {
  private readonly used = new Map<string, KnownFindings>()
  private added = false

  private constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly build: string,
    private readonly stored: ReadonlyMap<string, KnownFindings>,
  ) {}

  static of(root: string, call: Pick<Call, 'env'>): StoredFindings | undefined {
    const folder = cacheFolder(call)
    if (folder === undefined) return undefined
    const file = join(folder, `findings-${createHash('sha1').update(root).digest('hex')}.json`)
    const current = build()
    return new StoredFindings(folder, file, current, read(file, current))
  }

  get(key: string): KnownFindings | undefined {
    const known = this.stored.get(key) ?? this.used.get(key)
    if (known) this.used.set(key, known)
    return known
  }

  put(key: string, known: KnownFindings): void {
    this.used.set(key, known)
    this.added = true
  }

  /** Call when the run is over. What it did not ask for stays, as long as that is not most of it: a run over one file must not lose the rest. */
  save(): void {
    if (!this.added || this.used.size < worthKeeping) return
    const rest = this.stored.size <= 2 * this.used.size + 1000 ? this.stored : new Map<string, KnownFindings>()
    const text = JSON.stringify({ build: this.build, findings: Object.fromEntries([...rest, ...this.used]) })
    const draft = `${this.file}.${process.pid}`
    try {
      mkdirSync(this.folder, { recursive: true })
      writeFileSync(draft, text, { mode: 0o600 })
      renameSync(draft, this.file)
      this.forgetOld()
    } catch {
      // A home that is full or read-only: the next run takes as long as this one did.
      rmSync(draft, { force: true })
    }
  }

  private forgetOld(): void {
    for (const name of readdirSync(this.folder)) {
      if (!name.startsWith('findings-')) continue
      const path = join(this.folder, name)
      if (Date.now() - statSync(path).mtimeMs > keptFor) rmSync(path, { force: true })
    }
  }
}

/** Nothing when there is no file, when another build wrote it, or when it is damaged. */
function read(file: string, build: string): ReadonlyMap<string, KnownFindings> {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly build: string
      readonly findings: { readonly [key: string]: KnownFindings }
    }
    return new Map(found.build === build ? Object.entries(found.findings) : [])
  } catch {
    // What can't be read is found anew.
    return new Map()
  }
}
