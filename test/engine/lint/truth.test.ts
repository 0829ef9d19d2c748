import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { before, describe, test } from 'node:test'
import { loadParser } from '../../../server/engine/syntax/parser'
import { lintCase } from '../../support/lint'

const folder = 'test/engine/lint/truth'

before(loadParser)

interface Probe {
  readonly expects: readonly string[]
  readonly postgres?: number
  readonly sql: string
}

/** The first lines say what is expected: `-- expects: rule[, rule]` and, where it matters, `-- postgres: N`. */
function probe(path: string): Probe {
  const text = readFileSync(path, 'utf8')
  const expects =
    /^-- expects:\s*(.*)$/m
      .exec(text)?.[1]
      ?.split(',')
      .map((name) => name.trim()) ?? []
  const postgres = /^-- postgres:\s*(\d+)/m.exec(text)?.[1]
  const sql = text.replace(/^(-- (expects|postgres):.*\n)+/, '')
  return { expects, ...(postgres && { postgres: Number(postgres) }), sql }
}

/** Warnings and errors under the default configuration, as a file of no project is judged. */
function loud({ sql, postgres }: Probe): readonly string[] {
  const { diagnostics } = lintCase({
    sql,
    ...(postgres && { postgres }),
    scope: /lockstep: no-transaction/.test(sql) ? 'statement' : 'file',
  })
  return diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning').map(({ code }) => code)
}

describe('hazards are found', () => {
  for (const file of readdirSync(`${folder}/hazards`)) {
    test(file, () => {
      const own = probe(`${folder}/hazards/${file}`)
      const found = loud(own)
      assert.ok(
        own.expects.some((rule) => found.includes(rule)),
        `expected ${own.expects.join(' or ')}, found ${found.join(', ') || 'nothing'}`,
      )
    })
  }
})

describe('safe files are left alone', () => {
  for (const file of readdirSync(`${folder}/safe`))
    test(file, () => assert.deepEqual(loud(probe(`${folder}/safe/${file}`)), []))
})
