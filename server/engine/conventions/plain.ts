import { tokensIn } from '../syntax/tokens'
import { defineConvention } from './convention'
import { nameOf, projectRoot, readText, relative, sqlFolders } from './shared/folders'
import { lineEnd, withLineEnd } from './shared/lines'
import { compareDigits, compareText, duplicates, nextVersion, slug, titleOf } from './shared/names'
import { books } from './shared/plain-books'
import { insertion, leadingWords, statementsIn, whole } from './shared/statements'

const grammar = /^(\d+)(?:[_-]([^/]*?))?(?:\.(up|down))?\.sql$/i
const mark = /^--\s*lockstep:\s*no-transaction\s*$/
const otherUse =
  /^(tests?|testdata|specs?|fixtures?|seeds?|quer(y|ies)|reports?|benchmarks?|bench|examples?|functions|views|docker|init|(docker-entrypoint-)?initdb(\.d)?)$/i
/** Files with both directions in them, of tools that are none of ours (sql-migrate, tern, rambler, MyBatis): whole, they undo themselves. */
const otherMark = /^(--\s*\+migrate\s|-{2,}\s*create above|--\s*rambler\s|--\s*\/\/\s*@UNDO|--\s*(up|down)\s*$)/im
const looksLikeHistory = /(^|[/_-])(migrations?|migrate|sql|db)$/i

export default defineConvention({
  title: 'Plain numbered files',
  reference: 'https://www.postgresql.org/docs/current/app-psql.html',
  fallback: true,

  async detect(files) {
    const found = []
    for (const folder of await sqlFolders(files)) {
      const numbered = folder.sql.filter((name) => grammar.test(name))
      const path = relative(files.root, folder.path)
      // A dump beside twenty queries is no history, and neither are numbered tests.
      if (numbered.length * 2 < folder.sql.length || path.split('/').some((part) => otherUse.test(part))) continue
      const named = looksLikeHistory.test(folder.path)
      if (numbered.length < (named ? 1 : 2)) continue
      const first = `${folder.path}/${numbered[0]}`
      const text = (await readText(files, first)) ?? ''
      if (otherMark.test(text) || (!named && !changesSchema(text))) continue
      const root = await projectRoot(files, folder.path)
      const others = numbered.length > 1 ? ` and ${numbered.length - 1} more numbered` : ''
      found.push({
        root,
        folders: [folder.path],
        sure: 'names' as const,
        evidence: `${relative(files.root, first)}${others}`,
        settings: {},
      })
    }
    return found
  },

  parseName(relativePath) {
    if (relativePath.includes('/')) return undefined
    const match = grammar.exec(relativePath)
    if (!match) return undefined
    const direction = match[3]?.toLowerCase() as 'up' | 'down' | undefined
    return {
      version: match[1]!,
      title: titleOf((match[2] ?? '').replaceAll('-', ' ')),
      kind: 'versioned',
      ...(direction && { direction }),
    }
  },

  nameProblem(relativePath) {
    if (!/^\d+[^/]*\.sql$/i.test(relativePath)) return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `${nameOf(relativePath)} is not taken as a migration: after its number it lacks an underscore.`,
      help: 'Rename it to NUMBER_name.sql.',
    }
  },

  compare: (a, b) =>
    compareDigits(a.name.version, b.name.version) ||
    compareText(b.name.direction ?? 'up', a.name.direction ?? 'up') ||
    compareText(a.relativePath, b.relativePath),
  identity: ({ version }) => version.replace(/^0+(?=\d)/, ''),

  read(source, { name }) {
    const span = whole(source.text)
    const first = tokensIn(source.text, span).at(0)
    const outside = first?.kind === 'comment' && mark.test(first.text)
    return {
      sections: [
        {
          direction: name.direction ?? 'up',
          span,
          scope: outside ? 'statement' : 'file',
          ...(outside && { scopeAt: first.span }),
        },
      ],
      placeholders: [],
      problems: [],
    }
  },

  review(files) {
    const ups = new Set(files.filter((file) => file.name.direction !== 'down').map((file) => BigInt(file.name.version)))
    const orphans = files
      .filter((file) => file.name.direction === 'down' && !ups.has(BigInt(file.name.version)))
      .map((file) => ({
        path: file.path,
        problem: {
          code: 'orphaned-down',
          severity: 'warning',
          message: `No migration has the number ${file.name.version} that this file takes back.`,
        } as const,
      }))
    const twice = duplicates(
      files,
      (file) => `${BigInt(file.name.version)} ${file.name.direction === 'down' ? 'down' : 'up'}`,
      (file, first) => ({
        message: `${first.relativePath} has the number ${file.name.version} too: their order is not defined.`,
        help: 'Give it a number of its own.',
      }),
    )
    return [...orphans, ...twice]
  },

  next(existing, title, now, _settings, body) {
    const version = nextVersion(
      existing.map((file) => file.name.version),
      now,
      { empty: 'sequence', width: 4 },
    )
    const stem = `${version}_${slug(title)}`
    const outside = body?.transactional === false ? '-- lockstep: no-transaction\n' : ''
    const paired = existing.some((file) => file.name.direction !== undefined)
    const up = {
      path: paired || body?.down ? `${stem}.up.sql` : `${stem}.sql`,
      text: `${outside}${body?.up ? withLineEnd(body.up) : ''}`,
    }
    return paired || body?.down
      ? [up, { path: `${stem}.down.sql`, text: body?.down ? withLineEnd(body.down) : '' }]
      : [up]
  },

  nonTransactional(file, section) {
    if (section.scope === 'statement') return { edits: [] }
    return { edits: [insertion(0, `-- lockstep: no-transaction${lineEnd(file.source.text)}`)] }
  },

  policy: () => ({ outOfOrder: 'refused', missingFile: 'refused', editedFile: 'refused' }),
  applyCommand: () => 'lockstep apply',
  books,
})

/** Its first statement makes, changes or drops something: numbered reports do not. */
function changesSchema(text: string): boolean {
  const [first] = statementsIn(text, whole(text))
  return (
    first !== undefined &&
    /^(CREATE|ALTER|DROP|BEGIN|SET|DO|COMMENT|GRANT)$/.test(leadingWords(text, first.span, 1)[0] ?? '')
  )
}
