import { type Disposable, type Event, EventEmitter, type Memento } from 'vscode'
import type { EnvironmentItem, MigrationItem, ProjectItem } from '../server/protocol'

const defaultName = 'local'
const key = 'lockstep.databases'

/** Which of a project's databases commands mean: chosen by the user, kept with the workspace, `local` until then. */
export interface Targets extends Disposable {
  of(project: ProjectItem): EnvironmentItem
  /** For the server's requests. */
  wanted(project: ProjectItem): { readonly database?: string }
  select(project: ProjectItem, name: string): Promise<void>
  readonly onChange: Event<void>
}

export function createTargets(memento: Memento): Targets {
  const changed = new EventEmitter<void>()
  const chosen = (): Readonly<Record<string, string>> => memento.get(key, {})
  const nameOf = ({ root, environments }: ProjectItem): string => {
    const name = chosen()[root]
    // What was chosen may be gone from lockstep.json since.
    return name !== undefined && environments.some((one) => one.name === name) ? name : defaultName
  }
  return {
    of: (project) => {
      const name = nameOf(project)
      return (
        project.environments.find((one) => one.name === name) ?? { name, tier: 'local', database: project.database }
      )
    },
    wanted: (project) => {
      const name = nameOf(project)
      return name === defaultName ? {} : { database: name }
    },
    async select({ root }, name) {
      await memento.update(key, { ...chosen(), [root]: name })
      changed.fire()
    },
    onChange: changed.event,
    dispose: () => changed.dispose(),
  }
}

/** The chosen database's books were read: what another one said tells nothing of it. */
export const isRead = ({ books }: ProjectItem, { name }: EnvironmentItem): boolean => books?.environment === name

/** Nothing of the editor changes production, nor what the tool keeps to itself. */
export const isChangeable = ({ noApply }: ProjectItem, { tier }: EnvironmentItem): boolean =>
  tier !== 'production' && noApply === undefined

/** Its connection string lies in the editor's secret storage. */
export const isSecret = ({ database }: EnvironmentItem): boolean => database.startsWith('secret:')

/** With states of the chosen database only. */
export const migrationsOf = (project: ProjectItem, environment: EnvironmentItem): readonly MigrationItem[] =>
  isRead(project, environment)
    ? project.migrations
    : project.migrations
        .filter(({ uri }) => uri !== undefined)
        .map(({ uri, name, version, title, kind, down }) => ({
          ...(uri !== undefined && { uri }),
          name,
          version,
          title,
          kind,
          down,
          state: 'unknown',
        }))
