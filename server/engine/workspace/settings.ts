import { resolve } from 'node:path'
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Diagnostic, Severity } from '../diagnostic'
import { Failure } from '../failure'
import type { RuleSettings } from '../lint/configure'
import { type SourceText, spanOf } from '../text/source'
import { isFolder, slashed } from './files'

export const settingsFile = 'lockstep.json'

export type Tier = 'local' | 'shared' | 'production'

export interface Environment {
  readonly tier: Tier
  /** A database reference: `embedded`, `env:NAME`, `service:NAME`, `command:…`, `secret:NAME`. Never a connection string. */
  readonly database: string
  /** The tool's own settings that differ here, by the tool's key names. */
  readonly settings?: { readonly [key: string]: string }
}

export interface ProjectSettings {
  readonly convention: string
  /** Relative to lockstep.json. */
  readonly folders: readonly string[]
  readonly settings: { readonly [key: string]: string }
}

export interface Settings {
  readonly postgres: number
  /** Empty: found from the workspace. */
  readonly projects: readonly ProjectSettings[]
  readonly exclude: readonly string[]
  readonly rules: RuleSettings
  readonly queries: readonly string[]
  readonly timeouts: { readonly lock: string; readonly statement: string; readonly setElsewhere: boolean }
  readonly retries: number
  readonly statistics: string
  readonly environments: { readonly [name: string]: Environment }
}

export const defaultSettings: Settings = {
  postgres: 18,
  projects: [],
  exclude: [],
  rules: {},
  queries: ['**/queries/**/*.sql', '**/query/**/*.sql', '**/sqlc/**/*.sql', '**/queries.sql', '**/query.sql'],
  timeouts: { lock: '5s', statement: '0', setElsewhere: false },
  retries: 5,
  statistics: 'db/lockstep.statistics.json',
  environments: { local: { tier: 'local', database: 'embedded' } },
}

/** The JSON Schema vocabulary the validator knows; the published schema is this very object. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean'
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly (string | number)[]
  readonly pattern?: string
  readonly minimum?: number
  readonly properties?: { readonly [name: string]: Schema }
  readonly additionalProperties?: Schema | false
  readonly propertyNames?: { readonly pattern: string }
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

const severities = ['off', 'info', 'warning', 'error'] as const
/** picomatch takes no empty pattern. */
const glob: Schema = { type: 'string', pattern: '.' }
const duration = String.raw`^\d+(us|ms|s|min|h|d)?$`

