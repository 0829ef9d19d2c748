import { readFileSync, writeFileSync } from 'node:fs'
import type { Statistics } from '../../server/engine/lint/statistics'

/**
 * Fixtures are valid SQL. `--- title` starts a case (a JSON object before the title sets options), `--= ` ends an earlier migration of the
 * same history, `--! [text] message` is an expected finding whose span holds that text (`[text#2]` the second such text), `--! info [text] …`
 * one that is graver or milder than its rule's default, `--> ` lines after it are the migration after that finding's first fix, new files
 * following as `--> -- file: NAME`. A case without `--!` must be silent.
 */
export interface CaseOptions {
  readonly postgres?: number
  readonly options?: { readonly [name: string]: unknown }
  readonly convention?: string
  readonly section?: 'up' | 'down'
  readonly timeouts?: boolean
  /** How the tool runs the file, where no convention at hand does it so. */
  readonly scope?: 'statement' | 'simple query' | 'file' | 'batch'
  readonly statistics?: Statistics['tables']
}

export interface Expected {
  readonly finding: string
  readonly fixed?: string
}

export interface Case {
  readonly title: string
  readonly options: CaseOptions
  readonly history: readonly string[]
  readonly sql: string
  readonly expected: readonly Expected[]
}

export function readFixture(path: string): readonly Case[] {
  const cases: Case[] = []
  for (const part of readFileSync(path, 'utf8').split(/^--- /m).slice(1)) {
    const [head, ...lines] = part.split('\n')
    const json = /^(\{.*\})\s+(.*)$/.exec(head!)
    const history: string[] = []
    let sql: string[] = []
    const expected: { finding: string; fixed?: string[] }[] = []
    for (const line of lines) {
      if (line.startsWith('--! ')) expected.push({ finding: line.slice(4) })
      else if (line.startsWith('-->')) {
        const last = expected.at(-1)
        if (!last) throw new Error(`${path}: --> before any --! in "${head}"`)
        last.fixed = [...(last.fixed ?? []), line.slice(4)]
      } else if (line.startsWith('--=')) {
        history.push(sql.join('\n'))
        sql = []
      } else sql.push(line)
    }
    cases.push({
      title: json ? json[2]! : head!,
      options: json ? JSON.parse(json[1]!) : {},
      history,
      sql: `${sql.join('\n').trim()}\n`,
      expected: expected.map(({ finding, fixed }) => ({
        finding,
        ...(fixed && { fixed: `${fixed.join('\n').trim()}\n` }),
      })),
    })
  }
  return cases
}

/** The bracketed text that shows a span: the slice, numbered when it is not the first such text. */
export function anchored(sql: string, start: number, end: number): string {
  const text = sql.slice(start, end)
  let n = 1
  for (let at = sql.indexOf(text); at >= 0 && at < start; at = sql.indexOf(text, at + 1)) n++
  const shown = text.includes('\n')
    ? `${text.slice(0, text.indexOf('\n'))} … ${text.slice(text.lastIndexOf('\n') + 1).trim()}`
    : text
  return `[${shown}${n > 1 ? `#${n}` : ''}]`
}

/** Rewrites the expectations of every case in order, leaving SQL and titles alone. */
export function rewriteFixture(path: string, actual: readonly (readonly Expected[])[]): void {
  const parts = readFileSync(path, 'utf8').split(/^(?=--- )/m)
  let i = 0
  const text = parts
    .map((part) => {
      if (!part.startsWith('--- ')) return part
      const kept = part
        .split('\n')
        .filter((line) => !line.startsWith('--! ') && !line.startsWith('-->'))
        .join('\n')
        .trimEnd()
      const lines = actual[i++]!.flatMap(({ finding, fixed }) => [
        `--! ${finding}`,
        ...(fixed?.trimEnd().split('\n') ?? []).map((line) => `--> ${line}`.trimEnd()),
      ])
      return `${[kept, ...lines].join('\n')}\n\n`
    })
    .join('')
  writeFileSync(path, `${text.trimEnd()}\n`)
}
