// The extension inside a real VS Code: `npm run test:vscode`, or as the last suite of `npm test`.
// Runs in a desktop VS Code where one can be had, else in the VS Code server of code-server, else skips and says why.
// LOCKSTEP_VSCODE=oldest|newest|all|off chooses the versions (default: all); VERBOSE=1 shows what the window logs.
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSuites } from './vscode/build.mjs'
import { runInCodeServer } from './vscode/code-server.mjs'
import { electron, runInElectron } from './vscode/electron.mjs'
import { chromium, codeServer, Unavailable, versions } from './vscode/install.mjs'
import { runPacked } from './vscode/packed.mjs'

/**
 * A suite is a file of test/vscode/suites; each runs in a window of its own on a copy of the sample workspace. `contacts` says
 * whether it must reach the database that LOCKSTEP_TRAP_URL names, or must not: only the server's side of a socket knows.
 */
const suites = {
  trusted: { trusted: true, contacts: true },
  restricted: { trusted: false, contacts: false },
}

/** Looks like a database to whoever connects, and counts them. */
async function setTrap() {
  let contacts = 0
  const server = createServer((socket) => {
    contacts++
    socket.destroy()
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `postgres://lockstep@127.0.0.1:${server.address().port}/shop`,
    contacts: () => contacts,
    close: () => server.close(),
  }
}

export async function runVscode(chosen = process.env.LOCKSTEP_VSCODE ?? 'all', extension = resolve('.')) {
  const total = { passed: 0, failed: 0, skipped: [] }
  if (chosen === 'off') {
    total.skipped.push({ name: 'real VS Code', why: 'LOCKSTEP_VSCODE=off' })
    return total
  }
  const out = await buildSuites(extension)
  for (const name of chosen === 'all' ? ['newest', 'oldest'] : [chosen]) {
    const version = versions[name]
    await orSkip(total, `VS Code ${version.vscode}`, async () => {
      const host = await hostOf(version)
      for (const suite of Object.keys(suites))
        await count(total, `VS Code ${version.vscode} ${host.name} ${suite}`, () =>
          runSuite(host, suite, extension, out),
        )
    })
  }
  if (chosen !== 'oldest')
    await orSkip(total, 'the packed extension in VS Code', () =>
      count(total, `VS Code ${versions.newest.vscode} packed`, () => runPacked()),
    )
  return total
}

/** What this machine can't have is no failure, but is told. */
async function orSkip(total, name, work) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    total.skipped.push({ name, why: error.message })
  }
}

/** Adds a run's results to the total and says in one line how it went. */
async function count(total, name, run) {
  const started = Date.now()
  const results = await run()
  const failed = results.filter(({ state }) => state === 'failed')
  for (const { title, error } of failed) console.log(`FAILED ${title}\n${error}\n`)
  total.failed += failed.length
  total.passed += results.filter(({ state }) => state === 'passed').length
  for (const { title, state } of results)
    if (state === 'skipped') total.skipped.push({ name: title, why: 'the suite says so' })
  console.log(`${failed.length > 0 ? 'FAILED' : 'ok'} ${name}: ${results.length} tests (${Date.now() - started} ms)`)
}

async function hostOf(version) {
  try {
    const executable = await electron(version)
    return { name: 'desktop', run: (options) => runInElectron(executable, options) }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error
    try {
      chromium()
      codeServer(version)
    } catch (second) {
      throw second instanceof Unavailable ? new Unavailable(`${error.message}; ${second.message}`) : second
    }
    return { name: 'server', run: (options) => runInCodeServer(version, options) }
  }
}

/** Answers the results the tests wrote; a run that breaks off is one failed test more. */
async function runSuite(host, suite, extension, out) {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-vscode-'))
  const results = join(folder, 'results.ndjson')
  const workspace = join(folder, 'shop')
  await cp('test/workspaces/shop', workspace, { recursive: true })
  const trap = await setTrap()
  const read = async () =>
    existsSync(results)
      ? (await readFile(results, 'utf8'))
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : []
  try {
    const code = await host.run({
      extension,
      workspace,
      tests: join(out, 'index.js'),
      data: join(folder, 'data'),
      trusted: suites[suite].trusted,
      env: { LOCKSTEP_SUITE: suite, LOCKSTEP_RESULTS: results, LOCKSTEP_TRAP_URL: trap.url },
    })
    const told = await read()
    const finished = told.some(({ state }) => state === 'end')
    const tests = told.filter(({ state }) => state !== 'end')
    const right = trap.contacts() > 0 === suites[suite].contacts
    tests.push({
      state: right ? 'passed' : 'failed',
      title: `${suite}: ${suites[suite].contacts ? 'a command reaches' : 'nothing reaches'} the configured database`,
      error: right ? undefined : `${trap.contacts()} connections`,
    })
    return finished
      ? tests
      : [...tests, { state: 'failed', title: `${suite}: the run`, error: `broke off with ${code}` }]
  } catch (error) {
    return [...(await read()), { state: 'failed', title: `${suite}: the run`, error: error.stack }]
  } finally {
    trap.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { buildAll } = await import('./build.mjs')
  await buildAll()
  const { passed, failed, skipped } = await runVscode()
  for (const { name, why } of skipped) console.log(`skipped ${name}: ${why}`)
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
  process.exitCode = failed > 0 ? 1 : 0
}
