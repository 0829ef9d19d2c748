import { createHash } from 'node:crypto'
import type { MigrationFile } from '../convention'
import { compareBytes } from './names'

type Hashed = Pick<MigrationFile, 'relativePath' | 'bytes'>

const ignored = /^-- atlas:sum ignore\b/

/** sql/migrate/dir.go, NewHashFile and HashFile.MarshalText: one running SHA-256, so that each line depends on all before it. */
export function hashFile(files: readonly Hashed[]): string {
  const running = createHash('sha256')
  const total = createHash('sha256')
  let lines = ''
  for (const file of [...files].sort((a, b) => compareBytes(a.relativePath, b.relativePath))) {
    running.update(file.relativePath)
    if (!ignored.test(new TextDecoder().decode(file.bytes.subarray(0, 32)))) running.update(file.bytes)
    const entry = running.copy().digest('base64')
    total.update(file.relativePath + entry)
    lines += `${file.relativePath} h1:${entry}\n`
  }
  return `h1:${total.digest('base64')}\n${lines}`
}

/** File name -> its sum without `h1:`, as the revisions table holds it. */
export function parseSum(text: string): { readonly total: string; readonly entries: ReadonlyMap<string, string> } {
  const [first, ...rest] = text.split(/\r?\n/)
  const entries = rest.flatMap((line) => {
    const at = line.lastIndexOf(' h1:')
    return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 4)] as const]
  })
  return { total: first ?? '', entries: new Map(entries) }
}
