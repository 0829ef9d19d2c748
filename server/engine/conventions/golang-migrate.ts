import { tokensIn } from '../syntax/tokens'
import { spanOf } from '../text/source'
import { defineConvention, type Problem } from './convention'
import { nameOf, projectRoot, readText, relative, sqlFolders } from './shared/folders'
import { books } from './shared/golang-migrate-books'
import { withLineEnd } from './shared/lines'
import { compareDigits, compareText, duplicates, nextVersion, slug, titleOf } from './shared/names'
import { countAfter, statementsIn, whole } from './shared/statements'

/** source/parse.go; the extension is free. */
const grammar = /^([0-9]+)_(.*)\.(down|up)\.([^/]*)$/
const most = 2n ** 64n - 1n

export default defineConvention({
  title: 'golang-migrate',
  reference: 'https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md',

  async detect(files) {
    const found = []
    for (const folder of await sqlFolders(files)) {
      const first = folder.sql.find((name) => grammar.test(name) && name.includes('.up.'))
      if (!first) continue
      const root = await projectRoot(files, folder.path)
      const goMod = await readText(files, `${root}/go.mod`)
      const imported = goMod?.includes('github.com/golang-migrate/migrate/') === true
      // Numbered files without a direction would be invisible to it: somebody else reads this folder.
      if (!imported && folder.sql.some((name) => /^\d/.test(name) && !grammar.test(name))) continue
      const evidence = `${relative(files.root, `${folder.path}/${first}`)}${imported ? ', golang-migrate in go.mod' : ''}`
      found.push({
        root,
        folders: [folder.path],
        sure: imported ? ('config' as const) : ('names' as const),
        evidence,
        settings: {},
      })
    }
    return found
  },

  parseName(relativePath) {
    if (relativePath.includes('/')) return undefined
    const match = grammar.exec(relativePath)
    if (!match || BigInt(match[1]!) > most) return undefined
    return {
      version: BigInt(match[1]!).toString(),
      title: titleOf(match[2]!),
      kind: 'versioned',
      direction: match[3] as 'up' | 'down',
    }
  },

  nameProblem(relativePath) {
    if (!/^[^/]+\.sql$/i.test(relativePath) || !/^\d|\.(up|down)\.sql$/i.test(relativePath)) return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `golang-migrate ignores ${nameOf(relativePath)}.`,
      help: 'Rename it to NUMBER_name.up.sql or NUMBER_name.down.sql.',
    }
  },

  compare: (a, b) =>
    compareDigits(a.name.version, b.name.version) ||
    compareText(b.name.direction ?? '', a.name.direction ?? '') ||
    compareText(a.relativePath, b.relativePath),

  read(source, { name, settings }) {
    const problems: Problem[] = []
    const multi = settings['x-multi-statement'] === 'true'
    if (multi) {
      for (const at of innerSemicolons(source.text)) {
        problems.push({
          code: 'wrong-directive',
          severity: 'error',
          span: spanOf(at, at + 1),
          message:
            'With x-multi-statement=true golang-migrate cuts the file at every semicolon, this one inside a statement or a comment too.',
          help: 'Drop x-multi-statement from the database URL, or reword it.',
        })
      }
    }
    const section = {
      direction: name.direction ?? 'up',
      span: whole(source.text),
      scope: multi ? 'statement' : 'simple query',
    } as const
    return { sections: [section], placeholders: [], problems }
  },

  review: (files) =>
    duplicates(
      files,
      (file) => `${file.name.version} ${file.name.direction}`,
      (file, first) => ({
        message: `duplicate migration file: ${file.relativePath} (version ${file.name.version} is ${first.relativePath} too)`,
        help: 'Give it a version of its own.',
      }),
    ),

  next(existing, title, now, _settings, body) {
    const shown = existing.map((file) => /^\d+/.exec(nameOf(file.relativePath))?.[0] ?? file.name.version)
    const stem = `${nextVersion(shown, now, { empty: 'sequence', width: 6 })}_${slug(title)}`
    return [
      { path: `${stem}.up.sql`, text: body?.up ? withLineEnd(body.up) : '' },
      { path: `${stem}.down.sql`, text: body?.down ? withLineEnd(body.down) : '' },
    ]
  },

  nonTransactional(file, section, _settings, planned) {
    if (section.scope === 'statement' || countAfter(file.source.text, section.span, planned) <= 1) return { edits: [] }
    return {
      impossible:
        'golang-migrate sends the whole file as one query, and several statements in one query share a transaction. Put this statement in a migration of its own.',
    }
  },

  policy: () => ({ outOfOrder: 'skipped', missingFile: 'ignored', editedFile: 'unseen' }),
  applyCommand: () => 'migrate -path <folder> -database "$DATABASE_URL" up',
  books,
})

/** Semicolons that end no statement, the first of each token: database/multistmt/parse.go looks at bytes. */
function innerSemicolons(text: string): readonly number[] {
  const statements = statementsIn(text, whole(text))
  const isInside = (at: number) => statements.some(({ span }) => span.start < at && at < span.end)
  return tokensIn(text, whole(text)).flatMap(({ span, text: token }) =>
    token.includes(';') && (token.length > 1 || isInside(span.start)) ? [span.start + token.indexOf(';')] : [],
  )
}
