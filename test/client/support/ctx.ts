import { Uri } from 'vscode'
import type { Ctx } from '../../../client/commands/command'
import { watchProjects } from '../../../client/projects'
import type { Report } from '../../../client/render'
import { createServer } from '../../../client/server'
import type { ProjectItem } from '../../../server/protocol'

export const project: ProjectItem = {
  root: 'file:///shop',
  label: 'shop',
  convention: 'Flyway',
  evidence: 'names',
  folders: ['file:///shop/db/migration'],
  database: 'embedded',
  migrations: [
    { uri: 'file:///shop/db/migration/V1__a.sql', version: '1', title: 'a', kind: 'versioned', state: 'applied' },
    { uri: 'file:///shop/db/migration/sub/V2__b.sql', version: '2', title: 'b', kind: 'versioned', state: 'pending' },
  ],
}

export const migration = Uri.parse('file:///shop/db/migration/V1__a.sql')

export const log = { info() {}, warn() {}, error() {}, show() {} } as unknown as Ctx['log']

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
  const server = createServer(
    log,
    async () => null,
    async () => connection,
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
    problems: { replace: (source: string, problems: unknown) => reported.push([source, problems]) },
  } as unknown as Ctx
  return {
    ctx,
    asked,
    showed,
    reported,
    methods: () => asked.map(([method]) => method).filter((method) => method !== 'lockstep/projects'),
  }
}
