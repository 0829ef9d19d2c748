// From a fresh clone to Lockstep at work on the sample workspace: installs, builds, then lint, fix preview, test, apply, drift and rollback.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const shell = process.platform === 'win32'
const run = (command, args, options = {}) => spawnSync(command, args, { stdio: 'inherit', shell, ...options })

if (!existsSync('node_modules/esbuild') && run('npm', ['install', '--no-save', '--no-audit', '--no-fund']).status !== 0)
  process.exit(1)
const { buildAll } = await import('./build.mjs')
await buildAll()

const cli = resolve('dist/cli.js')
// A copy, so that the sample's own folder keeps no database and no fixes.
const folder = mkdtempSync(join(tmpdir(), 'lockstep-'))
const shop = join(folder, 'shop')
cpSync('test/workspaces/shop', shop, { recursive: true })

let failed = false
/** `expected`: exit codes that are right for this step; findings in the sample are meant to be there. */
function step(title, args, expected) {
  console.log(`\n\u001b[1m${title}\u001b[0m\n$ lockstep ${args.join(' ')}\n`)
  const { status } = spawnSync(process.execPath, [cli, ...args], {
    cwd: shop,
    stdio: 'inherit',
    env: { ...process.env, FORCE_COLOR: undefined },
  })
  if (expected.includes(status)) return
  failed = true
  console.log(`\nlockstep ${args[0]} ended with exit code ${status}, not ${expected.join(' or ')}.`)
}

try {
  step('1. Lint: the sample has careful migrations and careless ones', ['lint'], [1])
  step('2. Locks of one of them, statement by statement', ['locks', 'db/migration/V14__tighten_orders.sql'], [0])
  step(
    '3. What the safe fixes would write',
    ['lint', '--fix-dry-run', '--fail-on', 'error', 'db/migration/V6__index_orders.sql'],
    [0],
  )
  step('4. Test: replay the history in an embedded PostgreSQL', ['test'], [0])
  step("5. Apply to the embedded database, in Flyway's own history table", ['apply', '--yes'], [0])
  step('6. Status afterwards', ['status'], [0])
  step('7. Drift: the database against the migrations', ['drift'], [0])
  step('8. Roll the newest migration back by its undo script', ['rollback', '--yes'], [0])
  step('9. Status: it is pending again', ['status'], [0])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`
To see the same in the editor:
  npm run package && code --install-extension lockstep.vsix
  code test/workspaces/shop`)
process.exitCode = failed ? 1 : 0
