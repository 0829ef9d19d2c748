import { parse as parseJsonc } from 'jsonc-parser'
import { Failure } from '../failure'
import { spanOf } from '../text/source'
import { type Detection, defineConvention, type Problem, type Review, type ToolSettings } from './convention'
import { books } from './shared/drizzle-books'
import { journalOf } from './shared/drizzle-journal'
import { filesNamed, folderOf, nameOf, projectRoot, readText, relative, sqlFolders } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareText, nextTimestamp, slug, titleOf } from './shared/names'
import { whole } from './shared/statements'

const journalPath = 'meta/_journal.json'
const folderGrammar = /^((\d{14})_[^/]*)\/migration\.sql$/
const custom = '-- Custom SQL migration file, put your code below! --'

/** `migrations: { table, schema }` of a drizzle.config that needs no running to be read. */
function configured(text: string): ToolSettings {
  const block = /migrations\s*:\s*\{([^}]*)\}/.exec(text)?.[1] ?? ''
  const value = (key: string) => new RegExp(`\\b${key}\\s*:\\s*['"\`]([^'"\`]+)['"\`]`).exec(block)?.[1]
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
      if (parseJsonc(text)?.dialect !== 'postgresql') continue
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
    const tags = journalOf(settings).map(({ tag }) => `${tag}.sql`)
    if (tags.length > 0) return tags.indexOf(a.relativePath) - tags.indexOf(b.relativePath)
    return a.name.version.localeCompare(b.name.version) || compareText(a.relativePath, b.relativePath)
  },

  // pg-core/dialect.ts: one transaction around everything pending.
  read(source) {
    const { text } = source
    const problems: Problem[] = []
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
    return { sections: [{ direction: 'up', span: whole(text), scope: 'batch' }], placeholders: [], problems }
  },

  review(files, settings) {
    const found: Review[] = []
    let newest = { when: 0, tag: '' }
    for (const entry of journalOf(settings)) {
      const file = files.find(({ relativePath }) => relativePath === `${entry.tag}.sql`)
      if (!file && files.length > 0)
        found.push({
          path: files[0]!.path,
          problem: {
            code: 'manifest-mismatch',
            severity: 'error',
            message: `No file ${entry.tag}.sql found for the entry ${entry.idx} of ${journalPath}.`,
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
    const number =
      prefix === undefined
        ? ''
        : prefix.length >= 10
          ? `${nextTimestamp([prefix], now)}_`
          : `${String(idx).padStart(prefix.length, '0')}_`
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
    missingFile: settings.manifest === undefined ? 'ignored' : 'refused',
    editedFile: 'unseen',
  }),
  applyCommand: () => 'npx drizzle-kit migrate',
  books,
})
