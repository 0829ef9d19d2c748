import { commands, env, type QuickPickItem, Uri, window } from 'vscode'
import type { MissingItem, ProjectItem } from '../../server/protocol'
import { plural } from '../render'
import { isChangeable } from '../targets'
import { showFailure } from '../trouble'
import { when } from '../when'
import { type Ctx, commandId, defineCommand } from './command'

/** What can be done when a database holds migrations whose files are not here, as after a branch switch. */
export default defineCommand({
  title: 'Resolve Missing Migrations…',
  icon: '$(git-branch)',
  trusted: false,
  palette: when.missing,
  async run(ctx) {
    const answer = await ctx.server.ask('lockstep/status', {})
    if ('error' in answer) return showFailure(ctx.log, answer.error)
    const { missingHere } = answer.ok
    if (missingHere.length === 0) {
      window.showInformationMessage('No database that was read holds migrations this branch lacks.')
      return
    }
    const item = missingHere.length === 1 ? missingHere[0] : await which(missingHere)
    if (!item) return
    const { names } = item
    const placeHolder = `${plural(names.length, 'migration')} not on this branch: ${names.join(', ')}`
    const project = (await ctx.projects.all()).find(({ root }) => root === item.root)
    const picked = await window.showQuickPick(choices(ctx, item, project), { placeHolder })
    await picked?.run()
  },
})

async function which(missing: readonly MissingItem[]): Promise<MissingItem | undefined> {
  const items = missing.map((item) => ({
    label: item.label,
    description: item.target,
    detail: item.names.join(', '),
    item,
  }))
  const placeHolder = `${missing.length} databases hold migrations this branch lacks: which one?`
  return (await window.showQuickPick(items, { placeHolder }))?.item
}

interface Choice extends QuickPickItem {
  run(): Thenable<unknown>
}

function choices(ctx: Ctx, missing: MissingItem, project: ProjectItem | undefined): readonly Choice[] {
  const { names } = missing
  const root = Uri.parse(missing.root)
  const environment = project && ctx.targets.of(project)
  const mayChange = project !== undefined && environment !== undefined && isChangeable(project, environment)
  return [
    {
      label: '$(list-tree) Show them in the Migrations view',
      detail: 'With who applied them and when.',
      run: () => commands.executeCommand('lockstep.migrations.focus'),
    },
    {
      label: '$(git-branch) Switch branch…',
      detail: 'Their way down lies where their files are: roll them back there, then come back.',
      run: () => commands.executeCommand('git.checkout'),
    },
    {
      label: '$(copy) Copy a git command that finds their files',
      detail: findCommand(names),
      run: () => env.clipboard.writeText(findCommand(names)),
    },
    {
      label: '$(diff) Show drift',
      detail: 'What they changed in the schema.',
      run: () => commands.executeCommand(commandId('show-drift'), root),
    },
    {
      label: '$(database) Select another database…',
      detail: 'A database for each branch keeps them apart.',
      run: () => commands.executeCommand(commandId('select-database'), root),
    },
    ...(mayChange && environment.database === 'embedded'
      ? [
          {
            label: '$(trash) Reset the embedded database…',
            detail: 'Deletes it, to be made anew from the migrations that lie here. No other database is deleted.',
            run: () => commands.executeCommand(commandId('reset-embedded-database'), root),
          },
        ]
      : []),
    ...(mayChange
      ? [
          {
            label: '$(tools) Repair books…',
            detail: 'Where the tool can forget them; every change is shown first. The schema stays as it is.',
            run: () => commands.executeCommand(commandId('repair-books'), root),
          },
        ]
      : []),
    {
      label: '$(bell-slash) Leave it so',
      detail: 'Not told again until others are missing.',
      run: () => ctx.missing.ignore([missing]),
    },
  ]
}

/** Quoted for a POSIX shell. */
const findCommand = (names: readonly string[]): string =>
  `git log --all --oneline --name-only -- ${names.map((name) => `'*${name.replaceAll("'", "'\\''")}*'`).join(' ')}`
