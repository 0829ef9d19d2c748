import type { Catalog } from '../../server/engine/catalog/catalog'
import { emptyCatalog } from '../../server/engine/catalog/store'
import { conventions } from '../../server/engine/conventions'
import type { Convention, MigrationFile, Section } from '../../server/engine/conventions/convention'
import type { Diagnostic, Severity } from '../../server/engine/diagnostic'
import { configuredRules, type Registry, type RuleSettings, ruleNames } from '../../server/engine/lint/configure'
import type { Queries } from '../../server/engine/lint/rule'
import { rules } from '../../server/engine/lint/rules'
import { foldSection, lint } from '../../server/engine/lint/run'
import type { Statistics } from '../../server/engine/lint/statistics'
import { parse } from '../../server/engine/syntax/parse'
import { sourceText } from '../../server/engine/text/source'

export interface LintCase {
  readonly sql: string
  /** Earlier migrations, oldest first. */
  readonly history?: readonly string[]
  readonly postgres?: number
  readonly convention?: string
  readonly section?: 'up' | 'down'
  /** Overrides the convention's scope. */
  readonly scope?: Section['scope']
  readonly settings?: RuleSettings
  /** Only these rules, on whatever their default. */
  readonly only?: readonly string[]
  /** lock_timeout and statement_timeout are set outside the files. */
  readonly timeouts?: boolean
  readonly statistics?: Statistics['tables']
  readonly queries?: Queries
}

/** A name each convention takes, for the migration a test lints. */
const fileNames: { readonly [convention: string]: string } = {
  plain: '0009_case.sql',
  flyway: 'V9__case.sql',
  dbmate: '20240109000000_case.sql',
  goose: '00009_case.sql',
  'golang-migrate': '0009_case.up.sql',
}

export interface LintedCase {
  readonly diagnostics: readonly Diagnostic[]
  readonly file: MigrationFile
  readonly after: Catalog
}

/** Lints one migration after its history, as a project of one folder would. `loadParser()` first. */
export function lintCase(test: LintCase): LintedCase {
  const id = test.convention ?? 'plain'
  const convention = (conventions as { readonly [id: string]: Convention })[id]!
  let before: Catalog = emptyCatalog({ complete: false })
  test.history?.forEach((sql, i) => {
    const source = sourceText(`file:///p/history-${i}.sql`, sql)
    before = foldSection(parse(source), before)
  })
  const relativePath = fileNames[id]!
  const file = read(convention, relativePath, test.sql, test.postgres ?? 18)
  const sections = file.sections.map((section) => ({
    section: { ...section, ...(test.scope && { scope: test.scope }), ...(test.section && { direction: test.section }) },
    parsed: parse(file.source, { within: section.span, placeholders: file.placeholders.map(({ span }) => span) }),
  }))
  const all = rules as Registry
  const registry = test.only ? Object.fromEntries(test.only.map((rule) => [rule, all[rule]!])) : all
  const forced: RuleSettings = Object.fromEntries(
    (test.only ?? []).map((rule) => {
      const setting = test.settings?.[rule]
      const own = severityOf(all, rule)
      return [rule, typeof setting === 'object' ? { severity: own, ...setting } : (setting ?? own)]
    }),
  )
  const { diagnostics, after } = lint({
    path: file.path,
    source: file.source,
    sections,
    before,
    postgres: test.postgres ?? 18,
    rules: configuredRules(registry, test.only ? forced : test.settings),
    names: ruleNames(all),
    queries: test.queries ?? { using: () => [] },
    timeoutsElsewhere: { lock: test.timeouts ?? false, statement: test.timeouts ?? false },
    psqlAllowed: false,
    ...(test.statistics && { statistics: { takenAt: '2024-06-01T00:00:00Z', tables: test.statistics } }),
    nonTransactional: (section, planned) => convention.nonTransactional(file, section, {}, planned),
    followUp: (title, bodies) => {
      const files = () =>
        bodies.flatMap((body, i) => {
          const name = bodies.length > 1 ? `${title} ${i + 1}` : title
          const made = convention.next([file], name, new Date(Date.UTC(2024, 5, 1, 0, 0, i)), {}, body)
          return made.map(({ path, text }) => ({ path: `/p/${path}`, text }))
        })
      return Object.assign(files, { title, bodies })
    },
  })
  return { diagnostics, file, after }
}

/** What a rule's findings have when it is the only one: its default, or a warning where that is off. */
export function severityOf(registry: Registry, rule: string): Severity {
  const { severity } = registry[rule]!
  return severity === 'off' ? 'warning' : severity
}

function read(convention: Convention, relativePath: string, sql: string, postgres: number): MigrationFile {
  const path = `/p/${relativePath}`
  const name = convention.parseName(relativePath, {})!
  const source = sourceText(`file://${path}`, sql)
  const { sections, placeholders } = convention.read(source, {
    path,
    relativePath,
    name,
    settings: {},
    beside: () => undefined,
    postgres,
  })
  return { path, relativePath, name, source, bytes: new TextEncoder().encode(sql), sections, placeholders }
}
