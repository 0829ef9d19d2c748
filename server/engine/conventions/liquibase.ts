import { spanOf } from '../text/source'
import { type Detection, defineConvention, type ProjectFiles, type ToolSettings } from './convention'
import { filesNamed, folderOf, foldersMarked, join, nameOf, projectRoot, readText, relative } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { books, identity } from './shared/liquibase-books'
import { listing, normalized, rootChangelog } from './shared/liquibase-changelog'
import { header } from './shared/liquibase-changesets'
import { includesOf, partsOf } from './shared/liquibase-parts'
import { readLiquibase } from './shared/liquibase-reading'
import { cutByLiquibase } from './shared/liquibase-splitting'
import { compareText, nextTimestamp, slug, timestamp, titleOf } from './shared/names'
import { pick, properties } from './shared/properties'
import { countAfter, insertion, whole } from './shared/statements'

const kept = [
  'liquibaseSchemaName',
  'defaultSchemaName',
  'databaseChangeLogTableName',
  'databaseChangeLogLockTableName',
  'contexts',
  'labelFilter',
]

/** The long form of a key is `liquibase.command.<key>`; `labels` is what `labelFilter` was called before 4.14. */
function commandSettings(own: ToolSettings): ToolSettings {
  const found = Object.fromEntries(
    Object.entries(own).map(([key, value]) => [key.replace(/^liquibase\.(command\.)?/, ''), value]),
  )
  return found.labelFilter === undefined && found.labels !== undefined ? { ...found, labelFilter: found.labels } : found
}

/** Membership and order, with the path under which Liquibase knows each file, as the changelogs say it. */
async function order(
  files: ProjectFiles,
  folder: string,
  root: string,
  { changeLogFile, changelogFile = changeLogFile, searchPath }: ToolSettings,
  above: readonly string[],
): Promise<ToolSettings> {
  const list = await files.list()
  const bases = [...(searchPath ?? '').split(',').map((base) => join(root, base.trim())), root]
  const called =
    changelogFile && bases.map((base) => join(base, normalized(changelogFile))).find((path) => list.includes(path))
  const top = called || (await rootChangelog(files, above))
  if (top === undefined) return {}
  const { files: listed, others } = await listing(files, top, called ? normalized(changelogFile!) : undefined)
  const own = listed.filter(({ path }) => folderOf(path) === folder)
  if (own.length === 0) return {}
  const elsewhere = [
    ...listed.flatMap(({ path }) => (folderOf(path) === folder ? [] : [relative(files.root, path)])),
    ...others,
  ]
  return {
    // A path that depends on how Liquibase is called is kept for its place in the order alone.
    includes: own.map(({ path, stored }) => stored ?? `?/${nameOf(path)}`).join('\n'),
    ...(elsewhere.length > 0 && { elsewhere: elsewhere.join('\n') }),
  }
}

/** The order of the root changelog, where one names the files; a place behind all of them otherwise. */
const place = (relativePath: string, settings: ToolSettings): number => {
  const listed = includesOf(settings)
  const at = listed.findIndex((path) => nameOf(path) === nameOf(fileIn(relativePath)))
  return at < 0 ? listed.length : at
}
/** Without the changeset. */
const fileIn = (relativePath: string): string => relativePath.split('::')[0]!

