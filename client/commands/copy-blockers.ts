import { env } from 'vscode'
import { blockersText } from '../render'
import { when } from '../when'
import { defineCommand } from './command'

/** Who keeps the run waiting, to be handed on; also the link in its progress. */
export default defineCommand({
  title: 'Copy Who Blocks',
  icon: '$(copy)',
  trusted: true,
  palette: when.waiting,
  async run(ctx) {
    await env.clipboard.writeText(blockersText(ctx.blockers.all()))
  },
})
