import { basename, dirname, resolve } from 'node:path'

/** Names an embedded database among all databases. */
export const embeddedId = (folder?: string): string =>
  folder === undefined ? 'embedded' : `embedded:${resolve(folder)}`

/** How people are told which embedded database is meant: by the folder whose `.lockstep` holds it, else by its own. Paths are for details. */
export function embeddedLabel(folder?: string): string {
  if (folder === undefined) return 'the embedded database'
  const path = resolve(folder)
  const home = dirname(path)
  if (basename(home) !== '.lockstep') return `the embedded database in ${basename(path)}`
  const owner = `the embedded database of ${basename(dirname(home))}`
  return basename(path) === 'database' ? owner : `${owner} (${basename(path)})`
}
