import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { read, sources } from './files'
import { allowed } from './size'

test('no file is longer than 400 lines without a reason', () => {
  const long = sources('client', 'server', 'test')
    .filter((file) => !file.endsWith('/index.ts'))
    .map((file) => ({ file, lines: read(file).split('\n').length }))
    .filter(({ file, lines }) => lines > 401 && !allowed[file])
  assert.deepEqual(long, [])
})

test('every exemption from the size names a file that needs it', () => {
  for (const file of Object.keys(allowed)) {
    assert.ok(existsSync(file), `${file} is gone`)
    assert.ok(read(file).split('\n').length > 401, `${file} is short now`)
  }
})

test('paths named in the documents exist', () => {
  const missing: string[] = []
  for (const document of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'GLOSSARY.md']) {
    for (const [, path] of read(document).matchAll(
      /`((?:client|server|test|scripts|docs|syntaxes|\.ci)\/[\w./-]*)`/g,
    )) {
      if (!existsSync(path!.replace(/\/$/, ''))) missing.push(`${document}: ${path}`)
    }
  }
  assert.deepEqual(missing, [])
})

test('ARCHITECTURE.md has at most 200 lines', () => {
  assert.ok(read('ARCHITECTURE.md').split('\n').length <= 201)
})

test('only the command line and scripts write to the console', () => {
  const found = sources('client', 'server')
    .filter((file) => !file.startsWith('server/cli/'))
    .filter((file) =>
      /\bconsole\.(log|error|warn|info)\(/.test(
        read(file).replace(/connection\.console\.|\.console\.(error|info)/g, ''),
      ),
    )
  assert.deepEqual(found, [])
})

test('the words to avoid are avoided', () => {
  const section = /## Words to avoid\n([\s\S]*?)(\n## |$)/.exec(read('GLOSSARY.md'))?.[1] ?? ''
  const words = [...section.matchAll(/^- \*\*(.+?)\*\*/gm)].map((match) => match[1]!)
  assert.ok(words.length > 0)
  const found: string[] = []
  for (const file of sources('client', 'server')) {
    const comments = (read(file).match(/\/\*\*[\s\S]*?\*\/|(?<!:)\/\/.*/g) ?? []).join('\n').toLowerCase()
    // Its own word, as the glossary says.
    for (const word of words.filter((word) => word !== 'changeset' || !file.includes('liquibase')))
      if (new RegExp(`\\b${word}\\b`).test(comments)) found.push(`${file}: ${word}`)
  }
  assert.deepEqual(found, [])
})

test('a registry holds files and nothing else but its index', () => {
  for (const folder of [
    'server/engine/lint/rules',
    'server/cli/commands',
    'server/cli/reporters',
    'server/lsp/features',
    'client/commands',
  ]) {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      assert.ok(entry.isFile() && /^[a-z][a-z0-9-]*\.ts$/.test(entry.name), `${folder}/${entry.name}`)
  }
})
