import { defineConvention, type MigrationFile, sentMark } from './convention'
import { folderOf, nameOf, relative, sqlFolders } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareBytes, duplicates, nextVersion, slug, titleOf } from './shared/names'
import { countAfter, whole } from './shared/statements'
import { books } from './shared/supabase-books'

/** pkg/migration/file.go. */
const grammar = /^([0-9]+)_(.*)\.sql$/

/** pkg/migration/list.go: what early versions made of the schema they found. */
const deprecated = ({ relativePath }: MigrationFile): boolean =>
  Number(/^([0-9]{14})_init\.sql$/.exec(relativePath)?.[1] ?? Infinity) < 20211209000000

export default defineConvention({
  title: 'Supabase CLI',
  reference: 'https://supabase.com/docs/guides/deployment/database-migrations',

  async detect(files) {
    const list = new Set(await files.list())
    return (await sqlFolders(files))
      .filter(({ path, sql }) => path.endsWith('/supabase/migrations') && sql.some((name) => grammar.test(name)))
      .map(({ path, sql }) => {
        const config = `${folderOf(path)}/config.toml`
        const evidence = relative(files.root, list.has(config) ? config : `${path}/${sql[0]}`)
        return {
          root: folderOf(folderOf(path)),
          folders: [path],
          sure: list.has(config) ? ('config' as const) : ('names' as const),
          evidence,
          settings: {},
        }
      })
  },

  parseName(relativePath) {
    if (relativePath.includes('/')) return undefined
    const match = grammar.exec(relativePath)
    return match ? { version: match[1]!, title: titleOf(match[2]!), kind: 'versioned' } : undefined
  },

  nameProblem(relativePath) {
    if (!/^[^/]+\.sql$/i.test(relativePath)) return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `Skipping migration ${nameOf(relativePath)}... (file name must match pattern "<timestamp>_name.sql")`,
      help: 'Rename it to YYYYMMDDHHMMSS_name.sql.',
    }
  },

  draft: (file, [first]) =>
    file === first && deprecated(file)
      ? `Skipping migration ${file.relativePath}... (replace "init" with a different file name to apply this migration)`
      : undefined,

  compare: (a, b) => compareBytes(a.relativePath, b.relativePath),

  // file.go, ExecBatch: one pipeline with one Sync at its end, an implicit transaction over all its statements.
  read: (source, { bom }) => ({
    sections: [{ direction: 'up', span: whole(source.text), scope: 'simple query' }],
    placeholders: [],
    problems: bom ? [sentMark('Supabase')] : [],
  }),

  review: (files) =>
    duplicates(
      files,
      (file) => file.name.version,
      (file, first) => ({
        message: `${first.relativePath} has version ${file.name.version} too, and Supabase records a version once.`,
        help: 'Give it a version of its own.',
      }),
    ),

  next(existing, title, now, _settings, body) {
    const version = nextVersion(
      existing.map((file) => file.name.version),
      now,
      { empty: 'timestamp', width: 14 },
    )
    return [{ path: `${version}_${slug(title)}.sql`, text: body?.up ? withLineEnd(body.up) : '' }]
  },

  nonTransactional(file, section, _settings, planned) {
    if (countAfter(file.source.text, section.span, planned) <= 1) return { edits: [] }
    return {
      impossible:
        'Supabase sends all statements of a file in one pipeline, an implicit transaction. Put this statement in a migration of its own.',
    }
  },

  policy: () => ({ outOfOrder: 'refused', missingFile: 'refused', editedFile: 'unseen' }),
  applyCommand: () => 'supabase migration up',
  books,
})
