import { parse as parseJsonc } from 'jsonc-parser'
import type { ProjectFiles } from '../convention'
import { folderOf, join, nameOf, readText, relative } from './folders'
import { linesOf } from './lines'
import { compareText } from './names'

/** One entry of a changelog that names others. */
interface Include {
  readonly file?: string
  readonly all?: string
  /** To the changelog's own folder. */
  readonly relative: boolean
}

interface Changelog {
  readonly includes: readonly Include[]
  /** What else it holds, with its place. */
  readonly others: readonly string[]
}

/** What Liquibase runs, in its order, as far as changelogs say it. */
export interface Listing {
  /** Absolute path, and the path Liquibase stores; undefined when that depends on how it is called. */
  readonly files: readonly { readonly path: string; readonly stored: string | undefined }[]
  /** What of the changelogs is not in `files`, one phrase each. */
  readonly others: readonly string[]
}

/** DatabaseChangeLog.normalizePath. */
export function normalized(path: string): string {
  const plain = path
    .replace(/^classpath:/, '')
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:/, '')
    .replace(/^\//, '')
  return join('', plain).replace(/^\//, '')
}

const keys = new Set(['include', 'includeAll', 'file', 'path', 'relativeToChangelogFile', 'errorIfMissingOrEmpty'])

function fromYaml(text: string): Changelog {
  const includes: { file?: string; all?: string; relative: boolean }[] = []
  const others: string[] = []
  let number = 0
  for (const { text: line } of linesOf(text)) {
    number++
    if (/^\s*(#.*)?$/.test(line) || /^---\s*$/.test(line) || /^databaseChangeLog:\s*$/.test(line)) continue
    const [, key, raw = ''] = /^\s*(?:-\s+)?(\w+):\s*(.*?)\s*$/.exec(line) ?? []
    const value = raw.replace(/^(["'])(.*)\1$/, '$2')
    const last = includes.at(-1)
    if ((key === 'include' || key === 'includeAll') && raw === '') includes.push({ relative: false })
    else if (key === 'file' && last && value) last.file = value
    else if (key === 'path' && last && value) last.all = value
    else if (key === 'relativeToChangelogFile' && last) last.relative = value === 'true'
    else if (key === undefined || !keys.has(key) || !last) others.push(`line ${number}: ${line.trim()}`)
  }
  return { includes, others }
}

function fromJson(text: string): Changelog {
  const entries: unknown = (parseJsonc(text) as { databaseChangeLog?: unknown } | undefined)?.databaseChangeLog
  const includes: Include[] = []
  const others: string[] = []
  for (const entry of Array.isArray(entries) ? entries : []) {
    for (const [key, value] of Object.entries((entry ?? {}) as Record<string, Record<string, unknown>>)) {
      const isKnown = (key === 'include' || key === 'includeAll') && Object.keys(value).every((name) => keys.has(name))
      if (isKnown) includes.push(entryOf((name) => (value[name] === undefined ? undefined : String(value[name]))))
      else others.push(key)
    }
  }
  return { includes, others }
}

function entryOf(value: (name: string) => string | undefined): Include {
  const file = value('file')
  const all = value('path')
  return {
    ...(file !== undefined && { file }),
    ...(all !== undefined && { all }),
    relative: value('relativeToChangelogFile') === 'true',
  }
}

function fromXml(given: string): Changelog {
  const text = given.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))
  const includes: Include[] = []
  const others: string[] = []
  for (const { 1: end, 2: tag, 3: rest, index } of text.matchAll(/<([/?]?)([\w:.-]+)([^>]*)>/g)) {
    if (end !== '') continue
    const attributes = new Map(
      [...rest!.matchAll(/([\w:.-]+)\s*=\s*["']([^"']*)["']/g)].map(({ 1: k, 2: v }) => [k!, v!]),
    )
    const names = [...attributes.keys()]
    if (tag === 'databaseChangeLog' && names.every((name) => /^(xmlns|xsi)\b/.test(name))) continue
    if ((tag === 'include' || tag === 'includeAll') && names.every((name) => keys.has(name)))
      includes.push(entryOf((name) => attributes.get(name)))
    else
      others.push(`line ${text.slice(0, index).split('\n').length}: <${tag}${rest!.trimEnd().replace(/\s*\/$/, '')}>`)
  }
  return { includes, others }
}

const readers: Readonly<Record<string, (text: string) => Changelog>> = {
  xml: fromXml,
  yaml: fromYaml,
  yml: fromYaml,
  json: fromJson,
}
const extension = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''

/** Follows a root changelog. `stored` is the path Liquibase is called with, when that is known. */
export async function listing(files: ProjectFiles, root: string, stored: string | undefined): Promise<Listing> {
  const list = await files.list()
  const found: { path: string; stored: string | undefined }[] = []
  const others: string[] = []
  const seen = new Set<string>()
  const follow = async (path: string, own: string | undefined): Promise<void> => {
    if (seen.has(path)) {
      others.push(`${relative(files.root, path)} a second time`)
      return
    }
    seen.add(path)
    const read = readers[extension(path)]
    if (!read) {
      if (extension(path) === 'sql') found.push({ path, stored: own })
      else others.push(relative(files.root, path))
      return
    }
    const { includes, others: more } = read((await readText(files, path)) ?? '')
    others.push(...more.map((one) => `${relative(files.root, path)}, ${one}`))
    for (const { file, all, relative: isRelative } of includes) {
      const given = (file ?? all ?? '').replaceAll('\\', '/')
      const target = normalized(given)
      const beside = isRelative ? normalized(`${folderOf(own ?? '')}/${given}`) : target
      const as = isRelative && own === undefined ? undefined : beside
      // Without a search path the end of a path must do, when it is the end of one only.
      const isMeant = (candidate: string): boolean =>
        isRelative ? candidate === join(folderOf(path), given.replace(/\/$/, '')) : candidate.endsWith(`/${target}`)
      if (file !== undefined) {
        const hits = list.filter(isMeant)
        if (hits.length === 1) await follow(hits[0]!, as)
        else others.push(`${file} (${hits.length === 0 ? 'which is not here' : 'of which there are several'})`)
        continue
      }
      const folders = [...new Set(list.map(folderOf))].filter(isMeant)
      if (folders.length !== 1) {
        others.push(`everything in ${all}`)
        continue
      }
      // What is no changelog by its ending is passed over here.
      const below = list
        .filter((path) => path.startsWith(`${folders[0]}/`) && (extension(path) === 'sql' || readers[extension(path)]))
        .sort(compareText)
      for (const one of below)
        await follow(one, as === undefined ? undefined : normalized(`${as}/${relative(folders[0]!, one)}`))
    }
  }
  await follow(root, stored)
  return { files: found, others }
}

/** The one changelog that no other changelog includes. */
export async function rootChangelog(files: ProjectFiles, candidates: readonly string[]): Promise<string | undefined> {
  const included = new Set<string>()
  for (const path of candidates) {
    const { includes } = readers[extension(path)]!((await readText(files, path)) ?? '')
    for (const { file } of includes)
      if (file !== undefined)
        for (const other of candidates) if (other.endsWith(`/${nameOf(file)}`)) included.add(other)
  }
  const roots = candidates.filter((path) => !included.has(path))
  return roots.length === 1 ? roots[0] : undefined
}
