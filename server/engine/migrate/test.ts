import { type Difference, difference } from '../catalog/compare'
import { introspect } from '../catalog/introspect'
import type { MigrationFile } from '../conventions/convention'
import type { Database, Session } from '../db/session'
import type { Span } from '../text/source'
import { wayDown } from './plan'
import { type Broken, runSection, runUp } from './replay'
import { lookThere, usualPath } from './search-path'
import { isWayUp, type MigrationSet } from './set'
import { show } from './values'

export interface TestResult {
  readonly file: MigrationFile
  /** `up`, `down`, `down restores the schema`, `up again`. */
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Milliseconds. */
  readonly ms: number
  readonly message?: string
  readonly span?: Span
}

export interface TestRequest {
  readonly set: MigrationSet
  /** Empty and for this run only: whatever is in it is lost. */
  readonly database: Database
  /** Paths of the migrations to test; the others only run. All of them when absent. */
  readonly wanted?: ReadonlySet<string>
  readonly signal?: AbortSignal
  onResult?(result: TestResult): void
  onProgress?(file: MigrationFile, index: number, total: number): void
}

/**
 * Replays the history; of each wanted migration it runs the way up, the way down where there is one, proves that the schema came back
 * object by object, and goes up again. After a failure the rest is skipped: its ground is missing. Never throws for a failing migration.
 */
export async function testMigrations(request: TestRequest): Promise<readonly TestResult[]> {
  const { set, database, wanted, signal } = request
  const ups = set.files.filter((file) => isWayUp(file) && file.name.kind !== 'baseline')
  const last = wanted ? ups.findLastIndex(({ path }) => wanted.has(path)) : ups.length - 1
  const results: TestResult[] = []
  const add = (result: TestResult): void => {
    results.push(result)
    request.onResult?.(result)
  }
  await database.withSession(async (session) => {
    const searchPath = await lookThere(session, usualPath(set) ?? [])
    let broken: { readonly file: MigrationFile } | undefined
    for (const [index, file] of ups.slice(0, last + 1).entries()) {
      signal?.throwIfAborted()
      request.onProgress?.(file, index, last + 1)
      const isWanted = !wanted || wanted.has(file.path)
      if (broken) {
        if (isWanted)
          add({
            file,
            name: 'up',
            outcome: 'skipped',
            ms: 0,
            message: `${broken.file.relativePath} before it did not run.`,
          })
        continue
      }
      const failed = await testOne(session, set, file, isWanted, add, searchPath)
      if (failed) broken = { file }
    }
  }, signal && { signal })
  return results
}

type Add = (result: TestResult) => void

/** True when the way up is broken, so that nothing after it can run. */
async function testOne(
  session: Session,
  set: MigrationSet,
  file: MigrationFile,
  isWanted: boolean,
  add: Add,
  searchPath: string | undefined,
): Promise<boolean> {
  // What apply refuses is not tried here either.
  const wrong = set.problemsOf?.(file.path).find(({ severity }) => severity === 'error')
  if (wrong) {
    add({ file, name: 'up', outcome: 'failed', ms: 0, message: wrong.message, span: wrong.span })
    return true
  }
  const down = isWanted ? wayDown(set, file) : undefined
  const section = down?.sections.find(({ direction }) => direction === 'down')
  const before = section && (await introspect(session))
  const up = await timed(() => runUp(session, file, searchPath))
  if (isWanted || up.value) add(result(file, 'up', up))
  if (up.value || !down || !section || !before) return up.value !== undefined

  const after = await introspect(session)
  if (searchPath !== undefined) await session.script(`set search_path = ${searchPath}`)
  const back = await timed(() => runSection(session, down, section))
  add(result(down, 'down', back))
  if (back.value) return true
  await session.script('DISCARD ALL')
  const restored = await timed(async () => difference(before, await introspect(session)))
  add({
    file: down,
    name: 'down restores the schema',
    outcome: restored.value.length === 0 ? 'passed' : 'failed',
    ms: restored.ms,
    span: section.span,
    ...(restored.value.length > 0 && { message: told(restored.value) }),
  })
  const again = await timed(() => runUp(session, file, searchPath))
  if (again.value) {
    add(result(file, 'up again', again))
    return true
  }
  const differs = difference(after, await introspect(session))
  add({
    file,
    name: 'up again',
    outcome: differs.length === 0 ? 'passed' : 'failed',
    ms: again.ms,
    ...(differs.length > 0 && { message: told(differs) }),
  })
  return false
}

interface Timed<T> {
  readonly value: T
  readonly ms: number
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const started = performance.now()
  const value = await work()
  return { value, ms: Math.round(performance.now() - started) }
}

function result(file: MigrationFile, name: string, { value, ms }: Timed<Broken | undefined>): TestResult {
  if (!value) return { file, name, outcome: 'passed', ms }
  const { message, detail, hint } = value.error
  return {
    file,
    name,
    outcome: 'failed',
    ms,
    message: [message, detail, hint].filter(Boolean).join(' '),
    span: value.span,
  }
}

const words = { missing: 'is missing', unexpected: 'was left behind', changed: 'is not as it was' } as const

function told(differences: readonly Difference[]): string {
  return differences
    .map(({ kind, path, change, attributes }) => {
      const what = attributes
        ?.map(({ name, expected, actual }) => `${name}: ${show(expected)} became ${show(actual)}`)
        .join(', ')
      return `${kind.replaceAll('_', ' ')} ${path.join('.')} ${words[change]}${what ? ` (${what})` : ''}`
    })
    .join('; ')
}
