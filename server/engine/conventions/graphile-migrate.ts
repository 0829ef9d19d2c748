import { Failure } from '../failure'
import { spanOf } from '../text/source'
import {
  type Detection,
  defineConvention,
  hiddenByMark,
  type MigrationFile,
  type Problem,
  type Review,
  type ToolSettings,
} from './convention'
import { filesNamed, folderOf, join, nameOf, readText, relative, sqlFolders } from './shared/folders'
import { chainBreaks, graphileHash, readHeaders, storedName } from './shared/graphile-headers'
import { books } from './shared/graphile-migrate-books'
import { lineEnd, withLineEnd } from './shared/lines'
import { compareDigits, compareText, duplicates } from './shared/names'
import { below, json5 } from './shared/properties'
import { countAfter, insertion, statementsIn } from './shared/statements'

const committed = /^committed\/([0-9]+)(?:-([-_a-zA-Z0-9]*))?\.sql$/
/** src/current.ts: the parts run in the order of their numbers. */
const part = /^current\/0*([1-9][0-9]*)(?:-[-_a-zA-Z0-9]*)?\.sql$/
const outside = /^--!\s*no-transaction\b.*/
const prefix = 'placeholders.'

/**
 * The settings of a .gmrc; of one that is a program the folder it spells out, and the names its placeholders must have (src/settings.ts),
 * whose values are not known.
 */
