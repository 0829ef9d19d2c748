import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { before, describe, test } from 'node:test'
import { createsOf, type Diagnostic, type Fix } from '../../../server/engine/diagnostic'
import type { Registry } from '../../../server/engine/lint/configure'
import type { Example, Rule } from '../../../server/engine/lint/rule'
import { rules } from '../../../server/engine/lint/rules'
import { loadParser } from '../../../server/engine/syntax/parser'
import { applyEdits, conflict } from '../../../server/engine/text/edits'
import { type LintCase, lintCase, severityOf } from '../../support/lint'
import { anchored, type Case, type Expected, readFixture, rewriteFixture } from '../../support/rule-fixture'

const folder = 'test/engine/lint/rules'
const only = process.env.RULE?.split(',')
before(loadParser)

for (const [id, rule] of Object.entries(rules as { readonly [id: string]: Rule })) {
  if (only && !only.includes(id)) continue
  describe(id, () => {
    const path = `${folder}/${id}.sql`
    const cases = existsSync(path) ? readFixture(path) : []
    test('has a fixture with a finding and a silent case', () => {
      assert.ok(cases.length > 0, `${path} is missing`)
      if (process.env.UPDATE) return
      assert.ok(
        cases.some(({ expected }) => expected.length > 0),
        'no case fires',
      )
      assert.ok(
        cases.some(({ expected }) => expected.length === 0),
        'no case is silent',
      )
    })
    const results: (readonly Expected[])[] = []
    for (const fixture of cases) {
      test(fixture.title, () => {
        const actual = findings(id, fixture)
        results.push(actual)
        if (process.env.UPDATE) return
        assert.deepEqual(actual, fixture.expected)
      })
    }
    if (process.env.UPDATE && cases.length > 0) test('update', () => rewriteFixture(path, results))
    rule.docs.wrong.forEach((example, i) => {
      test(`docs.wrong ${i + 1} fires`, () => {
        const { diagnostics } = lintCase({ ...caseOf(example), only: [id], settings: settingsOf(id, example) })
        assert.ok(diagnostics.length > 0, 'silent')
      })
    })
    rule.docs.right.forEach((example, i) => {
      test(`docs.right ${i + 1} is silent`, () => {
        const { diagnostics } = lintCase({ ...caseOf(example), only: [id], settings: settingsOf(id, example) })
        assert.deepEqual(diagnostics.map(shown), [])
      })
    })
  })
}

/** Where what is right for the rule is what another reports in any case: the hazard of the one is the remedy of the other, or its setting. */
const reportedAllTheSame: { readonly [id: string]: readonly string[] } = {
  'drop-column-blocked': ['drop-column'],
  'drop-column-silently-drops-dependents': ['drop-column'],
  'drop-partition-locks-parent': ['drop-table'],
  'drop-table-locks-referenced-tables': ['drop-table'],
  'foreign-key-missing-index': ['foreign-key-locks-referenced-table'],
  'missing-statement-timeout': ['blocking-index-build'],
  'refresh-matview-concurrently-lock': ['refresh-matview-not-concurrently'],
}

test('what the docs call right is no error of any rule and no warning of one of its group', () => {
  const all = rules as Registry
  const found: { [id: string]: string[] } = {}
  for (const [id, { docs, group }] of Object.entries(all)) {
    const codes = docs.right
      .flatMap((example) => lintCase({ ...caseOf(example), timeouts: true }).diagnostics)
      .filter(({ severity, code }) => severity === 'error' || (severity === 'warning' && all[code]?.group === group))
      .map(({ code }) => code)
    if (codes.length > 0) found[id] = [...new Set(codes)]
  }
  assert.deepEqual(found, reportedAllTheSame)
})

test('every fixture has its rule', () => {
  for (const file of existsSync(folder) ? readdirSync(folder) : [])
    assert.ok(file.replace(/\.sql$/, '') in rules, `${file} tests no rule`)
})

function caseOf(example: Example): LintCase {
  if (typeof example === 'string') return { sql: example }
  const { before: history, sql, scope, postgres } = example
  return {
    sql,
    ...(history !== undefined && { history: [history] }),
    ...(scope && { scope }),
    ...(postgres && { postgres }),
  }
}

function settingsOf(id: string, example: Example): LintCase['settings'] {
  return typeof example === 'object' && example.options ? { [id]: example.options } : {}
}

/** The findings as the fixture writes them; each fix is checked on the way. */
function findings(id: string, { sql, history, options }: Case): readonly Expected[] {
  const base: LintCase = {
    sql,
    history,
    only: [id],
    ...(options.postgres !== undefined && { postgres: options.postgres }),
    ...(options.convention !== undefined && { convention: options.convention }),
    ...(options.section !== undefined && { section: options.section }),
    ...(options.timeouts !== undefined && { timeouts: options.timeouts }),
    ...(options.statistics !== undefined && { statistics: options.statistics }),
    ...(options.scope !== undefined && { scope: options.scope }),
    settings: { [id]: (options.options ?? {}) as never },
  }
  const { diagnostics } = lintCase(base)
  return diagnostics.map((diagnostic) => {
    for (const fix of diagnostic.fixes) checkFix(base, diagnostic, fix)
    const first = diagnostic.fixes[0]
    return { finding: shownIn(id, sql, diagnostic), ...(first && { fixed: textAfter(sql, first) }) }
  })
}

const shown = (diagnostic: Diagnostic): string => `${diagnostic.code}: ${diagnostic.message}`

function shownIn(id: string, sql: string, { span, message, severity }: Diagnostic): string {
  const text = `${anchored(sql, span.start, span.end)} ${message}`
  return severity === severityOf(rules as Registry, id) ? text : `${severity} ${text}`
}

function textAfter(sql: string, fix: Fix): string {
  const files = createsOf(fix).map(({ path, text }) => `-- file: ${path.slice(path.lastIndexOf('/') + 1)}\n${text}`)
  return `${[applyEdits(sql, fix.edits), ...files].map((text) => text.trim()).join('\n')}\n`
}

/** A fix's edits do not overlap, its result parses, and this finding is gone from it; a fix makes nothing worse. */
function checkFix(base: LintCase, diagnostic: Diagnostic, fix: Fix): void {
  fix.edits.forEach((a, i) => {
    for (const b of fix.edits.slice(i + 1)) assert.ok(!conflict(a, b), `${fix.title}: overlapping edits`)
  })
  assert.ok(fix.edits.length + createsOf(fix).length > 0, `${fix.title}: changes nothing`)
  if (fix.edits.length === 0) return
  const after = lintCase({ ...base, sql: applyEdits(base.sql, fix.edits) }).diagnostics
  assert.deepEqual(after.filter(({ code }) => code === 'syntax-error').map(shown), [], `${fix.title}: does not parse`)
  const before = lintCase(base).diagnostics.filter(({ code }) => code === diagnostic.code)
  assert.ok(
    after.filter(({ code }) => code === diagnostic.code).length < before.length,
    `${fix.title}: the rule is not quiet afterwards`,
  )
}
