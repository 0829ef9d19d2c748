import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conventions } from '../../../server/engine/conventions'
import type { Convention, ToolSettings } from '../../../server/engine/conventions/convention'
import { openServer } from '../../../server/engine/db/pg'
import { openEmbedded } from '../../../server/engine/db/pglite'
import type { Database } from '../../../server/engine/db/session'
import { apply } from '../../../server/engine/migrate/apply'
import { diskAudit } from '../../../server/engine/migrate/audit'
import { diskJournal } from '../../../server/engine/migrate/journal'
import { statusOf } from '../../../server/engine/migrate/plan'
import { planRepair, repair } from '../../../server/engine/migrate/repair'
import type { RunRequest, RunResult } from '../../../server/engine/migrate/run'
import type { MigrationSet } from '../../../server/engine/migrate/set'
import type { MigrationStatus } from '../../../server/engine/migrate/state'
import { availableMajors, withServer } from '../../support/postgres'
import { load, partsOf } from '../conventions/project'

const registry: Readonly<Record<string, Convention>> = conventions
export const { majors, reason } = availableMajors()

type Texts = Readonly<Record<string, string>>

/** A tool's folder made of texts, in the tool's order. */
export function setOf(conventionId: string, texts: Texts, root = '/project', given: ToolSettings = {}): MigrationSet {
  const convention = registry[conventionId]!
  const manifest = texts[convention.manifest?.path(given) ?? '']
  const settings = manifest === undefined ? given : { ...given, manifest }
  const files = Object.entries(texts)
    .filter(([path]) => convention.parseName(path, settings))
    .map(([path, text]) => load(convention, path, text, { settings, beside: texts, folder: `${root}/migrations` }))
    .sort((a, b) => convention.compare(a, b, settings))
    .flatMap((file) => partsOf(convention, file, settings))
  return { root, conventionId, convention, settings, files }
}

export interface Place {
  readonly name: string
  readonly database: Database
  readonly root: string
  /** A second connection to the same database; absent in the embedded one. */
  readonly url?: string
}

/** An empty database with a project folder of its own. */
export async function onServer<T>(major: number, work: (place: Place) => Promise<T>): Promise<T> {
  return withServer(major, async (server) => {
    const url = await server.createDatabase()
    const name = new URL(url).pathname.slice(1)
    return at({ name: `PostgreSQL ${major}`, url, database: openAt(url, name) }, work)
  })
}

export const onEmbedded = <T>(work: (place: Place) => Promise<T>): Promise<T> =>
  at({ name: 'the embedded PostgreSQL', database: openEmbedded() }, work)

async function at<T>(place: Omit<Place, 'root'>, work: (place: Place) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'lockstep-migrate-'))
  try {
    return await work({ ...place, root })
  } finally {
    await place.database.close()
    rmSync(root, { recursive: true, force: true })
  }
}

export function openAt(url: string, database = new URL(url).pathname.slice(1)): Database {
  const { hostname, port, username } = new URL(url)
  return openServer({ host: hostname, port: Number(port), user: username, database, sslMode: 'disable' })
}

/** Every place a test of `places` runs at. */
export const places: readonly {
  readonly name: string
  readonly run: <T>(work: (place: Place) => Promise<T>) => Promise<T>
}[] = [
  { name: 'embedded', run: onEmbedded },
  ...majors.map((major) => ({
    name: String(major),
    run: <T>(work: (place: Place) => Promise<T>) => onServer(major, work),
  })),
]

export const requestFor = (place: Place, set: MigrationSet, more: Partial<RunRequest> = {}): RunRequest => ({
  set,
  database: place.database,
  timeouts: { lock: '5s', statement: '0' },
  retries: 3,
  journal: diskJournal(place.root),
  audit: diskAudit(place.root, 'test'),
  watchEvery: 10,
  ...more,
})

export const applied = (place: Place, set: MigrationSet, more: Partial<RunRequest> = {}): Promise<RunResult> =>
  apply(requestFor(place, set, more))

/** The state of each migration, our own notes of unfinished ones included. */
export const statuses = async (place: Place, set: MigrationSet): Promise<readonly MigrationStatus[]> =>
  (await place.database.withSession((session) => statusOf(session, requestFor(place, set)))).migrations

/** Repairs whatever there is to repair. */
export async function mended(place: Place, set: MigrationSet): Promise<void> {
  const request = requestFor(place, set)
  const plan = await place.database.withSession((session) => planRepair(session, request))
  if (plan.repairs.length > 0 || plan.forgets) await repair({ ...request, planId: plan.id })
}

/** One column of one query. */
export const column = async (place: Place, sql: string): Promise<readonly unknown[]> =>
  place.database.withSession(async (session) =>
    (await session.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]),
  )

export const tables = (place: Place): Promise<readonly unknown[]> =>
  column(place, "select tablename::text from pg_tables where schemaname = 'public' order by 1")
