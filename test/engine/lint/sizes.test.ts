import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Severity } from '../../../server/engine/diagnostic'
import type { Registry, RuleSettings } from '../../../server/engine/lint/configure'
import type { Example } from '../../../server/engine/lint/rule'
import { rules } from '../../../server/engine/lint/rules'
import type { TableStatistics } from '../../../server/engine/lint/statistics'
import { loadParser } from '../../../server/engine/syntax/parser'
import { type LintCase, lintCase } from '../../support/lint'

before(loadParser)

/** Whatever table is asked for was measured to be like this. */
const all = (table: TableStatistics): LintCase['statistics'] => new Proxy({}, { get: () => table })
const small = all({ rows: 2000, bytes: 1_300_000 })
const middle = all({ rows: 1_000_000, bytes: 300 * 1024 ** 2 })
const large = all({ rows: 200_000_000, bytes: 31 * 1024 ** 3 })

function found(id: string, example: Example, statistics: LintCase['statistics'], settings: RuleSettings = {}) {
  const { before: history, sql, scope, postgres } = typeof example === 'string' ? { sql: example } : example
  const { diagnostics } = lintCase({
    sql,
    ...(history !== undefined && { history: [history] }),
    ...(scope && { scope }),
    ...(postgres && { postgres }),
    ...(statistics && { statistics }),
    only: [id],
    settings,
  })
  return diagnostics.map(({ severity, message }) => ({ severity, message }))
}

const graver: Partial<Record<Severity, Severity>> = { info: 'warning', warning: 'error', error: 'error' }

for (const [id, rule] of Object.entries(rules as Registry)) {
  if (!rule.options?.smallRows) continue
  test(`${id}: the size of the table grades it`, () => {
    const example = rule.docs.wrong.find((one) =>
      found(id, one, middle).some(({ message }) => message.includes('1,000,000 rows')),
    )
    assert.ok(example, 'no wrong example tells the size')
    const without = found(id, example, undefined)
    const at = found(id, example, middle).findIndex(({ message }) => message.includes('1,000,000 rows'))
    const { severity, message } = without[at]!
    const told = (text: string): string => `${message} TABLE had ${text} on 2024-06-01.`
    const shown = (statistics: LintCase['statistics'], settings?: RuleSettings) => {
      const one = found(id, example, statistics, settings)[at]!
      return { ...one, message: one.message.replace(/ \S+ had /, ' TABLE had ') }
    }
    assert.deepEqual(shown(small), { severity: 'info', message: told('2,000 rows (1.2 MB)') })
    assert.deepEqual(shown(middle), { severity, message: told('1,000,000 rows (300 MB)') })
    assert.deepEqual(shown(large), { severity: graver[severity], message: told('200,000,000 rows (31 GB)') })
    assert.equal(shown(large, { [id]: { largeRows: 0 } }).severity, severity, 'largeRows 0: never graver')
    assert.equal(shown(middle, { [id]: { smallRows: 2_000_000 } }).severity, severity, 'many bytes are not small')
    assert.equal(shown(small, { [id]: { smallRows: 1000 } }).severity, severity)
  })
}

test('a slow statement on a small table does not hide one on a large table', () => {
  const sql =
    'alter table a add column b int;\nselect count(*) from few;\nselect count(*) from many;\nselect count(*) from more;'
  const statistics = {
    'public.few': { rows: 10, bytes: 8192 },
    'public.many': { rows: 1_000_000, bytes: 1024 ** 3 },
    'public.more': { rows: 1_000_000, bytes: 1024 ** 3 },
  }
  assert.deepEqual(
    found('statement-after-strong-lock', sql, statistics).map(({ severity }) => severity),
    ['info', 'warning'],
  )
})

test('what an INSERT … SELECT brings is not the size of its target', () => {
  const [finding] = found('unbatched-backfill', 'insert into few select * from many;', small)
  assert.equal(finding?.severity, 'warning')
  assert.doesNotMatch(finding.message, /rows \(/)
})
