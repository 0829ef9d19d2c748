import { createHash } from 'node:crypto'
import type { MigrationFile } from '../conventions/convention'
import { type Diagnostic, type Fix, type FollowUp, withBeside } from '../diagnostic'
import type { Linted } from '../lint/run'
import { isWayUp } from '../migrate/set'
import { followUp } from './authoring'
import type { Project } from './project'

/** Findings of one text with all that was known before it, as they can be written down. */
export interface KnownFindings {
  readonly statements: number
  readonly diagnostics: readonly KnownDiagnostic[]
  /** Later migrations have a say: the findings are kept under the key of the whole history. */
  readonly open?: true
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

const writtenFix = ({ creates, ...fix }: Fix): KnownFix => {
  if (typeof creates !== 'function') return { ...fix, ...(creates && { creates }) }
  const { title, bodies, beside } = creates
  return { ...fix, follows: { title, bodies, ...(beside && { beside }) } }
}

function readBack(
  { statements, diagnostics }: KnownFindings,
  place: FilePlace | undefined,
): Omit<Linted, 'after' | 'lockOrders'> {
  return {
    statements,
    open: new Map(),
    diagnostics: diagnostics.map((one) => ({
      ...one,
      fixes: one.fixes.map(({ follows, ...fix }): Fix => {
        if (!follows || !place) return fix
        const creates = followUp(place.project, place.file, follows.title, follows.bodies)
        return { ...fix, creates: withBeside(follows.beside, creates) }
      }),
    })),
  }
}

interface FilePlace {
  readonly project: Project
  readonly file: MigrationFile
}

function written(statements: number, diagnostics: readonly Diagnostic[]): KnownFindings {
  return { statements, diagnostics: diagnostics.map((one) => ({ ...one, fixes: one.fixes.map(writtenFix) })) }
}

export const digest = (...parts: readonly string[]): string => {
  const hash = createHash('sha1')
  // Lengths keep two lists with the same characters apart.
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('base64')
}

/** A file of no history. */
export function rememberedAlone(
  runs: EarlierRuns | undefined,
  path: string,
  text: string,
  find: () => Pick<Linted, 'statements' | 'diagnostics'>,
): Pick<Linted, 'statements' | 'diagnostics'> {
  if (!runs) return find()
  const key = digest(runs.world(), path, text)
  const known = runs.store.get(key)
  if (known) return readBack(known, undefined)
  const { statements, diagnostics } = find()
  runs.store.put(key, written(statements, diagnostics))
  return { statements, diagnostics }
}

interface Keys {
  /** Of the file and those before it. */
  readonly own: string
  /** Of the file and all others. */
  readonly whole: string
}

/** What earlier runs found in the files of one history. */
export class KnownHistory {
  private keys?: readonly Keys[]

  constructor(
    private readonly runs: EarlierRuns,
    private readonly project: Project,
  ) {}

  recall(index: number): Omit<Linted, 'after' | 'lockOrders'> | undefined {
    const { own, whole } = this.keysOf(index)
    const { store } = this.runs
    const known = store.get(own)
    const settled = known?.open ? store.get(whole) : known
    return settled && readBack(settled, { project: this.project, file: this.project.files[index]! })
  }

  /** `left`: what no later migration settles. */
  keep(index: number, { statements, open }: Omit<Linted, 'after' | 'lockOrders'>, left: readonly Diagnostic[]): void {
    const { own, whole } = this.keysOf(index)
    const { store } = this.runs
    if (open.size > 0) store.put(own, { statements, diagnostics: [], open: true })
    store.put(open.size > 0 ? whole : own, written(statements, left))
  }

  private keysOf(index: number): Keys {
    this.keys ??= keysOf(this.runs.world(), this.project)
    return this.keys[index]!
  }
}

/** Files that move the schema on depend on those before them, ways down and callbacks on all. */
function keysOf(world: string, project: Project): readonly Keys[] {
  const { conventionId, settings, files, root, folders } = project
  const texts = files.map(({ path, name, sections, placeholders, source }) =>
    digest(path, JSON.stringify([name, sections, placeholders]), source.text),
  )
  const start = digest(world, JSON.stringify([conventionId, settings, root, folders]))
  const all = digest(start, ...texts)
  let chain = start
  return files.map((file, i) => {
    const whole = digest(all, texts[i]!)
    if (!isWayUp(file)) return { own: whole, whole: digest(whole) }
    chain = digest(chain, texts[i]!)
    return { own: chain, whole }
  })
}
