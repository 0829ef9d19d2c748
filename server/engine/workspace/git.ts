import { createHash } from 'node:crypto'
import type { MigrationFile } from '../conventions/convention'
import type { Diagnostic } from '../diagnostic'
import { spanOf } from '../text/source'

/** Runs git in a folder and gives its standard output; undefined when git is not there or refuses. */
export type Git = (folder: string, args: readonly string[]) => Promise<string | undefined>

/** Branches that count as shared, in this order. */
const mainBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']

/**
 * Migrations that stand differently in the branch everybody builds on: whoever ran them has the old text. Repeatable ones are meant to
 * change. Nothing outside a git repository.
 */
export async function editedAfterCommit(
  git: Git,
  files: readonly MigrationFile[],
  root: string,
): Promise<ReadonlyMap<string, Diagnostic>> {
  const found = new Map<string, Diagnostic>()
  if (files.length === 0) return found
  const top = (await git(root, ['rev-parse', '--show-toplevel']))?.trim()
  if (!top) return found
  const shared = await sharedCommit(git, root)
  if (!shared) return found
  const tree = await git(top, ['ls-tree', '-r', '-z', '--full-tree', shared.commit])
  const blobs = new Map(
    (tree ?? '').split('\0').map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(12, line.indexOf('\t'))]),
  )
  for (const { path, name, bytes, source } of files) {
    if (name.kind === 'repeatable' || name.kind === 'callback') continue
    const blob = blobs.get(path.slice(top.length + 1))
    if (!blob || sameBlob(blob, bytes)) continue
    const end = /[\r\n]/.exec(source.text)?.index ?? source.text.length
    found.set(path, {
      code: 'edited-after-commit',
      severity: 'warning',
      span: spanOf(0, end),
      message: `This migration stands differently in ${shared.name}: databases that ran it have the old text.`,
      help: 'Take the edit back and write a new migration.',
      fixes: [],
    })
  }
  return found
}

/** Where this branch left the shared one. */
async function sharedCommit(
  git: Git,
  root: string,
): Promise<{ readonly commit: string; readonly name: string } | undefined> {
  for (const name of mainBranches) {
    const commit = (await git(root, ['merge-base', 'HEAD', name]))?.trim()
    if (commit) return { commit, name: name === 'origin/HEAD' ? 'the main branch' : name }
  }
  return undefined
}

/** git stores line ends as LF where autocrlf is on. */
function sameBlob(blob: string, bytes: Uint8Array): boolean {
  if (blobOf(bytes) === blob) return true
  return (
    bytes.includes(13) &&
    blobOf(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1')) === blob
  )
}

const blobOf = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
