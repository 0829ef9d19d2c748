import { tokensIn } from '../syntax/tokens'
import { spanOf } from '../text/source'
import {
  type Detection,
  defineConvention,
  type MigrationFile,
  type Problem,
  type ProjectFiles,
  type Review,
  type Section,
  sentMark,
  type ToolSettings,
} from './convention'
import { join, readText, relative, sqlFolders } from './shared/folders'
import { lineEnd, withLineEnd } from './shared/lines'
import { compareText, slug, titleOf } from './shared/names'
import { books, schemasOf } from './shared/node-pg-migrate-books'
import { flagIn, packagesUsing, scriptsOf } from './shared/packages'
import { below, json, pick } from './shared/properties'
import { insertion } from './shared/statements'

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

const flags: readonly (readonly [name: string, pattern: string])[] = [
  ['migrations-dir', '-m|--migrations-dir'],
  ['migrations-table', '-t|--migrations-table'],
  ['migrations-schema', '--migrations-schema'],
  ['schema', '-s|--schema'],
  ['ignore-pattern', '--ignore-pattern'],
  ['lock-value', '--lock-value'],
  ['config-file', '-f|--config-file'],
  ['config-value', '--config-value'],
]
const inFile = ['migrations-dir', 'migrations-table', 'migrations-schema', 'schema', 'ignore-pattern', 'check-order']

/** bin/node-pg-migrate.ts: what a script says, over it what the package `config` and the named file say. */
async function configured(files: ProjectFiles, root: string, scripts: string): Promise<ToolSettings> {
  const said = flags.flatMap(([name, pattern]) => {
    const value = flagIn(scripts, 'node-pg-migrate', pattern)
    return value === undefined ? [] : [[name, value]]
  })
  const off = ['single-transaction', 'check-order'].filter((flag) =>
    new RegExp(`--no-${flag}|--${flag}[ =]false`).test(scripts),
  )
  const given: ToolSettings = Object.fromEntries([...said, ...off.map((flag) => [flag, 'false'])])
  const section = `${given['config-value'] ?? 'db'}.`
  const read = async (path: string): Promise<ToolSettings> => json(await readText(files, join(root, path)))
  const own = given['config-file'] === undefined ? {} : await read(given['config-file'])
  const inSection = below(own, section)
  return {
    ...given,
    ...pick(below(await read('config/default.json'), section), inFile),
    ...pick(Object.keys(inSection).length > 0 ? inSection : own, inFile),
  }
}

/** src/migration.ts: every file of the folder counts that this does not match. */
function isIgnored(name: string, settings: ToolSettings): boolean {
  const pattern = settings['ignore-pattern']
  try {
    return new RegExp(pattern ? `^${pattern}$` : '^\\..*').test(name)
  } catch {
    return false
  }
}

/** The loader is chosen by the extension in lower case. */
const numbered = /^(\d+)([^/]*?)(?:\.(up|down))?\.[sS][qQ][lL]$/

