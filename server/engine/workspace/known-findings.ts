import { createHash } from 'node:crypto'
import type { MigrationFile } from '../conventions/convention'
import { type Diagnostic, type Fix, type FollowUp, withBeside } from '../diagnostic'
import { followUp } from './authoring'
import { isWayDown, type Project } from './project'

/** Findings of one text with all that was known before it, as they can be written down. */
export interface KnownFindings {
  readonly statements: number
  readonly diagnostics: readonly KnownDiagnostic[]
}
type KnownDiagnostic = Omit<Diagnostic, 'fixes'> & { readonly fixes: readonly KnownFix[] }
/** Migrations a fix would write carry today's date in their names: they are worked out anew. */
type KnownFix = Omit<Fix, 'creates'> & {
  readonly creates?: Exclude<Fix['creates'], () => unknown>
  readonly follows?: Pick<FollowUp, 'title' | 'bodies' | 'beside'>
}

/** Where findings outlive a run. A key stands for everything they depend on. */
export interface FindingsStore {
  get(key: string): KnownFindings | undefined
  put(key: string, known: KnownFindings): void
}

export interface EarlierRuns {
  readonly store: FindingsStore
  /** Stands for whatever findings depend on beside the files of their project. */
  world(): string
}

const written = ({ creates, ...fix }: Fix): KnownFix => {
  if (typeof creates !== 'function') return { ...fix, ...(creates && { creates }) }
  const { title, bodies, beside } = creates
  return { ...fix, follows: { title, bodies, ...(beside && { beside }) } }
}

function readBack({ statements, diagnostics }: KnownFindings, place: FilePlace | undefined): Found {
  return {
    statements,
    diagnostics: diagnostics.map((one) => ({
      ...one,
      fixes: one.fixes.map(({ follows, ...fix }): Fix => {
        if (!follows || !place) return fix
        const creates = followUp(place.project, place.file, follows.title, follows.bodies)
        return { ...fix, creates: follows.beside ? withBeside(follows.beside, creates) : creates }
      }),
    })),
  }
}

interface Found {
  readonly statements: number
  readonly diagnostics: readonly Diagnostic[]
}
interface FilePlace {
  readonly project: Project
  readonly file: MigrationFile
}

/** What an earlier run found under this key, else what `find` finds, for the runs after this one. */
export function remembered(
  runs: EarlierRuns | undefined,
  key: string | undefined,
  place: FilePlace | undefined,
  find: () => Found,
): Found {
  if (!runs || key === undefined) return find()
  const known = runs.store.get(key)
  if (known) return readBack(known, place)
  const { statements, diagnostics } = find()
  runs.store.put(key, {
    statements,
    diagnostics: diagnostics.map((one) => ({ ...one, fixes: one.fixes.map(written) })),
  })
  return { statements, diagnostics }
}

export const digest = (...parts: readonly string[]): string => {
  const hash = createHash('sha1')
  // Lengths keep two lists with the same characters apart.
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('base64')
}

export const looseKey = (world: string, path: string, text: string): string => digest(world, path, text)

/**
 * One key a file, in the project's order: files that move the schema on depend on those before them, ways down and callbacks on all.
 */
export function historyKeys(world: string, project: Project): readonly string[] {
  const { conventionId, settings, files, root, folders } = project
  const own = files.map(({ path, name, sections, placeholders, source }) =>
    digest(path, JSON.stringify([name, sections, placeholders]), source.text),
  )
  const start = digest(world, JSON.stringify([conventionId, settings, root, folders]))
  const all = digest(start, ...own)
  let chain = start
  return files.map((file, i) => {
    if (isWayDown(file) || file.name.kind === 'callback') return digest(all, own[i]!)
    chain = digest(chain, own[i]!)
    return chain
  })
}