/** `rules`: id -> the schema of its own options. */
export function settingsSchema(
  rules: {
    readonly [id: string]: { readonly description: string; readonly options: { readonly [name: string]: Schema } }
  },
  conventions: readonly string[],
): Schema {
  const severity: Schema = { type: 'string', enum: severities }
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'The JSON schema of this file.' },
      postgres: {
        type: 'integer',
        enum: [14, 15, 16, 17, 18],
        default: defaultSettings.postgres,
        description: 'Major version of the servers the migrations are for.',
      },
      projects: {
        type: 'array',
        description:
          'Where the migrations are and which tool runs them, when that should not be found from the workspace.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['convention', 'folders'],
          properties: {
            convention: {
              type: 'string',
              enum: conventions,
              description: 'The migration tool: flyway, dbmate, goose, golang-migrate, plain, …',
            },
            folders: {
              type: 'array',
              items: { type: 'string' },
              description: 'Migrations folders, relative to this file.',
            },
            settings: {
              type: 'object',
              additionalProperties: { type: 'string' },
              description: "The tool's own settings that matter, by its own key names.",
            },
          },
        },
      },
      exclude: {
        type: 'array',
        items: glob,
        default: [],
        description: 'Glob patterns of files and folders to leave alone.',
      },
      rules: {
        type: 'object',
        additionalProperties: false,
        description: 'Severity, or severity and options, by rule.',
        properties: Object.fromEntries(
          Object.entries(rules).map(([id, { description, options }]) => [
            id,
            {
              description,
              anyOf: [severity, { type: 'object', additionalProperties: false, properties: { severity, ...options } }],
            } satisfies Schema,
          ]),
        ),
      },
      queries: {
        type: 'array',
        items: glob,
        default: defaultSettings.queries,
        description: 'Glob patterns of SQL files with application queries (sqlc, pgtyped, plain).',
      },
      timeouts: {
        type: 'object',
        additionalProperties: false,
        description: 'Timeouts for applying, and whether the sessions of other tools have them already.',
        properties: {
          lock: {
            type: 'string',
            pattern: duration,
            default: defaultSettings.timeouts.lock,
            description: 'lock_timeout while applying.',
          },
          statement: {
            type: 'string',
            pattern: duration,
            default: defaultSettings.timeouts.statement,
            description: 'statement_timeout while applying; 0 for none.',
          },
          setElsewhere: {
            type: 'boolean',
            default: false,
            description: 'Roles, database or tool set lock_timeout and statement_timeout, so migrations need not.',
          },
        },
      },
      retries: {
        type: 'integer',
        minimum: 0,
        default: defaultSettings.retries,
        description: 'How often a migration is tried again after lock_timeout.',
      },
      statistics: {
        type: 'string',
        default: defaultSettings.statistics,
        description: 'File of table sizes written by `lockstep statistics`.',
      },
      environments: {
        type: 'object',
        description: 'Named databases. A name is none that means a database by itself: embedded, env:…, service:….',
        propertyNames: { pattern: '^(?!(embedded|env:.*|service:.*|command:.*|secret:.*)$)' },
        additionalProperties: {
          type: 'object',
          additionalProperties: false,
          required: ['database'],
          properties: {
            tier: {
              type: 'string',
              enum: ['local', 'shared', 'production'],
              default: 'shared',
              description: 'production: never applied to from the editor.',
            },
            database: {
              type: 'string',
              pattern: '^(embedded|env:.+|service:.+|command:.+|secret:.+)$',
              description:
                'A reference (embedded, env:NAME, service:NAME, command:…, secret:NAME), never a connection string.',
            },
            settings: {
              type: 'object',
              additionalProperties: { type: 'string' },
              description: "The tool's own settings that differ here.",
            },
          },
        },
      },
    },
  }
}

export interface ReadSettings {
  readonly settings: Settings
  readonly diagnostics: readonly Diagnostic[]
}

/** All errors at once; what is wrong keeps its default, the rest counts. */
export function readSettings(source: SourceText, schema: Schema): ReadSettings {
  const { value, diagnostics } = readChecked<Partial<Settings>>(source, schema, settingsFile)
  return { settings: completed(value ?? {}), diagnostics }
}

/** What of a JSON document (comments allowed) fits a schema, and everything that does not. */
export function readChecked<T>(
  source: SourceText,
  schema: Schema,
  file: string,
): { readonly value?: T; readonly diagnostics: readonly Diagnostic[] } {
  const syntax: ParseError[] = []
  const tree = parseTree(source.text, syntax, { allowTrailingComma: true })
  const diagnostics: Diagnostic[] = syntax.map(({ error, offset, length }) =>
    problem(offset, offset + Math.max(length, 1), `${words(printParseErrorCode(error))} in ${file}.`),
  )
  const value = tree && (checked(tree, schema, '', diagnostics, file) as T | undefined)
  return { ...(value !== undefined && { value }), diagnostics }
}

/** Folders of configured projects that are not there: nothing would be found in them, and nothing said. */
export function absentFolders(source: SourceText, root: string): readonly Diagnostic[] {
  const isThere = (folder: string): boolean => {
    const path = slashed(resolve(root, `./${folder}`))
    return (path === root || path.startsWith(`${root}/`)) && isFolder(path)
  }
  const tree = parseTree(source.text, [], { allowTrailingComma: true })
  const projects = tree && findNodeAtLocation(tree, ['projects'])
  return (projects?.children ?? [])
    .flatMap((project) => findNodeAtLocation(project, ['folders'])?.children ?? [])
    .filter(({ value }) => typeof value === 'string' && !isThere(value))
    .map(({ offset, length, value }) =>
      problem(
        offset,
        offset + length,
        `There is no folder ${value} here that can be read.`,
        'Migrations folders are named relative to this file, lie below it, and are no links.',
      ),
    )
}

/**
 * What does not fit keeps its default, and might be the word that makes an environment production: no database is reached with it.
 * Failure('bad-settings').
 */
