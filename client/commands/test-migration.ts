import { type Uri, window } from 'vscode'
import type { EnvironmentItem, ProjectItem, TestResult } from '../../server/protocol'
import { stateWord } from '../migration-line'
import { type Given, uriOf } from '../place'
import { tracked } from '../progress'
import { isMigration } from '../projects'
import { duration, fileName, plural, testReport } from '../render'
import { migrationsOf } from '../targets'
import { when } from '../when'
import { defineCommand } from './command'

/** Without a file: the open migration, else the user chooses. */
export default defineCommand<[file?: Given]>({
  title: 'Test Migration',
  icon: '$(beaker)',
  trusted: true,
  palette: when.hasProject,
  menus: [
    { in: 'editor/title', when: when.migrationIsOpen, group: 'navigation@1' },
    { in: 'view/item/context', when: when.migrationFile, group: 'inline@1' },
    { in: 'view/item/context', when: when.migrationFile, group: '1_run@1' },
    { in: 'view/item/context', when: when.project, group: '1_run@4' },
  ],
  async run(ctx, file) {
    const near = uriOf(file)
    const project = await ctx.projects.choose(near)
    if (!project) return
    const uris = await chosen(project, ctx.targets.of(project), near)
    if (!uris) return
    const title = uris.length === 1 ? `Testing ${fileName(uris[0]!)}` : `Testing the migrations of ${project.label}`
    const result = await tracked(ctx, title, 'lockstep/test', { root: project.root, uris })
    if (!result) return
    ctx.problems.replace('Lockstep test', failures(result))
    await tell(result, () => ctx.documents.show(`Test of ${project.label}`, testReport(result)))
  },
})

/** Empty: all of them. */
async function chosen(
  project: ProjectItem,
  environment: EnvironmentItem,
  near?: Uri,
): Promise<readonly string[] | undefined> {
  const { folders, label } = project
  if (near && isMigration(near, folders)) return [near.toString()]
  const files = migrationsOf(project, environment)
    .flatMap(({ uri, state }) => (uri ? [{ uri, state }] : []))
    .reverse()
  const all = { label: `All ${files.length} migrations`, uris: [] as readonly string[] }
  const each = files.map(({ uri, state }) => ({ label: fileName(uri), description: stateWord(state), uris: [uri] }))
  const picked = await window.showQuickPick([all, ...each], { placeHolder: `Test which migration of ${label}?` })
  return picked?.uris
}

const failures = ({ tests }: TestResult) =>
  tests
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ uri, range, name, message }) => ({ uri, range, message: message ? `${name}: ${message}` : name }))

async function tell({ passed, failed, skipped, tests }: TestResult, show: () => Promise<void>): Promise<void> {
  const took = duration(tests.reduce((sum, { ms }) => sum + ms, 0))
  const rest = skipped > 0 ? `, ${skipped} skipped` : ''
  const details = 'Show Report'
  const answer =
    failed > 0
      ? await window.showErrorMessage(`${plural(failed, 'test')} failed, ${passed} passed${rest} in ${took}.`, details)
      : await window.showInformationMessage(`${plural(passed, 'test')} passed${rest} in ${took}.`, details)
  if (answer === details) await show()
}
