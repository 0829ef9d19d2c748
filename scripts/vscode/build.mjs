// Compiles test/vscode for the extension host; Mocha and the vscode module stay outside.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Below the extension's folder: VS Code then gives tests and extension the same `vscode` object, and Mocha is found there. */
export async function buildSuites(extension) {
  const out = join(extension, '.cache/vscode-tests')
  await rm(out, { recursive: true, force: true })
  const suites = (await readdir('test/vscode/suites')).filter((file) => file.endsWith('.ts'))
  await build({
    entryPoints: ['test/vscode/index.ts', ...suites.map((file) => `test/vscode/suites/${file}`)],
    outdir: out,
    outbase: 'test/vscode',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  })
  return out
}
