// Every suite from a fresh clone: installs, builds, generates-check, types, lint, node:test files, real servers, real VS Code.
// `node scripts/test.mjs FILE…` runs those test files only; `--quick` leaves out types, lint and VS Code; `--majors` uses all five servers.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'

const args = process.argv.slice(2)
const files = args.filter((arg) => !arg.startsWith('--'))
const quick = args.includes('--quick') || files.length > 0
if (args.includes('--majors')) process.env.LOCKSTEP_MAJORS = 'all'

if (!existsSync('node_modules/esbuild')) {
  const { status } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

const totals = { passed: 0, failed: 0, skipped: 0 }
const skips = []
const failures = []
const note = ({ passed = 0, failed = 0, skipped = [] }) => {
  totals.passed += passed
  totals.failed += failed
  totals.skipped += skipped.length
  skips.push(...skipped)
}

function check(name, command, commandArgs) {
  const started = Date.now()
  const { status, stdout, stderr } = spawnSync(command, commandArgs, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 1 << 26,
  })
  const ok = status === 0
  console.log(`${ok ? 'ok' : 'FAILED'} ${name} (${Date.now() - started} ms)`)
  if (!ok) {
    console.log(`${stdout}${stderr}`)
    failures.push(name)
  }
  note(ok ? { passed: 1 } : { failed: 1 })
}

const { buildAll } = await import('./build.mjs')
if (!quick) (await import('./tools.mjs')).installTools()
if (!quick || args.includes('--build') || !existsSync('dist/cli.js')) await buildAll()
if (!quick) {
  check('types', process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit'])
  check('lint and format', process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '.'])
}
note(await runTests(files.length > 0 ? files : await testFiles()))
if (!quick && existsSync('scripts/test-vscode.mjs')) {
  const { runVscode } = await import('./test-vscode.mjs')
  note(await runVscode())
}

for (const { name, why } of skips) console.log(`skipped ${name}: ${why}`)
for (const name of failures) console.log(`failed ${name}`)
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0

async function testFiles() {
  const { readdir } = await import('node:fs/promises')
  const all = await readdir('test', { recursive: true })
  return all
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/vscode/'))
    .sort()
}

async function runTests(entries) {
  const { build } = await import('esbuild')
  const { run } = await import('node:test')
  const { bundleOptions, copyParser } = await import('./build.mjs')
  // A folder of its own a run, so that two runs side by side do not disturb each other.
  const out = files.length > 0 ? `dist/test-${process.pid}` : 'dist/test'
  rmSync(out, { recursive: true, force: true })
  await build({
    ...(await bundleOptions()),
    entryPoints: entries,
    outdir: out,
    outbase: 'test',
    sourcemap: 'inline',
    outExtension: { '.js': '.cjs' },
  })
  const bundles = entries.map((entry) => `${out}/${entry.slice('test/'.length).replace(/\.ts$/, '.cjs')}`)
  for (const folder of new Set(bundles.map((bundle) => bundle.slice(0, bundle.lastIndexOf('/')))))
    await copyParser(folder)
  const counts = { passed: 0, failed: 0, skipped: [] }
  const stream = run({
    files: bundles,
    concurrency: Math.min(3, Math.max(2, cpus().length)),
    execArgv: ['--enable-source-maps'],
  })
  for await (const { type, data } of stream) {
    if (type === 'test:stderr' || type === 'test:stdout') {
      if (files.length > 0 || process.env.VERBOSE) process.stdout.write(data.message)
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue
    // node:test reports each file and each suite as a test of its own: only leaves count.
    if (data.details?.type === 'suite' || bundles.some((bundle) => data.name.endsWith(bundle))) {
      if (type === 'test:fail' && data.details?.error?.failureType !== 'subtestsFailed') fail(data)
      continue
    }
    if (data.skip !== undefined) counts.skipped.push({ name: data.name, why: String(data.skip) })
    else if (type === 'test:pass') counts.passed++
    else if (data.details?.error?.failureType !== 'subtestsFailed') fail(data)
  }
  if (files.length > 0) rmSync(out, { recursive: true, force: true })
  return counts

  function fail(data) {
    counts.failed++
    const error = data.details?.error?.cause ?? data.details?.error
    failures.push(`${data.file ?? ''} ${data.name}`)
    console.log(`FAILED ${data.name}\n${error?.stack ?? error?.message ?? error}\n`)
  }
}
