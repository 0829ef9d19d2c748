import { type QuickPickItem, window } from 'vscode'
import type { MigrationItem } from '../../server/protocol'
import { type Given, uriOf, versionOf } from '../place'
import { plural } from '../render'
import { planAndRun } from '../running'
import { isRead, migrationsOf } from '../targets'
import { when } from '../when'
import { defineCommand } from './command'

/** The last migration, or every one after the version that is chosen. */
export default defineCommand<[near?: Given]>({
  title: 'Roll Back…',
  icon: '$(discard)',
  trusted: true,
  palette: when.canChange,
  menus: [{ in: 'view/item/context', when: when.changeableProject, group: '1_run@3' }],
  async run(ctx, given) {
    const project = await ctx.projects.choose(uriOf(given))
    if (!project) return
    const environment = ctx.targets.of(project)
    // Without books that were read only the database knows what came last.
    const choices = isRead(project, environment) ? choicesOf(migrationsOf(project, environment)) : [lastOne]
    const picked =
      choices.length > 1
        ? await window.showQuickPick(choices, { placeHolder: `Roll ${project.label} back in ${environment.name}` })
        : choices[0]
    if (picked) await planAndRun(ctx, project, 'down', picked.to)
  },
})

interface Choice extends QuickPickItem {
  readonly to?: string
}

const lastOne: Choice = { label: 'The last migration' }

function choicesOf(migrations: readonly MigrationItem[]): readonly Choice[] {
  const applied = migrations
    .filter(({ state, kind }) => kind === 'versioned' && (state === 'applied' || state === 'changed since'))
    .reverse()
  const [last, ...earlier] = applied
  if (!last) return [lastOne]
  return [
    { ...lastOne, description: last.name },
    ...earlier.slice(1).map((one, index) => ({
      label: `Back to ${one.name}`,
      description: `takes ${plural(index + 2, 'migration')} back`,
      to: versionOf(one),
    })),
    ...(earlier.length > 0
      ? [{ label: 'All of them', description: `takes ${plural(applied.length, 'migration')} back`, to: '0' }]
      : []),
  ]
}
