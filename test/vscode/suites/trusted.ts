import assert from 'node:assert/strict'
import * as vscode from 'vscode'

suite('trusted', () => {
  test('extension activates', async () => {
    const e = vscode.extensions.getExtension('lockstep.trivial')
    assert.ok(e)
    await e.activate()
    assert.ok(vscode.workspace.isTrusted)
    console.log(
      'WS',
      vscode.workspace.workspaceFolders?.map((f) => f.uri.toString()),
      vscode.version,
      process.version,
    )
  })
})
