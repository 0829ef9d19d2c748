import { registry } from '../../engine/workspace/workspace'
import { defineCommand } from '../command'

export default defineCommand({
  summary: 'List the rules.',
  usage: '',
  options: {},
  async run() {
    const rules = Object.entries(registry).map(
      ([id, { group, severity, since, postgres, aliases, options, docs }]) => ({
        code: id,
        group,
        severity,
        since,
        ...(postgres && { postgres }),
        summary: docs.summary,
        aliases: (aliases ?? []).map(({ tool, name }) => `${tool}:${name}`),
        options: Object.entries(options ?? {}).map(([name, option]) => ({ name, ...option })),
      }),
    )
    return {
      postgres: 18,
      exitCode: 0,
      document: { rules },
      text: (style) => {
        const width = Math.max(...rules.map(({ code }) => code.length))
        return rules
          .map(({ code, severity, summary }) => `${code.padEnd(width)}  ${style.dim(severity.padEnd(7))}  ${summary}\n`)
          .join('')
      },
    }
  },
})
