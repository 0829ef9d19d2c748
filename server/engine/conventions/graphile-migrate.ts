import { Failure } from '../failure'
import { spanOf } from '../text/source'
import { type Detection, defineConvention, type Problem, type Review } from './convention'
import { filesNamed, folderOf, join, nameOf, readText, relative, sqlFolders } from './shared/folders'
import { graphileHash, readHeaders, storedName } from './shared/graphile-headers'
import { books } from './shared/graphile-migrate-books'
import { lineEnd, withLineEnd } from './shared/lines'
import { compareDigits, compareText, duplicates } from './shared/names'
import { json } from './shared/properties'
import { countAfter, insertion } from './shared/statements'

const committed = /^committed\/([0-9]+)(?:-([-_a-zA-Z0-9]*))?\.sql$/
const current = /^current(?:\.sql|\/[^/]+\.sql)$/
const outside = /^--!\s*no-transaction\b.*/

export default defineConvention({
  title: 'graphile-migrate',
  reference: 'https://github.com/graphile/migrate#readme',

  async detect(files) {
    const found: Detection[] = []
    const folders = await sqlFolders(files)
    for (const config of await filesNamed(files, /^\.gmrc(\.c?js)?$/)) {
      const root = folderOf(config)
      const own = nameOf(config) === '.gmrc' ? json(await readText(files, config)) : {}
      const folder = join(root, own.migrationsFolder ?? 'migrations')
      if (!folders.some(({ path }) => path === folder || path.startsWith(`${folder}/`))) continue
      const names = Object.keys(own).flatMap((key) =>
        key.startsWith('placeholders.') ? [key.slice('placeholders.'.length)] : [],
      )
      found.push({
        root,
        folders: [folder],
        sure: 'config',
        evidence: relative(files.root, config),
        settings: names.length > 0 ? { placeholders: names.join(',') } : {},
      })
    }
    for (const { path, sql } of folders) {
      const folder = folderOf(path)
      if (nameOf(path) !== 'committed' || found.some((detection) => detection.folders.includes(folder))) continue
      const first = sql.find((name) => committed.test(`committed/${name}`))
      if (!first || !/^--! Previous:/m.test((await readText(files, `${path}/${first}`)) ?? '')) continue
      found.push({
        root: folderOf(folder),
        folders: [folder],
        sure: 'markers',
        evidence: `--! Previous: in ${relative(files.root, `${path}/${first}`)}`,
        settings: {},
      })
    }
    return found
  },

  // src/migrationFilename.ts; the books hold the number alone.
  parseName(relativePath) {
    const match = committed.exec(relativePath)
    if (match) return { version: `${match[1]}.sql`, title: (match[2] ?? '').replaceAll('-', ' '), kind: 'versioned' }
    return current.test(relativePath)
      ? { version: '', title: relativePath === 'current.sql' ? 'current' : nameOf(relativePath), kind: 'repeatable' }
      : undefined
  },

  nameProblem(relativePath) {
    if (!/^committed\/[^/]+\.sql$/.test(relativePath)) return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `graphile-migrate ignores ${relativePath}.`,
      help: 'Committed migrations are called NNNNNN-name.sql; make them with graphile-migrate commit.',
    }
  },

  compare(a, b) {
    if (a.name.version === '' || b.name.version === '')
      return (
        (a.name.version === '' ? 1 : 0) - (b.name.version === '' ? 1 : 0) || compareText(a.relativePath, b.relativePath)
      )
    return (
      compareDigits(a.name.version.slice(0, -4), b.name.version.slice(0, -4)) ||
      compareText(a.relativePath, b.relativePath)
    )
  },

  read(source, { name, relativePath, settings }) {
    const { text } = source
    const headers = readHeaders(text)
    const problems: Problem[] = []
    const file = name.version === '' ? relativePath : nameOf(relativePath)
    const wrong = (message: string, rest: Partial<Problem> = {}) =>
      problems.push({ code: 'wrong-directive', severity: 'error', message, ...rest })
    if (name.version !== '') {
      const previous = headers.values.Previous
      const hash = headers.values.Hash
      if (previous === undefined) wrong(`Invalid committed migration '${file}': no 'Previous' comment`)
      if (hash === undefined) wrong(`Invalid committed migration '${file}': no 'Hash' comment`)
      if (headers.tight)
        wrong('there should be two newlines after the headers section', {
          span: spanOf(0, headers.end),
          fixes: [{ title: 'Add a blank line', safety: 'review', edits: [insertion(headers.end, lineEnd(text))] }],
        })
      if (previous !== undefined && hash !== undefined && !headers.tight) {
        const real = graphileHash(text.slice(headers.body), previous === '-' ? undefined : previous)
        const allowed = 'AllowInvalidHash' in headers.values
        if (real !== hash && !allowed) {
          wrong(`Hash for ${file} does not match - ${real} !== ${hash}; has the file been tampered with?`, {
            span: headers.spans.Hash,
            help: 'A committed migration is final: take the edit back and write a new one in current.sql.',
          })
        } else if (real === hash && allowed)
          wrong(`Invalid hash allowed for ${file}; but hash matches.`, {
            severity: 'warning',
            span: headers.spans.AllowInvalidHash,
          })
      }
    }
    const first = outside.exec(text.slice(headers.body))
    const known = [
      'DATABASE_NAME',
      'DATABASE_OWNER',
      ...(settings.placeholders ?? '').split(',').map((placeholder) => placeholder.replace(/^:/, '')),
    ].filter((placeholder) => placeholder !== '')
    const placeholders = [...text.matchAll(new RegExp(`(?<![:\\w]):(${known.join('|')})\\b`, 'g'))].map((match) => ({
      span: spanOf(match.index, match.index + match[0].length),
      name: match[1]!,
    }))
    const at = first ? { scopeAt: spanOf(headers.body, headers.body + first[0].length) } : {}
    return {
      sections: [
        { direction: 'up', span: spanOf(headers.body, text.length), scope: first ? 'simple query' : 'file', ...at },
      ],
      placeholders,
      problems,
    }
  },

  review(files) {
    const found: Review[] = []
    const chain = files.filter((file) => file.name.version !== '')
    for (const [i, file] of chain.entries()) {
      const expected = i === 0 ? '-' : readHeaders(chain[i - 1]!.source.text).values.Hash
      const previous = readHeaders(file.source.text)
      if (expected === undefined || previous.values.Previous === undefined || previous.values.Previous === expected)
        continue
      const message = `Previous migration with hash '${expected}' doesn't match '${file.name.version}''s expected previous hash '${previous.values.Previous}'`
      found.push({
        path: file.path,
        problem: {
          code: 'manifest-mismatch',
          severity: 'error',
          span: previous.spans.Previous,
          message,
          help: 'Uncommit this migration and commit it again on top of the other one.',
        },
      })
    }
    const both = files.find((file) => file.relativePath === 'current.sql')
    const parts = files.find((file) => file.relativePath.startsWith('current/'))
    if (both && parts)
      found.push({
        path: both.path,
        problem: {
          code: 'wrong-directive',
          severity: 'error',
          message: 'There are both current.sql and current/: graphile-migrate takes only one of them.',
        },
      })
    return [
      ...found,
      ...duplicates(
        chain,
        (file) => storedName(file),
        (file, first) => ({
          message: `${first.relativePath} has the number ${file.name.version.slice(0, -4)} too.`,
          help: 'Uncommit one of them and commit it again.',
        }),
      ),
    ]
  },

  /** New work starts in current.sql; `graphile-migrate commit` makes the numbered file of it. */
  next(existing, title, _now, _settings, body) {
    const open = existing.find((file) => file.relativePath === 'current.sql')
    const rest = open
      ? open.source.text
          .slice(readHeaders(open.source.text).body)
          .replace(/--[^\r\n]*/g, '')
          .trim()
      : ''
    if (existing.some((file) => file.relativePath.startsWith('current/')) || rest !== '') {
      throw new Failure('not-supported', 'The current migration holds work that is not committed yet.', {
        hint: 'Run graphile-migrate commit first.',
      })
    }
    const text = `--! Message: ${title.replace(/\s+/g, ' ')}\n\n${body?.transactional === false ? '--! no-transaction\n' : ''}${body?.up ? withLineEnd(body.up) : '-- Enter migration here\n'}`
    return [{ path: 'current.sql', text, ...(open && { replaces: true as const }) }]
  },

  nonTransactional(file, section, _settings, planned) {
    if (file.name.version !== '')
      return { impossible: 'A committed migration is final: its hash is part of the next ones. Uncommit it first.' }
    if (file.relativePath !== 'current.sql')
      return {
        impossible:
          'graphile-migrate runs the parts of current/ in one transaction. Put this statement in current.sql alone.',
      }
    if (countAfter(file.source.text, section.span, planned) > 1) {
      return {
        impossible:
          'graphile-migrate sends the migration as one query, and several statements in one query share a transaction. Put this statement in a migration of its own.',
      }
    }
    return {
      edits:
        section.scope === 'simple query'
          ? []
          : [insertion(section.span.start, `--! no-transaction${lineEnd(file.source.text)}`)],
    }
  },

  policy: () => ({ outOfOrder: 'skipped', missingFile: 'ignored', editedFile: 'refused' }),
  applyCommand: () => 'npx graphile-migrate migrate',
  books,
})