function configured(name: string, text: string): ToolSettings {
  if (name === '.gmrc') return json5(text)
  const folder = /\bmigrationsFolder["']?\s*:\s*(["'])([^"']+)\1/.exec(text)?.[2]
  const names = [...text.matchAll(/(["'])(:[A-Z][0-9A-Z_]+)\1/g)].map(([, , key]) => [`${prefix}${key}`, '!ENV'])
  return { ...(folder && { migrationsFolder: folder }), ...Object.fromEntries(names) }
}

export default defineConvention({
  title: 'graphile-migrate',
  reference: 'https://github.com/graphile/migrate#readme',

  async detect(files) {
    const found: Detection[] = []
    const folders = await sqlFolders(files)
    for (const config of await filesNamed(files, /^\.gmrc(\.c?js)?$/)) {
      const root = folderOf(config)
      const own = configured(nameOf(config), (await readText(files, config)) ?? '')
      const folder = join(root, own.migrationsFolder ?? 'migrations')
      if (!folders.some(({ path }) => path === folder || path.startsWith(`${folder}/`))) continue
      found.push({
        root,
        folders: [folder],
        sure: 'config',
        evidence: relative(files.root, config),
        settings: Object.fromEntries(Object.entries(own).filter(([key]) => key.startsWith(prefix))),
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
    return relativePath === 'current.sql' || part.test(relativePath)
      ? { version: '', title: relativePath === 'current.sql' ? 'current' : nameOf(relativePath), kind: 'repeatable' }
      : undefined
  },

  nameProblem(relativePath) {
    if (/^current\/[^/.][^/]*\.sql$/.test(relativePath))
      return {
        code: 'migration-name',
        severity: 'error',
        message: `Invalid current migration filename: '${nameOf(relativePath)}'. File must follow the naming 001.sql or 001-message.sql`,
        help: 'graphile-migrate stops at it: rename or move the file.',
      }
    if (!/^committed\/[^/]+\.sql$/.test(relativePath)) return undefined
    return {
      code: 'migration-name',
      severity: 'warning',
      message: `graphile-migrate ignores ${relativePath}.`,
      help: 'Committed migrations are called NNNNNN-name.sql; make them with graphile-migrate commit.',
    }
  },

  draft: ({ name }) =>
    name.version === ''
      ? 'It is not committed: graphile-migrate watch tries it out, graphile-migrate commit adds it.'
      : undefined,

  sealed: ({ name }) => name.version !== '',

  // src/migration.ts sorts the names of the books as text.
  compare(a, b) {
    const [left, right] = [a.name.version, b.name.version]
    if (left === '' || right === '')
      return (
        (left === '' ? 1 : 0) - (right === '' ? 1 : 0) ||
        compareDigits(part.exec(a.relativePath)?.[1] ?? '0', part.exec(b.relativePath)?.[1] ?? '0') ||
        compareText(a.relativePath, b.relativePath)
      )
    return left.localeCompare(right, 'en') || compareText(a.relativePath, b.relativePath)
  },

  read(source, { name, relativePath, settings, bom }) {
    const { text } = source
    const headers = readHeaders(text)
    const problems: Problem[] = []
    const file = name.version === '' ? relativePath : nameOf(relativePath)
    const wrong = (message: string, rest: Partial<Problem> = {}) =>
      problems.push({ code: 'wrong-directive', severity: 'error', message, ...rest })
    if (bom && text.startsWith('--!')) problems.push(hiddenByMark('graphile-migrate', firstLine(text)))
    for (const { name: header, span } of headers.repeated)
      wrong(`Invalid migration '${file}': header '${header}' is specified more than once`, { span })
    if (name.version !== '') {
      const { Previous: previous, Hash: hash } = headers.values
      if (headers.tight) {
        const isLf = headers.end > 0
        wrong(`Invalid migration '${file}': there should be two newlines after the headers section`, {
          span: isLf ? spanOf(0, headers.end) : firstLine(text),
          ...(isLf && {
            fixes: [{ title: 'Add a blank line', safety: 'review', edits: [insertion(headers.end, '\n')] }],
          }),
          ...(/^--!.*\r\n/.test(text) && {
            help: 'The headers must end with LF alone: keep git from converting them with "committed/*.sql -text" in .gitattributes.',
          }),
        })
      } else {
        if (!previous) wrong(`Invalid committed migration '${file}': no 'Previous' comment`)
        if (!hash) wrong(`Invalid committed migration '${file}': no 'Hash' comment`)
      }
      if (previous && hash && !headers.tight) {
        const real = graphileHash(text.slice(headers.body), previous === '-' ? undefined : previous)
        const allowed = 'AllowInvalidHash' in headers.values
        if (real !== hash && !allowed) {
          wrong(`Hash for ${file} does not match - ${real} !== ${hash}; has the file been tampered with?`, {
            span: headers.spans.Hash,
            help: 'A committed migration is final: take the edit back and write a new one in current.sql.',
          })
        } else if (real === hash && allowed)
          wrong(`Invalid hash allowed for ${file}; but hash matches.`, { span: headers.spans.AllowInvalidHash })
      }
    }
    const first = outside.exec(text.slice(headers.body))
    const at = spanOf(headers.body, headers.body + (first?.[0].length ?? 0))
    if (first && relativePath.startsWith('current/'))
      wrong(
        `Error in '${relativePath}': cannot use '--! no-transaction' with 'current/' directory migrations; use 'current.sql' instead.`,
        { span: at },
      )
    else if (first && name.version === '' && headers.body > 0)
      wrong(
        'graphile-migrate watch takes this line only at the very top of current.sql: here it opens a transaction.',
        {
          span: at,
          help: 'Make it the first line, and give the message with graphile-migrate commit --message.',
        },
      )
    const known: ToolSettings = { ':DATABASE_NAME': '!ENV', ':DATABASE_OWNER': '!ENV', ...below(settings, prefix) }
    const placeholders = [...text.matchAll(new RegExp(`(?:${Object.keys(known).join('|')})\\b`, 'g'))].map(
      ({ index, 0: key }) => ({
        span: spanOf(index, index + key.length),
        name: key.slice(1),
        ...(known[key] !== '!ENV' && { value: known[key]! }),
      }),
    )
    return {
      sections: [
        {
          direction: 'up',
          span: spanOf(headers.body, text.length),
          scope: first ? 'simple query' : 'file',
          ...(first && { scopeAt: at }),
        },
      ],
      placeholders,
      problems,
    }
  },

  review(files) {
    const chain = files.filter((file) => file.name.version !== '')
    const found: Review[] = chainBreaks(chain).map(({ file, span, message }) => ({
      path: file.path,
      problem: {
        code: 'manifest-mismatch',
        severity: 'error',
        span,
        message,
        help: 'Uncommit this migration and commit it again on top of the other one.',
      },
    }))
    const parts = files.filter((file) => file.relativePath.startsWith('current/'))
    const both = files.find((file) => file.relativePath === 'current.sql')
    if (both && parts.length > 0)
      found.push({
        path: both.path,
        problem: {
          code: 'wrong-directive',
          severity: 'error',
          message:
            "Invalid current migration: both the 'current.sql' file and the 'current' directory exist; only one of these may exist at a time.",
        },
      })
    return [
      ...found,
      ...duplicates(chain, storedName, (file, first) => ({
        message: `${first.relativePath} has the number ${file.name.version.slice(0, -4)} too.`,
        help: 'Uncommit one of them and commit it again.',
      })),
      ...duplicates(
        parts,
        (file) => part.exec(file.relativePath)![1],
        (file, first) => ({
          message: `Current migration filename clash: '${nameOf(file.relativePath)}' and '${nameOf(first.relativePath)}' have the same number.`,
          help: 'Give it a number of its own.',
        }),
      ),
    ]
  },

  /** New work starts in current.sql, or the first part of current/; `graphile-migrate commit` makes the numbered file of it. */
  next(existing, title, _now, _settings, body) {
    const open = existing
      .filter((file) => file.name.version === '')
      .sort((a, b) => compareDigits(part.exec(a.relativePath)?.[1] ?? '0', part.exec(b.relativePath)?.[1] ?? '0'))
    if (!open.every(isBlank)) {
      throw new Failure('not-supported', 'The current migration holds work that is not committed yet.', {
        hint: 'Run graphile-migrate commit first.',
      })
    }
    const path = open[0]?.relativePath ?? 'current.sql'
    const outsideTransaction = body?.transactional === false
    if (outsideTransaction && path !== 'current.sql')
      throw new Failure('not-supported', 'graphile-migrate runs the parts of current/ in one transaction.', {
        hint: 'Write it in current.sql instead of the folder.',
      })
    const said = title.replace(/\s+/g, ' ')
    const head = outsideTransaction ? `--! no-transaction\n-- ${said}\n` : `--! Message: ${said}\n\n`
    const text = `${head}${body?.up ? withLineEnd(body.up) : '-- Enter migration here\n'}`
    return [{ path, text, ...(open.length > 0 && { replaces: true as const }) }]
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
      edits: section.scope === 'simple query' ? [] : [insertion(0, `--! no-transaction${lineEnd(file.source.text)}`)],
    }
  },

  policy: () => ({ outOfOrder: 'skipped', missingFile: 'ignored', editedFile: 'refused' }),
  applyCommand: () => 'npx graphile-migrate migrate',
  books,
})

const isBlank = ({ source: { text } }: MigrationFile): boolean =>
  statementsIn(text, spanOf(0, text.length)).length === 0

const firstLine = (text: string) => spanOf(0, /[\r\n]|$/.exec(text)!.index)
