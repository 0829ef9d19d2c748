import { defineConvention } from './convention'
import { detectMarked, readText } from './shared/folders'
import { books } from './shared/goose-books'
import { cutByGoose, readGoose } from './shared/goose-directives'
import { lineEnd, withLineEnd } from './shared/lines'
import { compareDigits, compareText, duplicates, nextVersion, slug, titleOf } from './shared/names'
import { dotenv, pick } from './shared/properties'
import { insertion, whole } from './shared/statements'

export default defineConvention({
  title: 'goose',
  reference: 'https://pressly.github.io/goose/documentation/annotations/',

  detect: (files) =>
    detectMarked(files, /^\d+_.*\.sql$/, /^--\s*\+goose\s+(up|down)\b/im, async (root) =>
      pick(dotenv((await readText(files, `${root}/.env`)) ?? ''), ['GOOSE_TABLE', 'GOOSE_MIGRATION_DIR']),
    ),

  // migration.go, NumericComponent: digits up to the first underscore, at least 1.
  parseName(relativePath) {
    const match = /^0*([1-9]\d*)_([^/]*)\.sql$/.exec(relativePath)
    if (!match || BigInt(match[1]!) >= 2n ** 63n) return undefined
    return { version: match[1]!, title: titleOf(match[2]!), kind: 'versioned' }
  },

  // collect_sources: *.go beside the SQL files, tests aside.
  otherLanguage: (relativePath) => /^0*([1-9]\d*)_[^/]*(?<!_test)\.go$/.exec(relativePath)?.[1],

  nameProblem(relativePath) {
    if (!/^[^/]+\.sql$/.test(relativePath)) return undefined
    const why = !relativePath.includes('_')
      ? "no filename separator '_' found"
      : /^0+_/.test(relativePath)
        ? 'migration version must be greater than zero'
        : `failed to parse version from migration file: ${relativePath}`
    return {
      code: 'migration-name',
      severity: 'error',
      message: `could not parse SQL migration file "${relativePath}": ${why}`,
      help: 'goose stops at any other .sql file in its folder: rename it to NUMBER_name.sql or move it.',
    }
  },

  compare: (a, b) => compareDigits(a.name.version, b.name.version) || compareText(a.relativePath, b.relativePath),
  read: readGoose,

  review: (files) =>
    duplicates(
      files,
      (file) => file.name.version,
      (file, first) => ({
        message: `goose: duplicate version ${file.name.version} detected: ${first.relativePath} has it too`,
        help: 'Give it a version of its own.',
      }),
    ),

  next(existing, title, now, _settings, body) {
    const shown = existing.map((file) => /^\d+/.exec(file.relativePath)?.[0] ?? file.name.version)
    const outside = body?.transactional === false ? '-- +goose NO TRANSACTION\n' : ''
    const up = body?.up ? withLineEnd(body.up) : ''
    const down = body?.down ? withLineEnd(body.down) : ''
    return [
      {
        path: `${nextVersion(shown, now, { empty: 'timestamp', width: 14 })}_${slug(title)}.sql`,
        text: `${outside}-- +goose Up\n${guarded(up)}\n-- +goose Down\n${guarded(down)}`,
      },
    ]
  },

  nonTransactional(file, section) {
    if (section.scope === 'statement') return { edits: [] }
    const { text } = file.source
    return { edits: [insertion(0, `-- +goose NO TRANSACTION${lineEnd(text)}`)] }
  },

  policy: () => ({ outOfOrder: 'refused', missingFile: 'ignored', editedFile: 'unseen' }),
  applyCommand: () => 'goose up',
  books,
})

/** A statement that goose's line-wise splitter would cut in two goes between StatementBegin and StatementEnd. */
function guarded(sql: string): string {
  let result = sql
  for (const { statement } of [...cutByGoose(sql, whole(sql))].reverse()) {
    const end = sql.charCodeAt(statement.end) === 59 ? statement.end + 1 : statement.end
    result = `${result.slice(0, statement.start)}-- +goose StatementBegin\n${result.slice(statement.start, end)}\n-- +goose StatementEnd${result.slice(end)}`
  }
  return result
}
