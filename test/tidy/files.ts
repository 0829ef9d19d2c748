import { readdirSync, readFileSync } from 'node:fs'

/** Source files below the given folders, `/`-separated, relative to the project's root. */
export function sources(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts')),
  )
}

export const read = (path: string): string => readFileSync(path, 'utf8')

export interface Import {
  readonly line: number
  readonly from: string
}

export function importsOf(path: string): readonly Import[] {
  const found: Import[] = []
  read(path)
    .split('\n')
    .forEach((text, i) => {
      for (const match of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g))
        found.push({ line: i + 1, from: match[1]! })
    })
  return found
}
