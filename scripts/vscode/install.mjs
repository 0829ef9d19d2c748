// VS Code without its download: the VS Code server that the npm package code-server ships, kept in a cache folder outside the
// project together with the Node version it was built for. An installation takes about 90 s and 780 MB.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** VS Code version -> the code-server that carries it and the Node major that one demands (its `engines.node`). */
export const versions = {
  oldest: { vscode: '1.100', codeServer: '4.100.3', node: 20 },
  newest: { vscode: '1.139', codeServer: '4.139.1', node: 24 },
}

export const cacheFolder =
  process.env.LOCKSTEP_VSCODE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lockstep-vscode')

/** Why this machine can't have it, as a thrown `Unavailable`: the caller skips and says so. */
export class Unavailable extends Error {}

/** Installs what is missing. Answers the Node binary and the server's entry file. */
export function codeServer(version) {
  if (process.platform === 'win32') throw new Unavailable('code-server does not run on Windows')
  const node = nodeOfMajor(version.node)
  const folder = join(cacheFolder, `code-server-${version.codeServer}`)
  const entry = join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js')
  const done = join(folder, 'installed')
  if (!existsSync(done)) {
    const env = {
      PATH: `${join(node.folder, 'bin')}:${process.env.PATH}`,
      npm_config_nodedir: node.folder,
    }
    npmInstall(folder, `code-server@${version.codeServer}`, { env, node: node.binary })
    if (!existsSync(entry)) throw new Unavailable(`code-server ${version.codeServer} holds no VS Code server`)
    writeFileSync(done, '')
  }
  return { node: node.binary, entry }
}

/** The npm package carries the headers as well, which the native modules of code-server are compiled against. */
function nodeOfMajor(major) {
  const name = `node-${process.platform}-${process.arch}`
  const home = join(cacheFolder, `node-${major}`)
  const folder = join(home, 'node_modules', name)
  const binary = join(folder, 'bin/node')
  if (!existsSync(binary)) npmInstall(home, `${name}@${major}`)
  if (!existsSync(binary)) throw new Unavailable(`npm has no ${name}@${major}`)
  return { folder, binary }
}

function npmInstall(folder, spec, { env = {}, node } = {}) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  console.log(`installing ${spec} in ${folder}`)
  const args = ['install', spec, '--no-audit', '--no-fund', '--foreground-scripts']
  const npm = node && npmProgram()
  const { status, stdout, stderr, error } = spawnSync(npm ? node : 'npm', npm ? [npm, ...args] : args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 900_000,
    // npm 11 runs no install scripts unless told so; code-server's own post-install calls npm again, so a flag would not reach it.
    // Its older post-install demands unsafe-perm when root runs it.
    env: {
      ...withoutNpm(process.env),
      ...env,
      npm_config_dangerously_allow_all_scripts: 'true',
      npm_config_unsafe_perm: 'true',
    },
  })
  if (status === 0) return
  const log = join(folder, 'install.log')
  writeFileSync(log, `${stdout}\n${stderr}`)
  const reason = `${stdout}\n${stderr}`.split('\n').find((line) => /\berror:|ERR!|npm error|not found/.test(line))
  throw new Unavailable(`${spec} could not be installed (${error?.message ?? reason?.trim() ?? status}; log: ${log})`)
}

/** Settings of the `npm test` we run under must not leak into another project's installation. */
const withoutNpm = (env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_|^NODE_OPTIONS$|^INIT_CWD$/.test(name)))

/** npm's own script, so that it can be started with another Node than the one it came with. */
function npmProgram() {
  const { stdout } = spawnSync('npm', ['root', '--global'], { encoding: 'utf8', env: withoutNpm(process.env) })
  const beside = join(stdout.trim(), 'npm/bin/npm-cli.js')
  return existsSync(beside) ? beside : undefined
}

/** A Chromium to show the workbench in. */
export function chromium() {
  const { CHROMIUM_EXECUTABLE: chosen, PATH = '' } = process.env
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  const places = [
    ...(chosen ? [chosen] : []),
    ...PATH.split(':').flatMap((folder) => names.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  const found = places.find((place) => existsSync(place))
  if (!found)
    throw new Unavailable(
      'no Chromium found: install one (Debian: apt-get install chromium) or set CHROMIUM_EXECUTABLE',
    )
  return found
}

/** The VS Code minimum of the manifest must be the oldest version tested. */
export const statedMinimum = () => JSON.parse(readFileSync('package.json', 'utf8')).engines.vscode
