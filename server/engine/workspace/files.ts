import { type Dirent, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import type { ProjectFiles } from '../conventions/convention'
import { Failure, fileReason, unwritable } from '../failure'

/** Folders nobody keeps migrations of his own in. */
const passedOver = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.lockstep',
  'vendor',
  'target',
  'dist',
  '.next',
  '.venv',
  'venv',
  '__pycache__',
  '.gradle',
  '.idea',
  '.cache',
])

/**
 * A folder tree is listed once and kept until told otherwise. Links to files count as files; links to folders may lead round in circles or
 * far away, and are passed over like broken ones and unreadable folders.
 */
export class DiskFiles implements ProjectFiles {
  readonly root: string
  private listed?: readonly string[]
  private names?: ReadonlySet<string>
  private readonly excluded: (path: string) => boolean

  constructor(
    root: string,
    exclude: readonly string[] = [],
    /** Unsaved text of open documents, by absolute path. */
    private readonly overlay?: (path: string) => string | undefined,
    /** Absolute paths of open documents: they may not be on disk yet. */
    private readonly open: () => readonly string[] = () => [],
  ) {
    this.root = slashed(resolve(root))
    const matches = exclude.length > 0 ? picomatch([...exclude], { dot: true }) : undefined
    this.excluded = (path) => matches?.(path.slice(this.root.length + 1)) ?? false
  }

  async list(): Promise<readonly string[]> {
    return this.listNow()
  }

  /** Synchronous twin of `list`, for what is derived lazily. */
  listNow(): readonly string[] {
    this.listed ??= this.walk()
    return this.listed
  }

  /** Far cheaper than trying to read what is not there. */
  has(path: string): boolean {
    this.names ??= new Set(this.listNow())
    return this.names.has(path)
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    return this.readNow(path)
  }

  readNow(path: string): Uint8Array | undefined {
    const open = this.overlay?.(path)
    return open === undefined ? readFile(path) : new TextEncoder().encode(open)
  }

  private walk(): readonly string[] {
    const found: string[] = []
    const folders = [this.root]
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      let entries: Dirent[]
      try {
        entries = readdirSync(folder, { withFileTypes: true })
      } catch (error) {
        const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
        if (folder === this.root && !missing) throw unreadable(folder, error)
        continue
      }
      for (const entry of entries) {
        const path = `${folder}/${entry.name}`
        if (entry.isDirectory()) {
          if (!passedOver.has(entry.name) && !this.excluded(path)) folders.push(path)
        } else if ((entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path))) && !this.excluded(path))
          found.push(path)
      }
    }
    const onDisk = new Set(found)
    for (const path of this.open())
      if (path.startsWith(`${this.root}/`) && !onDisk.has(path) && !this.excluded(path)) found.push(path)
    return found.sort()
  }
}

export function readFile(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw unreadable(path, error)
  }
}

/** Folders above are made. Failure('file-unwritable'). */
export function writeFile(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Whether it is looked into: a folder that can be read, no link to one. */
export function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory() && readdirSync(path) !== undefined
  } catch {
    return false
  }
}

function leadsToFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function unreadable(path: string, error: unknown): Failure {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT')
    return new Failure('file-missing', `There is no ${path}.`, { hint: 'Check the path.', cause: error })
  return new Failure('file-unreadable', `${path} can't be read: ${fileReason(error)}.`, {
    hint: 'Check its permissions.',
    cause: error,
  })
}

export const slashed = (path: string): string => (sep === '\\' ? path.replaceAll('\\', '/') : path)

/** The nearest folder upwards that holds one of the names. */
export function above(folder: string, names: readonly string[]): string | undefined {
  for (let at = slashed(resolve(folder)); ; at = slashed(dirname(at))) {
    try {
      if (readdirSync(at).some((name) => names.includes(name))) return at
    } catch {
      // A folder above may be unreadable: then nothing is known to be in it.
    }
    if (slashed(dirname(at)) === at) return undefined
  }
}
