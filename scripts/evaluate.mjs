// Runs a piece of the project's TypeScript at build time and answers its exports: how generators read facts from code.
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { build } from 'esbuild'
import { bundleOptions } from './build.mjs'

/** A stand-in for the editor: reading a command's facts must not need one. */
const emptyVscode = {
  name: 'empty-vscode',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'empty' }))
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}' }))
  },
}

export async function evaluate(source) {
  const { external, ...options } = await bundleOptions()
  const { outputFiles } = await build({
    ...options,
    external: external.filter((name) => name !== 'vscode'),
    stdin: { contents: source, resolveDir: process.cwd(), loader: 'ts' },
    write: false,
    plugins: [emptyVscode],
  })
  const module = { exports: {} }
  const run = new Function('module', 'exports', 'require', '__dirname', outputFiles[0].text)
  run(module, module.exports, createRequire(import.meta.url), resolve('dist'))
  return module.exports
}
