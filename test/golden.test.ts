import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Diagnostic } from 'vscode-languageserver'
import { lockstep } from './support/cli'
import { withServer } from './support/language-server'
import { readFixture } from './support/rule-fixture'
import { withFolder } from './support/temporary'

interface Finding {
  readonly file: string
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly help?: string
  readonly range: Diagnostic['range']
}

const severities = ['', 'error', 'warning', 'info', 'hint']

/** What the editor and the command line say of the same folder, as one text each. */
async function verdicts(
  folder: string,
): Promise<{ readonly shell: string; readonly editor: string; readonly findings: number }> {
  const { stdout, code, stderr } = await lockstep(folder, ['lint', '--format', 'json', '.'])
  assert.ok(code === 0 || code === 1, stderr)
  const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] }
  const shell = findings
    .map(({ file, code, severity, message, help, range }) =>
      JSON.stringify([file, code, severity, help ? `${message}\n${help}` : message, range]),
    )
    .sort()
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.sql') || file === 'lockstep.json',
  )
  const editor = await withServer({ folders: [folder] }, async (client) => {
    const found: string[] = []
    for (const file of files) {
      const uri = `file://${folder}/${file}`
      if (file.endsWith('.sql')) await client.open(uri, readFileSync(join(folder, file), 'utf8'))
      const { items } = await client.request<{ items: readonly Diagnostic[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      })
      if (file.endsWith('.sql'))
        for (const { code, severity, message, range } of items)
          found.push(JSON.stringify([file, code, severities[severity!], message, range]))
    }
    return found.sort()
  })
  return { shell: shell.join('\n'), editor: editor.join('\n'), findings: findings.length }
}

test('one verdict: every case of every rule fixture reads the same in the editor and in the shell', () =>
  withFolder({ 'lockstep.json': '{}' }, async (folder) => {
    for (const fixture of readdirSync('test/engine/lint/rules')) {
      readFixture(`test/engine/lint/rules/${fixture}`).forEach(({ sql, history, options }, i) => {
        if (options.convention && options.convention !== 'plain') return
        // Each case is a file of its own: a history of their own would need a folder each, and those are many.
        writeFileSync(join(folder, `${fixture.replace(/\.sql$/, '')}-${i}.sql`), `${history.join('\n')}\n${sql}`)
      })
    }
    const { shell, editor, findings } = await verdicts(folder)
    assert.ok(findings > 300, `${findings} findings`)
    assert.equal(editor, shell)
  }))

test('one verdict on the sample workspace, its history and its queries', () =>
  withFolder({}, async (folder) => {
    cpSync('test/workspaces/shop', folder, { recursive: true })
    const { shell, editor, findings } = await verdicts(folder)
    assert.ok(findings > 3)
    assert.equal(editor, shell)
  }))
