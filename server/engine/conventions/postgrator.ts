import { defineConvention } from './convention'
import { nameOf, projectRoot, readText, relative, sqlFolders } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareDigits, compareText, duplicates, nextVersion, slug, titleOf } from './shared/names'
import { packageOf, packagesUsing } from './shared/packages'
import { books } from './shared/postgrator-books'
import { below, json, pick } from './shared/properties'
import { countAfter, whole } from './shared/statements'

/** postgrator.js: the base name without its extension, cut at dots: version, action, name. */
const grammar = /^(\d+)\.(do|undo)(?:\.([^./]*)(?:\.[^/]*)?)?\.sql$/

export default defineConvention({
  title: 'postgrator',
  reference: 'https://github.com/rickbergfalk/postgrator#usage',

  async detect(files) {
    const packages = await packagesUsing(files, ['postgrator', 'postgrator-cli'])
    const found = []
    for (const folder of await sqlFolders(files)) {
      const first = folder.sql.find((name) => grammar.test(name) && name.includes('.do.'))
      if (!first) continue
      const owner = packageOf(packages, folder.path)
      const root = owner?.root ?? (await projectRoot(files, folder.path))
      const config = {
        ...json(await readText(files, `${root}/.postgratorrc.json`)),
        ...(owner && below(owner.settings, 'postgrator.')),
      }
      const evidence = [
        relative(files.root, `${folder.path}/${first}`),
        ...(owner ? [`postgrator in ${relative(files.root, owner.path)}`] : []),
      ].join(', ')
      found.push({
        root,
        folders: [folder.path],
        sure: owner ? ('config' as const) : ('names' as const),
        evidence,
        settings: pick(config, ['schemaTable', 'currentSchema', 'newline', 'validateChecksums']),
      })
    }
    return found
  },

  parseName(relativePath) {
    const match = grammar.exec(nameOf(relativePath))
    if (!match) return undefined
    return {
      version: BigInt(match[1]!).toString(),
      title: titleOf((match[3] ?? '').replaceAll('-', ' ')),
      kind: 'versioned',
      direction: match[2] === 'do' ? 'up' : 'down',
    }
  },

  nameProblem(relativePath) {
    const name = nameOf(relativePath)
    if (!/^\d.*\.sql$/i.test(name)) return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `postgrator ignores ${name}.`,
      help: 'Rename it to NUMBER.do.name.sql or NUMBER.undo.name.sql.',
    }
  },

  compare: (a, b) =>
    compareDigits(a.name.version, b.name.version) ||
    compareText(b.name.direction ?? '', a.name.direction ?? '') ||
    compareText(a.relativePath, b.relativePath),

  read: (source, { name }) => ({
    sections: [{ direction: name.direction ?? 'up', span: whole(source.text), scope: 'simple query' }],
    placeholders: [],
    problems: [],
  }),

  review: (files) =>
    duplicates(
      files,
      (file) => `${file.name.version} ${file.name.direction}`,
      (file, first) => ({
        message: `Two migrations found with version ${file.name.version} and action ${file.name.direction === 'down' ? 'undo' : 'do'}: ${first.relativePath} is the other.`,
        help: 'Give it a version of its own.',
      }),
    ),

  next(existing, title, now, _settings, body) {
    const shown = existing.map((file) => /^\d+/.exec(nameOf(file.relativePath))?.[0] ?? file.name.version)
    const version = nextVersion(shown, now, { empty: 'sequence', width: 3 })
    const stem = slug(title, '-')
    return [
      { path: `${version}.do.${stem}.sql`, text: body?.up ? withLineEnd(body.up) : '' },
      { path: `${version}.undo.${stem}.sql`, text: body?.down ? withLineEnd(body.down) : '' },
    ]
  },

  nonTransactional(file, section, _settings, planned) {
    if (countAfter(file.source.text, section.span, planned) <= 1) return { edits: [] }
    return {
      impossible:
        'postgrator sends the whole file as one query, and several statements in one query share a transaction. Put this statement in a migration of its own.',
    }
  },

  policy: (settings) => ({
    outOfOrder: 'skipped',
    missingFile: 'ignored',
    editedFile: settings.validateChecksums === 'false' ? 'unseen' : 'refused',
  }),
  applyCommand: () => 'npx postgrator',
  books,
})
