import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Registry } from '../../server/engine/lint/configure'
import { rules } from '../../server/engine/lint/rules'
import { read } from './files'

interface Peer {
  readonly version: string
  /** Every rule of that version. */
  readonly rules: readonly string[]
  /** Names beyond these that are understood too: options, older names, rules for live databases. */
  readonly others?: readonly string[]
  /** Rule -> why Lockstep has none. */
  readonly unmapped: { readonly [rule: string]: string }
}

const peers: { readonly [tool: string]: Peer } = JSON.parse(read('scripts/gen/peers.json'))
const aliases = Object.values(rules as Registry).flatMap(({ aliases }) => aliases ?? [])

test('all seven peers are pinned', () => {
  assert.deepEqual(Object.keys(peers).sort(), [
    'atlas',
    'bytebase',
    'eugene',
    'pgfence',
    'pgls',
    'squawk',
    'strong_migrations',
  ])
})

for (const [tool, { rules, others = [], unmapped }] of Object.entries(peers)) {
  describe(tool, () => {
    const mapped = new Set<string>(aliases.filter((alias) => alias.tool === tool).map(({ name }) => name))
    test('each rule is mapped, or has a reason why not, and never both', () => {
      const wrong = rules.filter((rule) => mapped.has(rule) === rule in unmapped)
      assert.deepEqual(wrong, [])
      assert.ok(rules.length >= 15)
    })
    test('a reason is a sentence, and about a rule there is', () => {
      for (const [rule, reason] of Object.entries(unmapped)) {
        assert.ok(rules.includes(rule), `${rule} is no rule of ${tool}`)
        assert.match(reason, /^[A-Z].{20,}\.$/, rule)
      }
    })
    test('an alias names something the tool has', () => {
      const known = new Set([...rules, ...others])
      assert.deepEqual(
        [...mapped].filter((name) => !known.has(name)),
        [],
      )
      assert.deepEqual(
        others.filter((name) => rules.includes(name) || !mapped.has(name)),
        [],
      )
    })
    test('the page has every rule', () => {
      const page = read('docs/rules/peers.md')
      assert.deepEqual(
        rules.filter((rule) => !page.includes(`| \`${rule}\` |`)),
        [],
      )
    })
  })
}
