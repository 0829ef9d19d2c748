import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure, fileReason, unwritable } from '../failure'
import type { Direction } from './set'

/** A migration outside a transaction that began and did not end well. */
export interface Unfinished {
  readonly identity: string
  readonly script: string
  readonly direction: Direction
  /** 0-based: the last statement that was sent. */
  readonly statement: number
  /** ISO 8601. */
  readonly at: string
  readonly by: string
  /** Why it failed and what of it stands; absent when nobody was left to tell. */
  readonly failed?: string
}

/**
 * For tools whose books have no mark for a migration that has begun (dbmate, goose, …): without it, a client that dies between a
 * statement and its row leaves no trace. One entry a target, as only one migration runs at a time under the lock.
 */
export interface Journal {
  begun(target: string, entry: Unfinished): Promise<void>
  ended(target: string): Promise<void>
  unfinished(target: string): Promise<Unfinished | undefined>
}

/** Kept below `.lockstep/` of the project, written through to the disk before the first statement is sent. */
export function diskJournal(root: string): Journal {
  const pathOf = (target: string): string =>
    join(root, '.lockstep', 'unfinished', `${createHash('sha256').update(target).digest('hex').slice(0, 16)}.json`)
  return {
    async begun(target, entry) {
      const path = pathOf(target)
      try {
        await ownFolder(root)
        await mkdir(dirname(path), { recursive: true })
        // An entry is replaced whole: on a full disk the one before it stays, and tells of the statements already sent.
        await writeThrough(`${path}.new`, JSON.stringify(entry))
        await rename(`${path}.new`, path)
      } catch (error) {
        throw unwritable(path, error)
      }
    },
    ended: (target) => rm(pathOf(target), { force: true }),
    async unfinished(target) {
      const path = pathOf(target)
      try {
        return JSON.parse(await readFile(path, 'utf8')) as Unfinished
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
        throw new Failure(
          'books-damaged',
          `${path} can't be read: ${error instanceof SyntaxError ? 'it is damaged' : fileReason(error)}.`,
          {
            hint: 'It tells of a migration that began and did not end. See in .lockstep/audit.jsonl and in the database what ran, then delete it.',
            cause: error,
          },
        )
      }
    },
  }
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** `.lockstep/` with a file that keeps git from it. */
export async function ownFolder(root: string): Promise<string> {
  const folder = join(root, '.lockstep')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return folder
}
