import { spanOf } from '../text/source'
import { type Detection, defineConvention, hiddenByMark, type Problem } from './convention'
import { filesNamed, folderOf, readText, relative, sqlFolders } from './shared/folders'
import { lineEnd, withLineEnd } from './shared/lines'
import { compareDigits, compareText, duplicates, nextTimestamp, slug } from './shared/names'
import { below, pick, toml } from './shared/properties'
import { books } from './shared/sqlx-books'
import { countAfter, insertion, whole } from './shared/statements'

/** sqlx-core/src/migrate/source.rs: split at the first underscore, suffix by migration_type.rs. */
const grammar = /^([+-]?\d+)_([^/]*?)(?:\.(up|down))?\.sql$/
const mark = '-- no-transaction'
const kept = [
  'table-name',
  'create-schemas',
  'ignored-chars',
  'defaults.migration-type',
  'defaults.migration-versioning',
]
const order = (version: string): bigint => BigInt(version)

export default defineConvention({
  title: 'sqlx',
  reference: 'https://docs.rs/sqlx/latest/sqlx/macro.migrate.html',

  async detect(files) {
    const found: Detection[] = []
    for (const cargo of await filesNamed(files, /^Cargo\.toml$/)) {
      const text = await readText(files, cargo)
      if (!text || !/^\s*(?:sqlx\b|\[[\w.-]*dependencies\.sqlx\])/m.test(text)) continue
      const root = folderOf(cargo)
      const own = toml((await readText(files, `${root}/sqlx.toml`)) ?? '') ?? {}
      const configured = own['migrate.migrations-dir']
      const folders = (await sqlFolders(files)).filter(({ path, sql }) =>
        configured
          ? path === `${root}/${configured.replace(/^\.\//, '')}`
          : path.startsWith(`${root}/`) && path.endsWith('/migrations') && sql.some((name) => grammar.test(name)),
      )
      for (const folder of folders) {
        found.push({
          root,
          folders: [folder.path],
          sure: 'config' as const,
          evidence: `sqlx in ${relative(files.root, cargo)}`,
          settings: pick(below(own, 'migrate.'), kept),
        })
      }
    }
    return found
  },

  parseName(relativePath) {
    const match = grammar.exec(relativePath)
    if (!match || BigInt.asIntN(64, BigInt(match[1]!)) !== BigInt(match[1]!)) return undefined
    return {
      version: BigInt(match[1]!).toString(),
      title: match[2]!.replaceAll('_', ' '),
      kind: 'versioned',
      ...(match[3] && { direction: match[3] as 'up' | 'down' }),
    }
  },

  nameProblem(relativePath) {
    if (!/^[^/]+_[^/]*\.sql$/.test(relativePath)) return undefined
    return {
      code: 'migration-name',
      severity: 'error',
      message: `error parsing migration filename "${relativePath}"; expected integer version prefix (e.g. \`01_foo.sql\`)`,
      help: 'sqlx stops at it: rename or move the file.',
    }
  },

  compare(a, b) {
    const [left, right] = [order(a.name.version), order(b.name.version)]
    if (left !== right) return left < right ? -1 : 1
    return (
      compareText(b.name.direction ?? 'up', a.name.direction ?? 'up') || compareText(a.relativePath, b.relativePath)
    )
  },

  read(source, { name, bom }) {
    const { text } = source
    const outside = text.startsWith(mark) && !bom
    const problems: Problem[] = []
    const meant = /^\s*--+\s*no[-_ ]transaction\b/i.exec(text)
    if (text.startsWith(mark) && bom) problems.push(hiddenByMark('sqlx', spanOf(0, mark.length)))
    else if (meant && !outside) {
      const span = spanOf(0, meant[0].length)
      problems.push({
        code: 'wrong-directive',
        severity: 'error',
        span,
        message: `sqlx does not see this line: the file must begin with '${mark}'.`,
        fixes: [{ title: `Write ${mark}`, safety: 'review', edits: [{ span, text: mark }] }],
      })
    }
    return {
      sections: [
        {
          direction: name.direction ?? 'up',
          span: whole(text),
          scope: outside ? 'simple query' : 'file',
          ...(outside && { scopeAt: spanOf(0, mark.length) }),
        },
      ],
      placeholders: [],
      problems,
    }
  },

  review(files) {
    const ups = new Set(files.filter((file) => file.name.direction !== 'down').map((file) => file.name.version))
    const orphans = files
      .filter((file) => file.name.direction === 'down' && !ups.has(file.name.version))
      .map((file) => ({
        path: file.path,
        problem: {
          code: 'orphaned-down',
          severity: 'warning',
          message: `No migration has the version ${file.name.version} that this file reverts.`,
        } as const,
      }))
    const twice = duplicates(
      files,
      (file) => `${file.name.version} ${file.name.direction === 'down'}`,
      (file, first) => ({
        message: `${first.relativePath} has version ${file.name.version} too, and sqlx records a version once.`,
        help: 'Give it a version of its own.',
      }),
    )
    return [...orphans, ...twice]
  },

  // sqlx-cli/src/opt.rs: two neighbours one apart, or a lone 0 or 1, are a sequence of four digits.
  next(existing, title, now, settings, body) {
    const versions = [...new Set(existing.map((file) => file.name.version))].sort(compareDigits)
    const [before, last = '0'] = [versions.at(-2), versions.at(-1)]
    const versioning = settings['defaults.migration-versioning'] ?? 'inferred'
    const inferred =
      versions.length > 0 && (before === undefined ? last === '0' || last === '1' : order(last) - order(before) === 1n)
    const sequence = versioning === 'sequential' || (versioning === 'inferred' && inferred)
    const version = sequence ? (order(last) + 1n).toString().padStart(4, '0') : nextTimestamp(versions, now)
    const stem = `${version}_${slug(title)}`
    const outside = body?.transactional === false ? `${mark}\n` : ''
    const up = outside + (body?.up ? withLineEnd(body.up) : '')
    const type = settings['defaults.migration-type'] ?? 'inferred'
    const reversible =
      type !== 'inferred'
        ? type === 'reversible'
        : existing.length === 0
          ? body?.down !== undefined
          : existing.some((file) => file.name.direction !== undefined)
    if (!reversible) return [{ path: `${stem}.sql`, text: up }]
    return [
      { path: `${stem}.up.sql`, text: up },
      { path: `${stem}.down.sql`, text: body?.down ? withLineEnd(body.down) : '' },
    ]
  },

  nonTransactional(file, section, _settings, planned) {
    if (countAfter(file.source.text, section.span, planned) > 1) {
      return {
        impossible:
          'sqlx sends the whole file as one query, and several statements in one query share a transaction. Put this statement in a migration of its own.',
      }
    }
    return { edits: section.scope === 'simple query' ? [] : [insertion(0, `${mark}${lineEnd(file.source.text)}`)] }
  },

  policy: () => ({ outOfOrder: 'applied', missingFile: 'refused', editedFile: 'refused' }),
  applyCommand: () => 'sqlx migrate run',
  books,
})
