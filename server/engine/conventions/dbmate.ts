import { spanOf } from '../text/source'
import { defineConvention, hiddenByMark, type Problem, type Section } from './convention'
import { books } from './shared/dbmate-books'
import { detectMarked, readText } from './shared/folders'
import { lineEnd, linesOf, withLineEnd } from './shared/lines'
import { compareBytes, duplicates, nextVersion, slug, titleOf } from './shared/names'
import { dotenv, pick } from './shared/properties'
import { countAfter, insertion, statementsIn } from './shared/statements'

/** pkg/dbmate/migration.go: column 0, lower case, then the end of the line or an option. */
const exact = /^--[^\S\r\n]*migrate:(up|down)(?=\s|$)/
const meant = /^[^\S\r\n]*--+[^\S\r\n]*migrate[^\S\r\n]*:[^\S\r\n]*(up|down)\b[:;.]?.*$/gim

interface Directive {
  readonly direction: 'up' | 'down'
  readonly start: number
  /** Behind `migrate:up`, where options go. */
  readonly wordEnd: number
  readonly lineEnd: number
  readonly transaction: boolean
}

export default defineConvention({
  title: 'dbmate',
  reference: 'https://github.com/amacneil/dbmate#creating-migrations',

  detect: (files) =>
    detectMarked(files, /^\d.*\.sql$/, /^--[^\S\r\n]*migrate:(up|down)(?=\s|$)/m, async (root) =>
      pick(dotenv((await readText(files, `${root}/.env`)) ?? ''), ['DBMATE_MIGRATIONS_TABLE', 'DBMATE_STRICT']),
    ),

  parseName(relativePath) {
    const match = /^(\d+)([^/]*)\.sql$/.exec(relativePath)
    if (!match) return undefined
    return { version: match[1]!, title: titleOf(match[2]!.replace(/^[_.-]+/, '')), kind: 'versioned' }
  },

  nameProblem(relativePath) {
    if (!/^[^/]+\.sql$/i.test(relativePath)) return undefined
    const meant = /^\D{0,3}\d/.test(relativePath)
    const why = /^\d/.test(relativePath)
      ? 'its extension is not lower-case .sql'
      : 'it does not start with a version number'
    return {
      code: 'migration-name',
      severity: meant ? 'warning' : 'info',
      message: `dbmate ignores ${relativePath}: ${why}.`,
      help: 'Rename it to YYYYMMDDHHMMSS_name.sql.',
    }
  },

  compare: (a, b) => compareBytes(a.relativePath, b.relativePath),

  read(source, { name, bom }) {
    const { text } = source
    const problems: Problem[] = []
    const wrong = (start: number, end: number, message: string, rest: Partial<Problem> = {}) =>
      problems.push({ code: 'wrong-directive', severity: 'error', span: spanOf(start, end), message, ...rest })

    const directives: Directive[] = []
    const misspelt = new Set<string>()
    for (const match of text.matchAll(meant)) {
      const line = match[0].trimEnd()
      const start = match.index
      const direction = match[1]!.toLowerCase() as 'up' | 'down'
      const word = exact.exec(line)
      if (!word) {
        const end = start + line.length
        const written = /^.*?migrate\s*:\s*(up|down)[:;.]?/i.exec(line)![0]
        misspelt.add(direction)
        wrong(
          start,
          end,
          `dbmate does not see this line: it wants '-- migrate:${direction}' in lower case at the start of a line.`,
          {
            fixes: [
              {
                title: `Write -- migrate:${direction}`,
                safety: 'review',
                edits: [{ span: spanOf(start, start + written.length), text: `-- migrate:${direction}` }],
              },
            ],
          },
        )
        continue
      }
      let transaction = true
      for (const option of line.slice(word[0].length).matchAll(/\S+/g)) {
        const at = start + word[0].length + option.index
        if (option[0] === 'transaction:false') transaction = false
        else if (option[0] !== 'transaction:true') {
          wrong(at, at + option[0].length, `dbmate ignores the option '${option[0]}'.`, {
            severity: 'warning',
            help: 'It knows transaction:false and transaction:true, without blanks.',
          })
        }
      }
      directives.push({ direction, start, wordEnd: start + word[0].length, lineEnd: start + line.length, transaction })
    }

    const first = directives[0]
    if (bom && first?.start === 0) problems.push(hiddenByMark('dbmate', spanOf(0, first.lineEnd)))
    const up = directives.find((d) => d.direction === 'up')
    if (!up && !misspelt.has('up'))
      problems.push({
        code: 'wrong-directive',
        severity: 'error',
        message: "dbmate requires each migration to define an up block with '-- migrate:up'",
      })
    if (up && first && first.direction === 'down')
      wrong(first.start, first.lineEnd, "dbmate requires '-- migrate:up' to appear before '-- migrate:down'")
    // Only blank lines and -- comments may: to dbmate a block comment is a statement as well.
    const ahead = [...linesOf(text, spanOf(0, first?.direction === 'up' ? first.start : 0))]
    const early = ahead.find((line) => !/^\s*(--|$)/.test(line.text))?.span
    if (early)
      wrong(
        early.start,
        statementsIn(text, spanOf(0, first!.start))[0]?.span.end ?? early.end,
        "dbmate does not support statements preceding the '-- migrate:up' block",
      )
    for (const [i, again] of directives.entries())
      if (again.direction === 'down' && directives[i - 1]?.direction === 'down')
        wrong(again.start, again.lineEnd, "dbmate requires every '-- migrate:down' to be preceded by a '-- migrate:up'")
    for (const again of directives.filter((d) => d.direction === 'up').slice(1)) {
      wrong(
        again.start,
        again.lineEnd,
        `dbmate records version ${name.version} once a block, so a second '-- migrate:up' fails on the primary key of its table.`,
        { help: 'Put it in a migration of its own.' },
      )
    }
    if (up && !directives.some((d) => d.direction === 'down') && !misspelt.has('down')) {
      const end = lineEnd(text)
      problems.push({
        code: 'missing-down',
        severity: 'error',
        span: spanOf(up.start, up.lineEnd),
        message: "dbmate requires each migration to define a down block with '-- migrate:down'",
        fixes: [
          {
            title: 'Add an empty down block',
            safety: 'review',
            edits: [insertion(text.length, `${text.endsWith('\n') ? '' : end}${end}-- migrate:down${end}`)],
          },
        ],
      })
    }

    const sections = directives.map(
      (d, i): Section => ({
        direction: d.direction,
        span: spanOf(d.lineEnd, directives[i + 1]?.start ?? text.length),
        scope: d.transaction ? 'file' : 'simple query',
        scopeAt: spanOf(d.start, d.lineEnd),
      }),
    )
    return { sections, placeholders: [], problems }
  },

  review: (files) =>
    duplicates(
      files,
      (file) => file.name.version,
      (file, first) => ({
        message: `dbmate records a version once, and ${first.relativePath} has ${file.name.version} too: this file fails with duplicate key value violates unique constraint "schema_migrations_pkey".`,
        help: 'Give it a version of its own.',
      }),
    ),

  next(existing, title, now, _settings, body) {
    const version = nextVersion(
      existing.map((file) => file.name.version),
      now,
      { empty: 'timestamp', width: 14 },
    )
    const option = body?.transactional === false ? ' transaction:false' : ''
    const up = body?.up ? withLineEnd(body.up) : '\n'
    return [
      {
        path: `${version}_${slug(title)}.sql`,
        text: `-- migrate:up${option}\n${up}\n-- migrate:down\n${body?.down ? withLineEnd(body.down) : '\n'}`,
      },
    ]
  },

  nonTransactional(file, section, _settings, planned) {
    if (section.scope === 'simple query' && section.scopeAt === undefined) return { edits: [] }
    if (countAfter(file.source.text, section.span, planned) > 1) {
      return {
        impossible:
          'dbmate sends the block as one query, and several statements in one query share a transaction. Put this statement in a migration of its own.',
      }
    }
    if (section.scope === 'simple query' || section.scopeAt === undefined) return { edits: [] }
    const line = file.source.slice(section.scopeAt)
    const option = /\btransaction:\S*/.exec(line)
    const start = section.scopeAt.start
    if (option)
      return {
        edits: [
          { span: spanOf(start + option.index, start + option.index + option[0].length), text: 'transaction:false' },
        ],
      }
    return { edits: [insertion(start + exact.exec(line)![0].length, ' transaction:false')] }
  },

  // pkg/dbmate/db.go: pending is what the table lacks; what --strict forbids is among the books' obstacles.
  policy: () => ({ outOfOrder: 'applied', missingFile: 'ignored', editedFile: 'unseen' }),
  applyCommand: () => 'dbmate up',
  books,
})