export default defineConvention({
  title: 'node-pg-migrate',
  reference: 'https://salsita.github.io/node-pg-migrate/migrations/',

  async detect(files) {
    const found: Detection[] = []
    for (const owner of await packagesUsing(files, ['node-pg-migrate'])) {
      const { root, path } = owner
      const own = await configured(files, root, scriptsOf(owner))
      const folder = join(root, own['migrations-dir'] ?? 'migrations')
      if (!(await sqlFolders(files)).some((sql) => sql.path === folder && sql.sql.some((name) => /^\d/.test(name))))
        continue
      found.push({
        root,
        folders: [folder],
        sure: 'config' as const,
        evidence: `node-pg-migrate in ${relative(files.root, path)}`,
        settings: pick(own, [...inFile.slice(1), 'single-transaction', 'lock-value']),
      })
    }
    return found
  },

  otherLanguage: (relativePath, settings) =>
    isIgnored(relativePath, settings) ? undefined : /^(\d+[^/]*)(?<!\.d)\.[cm]?[jt]s$/.exec(relativePath)?.[1],

  parseName(relativePath, settings) {
    const match = numbered.exec(relativePath)
    if (!match || isIgnored(relativePath, settings)) return undefined
    return {
      version: match[1]! + match[2]!,
      title: titleOf(match[2]!.replace(/^[_-]/, '').replaceAll('-', ' ')),
      kind: 'versioned',
      ...(match[3] && { direction: match[3] as 'up' | 'down' }),
    }
  },

  nameProblem(relativePath, settings) {
    if (/^\d/.test(relativePath) || relativePath.includes('/') || isIgnored(relativePath, settings)) return undefined
    return {
      code: 'migration-name',
      severity: 'error',
      message: `Cannot determine numeric prefix for "${relativePath}"`,
      help: 'node-pg-migrate stops at it: move it out of the folder, or name it in --ignore-pattern.',
    }
  },

  // src/utils/comparators.ts.
  compare(a, b) {
    const [left, right] = [orderOf(a.name.version), orderOf(b.name.version)]
    if (left !== right) return left < right ? -1 : 1
    return (
      fileName(a).localeCompare(fileName(b), undefined, { numeric: true, ignorePunctuation: true }) ||
      compareText(b.name.direction ?? 'up', a.name.direction ?? 'up')
    )
  },

  read(source, { name, settings, bom }) {
    const { text } = source
    const scope = settings['single-transaction'] === 'false' ? 'file' : 'batch'
    const whole = (direction: 'up' | 'down'): Section => ({ direction, span: spanOf(0, text.length), scope })
    const mark = bom ? [sentMark('node-pg-migrate')] : []
    if (name.direction) return { sections: [whole(name.direction)], placeholders: [], problems: mark }
    const found = (['up', 'down'] as const)
      .flatMap((direction) => {
        const match = marker(direction).exec(text)
        if (!match) return []
        // The pattern runs over line ends: what stands behind the first is SQL.
        const start = match.index + match[0].length - match[0].trimStart().length
        return [{ direction, start, end: lineFrom(text, start) }]
      })
      .sort((a, b) => a.start - b.start)
    const first = found[0]
    if (!first) return { sections: [whole('up')], placeholders: [], problems: mark }
    const sections = found.map(
      ({ direction, end }, i): Section => ({ direction, span: spanOf(end, found[i + 1]?.start ?? text.length), scope }),
    )
    if (found.length === 1 && first.direction === 'down') {
      const unmarked: Problem = {
        code: 'wrong-directive',
        severity: 'error',
        span: spanOf(first.start, first.end),
        message:
          "There is no '-- Up Migration' line: node-pg-migrate runs the whole file on the way up, this part included.",
        fixes: [
          {
            title: "Begin with '-- Up Migration'",
            safety: 'review',
            edits: [insertion(0, `-- Up Migration${lineEnd(text)}`)],
          },
        ],
      }
      return { sections: [whole('up'), ...sections], placeholders: [], problems: [...mark, unmarked] }
    }
    const dropped = tokensIn(text, spanOf(0, first.start)).filter(({ kind }) => kind !== 'comment')
    const lost: Problem[] =
      dropped.length === 0
        ? []
        : [
            {
              code: 'wrong-directive',
              severity: 'error',
              span: spanOf(dropped[0]!.span.start, dropped.at(-1)!.span.end),
              message: `node-pg-migrate drops what stands before the first '-- ${first.direction === 'up' ? 'Up' : 'Down'} Migration' line.`,
              help: "Move it below '-- Up Migration'.",
            },
          ]
    return { sections, placeholders: [], problems: [...(first.start === 0 ? mark : []), ...lost] }
  },

  // src/migrationLoader.ts.
  review(files) {
    const byVersion = new Map<string, Set<string>>()
    for (const { name } of files)
      byVersion.set(name.version, (byVersion.get(name.version) ?? new Set()).add(name.direction ?? 'single'))
    return files.flatMap((file): readonly Review[] => {
      const { version, direction } = file.name
      const kinds = byVersion.get(version)!
      if (direction !== undefined && kinds.has('single'))
        return [
          {
            path: file.path,
            problem: {
              code: 'duplicate-version',
              severity: 'error',
              message: `Conflicting SQL migration files for ${version}: cannot mix .sql with .up/.down`,
            },
          },
        ]
      return direction === 'down' && !kinds.has('up')
        ? [
            {
              path: file.path,
              problem: {
                code: 'orphaned-down',
                severity: 'error',
                message: `Found .down.sql without matching .up.sql for ${version}`,
              },
            },
          ]
        : []
    })
  },

  next(existing, title, now, _settings, body) {
    const highest = existing
      .map((file) => file.name.version)
      .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
      .at(-1)
    const last = highest === undefined ? 0n : orderOf(highest)
    const own = BigInt(now.getTime())
    const shown = highest === undefined ? undefined : /^\d+/.exec(highest)![0]
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
  searchPath: (settings) => ({ schemas: schemasOf(settings), only: true }),
  applyCommand: () => 'npx node-pg-migrate up',
  books,
})

/** As it is sorted: a pair of files by the name both have in common. */
const fileName = ({ name, relativePath }: Pick<MigrationFile, 'name' | 'relativePath'>): string =>
  `${name.version}${/\.[^./]+$/.exec(relativePath)?.[0] ?? '.sql'}`

function lineFrom(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  return feed < 0 ? text.length : feed + 1
}
