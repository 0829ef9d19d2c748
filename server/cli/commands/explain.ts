import { Failure } from '../../engine/failure'
import type { Example } from '../../engine/lint/rule'
import { registry } from '../../engine/workspace/workspace'
import { defineCommand } from '../command'

const textOf = (example: Example): string => (typeof example === 'string' ? example : example.sql)

export default defineCommand({
  summary: 'Say why a rule exists and what to do instead.',
  usage: '<code>',
  options: {},
  async run({ paths }) {
    const [code] = paths
    if (!code)
      throw new Failure('bad-arguments', 'explain needs the code of a rule.', { hint: 'lockstep rules lists them.' })
    const found = Object.hasOwn(registry, code)
      ? code
      : Object.keys(registry).find((id) => registry[id]!.aliases?.some(({ name }) => name === code))
    const rule = found ? registry[found] : undefined
    if (!rule || !found)
      throw new Failure('bad-arguments', `There is no rule ${code}.`, { hint: 'lockstep rules lists them.' })
    const { docs, group, severity, aliases, options } = rule
    return {
      postgres: 18,
      exitCode: 0,
      document: {
        code: found,
        group,
        severity,
        summary: docs.summary,
        why: docs.why,
        instead: docs.instead,
        wrong: docs.wrong.map(textOf),
        right: docs.right.map(textOf),
        aliases: (aliases ?? []).map(({ tool, name }) => `${tool}:${name}`),
        options: Object.entries(options ?? {}).map(([name, option]) => ({ name, ...option })),
      },
      text: (style) =>
        `${[
          `${style.bold(found)} (${group}, ${severity})`,
          docs.summary,
          docs.why,
          docs.instead,
          `${style.red('Wrong')}\n\n${docs.wrong.map((example) => indented(textOf(example))).join('\n\n')}`,
          `${style.green('Right')}\n\n${docs.right.map((example) => indented(textOf(example))).join('\n\n')}`,
          ...(aliases?.length ? [`Elsewhere: ${aliases.map(({ tool, name }) => `${tool} ${name}`).join(', ')}`] : []),
        ].join('\n\n')}\n`,
    }
  },
})

const indented = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
