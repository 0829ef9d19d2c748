import assert from 'node:assert/strict'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inflateRawSync } from 'node:zlib'

/** Everything that ships. PGlite's contrib archives are named by its own build, here only where they lie. */
const shipped = [
  'extension/LICENSE.txt',
  'extension/NOTICES.txt',
  'extension/changelog.md',
  'extension/dist/client.js',
  'extension/dist/libpg-query.wasm',
  'extension/dist/pglite/data.tar.br',
  'extension/dist/pglite/pglite.data',
  'extension/dist/pglite/pglite.wasm',
  'extension/dist/pglite/worker.mjs',
  'extension/dist/server.js',
  'extension/docs/images/icon.png',
  'extension/package.json',
  'extension/readme.md',
  'extension/schemas/lockstep.schema.json',
  'extension/syntaxes/directives.tmLanguage.json',
]

/** Bytes. PGlite takes 6.8 MB of it. */
const budget = 10e6

suite('the packed extension', () => {
  const file = join(tmpdir(), `lockstep-${process.pid}.vsix`)
  let files: ReadonlyMap<string, Buffer>
  let bytes: number

  before(async () => {
    const { packageVsix } = await import(pathToFileURL(resolve('scripts/package.mjs')).href)
    ;({ bytes } = await packageVsix(file))
    files = unzip(readFileSync(file))
  })
  after(() => rmSync(file, { force: true }))

  test('holds exactly the files that are meant to ship', () => {
    const names = [...files.keys()].filter((name) => name.startsWith('extension/'))
    const contrib = /^extension\/dist\/pglite\/extensions\/[\w-]+\.tar\.gz$/
    assert.deepEqual(names.filter((name) => !contrib.test(name)).sort(), shipped)
    assert.ok(names.some((name) => contrib.test(name)))
  })

  test('is within its size budget', () => {
    assert.ok(bytes <= budget, `${bytes} bytes`)
  })

  test('carries a manifest that runs without npm and without what only developers need', () => {
    const manifest = JSON.parse(String(files.get('extension/package.json')))
    for (const key of ['scripts', 'dependencies', 'devDependencies', 'private'])
      assert.equal(manifest[key], undefined, key)
    assert.ok(files.has(`extension/${manifest.main.slice(2)}`), manifest.main)
    assert.ok(files.has(`extension/${manifest.icon}`), manifest.icon)
    for (const { url } of manifest.contributes.jsonValidation) assert.ok(files.has(`extension/${url.slice(2)}`), url)
    for (const { path } of manifest.contributes.grammars) assert.ok(files.has(`extension/${path.slice(2)}`), path)
  })

  test('names the licence of everything bundled', () => {
    const notices = String(files.get('extension/NOTICES.txt'))
    for (const name of ['@electric-sql/pglite', 'libpg-query', 'pg', 'vscode-languageclient', 'PostgreSQL'])
      assert.ok(notices.includes(name), name)
  })
})

/** Names and contents by the central directory (PKWARE APPNOTE 4.3.12). */
function unzip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const files = new Map<string, Buffer>()
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field))
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength!)
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20))
    files.set(name, archive.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed))
    at += 46 + nameLength! + extraLength! + commentLength!
  }
  return files
}
