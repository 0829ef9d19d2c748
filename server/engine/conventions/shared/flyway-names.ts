import type { MigrationName, ToolSettings } from '../convention'
import { compareDigits } from './names'
import { list } from './properties'

export const defaults = {
  sqlMigrationPrefix: 'V',
  undoSqlMigrationPrefix: 'U',
  repeatableSqlMigrationPrefix: 'R',
  baselineMigrationPrefix: 'B',
  sqlMigrationSeparator: '__',
  sqlMigrationSuffixes: '.sql',
} as const

/** flyway-core, api/callback/Event.java. */
const callbacks = (
  'beforeMigrate beforeEachMigrate afterEachMigrate afterEachMigrateError beforeEachMigrateStatement afterEachMigrateStatement ' +
  'afterEachMigrateStatementError beforeRepeatables afterVersioned afterMigrateApplied afterMigrate afterMigrateError beforeValidate ' +
  'afterValidate afterValidateError beforeBaseline afterBaseline afterBaselineError beforeRepair afterRepair afterRepairError beforeInfo ' +
  'afterInfo afterInfoError beforeClean afterClean afterCleanError beforeUndo beforeEachUndo afterEachUndo afterEachUndoError afterUndo ' +
  'afterUndoError createSchema beforeCreateSchema beforeConnect afterConnect'
).split(' ')

type Kind = MigrationName['kind']
const versionGrammar = /^\d+(?:[._]\d+)*$/

interface Prefix {
  readonly prefix: string
  readonly kind: Kind
}

const prefixes = (settings: ToolSettings): readonly Prefix[] =>
  [
    { prefix: settings.sqlMigrationPrefix ?? defaults.sqlMigrationPrefix, kind: 'versioned' as const },
    { prefix: settings.undoSqlMigrationPrefix ?? defaults.undoSqlMigrationPrefix, kind: 'undo' as const },
    {
      prefix: settings.repeatableSqlMigrationPrefix ?? defaults.repeatableSqlMigrationPrefix,
      kind: 'repeatable' as const,
    },
    { prefix: settings.baselineMigrationPrefix ?? defaults.baselineMigrationPrefix, kind: 'baseline' as const },
    ...callbacks.map((prefix) => ({ prefix, kind: 'callback' as const })),
  ].sort((a, b) => b.prefix.length - a.prefix.length)

const suffixOf = (name: string, settings: ToolSettings): string | undefined =>
  list(settings.sqlMigrationSuffixes ?? defaults.sqlMigrationSuffixes).find((suffix) =>
    name.toLowerCase().endsWith(suffix.toLowerCase()),
  )

export type Parsed = { readonly name: MigrationName } | { readonly problem: string }

/** internal/resource/ResourceNameParser.java; undefined for a file whose suffix is none of the tool's. */
export function parseFlywayName(fileName: string, settings: ToolSettings): Parsed | undefined {
  const suffix = suffixOf(fileName, settings)
  if (suffix === undefined) return undefined
  const stem = fileName.slice(0, fileName.length - suffix.length)
  const found = prefixes(settings).find(({ prefix }) => stem.startsWith(prefix))
  if (!found) return { problem: `Unrecognised migration name format: ${fileName}` }
  const separator = settings.sqlMigrationSeparator ?? defaults.sqlMigrationSeparator
  const rest = stem.slice(found.prefix.length)
  const at = rest.indexOf(separator)
  const version = at < 0 ? rest : rest.slice(0, at)
  const title = at < 0 ? '' : rest.slice(at + separator.length).replaceAll('_', ' ')
  if (found.kind === 'repeatable' || found.kind === 'callback') {
    if (version === '')
      return {
        name: {
          version: '',
          title: found.kind === 'callback' ? `${found.prefix}${title && ` ${title}`}` : title,
          kind: found.kind,
        },
      }
    return {
      problem:
        found.kind === 'callback'
          ? `Unrecognised migration name format: ${fileName}`
          : `Invalid repeatable migration name format: ${fileName}`,
    }
  }
  if (version === '')
    return { problem: `Invalid ${found.kind} migration name format: ${fileName} (must contain a version)` }
  if (!versionGrammar.test(version))
    return {
      problem: `Invalid ${found.kind} migration name format: ${fileName} (could not recognise version number ${version})`,
    }
  return { name: { version: version.replaceAll('_', '.'), title, kind: found.kind } }
}

const parts = (version: string): readonly string[] => version.split('.')

/** api/MigrationVersion.java: part by part as numbers, a missing part is 0, so 1 = 1.0 = 001. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a)
  const right = parts(b)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = compareDigits(left[i] ?? '0', right[i] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

/** One text for all spellings of one version. */
export const canonical = (version: string): string =>
  parts(version)
    .map((part) => part.replace(/^0+(?=\d)/, ''))
    .join('.')
    .replace(/(\.0)+$/, '')
