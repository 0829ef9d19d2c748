import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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
      await ownFolder(root)
      await mkdir(dirname(path), { recursive: true })
      const file = await open(path, 'w')
      try {
        await file.writeFile(JSON.stringify(entry))
        await file.sync()
      } finally {
        await file.close()
      }
    },
    ended: (target) => rm(pathOf(target), { force: true }),
    async unfinished(target) {
      const text = await readFile(pathOf(target), 'utf8').catch(() => undefined)
      if (text === undefined) return undefined
      try {
        return JSON.parse(text) as Unfinished
      } catch {
        // Cut off while it was written: nothing had been sent yet.
        return undefined
      }
    },
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
