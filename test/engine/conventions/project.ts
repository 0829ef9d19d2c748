import { readdirSync, readFileSync } from 'node:fs'
import type {
  Convention,
  Detection,
  MigrationFile,
  ProjectFiles,
  Reading,
  Section,
  ToolSettings,
} from '../../../server/engine/conventions/convention'
import { decodeUtf8, sourceText } from '../../../server/engine/text/source'

const encoder = new TextEncoder()

/** A workspace made of texts; paths are relative to `/project`. */
export function memoryFiles(texts: Readonly<Record<string, string>>): ProjectFiles & { readonly opened: string[] } {
  const root = '/project'
  const all = new Map(Object.entries(texts).map(([path, text]) => [`${root}/${path}`, encoder.encode(text)]))
  const opened: string[] = []
  return {
    root,
    opened,
    list: async () => [...all.keys()].sort(),
    read: async (path) => {
      opened.push(path)
      return all.get(path)
    },
  }
}

/** The files below a folder of this test, as if it were the whole workspace. */
export function folderTexts(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    paths.map((entry) => {
      const path = `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/')
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')]
    }),
  )
}

export interface Given {
  readonly settings?: ToolSettings
  readonly beside?: Readonly<Record<string, string>>
  readonly folder?: string
}

export interface Loaded extends MigrationFile {
  readonly problems: Reading['problems']
}

/** One file as the workspace would read it; fails when the convention does not take its name. */
export function load(convention: Convention, relativePath: string, text: string, given: Given = {}): Loaded {
  const settings = given.settings ?? {}
  const name = convention.parseName(relativePath, settings)
  if (!name) throw new Error(`${relativePath} has no name`)
  const path = `${given.folder ?? '/project/migrations'}/${relativePath}`
  const bytes = encoder.encode(text)
  const source = sourceText(`file://${path}`, decodeUtf8(bytes).text)
  const reading = convention.read(source, {
    path,
    relativePath,
    name,
    settings,
    postgres: 18,
    bom: text.startsWith('\uFEFF'),
    beside: (file) => given.beside?.[file],
  })
  return { path, relativePath, name, source, bytes, ...reading }
}

/** What the tool records by itself of one file; a file as it is where it records files. */
export const partsOf = (
  convention: Convention,
  file: MigrationFile,
  settings: ToolSettings,
): readonly MigrationFile[] => convention.parts?.(file, settings) ?? [file]

/** All migrations of a detected project, in the tool's order. */
export async function loadAll(
  convention: Convention,
  files: ProjectFiles,
  detection: Detection,
): Promise<readonly Loaded[]> {
  const found: Loaded[] = []
  const list = await files.list()
  const text = async (path: string) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await files.read(path))
  for (const folder of detection.folders) {
    for (const path of list) {
      if (!path.startsWith(`${folder}/`)) continue
      const relativePath = path.slice(folder.length + 1)
      if (!convention.parseName(relativePath, detection.settings)) continue
      const own = path.slice(0, path.lastIndexOf('/'))
      const beside: Record<string, string> = {}
      for (const other of list)
        if (other.startsWith(`${own}/`) && !other.slice(own.length + 1).includes('/'))
          beside[other.slice(own.length + 1)] = await text(other)
      found.push(load(convention, relativePath, await text(path), { settings: detection.settings, beside, folder }))
    }
  }
  return found.sort((a, b) => convention.compare(a, b, detection.settings))
}

export const describeSection = (file: MigrationFile, section: Section): string =>
  `${section.direction} ${section.scope}: ${file.source.slice(section.span).trim().split(/\r?\n/)[0]}`
