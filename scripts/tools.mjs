// The migration tools whose books the tests compare ours with, pinned, in .cache/tools: `node scripts/tools.mjs`. `npm test` calls it.
// Nothing of them is a dependency: what cannot be had is skipped, with the reason written here.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const dependencies = {
  '@prisma/adapter-pg': '6.19.0',
  dbmate: '2.36.0',
  'drizzle-kit': '0.31.11',
  'drizzle-orm': '0.45.4',
  'graphile-migrate': '1.4.1',
  liquibase: '4.28.1',
  'node-pg-migrate': '9.0.0',
  pg: '8.23.1',
  postgrator: '8.0.0',
  'postgrator-cli': '9.1.1',
  prisma: '6.19.0',
}
const folder = resolve('.cache/tools')
const manifest = `${JSON.stringify({ private: true, dependencies }, null, 2)}\n`
const installed = join(folder, 'installed.json')
const reason = join(folder, 'why-not.txt')
/** Milliseconds. It takes 10 to 40 s from the registry. */
const limit = 180_000

/** Once: what is installed is compared with the list by a file of its own. Never fails. */
export function installTools() {
  const began = Date.now()
  if (existsSync(installed) && readFileSync(installed, 'utf8') === manifest) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), manifest)
  const { status, signal, stderr } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'],
    { cwd: folder, encoding: 'utf8', timeout: limit, shell: process.platform === 'win32' },
  )
  if (status === 0) {
    writeFileSync(installed, manifest)
    rmSync(reason, { force: true })
    console.log(`ok migration tools (${Date.now() - began} ms)`)
    return
  }
  const said = /npm error (?!code|network|A complete log).+/.exec(stderr ?? '')?.[0].replace('npm error ', '')
  const why = signal ? `npm install took longer than ${limit / 1000} s` : `npm install failed: ${said ?? 'no npm here'}`
  writeFileSync(reason, why)
  console.log(`no migration tools: ${why}`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) installTools()
