import { type Detection, defineConvention, sentMark } from './convention'
import { filesNamed, folderOf, nameOf, projectRoot, readText, relative } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareText, nextTimestamp, slug, titleOf } from './shared/names'
import { books } from './shared/prisma-books'
import { countAfter, whole } from './shared/statements'

/** schema-connector/src/migrations_directory.rs. */
const provider = (lock: string): string | undefined => /^provider\s*=\s*"?([^"\s]+)"?/m.exec(lock)?.[1]
const datasource = /^\s*datasource\s+\w+\s*\{[^}]*?\bprovider\s*=\s*"postgres(?:ql)?"/m

export default defineConvention({
  title: 'Prisma Migrate',
  reference: 'https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories',

  async detect(files) {
    const found: Detection[] = []
    for (const lock of await filesNamed(files, /^migration_lock\.toml$/)) {
      if (provider((await readText(files, lock)) ?? '') !== 'postgresql') continue
      const folder = folderOf(lock)
      const root = await projectRoot(files, folder)
      found.push({
        root,
        folders: [folder],
        sure: 'config',
        evidence: relative(files.root, lock),
        settings: {},
      })
    }
    // The lock file is no condition: a history without one is run all the same.
    const list = await files.list()
    for (const schema of list.filter((path) => path.endsWith('.prisma'))) {
      if (!datasource.test((await readText(files, schema)) ?? '')) continue
      const folder = [folderOf(schema), folderOf(folderOf(schema))]
        .map((place) => `${place}/migrations`)
        .find((place) => list.some((path) => path.startsWith(`${place}/`) && path.endsWith('/migration.sql')))
      if (folder === undefined || list.includes(`${folder}/migration_lock.toml`)) continue
      const root = await projectRoot(files, folder)
      found.push({ root, folders: [folder], sure: 'config', evidence: relative(files.root, schema), settings: {} })
    }
    return found
  },

  parseName(relativePath) {
    const match = /^([^/]+)\/migration\.sql$/.exec(relativePath)
    return match
      ? { version: match[1]!, title: titleOf(match[1]!.replace(/^\d+_?/, '')), kind: 'versioned' }
      : undefined
  },

  nameProblem(relativePath) {
    if (!/\.sql$/i.test(relativePath) || nameOf(relativePath) === 'down.sql') return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `Prisma ignores ${relativePath}: it reads migration.sql of each folder.`,
      help: 'Rename it to <folder>/migration.sql.',
    }
  },

  compare: (a, b) => a.name.version.localeCompare(b.name.version) || compareText(a.relativePath, b.relativePath),

  read: (source, { bom }) => ({
    sections: [{ direction: 'up', span: whole(source.text), scope: 'simple query' }],
    placeholders: [],
    problems: bom ? [sentMark('Prisma')] : [],
  }),
  // listMigrations takes every folder for a migration.
  review(files, _settings, others) {
    const complete = new Set(files.map((file) => folderOf(file.relativePath)))
    const broken = new Map(
      others.map(({ path, relativePath }) => [relativePath.split('/')[0]!, { path, relativePath }]),
    )
    return [...broken]
      .filter(([folder, { relativePath }]) => relativePath.includes('/') && !complete.has(folder))
      .map(([folder, { path }]) => ({
        path,
        problem: {
          code: 'migration-name',
          severity: 'error',
          message: `Could not find the migration file at ${folder}/migration.sql. Please delete the directory or restore the migration file.`,
        } as const,
      }))
  },

  next(existing, title, now, _settings, body) {
    const version = nextTimestamp(
      existing.map((file) => /^\d{14}/.exec(file.name.version)?.[0] ?? ''),
      now,
    )
    return [
      {
        path: `${version}_${slug(title).toLowerCase()}/migration.sql`,
        text: body?.up ? withLineEnd(body.up) : '-- This is an empty migration.',
      },
    ]
  },

  nonTransactional(file, section, _settings, planned) {
    if (countAfter(file.source.text, section.span, planned) <= 1) return { edits: [] }
    return {
      impossible:
        'Prisma sends the whole script as one query, and several statements in one query share a transaction. Put this statement in a migration of its own.',
    }
  },

  policy: () => ({ outOfOrder: 'applied', missingFile: 'ignored', editedFile: 'unseen' }),
  applyCommand: () => 'npx prisma migrate deploy',
  books,
})
