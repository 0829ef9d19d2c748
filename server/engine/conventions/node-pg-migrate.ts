import { spanOf } from '../text/source'
import { type Detection, defineConvention, type Section } from './convention'
import { join, nameOf, relative, sqlFolders } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareText, slug, titleOf } from './shared/names'
import { books } from './shared/node-pg-migrate-books'
import { packagesUsing } from './shared/packages'
import { below, pick } from './shared/properties'

/** src/sqlMigration.ts. */
const marker = (direction: 'up' | 'down'): RegExp => new RegExp(`^\\s*--[\\s-]*${direction}\\s+migration`, 'im')

/** src/utils/fileNameUtils.ts: 17 digits are a UTC time to the millisecond, anything else milliseconds or an index. */
export function orderOf(name: string): bigint {
  const digits = /^\d+/.exec(name)?.[0] ?? '0'
  if (digits.length !== 17) return BigInt(digits)
  const [, year, month, day, hour, minute, second, ms] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/
    .exec(digits)!
    .map(Number)
  return BigInt(Date.UTC(year!, month! - 1, day!, hour!, minute!, second!, ms!))
}

export default defineConvention({
  title: 'node-pg-migrate',
  reference: 'https://salsita.github.io/node-pg-migrate/migrations/',

  async detect(files) {
    const found: Detection[] = []
    for (const { root, path, settings } of await packagesUsing(files, ['node-pg-migrate'])) {
      const scripts = Object.values(below(settings, 'scripts.')).join('\n')
      const named = /node-pg-migrate\b[^\n&|;]*?(?:-m|--migrations-dir)[ =]["']?([^\s"']+)/.exec(scripts)?.[1]
      const folder = join(root, named ?? 'migrations')
      if (!(await sqlFolders(files)).some((sql) => sql.path === folder && sql.sql.some((name) => /^\d/.test(name))))
        continue
      const flags = [...scripts.matchAll(/--(migrations-table|migrations-schema|schema)[ =]["']?([^\s"']+)/g)].map(
        (flag) => [flag[1]!, flag[2]!],
      )
      const off = ['single-transaction', 'check-order'].filter((flag) =>
        new RegExp(`--no-${flag}|--${flag}[ =]false`).test(scripts),
      )
      found.push({
        root,
        folders: [folder],
        sure: 'config' as const,
        evidence: `node-pg-migrate in ${relative(files.root, path)}`,
        settings: {
          ...pick(Object.fromEntries(flags), ['migrations-table', 'migrations-schema', 'schema']),
          ...Object.fromEntries(off.map((flag) => [flag, 'false'])),
        },
      })
    }
    return found
  },

  otherLanguage: (relativePath) => /^(\d+[^/]*)(?<!\.d)\.[cm]?[jt]s$/.exec(relativePath)?.[1],

  parseName(relativePath) {
    const match = /^(\d+)([^/]*?)(?:\.(up|down))?\.sql$/.exec(relativePath)
    if (!match) return undefined
    return {
      version: match[1]! + match[2]!,
      title: titleOf(match[2]!.replace(/^[_-]/, '').replaceAll('-', ' ')),
      kind: 'versioned',
      ...(match[3] && { direction: match[3] as 'up' | 'down' }),
    }
  },

  nameProblem(relativePath) {
    if (!/^[^/.][^/]*\.sql$/i.test(relativePath)) return undefined
    return {
      code: 'migration-name',
      severity: 'error',
      message: `Cannot determine numeric prefix for "${nameOf(relativePath).replace(/\.sql$/i, '')}"`,
      help: 'node-pg-migrate stops at it: rename or move the file.',
    }
  },

  compare(a, b) {
    const [left, right] = [orderOf(a.name.version), orderOf(b.name.version)]
    if (left !== right) return left < right ? -1 : 1
    return (
      a.name.version.localeCompare(b.name.version, undefined, { numeric: true }) ||
      compareText(b.name.direction ?? 'up', a.name.direction ?? 'up')
    )
  },

  read(source, { name, settings }) {
    const { text } = source
    const scope = settings['single-transaction'] === 'false' ? 'file' : 'batch'
    if (name.direction)
      return {
        sections: [{ direction: name.direction, span: spanOf(0, text.length), scope }],
        placeholders: [],
        problems: [],
      }
    const found = (['up', 'down'] as const)
      .flatMap((direction) => {
        const match = marker(direction).exec(text)
        return match
          ? [
              {
                direction,
                start: match.index + match[0].length - match[0].trimStart().length,
                end: lineFrom(text, match.index + match[0].length),
              },
            ]
          : []
      })
      .sort((a, b) => a.start - b.start)
    if (found.length === 0)
      return { sections: [{ direction: 'up', span: spanOf(0, text.length), scope }], placeholders: [], problems: [] }
    const sections = found.map(
      ({ direction, end }, i): Section => ({ direction, span: spanOf(end, found[i + 1]?.start ?? text.length), scope }),
    )
    const dropped = text.slice(0, found[0]!.start)
    const lost = /^\s*(?!--|\/\*|\s)\S/m.exec(dropped)
    const problems = lost
      ? [
          {
            code: 'wrong-directive' as const,
            severity: 'error' as const,
            span: spanOf(lost.index + lost[0].length - 1, dropped.trimEnd().length),
            message: `node-pg-migrate drops what stands before the first '-- ${found[0]!.direction === 'up' ? 'Up' : 'Down'} Migration' line.`,
            help: "Move it below '-- Up Migration'.",
          },
        ]
      : []
    return { sections, placeholders: [], problems }
  },

  review: () => [],

  next(existing, title, now, _settings, body) {
    const last =
      existing
        .map((file) => orderOf(file.name.version))
        .sort((a, b) => (a < b ? -1 : 1))
        .at(-1) ?? 0n
    const own = BigInt(now.getTime())
    const shown = existing.map((file) => /^\d+/.exec(file.name.version)![0]).at(-1)
    const utc = shown?.length === 17
    const index = shown !== undefined && last < 10n ** 9n
    const at = own > last ? own : last + 1n
    const version = index
      ? (last + 1n).toString().padStart(shown.length, '0')
      : utc
        ? new Date(Number(at)).toISOString().replace(/\D/g, '')
        : at.toString()
    const stem = `${version}_${slug(title, '-')}`
    const up = body?.up ? withLineEnd(body.up) : ''
    const down = body?.down ? withLineEnd(body.down) : ''
    if (existing.some((file) => file.name.direction !== undefined)) {
      return [
        { path: `${stem}.up.sql`, text: up },
        { path: `${stem}.down.sql`, text: down },
      ]
    }
    return [{ path: `${stem}.sql`, text: `-- Up Migration\n${up}\n-- Down Migration\n${down}` }]
  },

  nonTransactional: () => ({
    impossible:
      'node-pg-migrate runs every .sql migration in a transaction. Write this one as a JavaScript migration with pgm.noTransaction().',
  }),

  policy: (settings) => ({
    outOfOrder: settings['check-order'] === 'false' ? 'applied' : 'refused',
    missingFile: settings['check-order'] === 'false' ? 'ignored' : 'refused',
    editedFile: 'unseen',
  }),
  applyCommand: () => 'npx node-pg-migrate up',
  books,
})

function lineFrom(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  return feed < 0 ? text.length : feed + 1
}
