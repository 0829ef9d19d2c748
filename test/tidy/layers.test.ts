import assert from 'node:assert/strict'
import { posix } from 'node:path'
import { test } from 'node:test'
import { importsOf, sources } from './files'

/** A folder may import itself and whatever stands before it; the engine's order is ARCHITECTURE.md's. */
const layers = ['text', 'syntax', 'db', 'catalog', 'conventions', 'lint', 'migrate', 'workspace'] as const
const loose = new Set(['server/engine/failure', 'server/engine/diagnostic'])
/** syntax and db stand side by side. */
const strangers: { readonly [layer: string]: readonly string[] } = { db: ['syntax'], syntax: ['db'] }

/** Packages that have one place. */
const packages: { readonly [name: string]: RegExp } = {
  vscode: /^client\//,
  'vscode-languageclient': /^client\//,
  'vscode-languageserver': /^server\/lsp\//,
  'vscode-languageserver-textdocument': /^server\/lsp\//,
  'libpg-query': /^server\/engine\/syntax\/parser\.ts$/,
  'pgsql-ast-parser': /^server\/engine\/syntax\/application-query\.ts$/,
  pg: /^server\/engine\/db\//,
  '@electric-sql/pglite': /^server\/engine\/db\/pglite/,
}

const registries = [
  'server/engine/catalog/kinds',
  'server/engine/conventions',
  'server/engine/lint/rules',
  'server/lsp/features',
  'server/cli/commands',
  'server/cli/reporters',
  'client/commands',
  'client/views',
]
const parents = new Set([
  'server/engine/conventions/convention',
  'server/engine/conventions/detect',
  'client/commands/command',
  'client/views/view',
])

const packageOf = (from: string): string =>
  from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.split('/')[0]!
const layerOf = (path: string): number => layers.findIndex((layer) => path.startsWith(`server/engine/${layer}/`))

test('imports go leftwards only', () => {
  const wrong: string[] = []
  for (const file of sources('client', 'server')) {
    for (const { line, from } of importsOf(file)) {
      const at = `${file}:${line} imports ${from}`
      if (!from.startsWith('.')) {
        const place = packages[packageOf(from)]
        if (place && !place.test(file)) wrong.push(`${at}: not its place`)
        if (file.startsWith('server/engine/') && layerOf(file) < 2 && from.startsWith('node:'))
          wrong.push(`${at}: text and syntax need no node`)
        continue
      }
      const target = posix.join(posix.dirname(file), from)
      if (loose.has(target)) continue
      if (file.startsWith('client/')) {
        if (target.startsWith('server/') && target !== 'server/protocol')
          wrong.push(`${at}: the client knows the protocol only`)
      } else if (file.startsWith('server/engine/')) {
        if (loose.has(file.replace(/\.ts$/, ''))) {
          if (!target.startsWith('server/engine/text/')) wrong.push(`${at}: it stands below everything`)
        } else if (!target.startsWith('server/engine/')) wrong.push(`${at}: the engine knows no front end`)
        else if (layerOf(`${target}/`) > layerOf(file) || layerOf(`${target}/`) === -1)
          wrong.push(`${at}: against the order`)
        else if (strangers[layers[layerOf(file)]!]?.includes(layers[layerOf(`${target}/`)]!))
          wrong.push(`${at}: they stand side by side`)
      } else if (file.startsWith('server/lsp/') && target.startsWith('server/cli/'))
        wrong.push(`${at}: front ends do not know each other`)
      else if (file.startsWith('server/cli/') && target.startsWith('server/lsp/'))
        wrong.push(`${at}: front ends do not know each other`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('siblings in a registry do not import each other', () => {
  const wrong: string[] = []
  for (const registry of registries) {
    for (const file of sources(registry).filter(
      (path) => posix.dirname(path) === registry && !path.endsWith('/index.ts'),
    )) {
      if (parents.has(file.replace(/\.ts$/, ''))) continue
      for (const { line, from } of importsOf(file)) {
        if (!from.startsWith('.')) continue
        const target = posix.join(posix.dirname(file), from)
        if (posix.dirname(target) === registry && !parents.has(target)) wrong.push(`${file}:${line} imports ${from}`)
      }
    }
  }
  assert.deepEqual(wrong, [])
})
