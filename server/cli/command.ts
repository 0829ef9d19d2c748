import type { ParseArgsConfig } from 'node:util'
import type { Style } from './style'

export interface Option {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly multiple?: boolean
  /** Shown in usage: `FILE`, `V`. */
  readonly value?: string
  readonly summary: string
}

/** What a command found out. `document` is printed as JSON after the two keys every document begins with. */
export interface Report {
  readonly document: { readonly [key: string]: unknown }
  readonly exitCode: number
  /** For a terminal; ends with a newline unless empty. */
  text(style: Style): string
  readonly postgres: number
}

export interface Streams {
  out(text: string): void
  error(text: string): void
}

/** One call of the program: everything a command may look at. */
export interface Call extends Streams {
  readonly cwd: string
  readonly env: { readonly [name: string]: string | undefined }
  readonly paths: readonly string[]
  readonly values: { readonly [option: string]: string | boolean | readonly string[] | undefined }
  readonly signal: AbortSignal
  stdin(): Promise<string>
  readonly isTerminal: boolean
  readonly style: Style
  readonly format: string
}

export interface Command {
  readonly summary: string
  /** What follows the command's name: `[paths…]`. */
  readonly usage: string
  readonly options: { readonly [name: string]: Option }
  /** A number when the command printed for itself. */
  run(call: Call): Promise<Report | number>
}

export const defineCommand = (command: Command): Command => command

/** Options every command takes. */
export const commonOptions: Command['options'] = {
  config: { type: 'string', value: 'FILE', summary: 'the configuration, instead of lockstep.json of the project' },
  postgres: { type: 'string', value: 'N', summary: 'target major version, 14 to 18' },
  format: { type: 'string', value: 'FORMAT', summary: 'tty (default) or json; some commands have more' },
  database: {
    type: 'string',
    value: 'REF',
    summary: 'embedded (default), env:NAME, service:NAME, command:…, or an environment',
  },
  environment: { type: 'string', value: 'NAME', summary: 'an environment of the configuration' },
  quiet: { type: 'boolean', short: 'q', summary: 'print errors only' },
  color: { type: 'string', value: 'WHEN', summary: 'auto (default) or never' },
  help: { type: 'boolean', short: 'h', summary: 'show this' },
}

export const parseConfig = (command: Command): NonNullable<ParseArgsConfig['options']> =>
  Object.fromEntries(
    Object.entries({ ...commonOptions, ...command.options }).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short && { short }), ...(multiple && { multiple }) },
    ]),
  )
