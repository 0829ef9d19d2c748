import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

test('generated files are fresh', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/gen.mjs', '--check'], { encoding: 'utf8' })
  assert.equal(status, 0, `${stdout}${stderr}`)
})
