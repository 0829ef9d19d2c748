import { Lexer } from '../syntax/tokens'
import type { Convention, Detection, ProjectFiles } from './convention'

export interface DetectedProject extends Detection {
  /** The convention's id. */
  readonly convention: string
}

const strength: Readonly<Record<Detection['sure'], number>> = { config: 0, markers: 1, names: 2 }

/**
 * The migration histories of a workspace without any configuration of ours. Configuration files weigh more than marks in the files,
 * those more than names; a weaker claim stands only for a folder in which a stronger one leaves files over. Sorted by root, then folder.
 */
export async function detectProjects(
  files: ProjectFiles,
  conventions: Readonly<Record<string, Convention>>,
): Promise<readonly DetectedProject[]> {
  const once = remembering(files)
  const claims: DetectedProject[] = []
  for (const [convention, definition] of Object.entries(conventions)) {
    for (const detection of await definition.detect(once)) claims.push({ ...detection, convention })
  }
  const rank = (claim: DetectedProject): number =>
    strength[claim.sure] + (conventions[claim.convention]!.fallback ? 10 : 0)
  claims.sort((a, b) => rank(a) - rank(b))

  const list = await once.list()
  const owned = new Set<string>()
  const kept: DetectedProject[] = []
  for (const claim of claims) {
    const { parseName } = conventions[claim.convention]!
    const own = claim.folders.map((folder) => ({
      folder,
      paths: under(list, folder).filter(
        (path) => parseName(path.slice(folder.length + 1), claim.settings) !== undefined,
      ),
    }))
    // A configured folder without files yet is a project all the same.
    const folders = own.filter(({ paths }) =>
      paths.length === 0 ? claim.sure === 'config' : paths.some((path) => !owned.has(path)),
    )
    if (folders.length === 0) continue
    for (const { paths } of folders) for (const path of paths) owned.add(path)
    if (
      await foreign(
        once,
        folders.map(({ paths }) => paths),
      )
    )
      continue
    kept.push({ ...claim, folders: folders.map(({ folder }) => folder) })
  }
  return kept.sort((a, b) => compare(a.root, b.root) || compare(a.folders[0]!, b.folders[0]!))
}

/**
 * SQL of another database in a folder that does not say so. Back-quoted names and auto_increment are in no PostgreSQL statement; comments
 * and literals do not count.
 */
async function foreign(files: ProjectFiles, folders: readonly (readonly string[])[]): Promise<boolean> {
  for (const paths of folders) {
    for (const path of paths.slice(0, 2)) {
      const text = new TextDecoder().decode(await files.read(path))
      const lexer = new Lexer(text, 0, text.length)
      while (lexer.next()) {
        if (
          lexer.kind === 'operator' &&
          text[lexer.start] === '`' &&
          /^`[\w .]+`/.test(text.slice(lexer.start, lexer.start + 200))
        )
          return true
        if (lexer.kind === 'word' && /^auto_?increment$/i.test(text.slice(lexer.start, lexer.at))) return true
      }
    }
  }
  return false
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The slice of a sorted list below a folder, found without walking all of it. */
function under(list: readonly string[], folder: string): readonly string[] {
  const prefix = `${folder}/`
  const lowest = (value: string): number => {
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (list[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  }
  return list.slice(lowest(prefix), lowest(`${folder}0`))
}

/** Conventions look at the same few files. */
function remembering(files: ProjectFiles): ProjectFiles {
  const read = new Map<string, Promise<Uint8Array | undefined>>()
  let listed: Promise<readonly string[]> | undefined
  return {
    root: files.root,
    list: () => (listed ??= files.list().then((paths) => [...paths].sort(compare))),
    read: (path) => {
      const known = read.get(path) ?? files.read(path)
      read.set(path, known)
      return known
    },
  }
}
