import { commands, Disposable } from 'vscode'
import type { Projects } from './projects'
import { migrationFolders } from './projects'
import { isChangeable, isSecret, type Targets } from './targets'
import { keys } from './when'

/** Sets the keys that depend on which databases are chosen, so that nothing is offered that would only be refused. */
export function keepChosenKeys(projects: Projects, targets: Targets): Disposable {
  const set = async (): Promise<void> => {
    const all = (await projects.all()).map((project) => ({ project, environment: targets.of(project) }))
    const changeable = all.filter(({ project, environment }) => isChangeable(project, environment))
    const values = {
      [keys.changeable]: changeable.length > 0,
      [keys.changeableFolders]: migrationFolders(changeable.map(({ project }) => project)),
      [keys.embedded]: changeable.some(({ environment }) => environment.database === 'embedded'),
      [keys.secret]: all.some(({ environment }) => isSecret(environment)),
    }
    await Promise.all(Object.entries(values).map((entry) => commands.executeCommand('setContext', ...entry)))
  }
  // A server that does not answer is told of by who asked it first.
  const quietly = () => void set().catch(() => undefined)
  return Disposable.from(projects.onChange(quietly), targets.onChange(quietly))
}
