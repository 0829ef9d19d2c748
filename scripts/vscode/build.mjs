// Compiles test/vscode for the extension host; Mocha and the vscode module stay outside.
import { readdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from 'esbuild'

/** Below the project, so that `mocha` is found from there. */
const out = resolve('.cache/vscode-tests')

export async function buildSuites() {
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
