import assert from 'node:assert/strict'
import * as vscode from 'vscode'

suite('restricted', () => {
  test('not trusted', async () => {
    assert.ok(!vscode.workspace.isTrusted)
  })
})
