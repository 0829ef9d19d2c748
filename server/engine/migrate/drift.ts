import type { Catalog, Definition, Kind } from '../catalog/catalog'
import { type AttributeDifference, difference } from '../catalog/compare'
import { introspect } from '../catalog/introspect'
import type { MigrationFile } from '../conventions/convention'
import { openEmbedded } from '../db/pglite'
import type { Database } from '../db/session'
import { Failure } from '../failure'
import type { Range } from '../text/source'
import { runUp } from './replay'
import { lookThere, schemasOf } from './search-path'
import { belongsToBooks, isWayUp, type MigrationSet } from './set'
import { readState } from './state'
import { show } from './values'

export interface Drift {
  readonly kind: Kind
  readonly path: readonly string[]
  /** As seen from the migrations. */
  readonly change: 'missing' | 'unexpected' | 'changed'
  readonly attributes: readonly AttributeDifference[]
  /** The statement that made it, where the migrations did. */
  readonly definedAt?: Definition
}

export interface DriftReport {
  readonly differences: readonly Drift[]
  /** Migrations the expected schema was built from. */
  readonly migrations: readonly MigrationFile[]
  /** What was not compared, one sentence each. */
  readonly notVisible: readonly string[]
}

export interface DriftRequest {
  readonly set: MigrationSet
  /** Looked at, never written. */
  readonly actual: Database
  /** Empty and for this run only. */
  readonly throwaway: Database
  /** The catalog folded over the same migrations: tells where an object was made. */
  readonly folded?: Catalog
  readonly signal?: AbortSignal
  onProgress?(message: string): void
}

/**
 * The schema that the applied migrations make, replayed in a throwaway database, against the one a database has. Failure('not-supported')
 * when the history does not run there.
 */
export async function findDrift(request: DriftRequest): Promise<DriftReport> {
  const { set, actual, throwaway, folded, signal } = request
  const options = signal ? { signal } : undefined
  const seen = await actual.withSession(async (session) => {
    const { migrations } = await readState(session, set)
    const known = set.convention.books !== undefined || set.convention.state !== undefined
    const applied = migrations.filter(
      ({ file, state }) =>
        file &&
        (!known ||
          state === 'applied' ||
          state === 'changed since' ||
          state === 'repeatable changed' ||
          state === 'baseline'),
    )
    const { schemas: first = [], only } = set.convention.searchPath?.(set.settings) ?? {}
    const own = only ? [] : await schemasOf(session)
    return {
      files: applied.map(({ file }) => file!),
      known,
      schemas: [...new Set([...first, ...own])],
      catalog: await introspect(session, signal),
    }
  }, options)
  const isMade = (schema: string): boolean => folded?.get({ kind: 'schema', path: [schema] }) !== undefined
  const expected = await throwaway.withSession(async (session) => {
    const searchPath = await lookThere(session, seen.schemas, set.convention.searchPath ? undefined : isMade)
    for (const [index, file] of seen.files.entries()) {
      if (!isWayUp(file)) continue
      signal?.throwIfAborted()
      request.onProgress?.(`replaying ${file.relativePath} (${index + 1} of ${seen.files.length})`)
      const broken = await runUp(session, file, searchPath)
      if (broken) {
        throw new Failure(
          'not-supported',
          `${file.relativePath} does not run in the embedded PostgreSQL: ${broken.error.message}.`,
          {
            hint: 'Drift needs to replay the applied migrations; run `lockstep test` to see where they fail.',
          },
        )
      }
    }
    return introspect(session, signal)
  }, options)
  const [home = 'public'] = seen.schemas
  const isOwn = belongsToBooks(set, home)
  const differences = difference(expected, seen.catalog)
    .filter(({ path }) => !isOwn(path))
    .map(({ kind, path, change, attributes }): Drift => {
      const found =
        folded?.get({ kind, path }) ??
        (path[0] === home ? folded?.get({ kind, path: ['public', ...path.slice(1)] }) : undefined)
      const definedAt = found?.definedAt
      return { kind, path, change, attributes: attributes ?? [], ...(definedAt && { definedAt }) }
    })
  return {
    differences,
    migrations: seen.files,
    notVisible: [
      'Rows, privileges, owners and roles are not compared.',
      ...(seen.known
        ? []
        : [`${set.convention.title} keeps no books that Lockstep reads: every migration is taken for applied.`]),
    ],
  }
}

/** With an embedded database of its own to replay in. */
export async function findDriftAlone(request: Omit<DriftRequest, 'throwaway'>): Promise<DriftReport> {
  const throwaway = openEmbedded()
  try {
    return await findDrift({ ...request, throwaway })
  } finally {
    await throwaway.close()
  }
}

/** A difference with its values as text and the place that made it, for both front ends. */
export interface ShownDrift extends Pick<Drift, 'kind' | 'change'> {
  /** `public.orders.total`. */
  readonly name: string
  readonly attributes: readonly { readonly name: string; readonly expected: string; readonly actual: string }[]
  readonly definedAt?: { readonly file: MigrationFile; readonly range: Range }
}

export function shownDrift(
  { kind, path, change, attributes, definedAt }: Drift,
  files: readonly MigrationFile[],
): ShownDrift {
  const file = definedAt && files.find(({ source }) => source.uri === definedAt.uri)
  return {
    kind,
    name: path.join('.'),
    change,
    attributes: attributes.map(({ name, expected, actual }) => ({
      name,
      expected: show(expected),
      actual: show(actual),
    })),
    ...(file && definedAt && { definedAt: { file, range: file.source.range(definedAt.span) } }),
  }
}
