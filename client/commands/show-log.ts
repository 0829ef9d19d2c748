import { defineCommand } from './command'

export default defineCommand({
  title: 'Show Log',
  icon: '$(output)',
  trusted: false,
  async run(ctx) {
    ctx.log.show()
  },
})
