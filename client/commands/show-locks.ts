import { Uri, window } from 'vscode'
import { fileName, locksReport } from '../render'
import { showFailure } from '../trouble'
import { when } from '../when'
import { defineCommand } from './command'

export default defineCommand<[file?: Uri]>({
  title: 'Show Locks',
  icon: '$(lock)',
  trusted: false,
  palette: when.isSql,
  menus: [{ in: 'editor/context', when: when.migrationIsOpen, group: 'z_commands' }],
  async run(ctx, file) {
    const uri = (file instanceof Uri ? file : window.activeTextEditor?.document.uri)?.toString()
    if (!uri) return
    const answer = await ctx.server.ask('lockstep/locks', { uri })
    if ('error' in answer) return showFailure(ctx.log, answer.error)
    await ctx.documents.show(`Locks of ${fileName(uri)}`, locksReport(uri, answer.ok), { beside: true })
  },
})