export default defineConvention({
  title: 'Liquibase (formatted SQL)',
  reference: 'https://docs.liquibase.com/concepts/changelogs/sql-format.html',

  async detect(files) {
    const found: Detection[] = []
    const changelogs = await filesNamed(files, /changelog.*\.(xml|ya?ml|json)$/i)
    for (const { folder, file, match } of await foldersMarked(
      files,
      /^(?!(?:up|down|migration)\.sql$).*\.sql$/,
      header,
    )) {
      const root = await projectRoot(files, folder.path)
      const config = (await filesNamed(files, /^liquibase\.properties$/)).find((path) => folderOf(path) === root)
      const own = config === undefined ? {} : commandSettings(properties((await readText(files, config)) ?? ''))
      const above = changelogs.filter((path) => path.startsWith(`${root}/`))
      const evidence = [
        `${match} in ${relative(files.root, `${folder.path}/${file}`)}`,
        ...(config === undefined ? [] : [relative(files.root, config)]),
      ].join(', ')
      found.push({
        root,
        folders: [folder.path],
        sure: config === undefined ? 'markers' : 'config',
        evidence,
        settings: { ...pick(own, kept), ...(await order(files, folder.path, root, own, above)) },
      })
    }
    return found
  },

  // No rule for names: a changeset is known by its id, author and path.
  parseName(relativePath) {
    if (!/^[^/]+\.sql$/.test(relativePath)) return undefined
    const stem = relativePath.replace(/\.sql$/, '')
    return { version: stem, title: titleOf(stem.replace(/^[\d._-]+/, '').replaceAll('-', ' ')), kind: 'versioned' }
  },

  // includeAll is alphabetical. Changesets of one file stay as they stand in it.
  compare: (a, b, settings) =>
    place(a.relativePath, settings) - place(b.relativePath, settings) ||
    compareText(nameOf(fileIn(a.relativePath)), nameOf(fileIn(b.relativePath))),
  identity: ({ version }) => identity(version),
  read: (source) => readLiquibase(source),
  parts: partsOf,

  review(files, settings) {
    if (settings.includes === undefined || settings.elsewhere !== undefined) return []
    const listed = new Set(includesOf(settings).map(nameOf))
    return files
      .filter(({ path }) => !listed.has(nameOf(path)))
      .map(({ path }) => ({
        path,
        problem: {
          code: 'manifest-mismatch',
          severity: 'warning',
          message: 'No changelog includes this file: Liquibase never runs it.',
        } as const,
      }))
  },

  next(existing, title, now, _settings, body) {
    const numbers = existing.map((file) => /^\d+/.exec(file.relativePath)?.[0]).filter((number) => number !== undefined)
    const last = numbers.at(-1)
    const version =
      last !== undefined && last.length < 8
        ? (BigInt(last) + 1n).toString().padStart(last.length, '0')
        : nextTimestamp(numbers, now)
    const joint = existing.some((file) => file.relativePath.includes('-')) ? '-' : '_'
    const author = /^--\s*changeset\s+([^:\s]+):/m.exec(existing.at(-1)?.source.text ?? '')?.[1] ?? 'lockstep'
    const isCut = (sql = '') => cutByLiquibase(sql, whole(sql)).length > 0
    const attributes = [
      ...(body?.transactional === false ? [' runInTransaction:false'] : []),
      ...(isCut(body?.up) ? [' splitStatements:false'] : []),
      ...(isCut(body?.down) ? [' rollbackSplitStatements:false'] : []),
    ].join('')
    const down = body?.down ? withLineEnd(body.down).replace(/^(?=.)/gm, '--rollback ') : '--rollback empty\n'
    return [
      {
        path: `${version}${joint}${slug(title, joint)}.sql`,
        text: `--liquibase formatted sql\n\n--changeset ${author}:${timestamp(now)}-${slug(title, '-').toLowerCase()}${attributes}\n${body?.up ? withLineEnd(body.up) : 'SELECT 1;\n'}${down}`,
      },
    ]
  },

  nonTransactional(file, section, _settings, planned) {
    if (section.scope === 'statement') return { edits: [] }
    if (section.scopeAt === undefined)
      return {
        impossible:
          "A .sql file without '--liquibase formatted sql' has no way to say so. Make it a formatted changelog.",
      }
    const line = file.source.slice(section.scopeAt)
    if (/\bsplitStatements:false\b/i.test(line) && countAfter(file.source.text, section.span, planned) > 1) {
      return {
        impossible:
          'With splitStatements:false Liquibase sends the changeset as one query, and several statements in one query share a transaction. Put this statement in a changeset of its own.',
      }
    }
    if (section.scope === 'simple query') return { edits: [] }
    const own = /\brunInTransaction:\w+/i.exec(line)
    const start = section.scopeAt.start
    if (own)
      return {
        edits: [{ span: spanOf(start + own.index, start + own.index + own[0].length), text: 'runInTransaction:false' }],
      }
    return { edits: [insertion(start + line.trimEnd().length, ' runInTransaction:false')] }
  },

  policy: () => ({ outOfOrder: 'applied', missingFile: 'ignored', editedFile: 'refused' }),
  applyCommand: () => 'liquibase update',
  books,
})
