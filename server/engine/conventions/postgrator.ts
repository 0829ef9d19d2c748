import picomatch from 'picomatch'
import { type Detection, defineConvention, type ProjectFiles, sentMark, type ToolSettings } from './convention'
import { type Folder, join, nameOf, projectRoot, readText, relative, sqlFolders } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareDigits, compareText, duplicates, nextVersion, slug, titleOf } from './shared/names'
import { flagIn, type NodePackage, packageOf, packagesUsing, scriptsOf } from './shared/packages'
import { books } from './shared/postgrator-books'
import { below, json, pick } from './shared/properties'
import { countAfter, whole } from './shared/statements'

/** postgrator.js: the base name without its extension, cut at dots: version, action, name. */
const grammar = /^(\d+)\.(do|undo)(?:\.([^./]*)(?:\.[^/]*)?)?\.sql$/

const isDo = (name: string): boolean => grammar.test(name) && name.includes('.do.')

/** The folder a pattern begins in, and the pattern from there on. */
function cut(pattern: string): { readonly base: string; readonly rest: string } {
  const parts = pattern.split('/')
  const at = parts.findIndex((part, i) => /[*?[{(!]/.test(part) || i === parts.length - 1)
  return { base: parts.slice(0, at).join('/') || '.', rest: parts.slice(at).join('/') }
}

const matchers = new Map<string, (path: string) => boolean>()

function matches(relativePath: string, { migrationPattern: pattern }: ToolSettings): boolean {
  if (pattern === undefined) return true
  const known = matchers.get(pattern) ?? picomatch(cut(pattern).rest)
  matchers.set(pattern, known)
  return known(relativePath)
}

/**
 * postgrator-cli/lib/postgrator-cli.js: of its configuration the command line uses these two keys and the connection. Without a pattern
 * nothing is known of a program that uses postgrator itself.
 */
async function configured(files: ProjectFiles, owner: NodePackage): Promise<ToolSettings> {
  const scripts = scriptsOf(owner)
  const flag = (key: string, names: string) => {
    const value = flagIn(scripts, 'postgrator', names)
    return value === undefined ? {} : { [key]: value }
  }
  const isCli = Object.keys(owner.settings).some((key) => /ependencies\.postgrator-cli$/.test(key))
  return pick(
    {
      ...(isCli && { migrationPattern: 'migrations/*' }),
      ...json(await readText(files, `${owner.root}/.postgratorrc.json`)),
      ...below(owner.settings, 'postgrator.'),
      ...flag('migrationPattern', '-m|--migration-pattern'),
      ...flag('schemaTable', '-t|--schema-table'),
    },
    ['migrationPattern', 'schemaTable'],
  )
}

const said = (files: ProjectFiles, { path, sql }: Folder, owner: NodePackage | undefined): string =>
  [
    relative(files.root, `${path}/${sql.find(isDo)}`),
    ...(owner ? [`postgrator in ${relative(files.root, owner.path)}`] : []),
  ].join(', ')

export default defineConvention({
  title: 'postgrator',
  reference: 'https://github.com/rickbergfalk/postgrator#usage',

  async detect(files) {
    const packages = await packagesUsing(files, ['postgrator', 'postgrator-cli'])
    const folders = (await sqlFolders(files)).filter(({ sql }) => sql.some(isDo))
    const found: Detection[] = []
    const known = new Map<NodePackage, string>()
    for (const owner of packages) {
      const settings = await configured(files, owner)
      const folder = join(owner.root, cut(settings.migrationPattern ?? '*').base)
      const own = folders.filter(({ path }) => path === folder || path.startsWith(`${folder}/`))
      if (settings.migrationPattern === undefined || own.length === 0) continue
      known.set(owner, folder)
      found.push({
        root: owner.root,
        folders: [folder],
        sure: 'config',
        evidence: said(files, own[0]!, owner),
        settings,
      })
    }
    for (const folder of folders) {
      const owner = packageOf(packages, folder.path)
      if (owner && known.has(owner)) continue
      found.push({
        root: owner?.root ?? (await projectRoot(files, folder.path)),
        folders: [folder.path],
        sure: owner ? 'config' : 'names',
        evidence: said(files, folder, owner),
        settings: owner ? await configured(files, owner) : {},
      })
    }
    return found
  },

  otherLanguage(relativePath, settings) {
    const match = /^(\d+)\.do(?:\.[^/]*)?\.[cm]?js$/.exec(nameOf(relativePath))
    return match && matches(relativePath, settings) ? BigInt(match[1]!).toString() : undefined
  },

  parseName(relativePath, settings) {
    const match = grammar.exec(nameOf(relativePath))
    if (!match || /^0+$/.test(match[1]!) || !matches(relativePath, settings)) return undefined
    return {
      version: BigInt(match[1]!).toString(),
      title: titleOf((match[3] ?? '').replaceAll('-', ' ')),
      kind: 'versioned',
      direction: match[2] === 'do' ? 'up' : 'down',
    }
  },

  nameProblem(relativePath, settings) {
    const name = nameOf(relativePath)
    if (!/^\d.*\.sql$/i.test(name) || !matches(relativePath, settings)) return undefined
    const isZero = grammar.test(name)
    return {
      code: 'migration-name',
      severity: 'warning',
      message: isZero
        ? `postgrator never runs ${name}: every database is at version 0 before its first migration.`
        : `postgrator ignores ${name}.`,
      help: `Rename it to ${isZero ? 'a higher NUMBER' : 'NUMBER.do.name.sql or NUMBER.undo.name.sql'}.`,
    }
  },

  compare: (a, b) =>
    compareDigits(a.name.version, b.name.version) ||
    compareText(b.name.direction ?? '', a.name.direction ?? '') ||
    compareText(a.relativePath, b.relativePath),

  read: (source, { name, bom }) => ({
    sections: [{ direction: name.direction ?? 'up', span: whole(source.text), scope: 'simple query' }],
    placeholders: [],
    problems: bom ? [sentMark('postgrator')] : [],
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
  // lib/Client.js, runQuery.
  searchPath: ({ currentSchema }) =>
    currentSchema === undefined ? undefined : { schemas: [currentSchema], only: true },
  applyCommand: () => 'npx postgrator',
  books,
})
