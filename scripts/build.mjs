// Bundles the three programs into dist/ (or `outdir`): client.js (extension host), server.js (language server), cli.js.
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const programs = [
  { entry: 'client/extension.ts', out: 'client.js' },
  { entry: 'server/lsp/main.ts', out: 'server.js' },
  { entry: 'server/cli/main.ts', out: 'cli.js', banner: '#!/usr/bin/env node' },
]

/** What every bundle and the test bundles share. */
export async function bundleOptions() {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'))
  return {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'pg-native'],
    // Its CommonJS form is UMD, whose inner requires no bundler can follow.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    // pg asks whether it runs in Cloudflare by making a Response, for which Node 20 loads all of fetch.
    define: { LOCKSTEP_VERSION: JSON.stringify(version), Response: 'undefined' },
    logLevel: 'warning',
  }
}

export async function copyParser(folder) {
  await mkdir(folder, { recursive: true })
  await copyFile('node_modules/libpg-query/wasm/libpg-query.wasm', `${folder}/libpg-query.wasm`)
}

export async function buildAll({ minify = false, outdir = 'dist' } = {}) {
  const shared = await bundleOptions()
  await copyParser(outdir)
  await Promise.all(
    programs
      .filter(({ entry }) => existsSync(entry))
      .map(({ entry, out, banner }) =>
        build({
          ...shared,
          entryPoints: [entry],
          outfile: `${outdir}/${out}`,
          minify,
          sourcemap: minify ? false : 'linked',
          ...(banner && { banner: { js: banner } }),
        }),
      ),
  )
  if (existsSync(`${outdir}/cli.js`)) await chmod(`${outdir}/cli.js`, 0o755)
  if (existsSync('scripts/build-pglite.mjs')) {
    const { buildPglite } = await import('./build-pglite.mjs')
    await buildPglite(outdir)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await buildAll({ minify: process.argv.includes('--minify') })
