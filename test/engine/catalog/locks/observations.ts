import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Observation } from './observe'

/** One observation file: every case of a family on every major. */
export interface Family {
  readonly servers: Map<number, string>
  readonly cases: Map<string, Map<number, Observation>>
}

interface Stored {
  readonly servers: { readonly [major: string]: string }
  readonly cases: { readonly [name: string]: { readonly [majors: string]: Observation } }
}

export const observationsFolder = 'test/engine/catalog/locks/observations'

export function readFamilyFile(family: string, folder = observationsFolder): Family {
  const path = `${folder}/${family}.json`
  const result: Family = { servers: new Map(), cases: new Map() }
  if (!existsSync(path)) return result
  const stored = JSON.parse(readFileSync(path, 'utf8')) as Stored
  for (const [major, version] of Object.entries(stored.servers)) result.servers.set(Number(major), version)
  for (const [name, byMajors] of Object.entries(stored.cases)) {
    const map = new Map<number, Observation>()
    for (const [majors, observation] of Object.entries(byMajors)) {
      for (const major of majorsOf(majors)) map.set(major, observation)
    }
    result.cases.set(name, map)
  }
  return result
}

/** '14-16,18' -> 14, 15, 16, 18. */
export function majorsOf(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number)
    return Array.from({ length: to! - from! + 1 }, (_, i) => from! + i)
  })
}

export function rangeOf(majors: readonly number[]): string {
  const parts: string[] = []
  for (let i = 0; i < majors.length; ) {
    let end = i
    while (majors[end + 1] === majors[end]! + 1) end++
    parts.push(end > i ? `${majors[i]}-${majors[end]}` : `${majors[i]}`)
    i = end + 1
  }
  return parts.join(',')
}

export function writeFamilyFile(
  family: string,
  file: Family,
  order: readonly string[],
  folder = observationsFolder,
): void {
  const lines = order.flatMap((name) => {
    const byMajor = file.cases.get(name)
    if (!byMajor) return []
    const groups = new Map<string, number[]>()
    for (const [major, observation] of [...byMajor].sort(([a], [b]) => a - b)) {
      const text = JSON.stringify(observation)
      groups.set(text, [...(groups.get(text) ?? []), major])
    }
    const inner = [...groups].map(([text, majors]) => `      ${JSON.stringify(rangeOf(majors))}: ${text}`)
    return [`    ${JSON.stringify(name)}: {\n${inner.join(',\n')}\n    }`]
  })
  const servers = [...file.servers].sort(([a], [b]) => a - b).map(([major, version]) => `"${major}": "${version}"`)
  writeFileSync(
    `${folder}/${family}.json`,
    `{\n  "servers": { ${servers.join(', ')} },\n  "cases": {\n${lines.join(',\n')}\n  }\n}\n`,
  )
}