export function requireSound(path: string, source: SourceText | undefined, problems: readonly Diagnostic[]): void {
  const [first, ...more] = problems
  if (!first || !source) return
  const { line, character } = source.position(first.span.start)
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`
  throw new Failure('bad-settings', `${path}:${line + 1}:${character + 1}: ${first.message}${others}`, {
    hint: `No database is reached with settings that are wrong. ${first.help ?? 'lockstep lint shows them.'}`,
  })
}

const words = (code: string): string =>
  code
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replace(/^(.)(.*)$/, (_, first: string, rest: string) => first + rest.toLowerCase())

function problem(start: number, end: number, message: string, help?: string): Diagnostic {
  return {
    code: 'settings',
    severity: 'error' as Severity,
    span: spanOf(start, end),
    message,
    ...(help && { help }),
    fixes: [],
  }
}

function completed(given: Partial<Settings>): Settings {
  const environments = Object.fromEntries(
    Object.entries(given.environments ?? {}).map(([name, environment]) => [
      name,
      { ...environment, tier: environment.tier ?? 'shared' },
    ]),
  )
  return {
    ...defaultSettings,
    ...given,
    projects: (given.projects ?? []).map((project) => ({ ...project, settings: project.settings ?? {} })),
    timeouts: { ...defaultSettings.timeouts, ...given.timeouts },
    environments: { ...defaultSettings.environments, ...environments },
  }
}

/** The value without what does not fit the schema; undefined when nothing of it does. */
function checked(node: Node, schema: Schema, path: string, found: Diagnostic[], file: string): unknown {
  const complain = (message: string, help?: string, at: Node = node): undefined => {
    found.push(problem(at.offset, at.offset + at.length, message, help))
    return undefined
  }
  const name = path || file
  if (schema.anyOf) {
    const fitting = schema.anyOf.find(({ type }) => type === node.type)
    return fitting
      ? checked(node, fitting, path, found, file)
      : complain(`${name} must be ${schema.anyOf.map(({ type }) => article(type!)).join(' or ')}.`)
  }
  const isInteger = node.type === 'number' && Number.isInteger(node.value)
  const type = node.type === 'number' && isInteger ? 'integer' : node.type
  if (schema.type && schema.type !== type) return complain(`${name} must be ${article(schema.type)}.`)
  if (schema.enum && !schema.enum.includes(node.value))
    return complain(`${name} can't be ${JSON.stringify(node.value)}.`, `Use one of ${schema.enum.join(', ')}.`)
  if (schema.pattern && !new RegExp(schema.pattern).test(node.value))
    return complain(`${name} does not fit.`, schema.description)
  if (schema.minimum !== undefined && node.value < schema.minimum)
    return complain(`${name} must be at least ${schema.minimum}.`)
  if (type === 'array')
    return (node.children ?? [])
      .map((child, i) => checked(child, schema.items ?? {}, `${path}[${i}]`, found, file))
      .filter((value) => value !== undefined)
  if (type !== 'object') return node.value
  const result: { [key: string]: unknown } = {}
  const seen = new Set<string>()
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? []
    if (!keyNode) continue
    const key = String(keyNode.value)
    if (seen.has(key)) complain(`${path ? `${path}.${key}` : key} is given twice.`, 'Keep one of them.', keyNode)
    seen.add(key)
    if (schema.propertyNames && !new RegExp(schema.propertyNames.pattern).test(key)) {
      complain(`${key} can't be a name in ${name}.`, schema.description, keyNode)
      continue
    }
    const { properties = {} } = schema
    const inner = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties
    if (inner === false || (inner === undefined && schema.properties)) {
      const near = closest(key, Object.keys(schema.properties ?? {}))
      complain(
        path === 'rules' ? `There is no rule ${key}.` : `${key} is no setting${path ? ` of ${path}` : ''}.`,
        near && `Did you mean ${near}?`,
        keyNode,
      )
      continue
    }
    if (!valueNode) continue
    const value = checked(valueNode, inner ?? {}, path ? `${path}.${key}` : key, found, file)
    if (value !== undefined) result[key] = value
  }
  for (const key of schema.required ?? []) {
    if (!(node.children ?? []).some((property) => property.children?.[0]?.value === key))
      return complain(`${name} lacks ${key}.`)
  }
  return result
}

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`)

/** The known name one or two slips of the finger away. */
function closest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 4)) + 1
  for (const candidate of known) {
    const d = distance(name, candidate)
    if (d < least) {
      least = d
      best = candidate
    }
  }
  return best
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
