import { type Memento, Uri } from 'vscode'
import { createBlockers } from '../../../client/blockers'
import type { Ctx } from '../../../client/commands/command'
import type { Receivers } from '../../../client/language-client'
import { createMissing } from '../../../client/missing'
import { watchProjects } from '../../../client/projects'
import type { Report } from '../../../client/render'
import { createServer } from '../../../client/server'
import { createTargets } from '../../../client/targets'
import type { ProjectItem } from '../../../server/protocol'

export const project: ProjectItem = {
  root: 'file:///shop',
  label: 'shop',
  convention: 'Flyway',
  evidence: 'names',
  folders: ['file:///shop/db/migration'],
  database: 'embedded',
  environments: [
    { name: 'local', tier: 'local', database: 'embedded' },
    { name: 'staging', tier: 'shared', database: 'env:STAGING' },
    { name: 'live', tier: 'production', database: 'service:shop' },
  ],
  command: 'flyway migrate',
  books: {
    environment: 'local',
    target: 'the embedded database',
    tier: 'local',
    table: 'public.flyway_schema_history',
    readAt: '2026-05-01T10:00:00.000Z',
  },
  migrations: [
    {
      uri: 'file:///shop/db/migration/V1__a.sql',
      name: 'V1__a.sql',
      version: '1',
      title: 'a',
      kind: 'versioned',
      state: 'applied',
      appliedAt: '2026-05-01T09:00:00.000Z',
      appliedBy: 'ann',
      checksum: { recorded: '7', file: '7' },
      down: true,
    },
    {
      uri: 'file:///shop/db/migration/sub/V2__b.sql',
      name: 'sub/V2__b.sql',
      version: '2',
      title: 'b',
      kind: 'versioned',
      state: 'pending',
      down: false,
    },
  ],
}

export const migration = Uri.parse('file:///shop/db/migration/V1__a.sql')

export const log = { info() {}, warn() {}, error() {}, show() {} } as unknown as Ctx['log']

/** A workspace's state as the editor keeps it. */
export function memento(): Memento {
  const kept = new Map<string, unknown>()
  return {
    keys: () => [...kept.keys()],
    get: (key: string, absent?: unknown) => kept.get(key) ?? absent,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  } as Memento
}

/** A command's surroundings with a server that answers from a table; `asked` and `showed` keep what was done with them. */
export function context(answers: Readonly<Record<string, unknown>>) {
  const asked: [string, Readonly<Record<string, unknown>>][] = []
  const showed: [string, Report][] = []
  const reported: unknown[] = []
  const request = async <T>(method: string, params: object): Promise<T> => {
    asked.push([method, { ...params }])
    const answer = { 'lockstep/projects': { ok: [project] }, ...answers }[method]
    if (answer instanceof Error) throw answer
    return answer as T
  }
  const connection = { request, trust: async () => {}, stop: async () => {} }
  let heard: Receivers | undefined
  const server = createServer(
    log,
    async () => null,
    async (receivers) => {
      heard = receivers
      return connection
    },
  )
  const ctx = {
    extension: {},
    log,
    server,
    projects: watchProjects(server, (error) => {
      throw error
    }),
    documents: {
      put: (name: string, report: Report) => {
        showed.push([name, report])
        return Uri.from({ scheme: 'lockstep', path: `/${name}` })
      },
      show: async (name: string, report: Report) => {
        showed.push([name, report])
      },
    },
    targets: createTargets(memento()),
    missing: createMissing(memento()),
    blockers: createBlockers(),
    problems: { replace: (source: string, problems: unknown) => reported.push([source, problems]) },
  } as unknown as Ctx
  return {
    ctx,
    asked,
    showed,
    reported,
    /** The server speaks first. */
    tell: <N extends keyof Receivers>(name: N, news: Parameters<Receivers[N]>[0]) =>
      (heard?.[name] as ((news: unknown) => void) | undefined)?.(news),
    methods: () => asked.map(([method]) => method).filter((method) => method !== 'lockstep/projects'),
  }
}
