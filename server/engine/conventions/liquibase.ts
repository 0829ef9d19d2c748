import { spanOf } from '../text/source'
import { type Detection, defineConvention, type ToolSettings } from './convention'
import { filesNamed, folderOf, foldersMarked, join, nameOf, projectRoot, readText, relative } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { header, readLiquibase } from './shared/liquibase-changesets'
import { state } from './shared/liquibase-state'
import { compareText, nextTimestamp, slug, timestamp, titleOf } from './shared/names'
import { properties } from './shared/properties'
import { countAfter, insertion } from './shared/statements'

/** The order of the root changelog, where one names the files; a place behind all of them otherwise. */
const place = (relativePath: string, settings: ToolSettings): number => {
  const order = (settings.includes ?? '').split('\n')
  const at = order.indexOf(relativePath)
  return at < 0 ? order.length : at
}

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
      const above = changelogs.filter((path) => path.startsWith(`${root}/`))
      const includes: string[] = []
      for (const changelog of above) {
        for (const include of ((await readText(files, changelog)) ?? '').matchAll(
          /\bfile["']?\s*[:=]\s*["']?([^"'\s]+\.sql)\b/g,
        )) {
          const target = include[1]!.replace(/^classpath:/, '')
          const own = folder.sql.find(
            (name) =>
              join(folderOf(changelog), target) === `${folder.path}/${name}` ||
              `/${folder.path}/${name}`.endsWith(`/${target.replace(/^\.?\//, '')}`),
          )
          if (own !== undefined && !includes.includes(own)) includes.push(own)
        }
      }
      const config = (await filesNamed(files, /^liquibase\.properties$/)).find((path) => folderOf(path) === root)
      const own = config === undefined ? {} : properties((await readText(files, config)) ?? '')
      const settings = Object.fromEntries(
        ['liquibaseSchemaName', 'defaultSchemaName', 'databaseChangeLogTableName'].flatMap((key) =>
          own[key] === undefined ? [] : [[key, own[key]]],
        ),
      )
      const evidence = [
        `${match} in ${relative(files.root, `${folder.path}/${file}`)}`,
        ...(config === undefined ? [] : [relative(files.root, config)]),
      ].join(', ')
      found.push({
        root,
        folders: [folder.path],
        sure: config === undefined ? 'markers' : 'config',
        evidence,
        settings: { ...settings, ...(includes.length > 0 && { includes: includes.join('\n') }) },
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

  // includeAll is alphabetical.
  compare: (a, b, settings) =>
    place(a.relativePath, settings) - place(b.relativePath, settings) || compareText(a.relativePath, b.relativePath),
  identity: ({ version }) => nameOf(version).replace(/\.sql$/, ''),
  read: (source) => readLiquibase(source),
  review: () => [],

  next(existing, title, now, _settings, body) {
    const numbers = existing.map((file) => /^\d+/.exec(file.relativePath)?.[0]).filter((number) => number !== undefined)
    const last = numbers.at(-1)
    const version =
      last !== undefined && last.length < 8
        ? (BigInt(last) + 1n).toString().padStart(last.length, '0')
        : nextTimestamp(numbers, now)
    const joint = existing.some((file) => file.relativePath.includes('-')) ? '-' : '_'
    const author = /^--\s*changeset\s+([^:\s]+):/m.exec(existing.at(-1)?.source.text ?? '')?.[1] ?? 'lockstep'
    const attribute = body?.transactional === false ? ' runInTransaction:false' : ''
    const down = body?.down ? withLineEnd(body.down).replace(/^(?=.)/gm, '--rollback ') : '--rollback empty\n'
    return [
      {
        path: `${version}${joint}${slug(title, joint)}.sql`,
        text: `--liquibase formatted sql\n\n--changeset ${author}:${timestamp(now)}-${slug(title, '-').toLowerCase()}${attribute}\n${body?.up ? withLineEnd(body.up) : 'SELECT 1;\n'}${down}`,
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
  noBooks:
    'Liquibase knows a changeset by the path it was run with, which only its own command line says; Lockstep leaves applying to it.',
  state,
})
