import { defineCommand } from './command'

export default defineCommand({
  title: 'Restart',
  icon: '$(debug-restart)',
  trusted: false,
  async run(ctx) {
    await ctx.server.restart()
    await ctx.projects.refresh()
  },
})
