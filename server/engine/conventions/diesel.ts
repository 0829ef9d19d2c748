import { parse as parseToml } from 'smol-toml'
import { spanOf } from '../text/source'
import { defineConvention, sentMark } from './convention'
import { books, noUp, withoutUp } from './shared/diesel-books'
import { folderOf, join, nameOf, projectRoot, readText, relative, sqlFolders } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareBytes, compareText, duplicates, slug, titleOf } from './shared/names'
import { toml } from './shared/properties'
import { countAfter } from './shared/statements'

/** diesel_migrations: the folder's name up to the first underscore, dashes dropped, is the version. */
const grammar = /^(?!\.)([^/_]+)(?:_([^/]*))?\/(up|down)\.sql$/
const metadata = 'metadata.toml'
const outside = 'run_in_transaction = false\n'

/** migrations_internals: true without a file or with one that can't be read, but false in a file that does not say it. */
function runsInTransaction(text: string | undefined): boolean {
  try {
    const said = text === undefined ? true : parseToml(text).run_in_transaction
    return said !== undefined && said !== false
  } catch {
    return true
  }
}

export default defineConvention({
  title: 'Diesel',
  reference: 'https://docs.rs/diesel_migrations/latest/diesel_migrations/struct.FileBasedMigrations.html',

  async detect(files) {
    const found = new Map<string, { root: string; evidence: string; config: boolean }>()
    for (const { path, sql } of await sqlFolders(files)) {
      if (!sql.includes('up.sql') || !/^\d/.test(nameOf(path))) continue
      const folder = folderOf(path)
      if (found.has(folder)) continue
      const root = await projectRoot(files, folder)
      const own = toml((await readText(files, `${root}/diesel.toml`)) ?? '')
      const dir = own?.['migrations_directory.dir']
      const config =
        (await readText(files, `${root}/diesel.toml`)) !== undefined &&
        (dir === undefined || join(root, dir) === folder || dir === folder)
      found.set(folder, {
        root,
        config,
        evidence: relative(files.root, config ? `${root}/diesel.toml` : `${path}/up.sql`),
      })
    }
    return [...found].map(([folder, { root, evidence, config }]) => ({
      root,
      folders: [folder],
      sure: config ? ('config' as const) : ('names' as const),
      evidence,
      settings: {},
    }))
  },

  parseName(relativePath) {
    const match = grammar.exec(relativePath)
    if (!match) return undefined
    return {
      version: match[1]!.replaceAll('-', ''),
      title: titleOf(match[2] ?? ''),
      kind: 'versioned',
      direction: match[3] as 'up' | 'down',
    }
  },

  nameProblem(relativePath) {
    if (!/^[^/]+\.sql$/.test(relativePath)) return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `Diesel ignores ${relativePath}: it reads up.sql and down.sql of each folder.`,
      help: 'Move it to <version>_name/up.sql.',
    }
  },

  compare: (a, b) =>
    compareBytes(a.name.version, b.name.version) || compareText(b.name.direction ?? '', a.name.direction ?? ''),

  read(source, { name, beside, bom }) {
    return {
      sections: [
        {
          direction: name.direction ?? 'up',
          span: spanOf(0, source.text.length),
          scope: runsInTransaction(beside(metadata)) ? 'file' : 'simple query',
        },
      ],
      placeholders: [],
      problems: bom ? [sentMark('Diesel')] : [],
    }
  },

  review(files) {
    const orphans = withoutUp(files).map((file) => ({
      path: file.path,
      problem: { code: 'orphaned-down', severity: 'error', message: noUp(file) } as const,
    }))
    const twice = duplicates(
      files.filter((file) => file.name.direction === 'up'),
      (file) => file.name.version,
      (file, first) => ({
        message: `${folderOf(first.relativePath)} has the version ${file.name.version} too: Diesel runs only one of them.`,
        help: 'Give it a later version.',
      }),
    )
    return [...orphans, ...twice]
  },

  next(existing, title, now, _settings, body) {
    const iso = now.toISOString()
    const stamp = `${iso.slice(0, 10)}-${iso.slice(11, 19).replaceAll(':', '')}`
    const last =
      existing
        .map((file) => file.name.version)
        .filter((one) => /^\d+$/.test(one))
        .sort()
        .at(-1) ?? ''
    const version = stamp.replaceAll('-', '') > last ? stamp : (BigInt(last) + 1n).toString()
    const folder = `${version}_${slug(title)}`
    const side = body?.transactional === false ? [{ path: `${folder}/${metadata}`, text: outside }] : []
    return [
      { path: `${folder}/up.sql`, text: body?.up ? withLineEnd(body.up) : '-- Your SQL goes here\n' },
      {
        path: `${folder}/down.sql`,
        text: body?.down ? withLineEnd(body.down) : '-- This file should undo anything in `up.sql`\n',
      },
      ...side,
    ]
  },

  nonTransactional(file, section, _settings, planned) {
    if (countAfter(file.source.text, section.span, planned) > 1) {
      return {
        impossible:
          'Diesel sends the whole file as one query, and several statements in one query share a transaction. Put this statement in a migration of its own.',
      }
    }
    if (section.scope === 'simple query') return { edits: [] }
    return { edits: [], creates: [{ path: `${folderOf(file.path)}/${metadata}`, text: outside }] }
  },

  policy: () => ({ outOfOrder: 'applied', missingFile: 'ignored', editedFile: 'unseen' }),
  applyCommand: () => 'diesel migration run',
  books,
})
