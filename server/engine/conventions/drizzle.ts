import { parse as parseJsonc } from 'jsonc-parser'
import { Failure } from '../failure'
import { spanOf } from '../text/source'
import {
  type Detection,
  defineConvention,
  type Problem,
  type Review,
  type Section,
  sentMark,
  type ToolSettings,
} from './convention'
import { books } from './shared/drizzle-books'
import { journalOf, journalPath, noFile } from './shared/drizzle-journal'
import { filesNamed, folderOf, nameOf, projectRoot, readText, relative, sqlFolders } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareText, nextTimestamp, slug, titleOf } from './shared/names'
import { whole } from './shared/statements'

const folderGrammar = /^((\d{14})_[^/]*)\/migration\.sql$/
/** drizzle-orm/migrator.js cuts the text at each of them, wherever it stands. */
const breakpoint = '--> statement-breakpoint'
const custom = '-- Custom SQL migration file, put your code below! --'

/** `migrations: { table, schema }` of a drizzle.config that needs no running to be read. */
function configured(text: string): ToolSettings {
  const block = /\bmigrations["']?\s*:\s*\{([^}]*)\}/.exec(text)?.[1] ?? ''
  const value = (key: string) => new RegExp(`\\b${key}["']?\\s*:\\s*['"\`]([^'"\`]+)['"\`]`).exec(block)?.[1]
  return Object.fromEntries(
    ['table', 'schema'].flatMap((key) => (value(key) === undefined ? [] : [[key, value(key)!]])),
  )
}

export default defineConvention({
  title: 'Drizzle',
  reference: 'https://orm.drizzle.team/docs/migrations',

  async detect(files) {
    const found: Detection[] = []
    const settingsOf = async (folder: string): Promise<ToolSettings> => {
      const root = await projectRoot(files, folder)
      const [config] = (await filesNamed(files, /^drizzle\.config\.(ts|js|mjs|json)$/)).filter(
        (path) => folderOf(path) === root,
      )
      return config ? configured((await readText(files, config)) ?? '') : {}
    }
    for (const path of await filesNamed(files, /^_journal\.json$/)) {
      const text = (await readText(files, path)) ?? ''
      if (!/^(postgresql|pg)$/.test(parseJsonc(text)?.dialect)) continue
      const folder = folderOf(folderOf(path))
      found.push({
        root: await projectRoot(files, folder),
        folders: [folder],
        sure: 'config',
        evidence: relative(files.root, path),
        settings: { ...(await settingsOf(folder)), manifest: text },
      })
    }
    const seen = new Set<string>()
    for (const { path, sql } of await sqlFolders(files)) {
      const folder = folderOf(path)
      if (!sql.includes('migration.sql') || seen.has(folder) || !folderGrammar.test(`${nameOf(path)}/migration.sql`))
        continue
      const snapshot = await readText(files, `${path}/snapshot.json`)
      if (snapshot === undefined || parseJsonc(snapshot)?.dialect !== 'postgres') continue
      seen.add(folder)
      found.push({
        root: await projectRoot(files, folder),
        folders: [folder],
        sure: 'config',
        evidence: relative(files.root, `${path}/snapshot.json`),
        settings: await settingsOf(folder),
      })
    }
    return found
  },

  /** 0.x: what the journal names, by its time; 1.0: what a folder is called. */
  parseName(relativePath, settings) {
    const folder = folderGrammar.exec(relativePath)
    if (folder)
      return settings.manifest === undefined
        ? { version: folder[1]!, title: titleOf(folder[1]!.slice(15)), kind: 'versioned' }
        : undefined
    const tag = /^([^/]+)\.sql$/.exec(relativePath)?.[1]
    const entry = journalOf(settings).find((known) => known.tag === tag)
    return entry
      ? { version: String(entry.when), title: titleOf(entry.tag.replace(/^\d+_/, '')), kind: 'versioned' }
      : undefined
  },

  nameProblem(relativePath, settings) {
    if (!/\.sql$/.test(relativePath)) return undefined
    if (settings.manifest === undefined && /^[^/]+\/migration\.sql$/.test(relativePath))
      return {
        code: 'migration-name',
        severity: 'error',
        message: `Drizzle takes the time of ${relativePath} from the first 14 characters of its folder's name, finds none and fails.`,
        help: 'Rename it to YYYYMMDDHHMMSS_name/migration.sql.',
      }
    if (settings.manifest === undefined)
      return {
        code: 'migration-name',
        severity: 'warning',
        message: `Drizzle ignores ${relativePath}: it reads migration.sql of each folder.`,
        help: 'Rename it to YYYYMMDDHHMMSS_name/migration.sql.',
      }
    if (relativePath.includes('/')) return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `Drizzle does not see ${relativePath}: ${journalPath} has no entry for it.`,
      help: 'Make migrations with drizzle-kit generate --custom.',
    }
  },

  compare(a, b, settings) {
    if (settings.manifest !== undefined) {
      const [left, right] = [a, b].map(({ relativePath }) => placeIn(settings, relativePath))
      return left !== undefined && right !== undefined ? left - right : Number(a.name.version) - Number(b.name.version)
    }
    return a.name.version.localeCompare(b.name.version) || compareText(a.relativePath, b.relativePath)
  },

  // pg-core/dialect.ts: one transaction around everything pending.
  read(source, { bom }) {
    const { text } = source
    const problems: Problem[] = bom ? [sentMark('Drizzle')] : []
    const at = text.indexOf(custom)
    const swallowed = at < 0 ? undefined : /^[^\r\n]*\S[^\r\n]*/.exec(text.slice(at + custom.length))
    if (swallowed) {
      const start = at + custom.length
      const edit = { span: spanOf(start, start), text: '\n' }
      problems.push({
        code: 'wrong-directive',
        severity: 'error',
        span: spanOf(start, start + swallowed[0].length),
        message: 'This text stands on the line of a comment: Drizzle runs nothing of it and reports success.',
        fixes: [{ title: 'Put it on a line of its own', safety: 'review', edits: [edit] }],
      })
    }
    const separators = [...text.matchAll(new RegExp(breakpoint, 'g'))].map(({ index }) =>
      spanOf(index, index + breakpoint.length),
    )
    const section: Section = {
      direction: 'up',
      span: whole(text),
      scope: 'batch',
      ...(separators.length > 0 && { separators }),
    }
    return { sections: [section], placeholders: [], problems }
  },

  review(files, settings) {
    const found: Review[] = []
    const byPath = new Map(files.map((file) => [file.relativePath, file]))
    let newest = { when: 0, tag: '' }
    for (const entry of journalOf(settings)) {
      const file = byPath.get(`${entry.tag}.sql`)
      if (!file && files.length > 0)
        found.push({
          path: files[0]!.path,
          problem: {
            code: 'manifest-mismatch',
            severity: 'error',
            message: noFile(entry),
          },
        })
      if (file && entry.when <= newest.when) {
        const message = `${journalPath} dates ${entry.tag} before ${newest.tag}: Drizzle silently skips it on every database that has the latter.`
        found.push({
          path: file.path,
          problem: {
            code: 'out-of-order',
            severity: 'error',
            message,
            help: 'Drop it with drizzle-kit drop and generate it again.',
          },
        })
      }
      if (entry.when > newest.when) newest = entry
    }
    return found
  },

  next(existing, title, now, settings, body) {
    const up = body?.up ? withLineEnd(body.up) : `${custom}\n`
    if (settings.manifest === undefined) {
      if (existing.length === 0)
        throw new Failure('not-supported', 'The format of this migrations folder is not known yet.', {
          hint: 'Make the first migration with drizzle-kit generate.',
        })
      const version = nextTimestamp(
        existing.map((file) => file.name.version.slice(0, 14)),
        now,
      )
      return [{ path: `${version}_${slug(title)}/migration.sql`, text: up }]
    }
    const journal = parseJsonc(settings.manifest) as {
      entries: { idx: number; when: number; tag: string; version?: string; breakpoints?: boolean }[]
      version?: string
    }
    const last = journal.entries.at(-1)
    const idx = (last?.idx ?? -1) + 1
    const prefix = /^(\d+)_/.exec(last?.tag ?? '0000_')?.[1]
    const number = prefix === undefined ? '' : `${nextPrefix(prefix, idx, now)}_`
    const tag = `${number}${slug(title).toLowerCase()}`
    const when = Math.max(now.getTime(), ...journal.entries.map((entry) => entry.when + 1))
    const entries = [
      ...journal.entries,
      { idx, version: last?.version ?? journal.version ?? '7', when, tag, breakpoints: last?.breakpoints ?? true },
    ]
    return [
      { path: `${tag}.sql`, text: up },
      { path: journalPath, text: JSON.stringify({ ...journal, entries }, undefined, 2), replaces: true },
    ]
  },

  nonTransactional: () => ({
    impossible:
      'Drizzle runs all pending migrations in one transaction and has no way out of it. Run this statement by hand, then record it.',
  }),
  manifest: { path: () => journalPath },

  policy: (settings) => ({
    outOfOrder: settings.manifest === undefined ? 'applied' : 'skipped',
    missingFile: 'ignored',
    editedFile: 'unseen',
  }),
  applyCommand: () => 'npx drizzle-kit migrate',
  books,
})

const places = new WeakMap<ToolSettings, ReadonlyMap<string, number>>()

/** Of a file in the journal. */
function placeIn(settings: ToolSettings, relativePath: string): number | undefined {
  const known = places.get(settings) ?? new Map(journalOf(settings).map(({ tag }, i) => [`${tag}.sql`, i]))
  places.set(settings, known)
  return known.get(relativePath)
}

/** In the way the last one was made: `migrations.prefix` of the configuration is unix, timestamp or supabase, else index. */
function nextPrefix(last: string, idx: number, now: Date): string {
  if (last.length > 10) return nextTimestamp([last], now)
  return last.length === 10
    ? String(Math.max(Math.floor(now.getTime() / 1000), Number(last) + 1))
    : String(idx).padStart(last.length, '0')
}
