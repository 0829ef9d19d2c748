import { Uri, window } from 'vscode'
import { type Given, uriOf } from '../place'
import { projectOf } from '../projects'
import { showFailure } from '../trouble'
import { when } from '../when'
import { defineCommand } from './command'

/** Spaces and capitals are fine: the convention makes the file name. */
export const titleProblem = (title: string): string | undefined => {
  if (title.trim() === '') return 'Say what the migration does, for example: add orders index'
  if (/[\\/:*?"<>|\p{Cc}]/u.test(title)) return 'A title holds no characters that file names forbid.'
  return undefined
}

/** A folder comes from a menu; a title from another extension or a test. */
export default defineCommand<[folder?: Given, title?: string]>({
  title: 'New Migration…',
  icon: '$(add)',
  trusted: false,
  menus: [
    { in: 'explorer/context', when: when.migrationFolder, group: 'navigation@9' },
    { in: 'view/title', when: when.migrationsView, group: 'navigation@1' },
    { in: 'view/item/context', when: when.project, group: '0_new@1' },
  ],
  async run(ctx, folder, given) {
    const project = await ctx.projects.choose(uriOf(folder))
    if (!project) return
    // Menus hand over what else is selected in second place.
    const title = typeof given === 'string' ? given : await ask(project.label)
    if (!title) return
    const inside = folder instanceof Uri && projectOf([project], folder)
    const params = { root: project.root, title: title.trim(), ...(inside && { folder: folder.toString() }) }
    const answer = await ctx.server.ask('lockstep/newMigration', params)
    if ('error' in answer) return showFailure(ctx.log, answer.error)
    await ctx.projects.refresh()
    const [first] = answer.ok.uris
    if (first) await window.showTextDocument(Uri.parse(first), { preview: false })
  },
})

const ask = (project: string): Thenable<string | undefined> =>
  window.showInputBox({
    title: `New migration in ${project}`,
    prompt: 'What does it do?',
    placeHolder: 'add orders index',
    validateInput: titleProblem,
  })
