#!/usr/bin/env node
/**
 * Regenerates what the lock model is measured against: `test/engine/catalog/locks/observations/<family>.json`, one entry a corpus statement,
 * what real servers 14 to 18 did, `docs/locks.md` from them, and `server/engine/catalog/locks/built-in-functions.ts`, the built-in functions by volatility from pg_proc.
 *
 *   node scripts/oracle.mjs                     every family on every major
 *   node scripts/oracle.mjs add-column dml      these families
 *   node scripts/oracle.mjs functions           the built-in functions only
 *   node scripts/oracle.mjs docs                docs/locks.md only, from the committed observations
 *   LOCKSTEP_MAJORS=14,18 node scripts/oracle.mjs
 */
import { rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const out = `dist/oracle-${process.pid}`
process.env.LOCKSTEP_MAJORS ??= 'all'
try {
  await build({
    entryPoints: ['test/engine/catalog/locks/regenerate.ts'],
    outfile: `${out}/regenerate.mjs`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  })
  const { locksPage, pagePath, regenerate, writeVolatility } = await import(
    pathToFileURL(resolve(out, 'regenerate.mjs')).href
  )
  const families = process.argv.slice(2)
  const all = process.env.LOCKSTEP_MAJORS === 'all'
  if ((families.length === 0 && all) || families.includes('functions')) await writeVolatility()
  const log = (line) => console.log(line)
  if (families.join() !== 'functions' && families.join() !== 'docs') {
    await regenerate(families, log)
    const folder = 'test/engine/catalog/locks'
    await regenerate(families, log, { corpus: `${folder}/probes`, observations: `${folder}/probe-observations` })
  }
  writeFileSync(pagePath, locksPage())
} finally {
  rmSync(out, { recursive: true, force: true })
}
