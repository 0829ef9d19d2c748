import type { Piece } from '../syntax/split'
import {
  defineConvention,
  type FileContext,
  type MigrationName,
  type Placeholder,
  type Problem,
  type Section,
} from './convention'
import { books } from './shared/flyway-books'
import { canonical, compareVersions, defaults, parseFlywayName } from './shared/flyway-names'
import { policyOf } from './shared/flyway-policy'
import { detectFlyway } from './shared/flyway-settings'
import { configured } from './shared/flyway-table'
import { folderOf, nameOf } from './shared/folders'
import { withLineEnd } from './shared/lines'
import { compareText, duplicates, nextVersion, slug } from './shared/names'
import { placeholdersIn } from './shared/placeholders'
import { properties } from './shared/properties'
import { afterEdits, leadingWords, statementsIn, whole } from './shared/statements'

/** PostgreSQLParser.java, on the words of the statement; ALTER TYPE … ADD VALUE counts only for servers before 12. */
const outside =
  /^((CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)|ALTER SYSTEM|(CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY|REINDEX( VERBOSE)? (SCHEMA|DATABASE|SYSTEM)|VACUUM|DISCARD ALL)\b/
const runsOutside = (text: string, piece: Piece): boolean => outside.test(leadingWords(text, piece.span, 10).join(' '))

/** sqlscript/SqlScriptMetadata.java; anything else in a script's configuration is an error. */
const scriptKeys = ['executeInTransaction', 'encoding', 'placeholderReplacement', 'shouldExecute']
const builtIn = [
  'defaultSchema',
  'user',
  'database',
  'timestamp',
  'filename',
  'workingDirectory',
  'table',
  'environment',
]

const rank: Readonly<Record<MigrationName['kind'], number>> = {
  versioned: 0,
  baseline: 1,
  undo: 2,
  repeatable: 3,
  callback: 4,
}
const inVersions = (kind: MigrationName['kind']): boolean => rank[kind] < 3

export default defineConvention({
  title: 'Flyway',
  reference: 'https://documentation.red-gate.com/flyway/flyway-concepts/migrations',
  detect: detectFlyway,

  parseName(relativePath, settings) {
    const parsed = parseFlywayName(nameOf(relativePath), settings)
    return parsed && 'name' in parsed ? parsed.name : undefined
  },

  nameProblem(relativePath, settings) {
    const name = nameOf(relativePath)
    const parsed = parseFlywayName(name, settings)
    if (!parsed || 'name' in parsed) return undefined
    // A seed or a dump beside the migrations is no mistake; a version number or a prefix with an underscore is meant.
    if (!/^([A-Za-z]?\d|[VRBUvrbu]_)/.test(name)) return undefined
    return {
      code: 'migration-name',
      severity: settings.validateMigrationNaming === 'true' ? 'error' : 'warning',
      message: parsed.problem,
      help: 'Rename it to V<version>__<description>.sql or R__<description>.sql; Flyway ignores it as it is.',
    }
  },

  compare(a, b) {
    if (inVersions(a.name.kind) && inVersions(b.name.kind)) {
      return (
        compareVersions(a.name.version, b.name.version) ||
        rank[a.name.kind] - rank[b.name.kind] ||
        compareText(a.relativePath, b.relativePath)
      )
    }
    return (
      rank[a.name.kind] - rank[b.name.kind] ||
      compareText(a.name.title, b.name.title) ||
      compareText(a.relativePath, b.relativePath)
    )
  },

  identity: ({ version, title, kind }) =>
    version === '' ? `${kind ?? 'repeatable'} ${title ?? ''}` : canonical(version),

  read(source, context) {
    const { text } = source
    const { settings, name } = context
    const conf = scriptConfiguration(context)
    const problems: Problem[] = [...conf.problems]
    const pieces = statementsIn(text, whole(text))
    const alone = pieces.find((piece) => runsOutside(text, piece))
    const configured = conf.executeInTransaction ?? settings.executeInTransaction !== 'false'
    if (alone && configured && conf.executeInTransaction === undefined && settings.mixed !== 'true') {
      const mixed = pieces.find((piece) => runsOutside(text, piece) !== runsOutside(text, pieces[0]!))
      if (mixed) {
        const kind = runsOutside(text, mixed) ? 'non-transactional' : 'transactional'
        problems.push({
          code: 'wrong-directive',
          severity: 'error',
          span: mixed.span,
          message: `Detected both transactional and non-transactional statements within the same migration (even though mixed is false): this one is ${kind}.`,
          help: `Move it to a migration of its own, or write executeInTransaction=false into ${nameOf(context.relativePath)}.conf.`,
        })
      }
    }
    if (
      alone &&
      settings.configFile !== undefined &&
      settings['postgresql.transactional.lock'] !== 'false' &&
      /\bINDEX CONCURRENTLY$/.test(leadingWords(text, alone.span, 10).join(' ').match(outside)![0])
    ) {
      problems.push({
        code: 'wrong-directive',
        severity: settings['postgresql.transactional.lock'] === 'true' ? 'warning' : 'info',
        span: alone.span,
        message:
          'Flyway holds its lock in an open transaction while this runs, and CONCURRENTLY waits for every open transaction: it never ends.',
        help: `Set flyway.postgresql.transactional.lock=false in ${settings.configFile}.`,
      })
    }
    const transactional = conf.executeInTransaction ?? (configured && alone === undefined)
    const held = heldBy(conf, context)
    const section: Section = {
      direction: name.kind === 'undo' ? 'down' : 'up',
      span: whole(text),
      scope: !transactional ? 'statement' : settings.group === 'true' ? 'batch' : 'file',
      ...(alone && conf.executeInTransaction === undefined && { scopeAt: alone.span }),
      ...(held !== undefined && { held }),
    }
    const replaced = conf.placeholderReplacement ?? settings.placeholderReplacement !== 'false'
    const placeholders = replaced ? flywayPlaceholders(text, context) : []
    for (const { name: placeholder, span } of placeholders) {
      const own = /^flyway:(.*)$/i.exec(placeholder)?.[1]
      if (
        own === undefined ||
        builtIn.some((known) => known.toLowerCase() === own.toLowerCase()) ||
        settings[`placeholders.${placeholder}`] !== undefined
      )
        continue
      problems.push({
        code: 'placeholder-unknown',
        severity: 'error',
        span,
        message: `No value provided for placeholder: ${source.slice(span)}.  Check your configuration!`,
        help: `Flyway's own are ${builtIn.join(', ')}.`,
      })
    }
    return { sections: [section], placeholders, problems }
  },

  review(files) {
    return duplicates(
      files,
      ({ name }) =>
        name.kind === 'callback'
          ? undefined
          : name.version === ''
            ? `${name.kind} ${name.title}`
            : `${name.kind} ${canonical(name.version)}`,
      (file, first) =>
        file.name.version === ''
          ? {
              message: `Found more than one repeatable migration with description '${file.name.title}': ${first.relativePath} has it too.`,
              help: 'Give it a description of its own.',
            }
          : {
              message: `Found more than one migration with version ${canonical(file.name.version)}: ${first.relativePath} has it too.`,
              help: 'Give it a version of its own.',
            },
    )
  },

  next(existing, title, now, settings, body) {
    const prefix = settings.sqlMigrationPrefix ?? defaults.sqlMigrationPrefix
    const separator = settings.sqlMigrationSeparator ?? defaults.sqlMigrationSeparator
    const versioned = existing
      .filter((file) => file.name.kind === 'versioned')
      .sort((a, b) => compareVersions(a.name.version, b.name.version))
    const last = versioned.at(-1)
    const lastName = last ? nameOf(last.relativePath) : ''
    const written =
      lastName
        .slice(prefix.length)
        .split(separator)[0]!
        .match(/^\d+(?:[._]\d+)*/)?.[0] ?? ''
    const cut = Math.max(written.lastIndexOf('.'), written.lastIndexOf('_')) + 1
    const version =
      written.slice(0, cut) +
      nextVersion(cut === 0 ? versioned.map((file) => file.name.version) : [written.slice(cut)], now, {
        empty: 'sequence',
        width: 1,
      })
    const folder = last ? folderOf(last.relativePath) : ''
    const stem = `${version}${separator}${slug(title)}.sql`
    const path = `${folder && `${folder}/`}${prefix}${stem}`
    const up = body?.up ? withLineEnd(body.up) : ''
    const result = [{ path, text: up }]
    const pieces = statementsIn(up, whole(up))
    if (body?.transactional === false && (pieces.length === 0 || !pieces.every((piece) => runsOutside(up, piece))))
      result.push({ path: `${path}.conf`, text: 'executeInTransaction=false\n' })
    const undone = existing.some((file) => file.name.kind === 'undo')
    if (undone && body?.down)
      result.push({
        path: `${folder && `${folder}/`}${settings.undoSqlMigrationPrefix ?? defaults.undoSqlMigrationPrefix}${stem}`,
        text: withLineEnd(body.down),
      })
    return result
  },

  nonTransactional(file, section, _settings, planned) {
    if (section.scope === 'statement') return { edits: [] }
    const after = afterEdits(file.source.text, section.span, planned)
    const pieces = statementsIn(after, whole(after))
    if (pieces.length > 0 && pieces.every((piece) => runsOutside(after, piece))) return { edits: [] }
    return { edits: [], creates: [{ path: `${file.path}.conf`, text: 'executeInTransaction=false\n' }] }
  },

  policy: policyOf,
  // PostgreSQLConnection.java: in front of the connection's own, so that public is still found.
  searchPath(settings) {
    const schema = configured(settings)
    return schema === undefined ? undefined : { schemas: [schema] }
  },
  applyCommand: () => 'flyway migrate',
  books,
})

interface ScriptConfiguration {
  readonly executeInTransaction?: boolean
  readonly placeholderReplacement?: boolean
  readonly encoding?: string
  readonly shouldExecute?: string
  readonly problems: readonly Problem[]
}

function scriptConfiguration(context: FileContext): ScriptConfiguration {
  const file = `${nameOf(context.relativePath)}.conf`
  const text = context.beside(file)
  if (text === undefined) return { problems: [] }
  const values = properties(text)
  const flag = (key: string): boolean | undefined =>
    values[key] === undefined ? undefined : values[key].toLowerCase() === 'true'
  const unknown = Object.keys(values).filter((key) => !scriptKeys.includes(key))
  return {
    executeInTransaction: flag('executeInTransaction'),
    placeholderReplacement: flag('placeholderReplacement'),
    encoding: values.encoding,
    shouldExecute: values.shouldExecute,
    problems: unknown.map((key) => ({
      code: 'wrong-directive',
      severity: 'error',
      message: `${file}: Flyway refuses the unknown key '${key}'.`,
      help: `It knows ${scriptKeys.join(', ')}.`,
    })),
  }
}

/** Why the script can't be run as Flyway would run it, or not run it. */
function heldBy({ encoding, shouldExecute }: ScriptConfiguration, context: FileContext): string | undefined {
  if (shouldExecute !== undefined && shouldExecute.toLowerCase() !== 'true')
    return `Whether it is run is said by shouldExecute=${shouldExecute} in ${nameOf(context.relativePath)}.conf, which Lockstep does not work out.`
  const named = encoding ?? context.settings.encoding
  return named === undefined || /^utf-?8$/i.test(named) ? undefined : `Flyway reads it as ${named}, Lockstep as UTF-8.`
}

function flywayPlaceholders(text: string, { settings, relativePath }: FileContext): readonly Placeholder[] {
  const known: Record<string, string | undefined> = {
    'flyway:defaultschema': settings.defaultSchema ?? settings.schemas?.split(',')[0]?.trim(),
    'flyway:table': settings.table ?? 'flyway_schema_history',
    'flyway:filename': relativePath,
  }
  for (const [key, value] of Object.entries(settings))
    if (key.startsWith('placeholders.')) known[key.slice('placeholders.'.length).toLowerCase()] = value
  return placeholdersIn(
    text,
    settings.placeholderPrefix ?? '${',
    settings.placeholderSuffix ?? '}',
    (name) => known[name.toLowerCase()],
  )
}
