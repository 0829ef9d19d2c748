import './compilers'
import { parseArgs } from 'node:util'
import { Failure, fileReason } from '../engine/failure'
import { type Call, type Command, commonOptions, parseConfig, type Report } from './command'
import { commands } from './commands/index'
import { reporters } from './reporters/index'
import { styleFor } from './style'

declare const LOCKSTEP_VERSION: string

const all = commands as unknown as { readonly [name: string]: Command }

/** Exit codes: 0 nothing to report, 1 findings or a failed step, 2 wrong use or a wrong world. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${LOCKSTEP_VERSION}\n`)
    return 0
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview())
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(all, name) ? all[name] : undefined
  if (!command)
    throw new Failure('bad-arguments', `There is no command ${name}.`, {
      hint: `Commands: ${Object.keys(all).join(', ')}.`,
    })
  const { values, positionals } = parsed(name, command, rest)
  if (values.help === true) {
    process.stdout.write(usage(name, command))
    return 0
  }
  const format = typeof values.format === 'string' ? values.format : 'tty'
  const reporter = Object.hasOwn(reporters, format)
    ? (reporters as { readonly [format: string]: (report: Report, call: Call, version: string) => string })[format]
    : undefined
  if (!reporter && !command.options[`format-${format}`]) {
    throw new Failure('bad-arguments', `There is no format ${format}.`, {
      hint: `Formats: ${Object.keys(reporters).join(', ')}.`,
    })
  }
  const abort = new AbortController()
  const stop = (): void => abort.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const isTerminal = process.stdout.isTTY === true
  const call: Call = {
    cwd: process.cwd(),
    env: process.env,
    paths: positionals,
    values: values as Call['values'],
    signal: abort.signal,
    stdin,
    isTerminal,
    style: styleFor(isTerminal && values.color !== 'never' && !process.env.NO_COLOR),
    format,
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  }
  const report = await command.run(call)
  if (typeof report === 'number') return report
  process.stdout.write(reporter ? reporter(report, call, LOCKSTEP_VERSION) : '')
  return report.exitCode
}

function parsed(name: string, command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: parseConfig(command), allowPositionals: true })
  } catch (error) {
    throw new Failure('bad-arguments', `${(error as Error).message.split('\n')[0]}`, {
      hint: `See lockstep ${name} --help.`,
    })
  }
}

async function stdin(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function overview(): string {
  const width = Math.max(...Object.keys(all).map((name) => name.length))
  const lines = Object.entries(all).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return `Usage: lockstep <command> [paths…] [options]\n\n${lines.join('\n')}\n\nlockstep <command> --help shows a command's options.\n`
}

function usage(name: string, { summary, usage: takes, options }: Command): string {
  const rows = Object.entries({ ...options, ...commonOptions }).map(([option, { value, short, summary: about }]) => [
    `${short ? `-${short}, ` : ''}--${option}${value ? ` ${value}` : ''}`,
    about,
  ])
  const width = Math.max(...rows.map(([left]) => left!.length))
  return `Usage: lockstep ${name} ${takes}\n\n${summary}\n\n${rows.map(([left, about]) => `  ${left!.padEnd(width)}  ${about}`).join('\n')}\n`
}

/**
 * Whoever read the output may be gone (`lockstep apply | head`), or its disk full: what was begun is finished and noted in the audit log,
 * rather than left where it stands. Output that is cut short for another reason than its reader's is trouble.
 */
let cutShort: NodeJS.ErrnoException | undefined
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') cutShort ??= error
  })

process.once('exit', () => {
  if (!cutShort) return
  process.exitCode = 2
  if (!process.stderr.errored) process.stderr.write(`lockstep: the output can't be written: ${fileReason(cutShort)}.\n`)
})

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.exitCode = 2
    if (error instanceof Failure)
      process.stderr.write(`lockstep: ${error.message}\n${error.hint ? `${error.hint}\n` : ''}`)
    else
      process.stderr.write(
        `lockstep: internal error, please report it\n${error instanceof Error ? error.stack : String(error)}\n`,
      )
  },
)
