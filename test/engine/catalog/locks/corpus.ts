import { readdirSync, readFileSync } from 'node:fs'

/** One statement of the corpus with the SQL that must have run before it. */
export interface Case {
  readonly family: string
  readonly name: string
  readonly setUp: string
  readonly statement: string
  /** Majors whose grammar has it; all when absent. */
  readonly since?: number
}

export const corpusFolder = 'test/engine/catalog/locks/corpus'

/**
 * A corpus file holds blocks. `--- world NAME` and its SQL can be shared; `--- NAME` (`--- NAME @world`, `--- NAME | 15+`) is a case: its
 * SQL is the statement, or own set-up and statement with a line `----` between them.
 */
export function readCorpus(folder = corpusFolder): readonly Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .flatMap((file) => readFamily(file.slice(0, -'.sql'.length), readFileSync(`${folder}/${file}`, 'utf8')))
}

function readFamily(family: string, text: string): readonly Case[] {
  const worlds = new Map<string, string>()
  const cases: Case[] = []
  const names = new Set<string>()
  for (const block of text.split(/^(?=--- )/m).filter((part) => part.startsWith('--- '))) {
    const line = block.slice(4, block.indexOf('\n')).trim()
    const body = block.slice(block.indexOf('\n') + 1)
    if (line.startsWith('world ')) {
      worlds.set(line.slice('world '.length), body)
      continue
    }
    const [, name, world, since] = /^(.*?)(?: @(\S+))?(?: \| (\d+)\+)?$/.exec(line)!
    if (names.has(name!)) throw new Error(`${family}: two cases are called "${name}"`)
    names.add(name!)
    if (world !== undefined && !worlds.has(world)) throw new Error(`${family}: no world "${world}"`)
    const parts = body.split(/^----$/m)
    const statement = parts.at(-1)!.trim().replace(/;$/, '')
    const setUp = `${world === undefined ? '' : worlds.get(world)}${parts.length > 1 ? parts[0] : ''}`.trim()
    cases.push({ family, name: name!, setUp, statement, ...(since && { since: Number(since) }) })
  }
  return cases
}
